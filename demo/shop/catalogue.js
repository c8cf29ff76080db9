// What the shop sells. A real shop's pages come from its server with these facts inside.

/**
 * @typedef {object} Product
 * @property {string} id
 * @property {string} title
 * @property {number} pence
 * @property {string} category
 * @property {string} picture  URL
 * @property {string} url
 * @property {number} orders   past orders that hold it
 */

/** @typedef {{categories: string[], products: Product[], byId: Map<string, Product>}} Catalogue */

/** @type {Promise<Catalogue> | undefined} */
let loading;

/** @returns {Promise<Catalogue>} products with the best loved first; rejects when the file cannot be had */
export function loadCatalogue() {
  loading ??= fetchCatalogue();
  return loading;
}

async function fetchCatalogue() {
  const response = await fetch(new URL('catalogue.json', import.meta.url));
  if (!response.ok) throw new Error(`catalogue.json: status ${response.status}`);
  const { categories, products: rows } = await response.json();
  const products = rows.map(([id, title, pence, picture, category, orders]) => ({
    id,
    title,
    pence,
    category: categories[category],
    picture: `pictures/${picture}.svg`,
    url: `product.html?id=${encodeURIComponent(id)}`,
    orders,
  }));
  return { categories, products, byId: new Map(products.map((product) => [product.id, product])) };
}
