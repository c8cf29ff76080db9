// Portuguese

/** @type {import('../types.js').Strings} */
export default {
  heading: 'Frequentemente comprados juntos',
  legend: 'Escolher artigos',
  anchor: 'Este artigo:',
  view: 'Ver {item}',
  compare: 'Preço anterior:',
  quantity: 'Quantidade: {item}',
  choose: 'Escolher opções',
  add: 'Adicionar ao carrinho',
  addAll: {
    one: 'Adicionar {count} artigo ao carrinho',
    many: 'Adicionar {count} de artigos ao carrinho',
    other: 'Adicionar {count} artigos ao carrinho',
  },
  total: {
    one: 'Total de {count} artigo: {price}',
    many: 'Total de {count} de artigos: {price}',
    other: 'Total de {count} artigos: {price}',
  },
  added: 'Adicionado ao carrinho: {items}.',
  failed: 'Não foi possível adicionar {item}. {reason}',
};
