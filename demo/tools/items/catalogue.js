// The catalogue out of the bundled data: titles for people, categories, looks, and how often each item was ordered.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { kindOf } from './kinds.js';
import { looksOf, specOf } from './looks.js';
import { presentableTitle } from './titles.js';

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {string} title
 * @property {number} pence
 * @property {string} category
 * @property {string} spec     of the picture
 * @property {number} orders   past orders that hold it
 */

/**
 * @param {string} itemsFile   item_id, name, category, price; tab-separated, with a header
 * @param {string} ordersFile  order_id, item_id, …; tab-separated, with a header, gzip
 * @returns {Item[]}  the most ordered first
 */
export function readCatalogue(itemsFile, ordersFile) {
  const orders = countOrders(ordersFile);
  return rowsOf(readFileSync(itemsFile, 'utf8'))
    .map(([id, name, , price]) => {
      const title = presentableTitle(name);
      return {
        id,
        title,
        pence: Math.round(Number(price) * 100),
        category: kindOf(title).category,
        spec: specOf(looksOf(title, id)),
        orders: orders.get(id) ?? 0,
      };
    })
    .sort((a, b) => b.orders - a.orders || (a.id < b.id ? -1 : 1));
}

/** @param {string} text @returns {string[][]} without the header */
function rowsOf(text) {
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}

/** How many orders hold each item. @param {string} ordersFile */
function countOrders(ordersFile) {
  const counts = new Map();
  const seen = new Set();
  for (const [order, item] of rowsOf(gunzipSync(readFileSync(ordersFile)).toString('utf8'))) {
    const key = `${order}\t${item}`;
    if (seen.has(key)) continue;
    seen.add(key);
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return counts;
}
