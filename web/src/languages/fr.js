// French

/** @type {import('../types.js').Strings} */
export default {
  heading: 'Souvent achetés ensemble',
  legend: 'Choisir des articles',
  anchor: 'Cet article :',
  view: 'Voir {item}',
  compare: 'Ancien prix :',
  quantity: 'Quantité : {item}',
  choose: 'Choisir les options',
  add: 'Ajouter au panier',
  addAll: {
    one: 'Ajouter {count} article au panier',
    many: 'Ajouter {count} d’articles au panier',
    other: 'Ajouter {count} articles au panier',
  },
  total: {
    one: 'Total pour {count} article : {price}',
    many: 'Total pour {count} d’articles : {price}',
    other: 'Total pour {count} articles : {price}',
  },
  added: 'Ajouté au panier : {items}.',
  failed: 'Impossible d’ajouter {item}. {reason}',
};
