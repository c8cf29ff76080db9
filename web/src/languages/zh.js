// Chinese, simplified

/** @type {import('../types.js').Strings} */
export default {
  heading: '经常一起购买',
  legend: '选择商品',
  anchor: '本商品：',
  view: '查看{item}',
  compare: '原价：',
  quantity: '{item}的数量',
  choose: '选择规格',
  add: '加入购物车',
  addAll: { other: '将 {count} 件商品加入购物车' },
  total: { other: '{count} 件商品合计：{price}' },
  added: '已加入购物车：{items}。',
  failed: '无法加入{item}。{reason}',
};
