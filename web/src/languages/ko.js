// Korean

/** @type {import('../types.js').Strings} */
export default {
  heading: '함께 자주 구매하는 상품',
  legend: '상품 선택',
  anchor: '이 상품:',
  view: '{item} 보기',
  compare: '이전 가격:',
  quantity: '{item} 수량',
  choose: '옵션 선택',
  add: '장바구니에 담기',
  addAll: { other: '상품 {count}개 장바구니에 담기' },
  total: { other: '상품 {count}개 합계: {price}' },
  added: '장바구니에 담았습니다: {items}.',
  failed: '담지 못했습니다: {item}. {reason}',
};
