// Japanese

/** @type {import('../types.js').Strings} */
export default {
  heading: 'よく一緒に購入されている商品',
  legend: '商品を選択',
  anchor: 'この商品：',
  view: '{item}を見る',
  compare: '以前の価格：',
  quantity: '{item}の数量',
  choose: 'オプションを選択',
  add: 'カートに入れる',
  addAll: { other: '{count}点をカートに入れる' },
  total: { other: '合計（{count}点）：{price}' },
  added: '{items}をカートに追加しました。',
  failed: '{item}を追加できませんでした。{reason}',
};
