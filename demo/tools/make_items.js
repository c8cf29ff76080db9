// Makes what the shop shows out of the bundled data: the items file for `goeswith build`, the catalogue that the pages
// read, and the pictures.
//
//   node make_items.js ITEMS.tsv ORDERS.tsv.gz ITEMS_OUT.tsv SITE

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

import { colourOf, decorOf } from './colours.js';
import { kindOf } from './kinds.js';
import { drawPicture } from './pictures.js';
import { presentableTitle } from './titles.js';

const [itemsFile, ordersFile, itemsOut, site] = process.argv.slice(2);

/** @param {string} text @returns {string[][]} without the header */
function rowsOf(text) {
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}

/** How many orders hold each item. */
function countOrders() {
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

const orders = countOrders();
const products = rowsOf(readFileSync(itemsFile, 'utf8')).map(([id, name, , price]) => {
  const { kind, category } = kindOf(name);
  const looks = { kind, colour: colourOf(name, id), decor: decorOf(name) };
  return {
    id,
    title: presentableTitle(name),
    pence: Math.round(Number(price) * 100),
    category,
    looks,
    picture: [kind, looks.colour, ...(looks.decor === 'plain' ? [] : [looks.decor])].join('-'),
    orders: orders.get(id) ?? 0,
  };
});
products.sort((a, b) => b.orders - a.orders || (a.id < b.id ? -1 : 1));

const header = ['id', 'title', 'price', 'currency', 'url', 'image', 'category'];
const lines = products.map(({ id, title, pence, picture, category }) => [
  id,
  title,
  (pence / 100).toFixed(2),
  'GBP',
  `product.html?id=${encodeURIComponent(id)}`,
  `pictures/${picture}.svg`,
  category,
]);
mkdirSync(path.dirname(itemsOut), { recursive: true });
writeFileSync(itemsOut, [header, ...lines].map((line) => `${line.join('\t')}\n`).join(''));

const pictures = path.join(site, 'pictures');
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
for (const [name, looks] of new Map(products.map(({ picture, looks }) => [picture, looks]))) {
  writeFileSync(path.join(pictures, `${name}.svg`), drawPicture(looks));
}

const categories = [...new Set(products.map(({ category }) => category))].sort();
const catalogue = {
  currency: 'GBP',
  categories,
  // One array per product, most ordered first: id, title, price in pence, picture, index of the category, orders.
  products: products.map(({ id, title, pence, picture, category, orders: count }) => [
    id,
    title,
    pence,
    picture,
    categories.indexOf(category),
    count,
  ]),
};
writeFileSync(path.join(site, 'catalogue.json'), JSON.stringify(catalogue));
