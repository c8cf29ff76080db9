// Polish

/** @type {import('../types.js').Strings} */
export default {
  heading: 'Często kupowane razem',
  legend: 'Wybierz produkty',
  anchor: 'Ten produkt:',
  view: 'Zobacz {item}',
  compare: 'Poprzednia cena:',
  quantity: 'Ilość: {item}',
  choose: 'Wybierz opcje',
  add: 'Do koszyka',
  addAll: {
    one: 'Dodaj {count} produkt do koszyka',
    few: 'Dodaj {count} produkty do koszyka',
    many: 'Dodaj {count} produktów do koszyka',
    other: 'Dodaj {count} produktu do koszyka',
  },
  total: {
    one: 'Razem za {count} produkt: {price}',
    few: 'Razem za {count} produkty: {price}',
    many: 'Razem za {count} produktów: {price}',
    other: 'Razem za {count} produktu: {price}',
  },
  added: 'Dodano do koszyka: {items}.',
  failed: 'Nie udało się dodać: {item}. {reason}',
};
