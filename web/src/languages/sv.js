// Swedish

/** @type {import('../types.js').Strings} */
export default {
  heading: 'Köps ofta tillsammans',
  legend: 'Välj varor',
  anchor: 'Den här varan:',
  view: 'Visa {item}',
  compare: 'Tidigare pris:',
  quantity: 'Antal {item}',
  choose: 'Välj alternativ',
  add: 'Lägg i varukorgen',
  addAll: { one: 'Lägg {count} vara i varukorgen', other: 'Lägg {count} varor i varukorgen' },
  total: { one: 'Totalt för {count} vara: {price}', other: 'Totalt för {count} varor: {price}' },
  added: 'Lagt i varukorgen: {items}.',
  failed: '{item} kunde inte läggas till. {reason}',
};
