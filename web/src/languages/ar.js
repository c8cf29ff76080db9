// Arabic. Prices and titles may be in another direction: isolates keep them whole, and those of a list in order.

/** @type {import('../types.js').Strings} */
export default {
  heading: 'يُشترى معًا في كثير من الأحيان',
  legend: 'اختر المنتجات',
  anchor: 'هذا المنتج:',
  view: 'عرض \u2068{item}\u2069',
  compare: 'السعر السابق:',
  quantity: 'كمية \u2068{item}\u2069',
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
    zero: 'الإجمالي: \u2068{price}\u2069',
    one: 'إجمالي منتج واحد: \u2068{price}\u2069',
    two: 'إجمالي منتجين: \u2068{price}\u2069',
    few: 'إجمالي {count} منتجات: \u2068{price}\u2069',
    many: 'إجمالي {count} منتجًا: \u2068{price}\u2069',
    other: 'إجمالي {count} منتج: \u2068{price}\u2069',
  },
  added: { one: 'أُضيف إلى السلة: \u2067{items}\u2069.', other: 'أُضيفت إلى السلة: \u2067{items}\u2069.' },
  failed: 'تعذّرت إضافة \u2068{item}\u2069. {reason}',
};
