// Danish

/** @type {import('../types.js').Strings} */
export default {
  heading: 'Købes ofte sammen',
  legend: 'Vælg varer',
  anchor: 'Denne vare:',
  view: 'Se {item}',
  compare: 'Tidligere pris:',
  quantity: 'Antal {item}',
  choose: 'Vælg variant',
  add: 'Læg i kurv',
  addAll: { one: 'Læg {count} vare i kurven', other: 'Læg {count} varer i kurven' },
  total: { one: 'I alt for {count} vare: {price}', other: 'I alt for {count} varer: {price}' },
  added: '{items} er lagt i kurven.',
  failed: '{item} kunne ikke lægges i kurven. {reason}',
};
