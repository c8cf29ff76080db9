// Turkish

/** @type {import('../types.js').Strings} */
export default {
  heading: 'Sıklıkla birlikte alınanlar',
  legend: 'Ürünleri seçin',
  anchor: 'Bu ürün:',
  view: 'Görüntüle: {item}',
  compare: 'Önceki fiyat:',
  quantity: 'Adet: {item}',
  choose: 'Seçenekleri belirleyin',
  add: 'Sepete ekle',
  addAll: { one: '{count} ürünü sepete ekle', other: '{count} ürünü sepete ekle' },
  total: { one: '{count} ürünün toplamı: {price}', other: '{count} ürünün toplamı: {price}' },
  added: 'Sepete eklendi: {items}.',
  failed: 'Eklenemedi: {item}. {reason}',
};
