// Spanish

/** @type {import('../types.js').Strings} */
export default {
  heading: 'Comprados juntos habitualmente',
  legend: 'Elige artículos',
  anchor: 'Este artículo:',
  view: 'Ver {item}',
  compare: 'Precio anterior:',
  quantity: 'Cantidad de {item}',
  choose: 'Elegir opciones',
  add: 'Añadir al carrito',
  addAll: {
    one: 'Añadir {count} artículo al carrito',
    many: 'Añadir {count} de artículos al carrito',
    other: 'Añadir {count} artículos al carrito',
  },
  total: {
    one: 'Total de {count} artículo: {price}',
    many: 'Total de {count} de artículos: {price}',
    other: 'Total de {count} artículos: {price}',
  },
  added: 'Añadido al carrito: {items}.',
  failed: 'No se pudo añadir {item}. {reason}',
};
