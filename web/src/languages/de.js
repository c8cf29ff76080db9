// German

/** @type {import('../types.js').Strings} */
export default {
  heading: 'Wird oft zusammen gekauft',
  legend: 'Artikel auswählen',
  anchor: 'Dieser Artikel:',
  view: '{item} ansehen',
  compare: 'Bisheriger Preis:',
  quantity: 'Menge: {item}',
  choose: 'Optionen wählen',
  add: 'In den Warenkorb',
  addAll: { one: '{count} Artikel in den Warenkorb', other: '{count} Artikel in den Warenkorb' },
  total: { one: 'Summe für {count} Artikel: {price}', other: 'Summe für {count} Artikel: {price}' },
  added: { one: '{items} liegt jetzt im Warenkorb.', other: '{items} liegen jetzt im Warenkorb.' },
  failed: '{item} konnte nicht hinzugefügt werden. {reason}',
};
