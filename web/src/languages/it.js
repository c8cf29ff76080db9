// Italian

/** @type {import('../types.js').Strings} */
export default {
  heading: 'Spesso acquistati insieme',
  legend: 'Scegli gli articoli',
  anchor: 'Questo articolo:',
  view: 'Vedi {item}',
  compare: 'Prezzo precedente:',
  quantity: 'Quantità: {item}',
  choose: 'Scegli le opzioni',
  add: 'Aggiungi al carrello',
  addAll: {
    one: 'Aggiungi {count} articolo al carrello',
    many: 'Aggiungi {count} di articoli al carrello',
    other: 'Aggiungi {count} articoli al carrello',
  },
  total: {
    one: 'Totale per {count} articolo: {price}',
    many: 'Totale per {count} di articoli: {price}',
    other: 'Totale per {count} articoli: {price}',
  },
  added: 'Aggiunto al carrello: {items}.',
  failed: 'Impossibile aggiungere {item}. {reason}',
};
