// Arabic

/** @type {import('../types.js').Strings} */
export default {
  heading: 'يُشترى معًا في كثير من الأحيان',
  legend: 'اختر المنتجات',
  anchor: 'هذا المنتج:',
  view: 'عرض {item}',
  compare: 'السعر السابق:',
  quantity: 'كمية {item}',
  choose: 'تحديد الخيارات',
  add: 'أضف إلى السلة',
  addAll: {
    zero: 'لم يُختر أي منتج',
    one: 'أضف منتجًا واحدًا إلى السلة',
    two: 'أضف منتجين إلى السلة',
    few: 'أضف {count} منتجات إلى السلة',
    many: 'أضف {count} منتجًا إلى السلة',
    other: 'أضف {count} منتج إلى السلة',
  },
  total: {
    zero: 'الإجمالي: {price}',
    one: 'إجمالي منتج واحد: {price}',
    two: 'إجمالي منتجين: {price}',
    few: 'إجمالي {count} منتجات: {price}',
    many: 'إجمالي {count} منتجًا: {price}',
    other: 'إجمالي {count} منتج: {price}',
  },
  added: { one: 'أُضيف إلى السلة: {items}.', other: 'أُضيفت إلى السلة: {items}.' },
  failed: 'تعذّرت إضافة {item}. {reason}',
};
