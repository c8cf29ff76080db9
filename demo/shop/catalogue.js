// The shop's products. A real shop's pages come from its server with these facts inside.

import { categoryPath, SHARD_COUNT, shardOf, shardPath } from './shards.js';

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

/** Where the shop's root is, seen from the page: pages that are not the shop's own say so. */
const ROOT = document.documentElement.dataset.shop ?? '';

/** @type {Map<string, Promise<Product[]>>} by file */
const files = new Map();

/**
 * @param {string} id
 * @returns {Promise<Product | undefined>}  undefined where the shop has no such product; rejects when it cannot be told
 */
export async function findProduct(id) {
  const shard = await load(shardPath(shardOf(id)));
  return shard.find((product) => product.id === id);
}

/**
 * @param {Iterable<string>} ids
 * @returns {Promise<Map<string, Product>>}  of those that the shop has; rejects when it cannot be told
 */
export async function findProducts(ids) {
  const found = await Promise.all([...ids].map(findProduct));
  return new Map(found.flatMap((product) => (product ? [[product.id, product]] : [])));
}

/** @returns {Promise<Product[]>} all of a category, best loved first @param {string} category */
export function loadCategory(category) {
  // Offline there are only the shards.
  return load(categoryPath(category)).catch(async () => {
    const products = await loadEverything();
    return products.filter((product) => product.category === category);
  });
}

/** @returns {Promise<Product[]>} all there is, best loved first */
export async function loadEverything() {
  const shards = await Promise.all(Array.from({ length: SHARD_COUNT }, (_, shard) => load(shardPath(shard))));
  return shards.flat().sort((a, b) => b.orders - a.orders || (a.id < b.id ? -1 : 1));
}

/** @param {string} file @returns {Promise<Product[]>} */
function load(file) {
  const known = files.get(file);
  if (known) return known;
  const loading = fetchProducts(file);
  files.set(file, loading);
  loading.catch(() => files.delete(file)); // the next one tries again
  return loading;
}

/** @param {string} file */
async function fetchProducts(file) {
  const response = await fetch(ROOT + file);
  if (!response.ok) throw new Error(`${file}: status ${response.status}`);
  const { ids, titles, pence, categories, orders, categoryNames } = await response.json();
  return ids.map((id, at) => ({
    id,
    title: titles[at],
    pence: pence[at],
    category: categoryNames[categories[at]],
    picture: `pictures/${encodeURIComponent(id)}.svg`,
    url: `product.html?id=${encodeURIComponent(id)}`,
    orders: orders[at],
  }));
}
