// Czech

/** @type {import('../types.js').Strings} */
export default {
  heading: 'Často kupováno společně',
  legend: 'Vyberte položky',
  anchor: 'Tato položka:',
  view: 'Zobrazit {item}',
  compare: 'Původní cena:',
  quantity: 'Množství: {item}',
  choose: 'Vybrat možnosti',
  add: 'Do košíku',
  addAll: {
    one: 'Přidat {count} položku do košíku',
    few: 'Přidat {count} položky do košíku',
    many: 'Přidat {count} položky do košíku',
    other: 'Přidat {count} položek do košíku',
  },
  total: {
    one: 'Celkem za {count} položku: {price}',
    few: 'Celkem za {count} položky: {price}',
    many: 'Celkem za {count} položky: {price}',
    other: 'Celkem za {count} položek: {price}',
  },
  added: 'Přidáno do košíku: {items}.',
  failed: 'Nepodařilo se přidat: {item}. {reason}',
};
