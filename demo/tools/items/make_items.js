// Makes what the shop sells out of the bundled data: the items file for `goeswith build`, the facts that the pages read,
// in small files, and a picture for each item.
//
//   node make_items.js ITEMS.tsv ORDERS.tsv.gz ITEMS_OUT.tsv SITE

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { categoryPath, SHARD_COUNT, shardOf, shardPath } from '../../shop/shards.js';
import { readCatalogue } from './catalogue.js';
import { drawPicture } from './pictures.js';

const [itemsFile, ordersFile, itemsOut, site] = process.argv.slice(2);
const products = readCatalogue(itemsFile, ordersFile);
const categories = [...new Set(products.map(({ category }) => category))].sort();

const header = ['id', 'title', 'price', 'currency', 'url', 'image', 'category'];
const lines = products.map(({ id, title, pence, category }) => [
  id,
  title,
  (pence / 100).toFixed(2),
  'GBP',
  `product.html?id=${encodeURIComponent(id)}`,
  `pictures/${encodeURIComponent(id)}.svg`,
  category,
]);
mkdirSync(path.dirname(itemsOut), { recursive: true });
writeFileSync(itemsOut, [header, ...lines].map((line) => `${line.join('\t')}\n`).join(''));

for (const directory of ['data', 'pictures']) rmSync(path.join(site, directory), { recursive: true, force: true });
for (const directory of ['data/products', 'data/categories', 'pictures']) {
  mkdirSync(path.join(site, directory), { recursive: true });
}
for (const { id, spec } of products) writeFileSync(path.join(site, `pictures/${id}.svg`), drawPicture(spec));

for (let shard = 0; shard < SHARD_COUNT; shard++) {
  writeJson(shardPath(shard), columnsOf(products.filter(({ id }) => shardOf(id) === shard)));
}
for (const category of categories) {
  writeJson(categoryPath(category), columnsOf(products.filter((product) => product.category === category)));
}

/** Columns, since those compress better than rows. @param {typeof products} some */
function columnsOf(some) {
  return {
    ids: some.map(({ id }) => id),
    titles: some.map(({ title }) => title),
    pence: some.map(({ pence }) => pence),
    categories: some.map(({ category }) => categories.indexOf(category)),
    orders: some.map(({ orders }) => orders),
    categoryNames: categories,
  };
}

/** @param {string} file @param {unknown} value */
function writeJson(file, value) {
  writeFileSync(path.join(site, file), JSON.stringify(value));
}
