// Dutch

/** @type {import('../types.js').Strings} */
export default {
  heading: 'Vaak samen gekocht',
  legend: 'Artikelen kiezen',
  anchor: 'Dit artikel:',
  view: '{item} bekijken',
  compare: 'Vorige prijs:',
  quantity: 'Aantal: {item}',
  choose: 'Opties kiezen',
  add: 'In winkelwagen',
  addAll: { one: '{count} artikel in winkelwagen', other: '{count} artikelen in winkelwagen' },
  total: { one: 'Totaal voor {count} artikel: {price}', other: 'Totaal voor {count} artikelen: {price}' },
  added: 'Toegevoegd aan de winkelwagen: {items}.',
  failed: '{item} kon niet worden toegevoegd. {reason}',
};
