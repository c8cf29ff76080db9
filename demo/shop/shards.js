// Where the shop's facts about a product lie: in one of a few files, chosen by the product's id alone, so that a page
// loads what it shows and not the whole catalogue.

import { hashOf } from './hash.js';

export const SHARD_COUNT = 32;

/** @param {string} id @returns {number}  0 … SHARD_COUNT − 1 */
export function shardOf(id) {
  return hashOf(id) % SHARD_COUNT;
}

/** @param {number} shard @returns {string}  relative to the shop's root */
export function shardPath(shard) {
  return `data/products/${String(shard).padStart(2, '0')}.json`;
}

/** @param {string} category @returns {string}  relative to the shop's root */
export function categoryPath(category) {
  return `data/categories/${slugOf(category)}.json`;
}

/** `Tea and coffee` becomes `tea-and-coffee`. @param {string} name */
export function slugOf(name) {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
