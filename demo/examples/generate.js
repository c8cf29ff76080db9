// Makes up the orders of an example shop, openly: shop.json says who buys what with what probability, and a seed rolls
// the dice. The same description and seed give the same bytes on every machine.
//
//   node generate.js SHOP.json DIRECTORY [--seed N]      writes orders.csv and items.csv for `goeswith build`
//
// An order comes about in three steps:
//
//   1. A shopper is drawn by `share`. Each of the `takes` adds one item, with its `chance` (1 unless given): one of
//      those that `from` names by SKU, by group or by category, the popular ones (`popularity`, 1 unless given) more
//      often. `matching` keeps of them those whose property of that name equals that of the first item in the order.
//      With the chance `alone` the shopper stops after the first item.
//   2. Bestsellers are thrown into any order with their own chance: they go with nothing.
//   3. Noise: with the chance `stray` a random item of the shop; with the chance `second` a second item of the first
//      one's category, a rival or another size.
//
// Items that are `new` are never bought.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * @typedef {object} Item
 * @property {string} sku
 * @property {string} title
 * @property {number} price  in units of the shop's currency
 * @property {string} category
 * @property {string} [group]  what the item is a variant of
 * @property {string} kind  of picture
 * @property {string} colour  of the picture
 * @property {number} [popularity]
 * @property {boolean} [new]
 *
 * @typedef {{from: string[], chance?: number, matching?: string}} Take
 * @typedef {{who: string, share: number, takes: Take[]}} Shopper
 *
 * @typedef {object} Shop
 * @property {string} currency
 * @property {number} orders
 * @property {number} seed
 * @property {Item[]} items
 * @property {Shopper[]} shoppers
 * @property {Record<string, number>} bestsellers  SKU → share of all orders
 * @property {{stray: number, second: number, alone: number}} noise  shares of all orders
 * @property {string[]} rivals  categories of which a shopper wants one; for the tests alone
 * @property {{cart: string[], offers: string[], never: string[]}[]} promises  for the tests alone: of each of `offers`
 *   (SKUs, groups, categories) one is among the first three for `cart`, and nothing of `never`
 */

/**
 * A random number generator of 32 bits of state: Marsaglia's xorshift (2003) with the shifts 13, 17 and 5. Plenty for
 * making up orders, and not for anything else.
 *
 * @param {number} seed  a whole number
 * @returns {() => number}  numbers from 0 up to but not 1
 */
export function makeRandom(seed) {
  // Multiplying by an odd number parts neighbouring seeds; the state must not be 0.
  let state = Math.imul(seed + 1, 0x9e3779b1) || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let k = 0; k < 16; k++) next(); // small states need some rounds to spread
  return next;
}

/**
 * @template T
 * @param {() => number} random
 * @param {T[]} choices  not empty
 * @param {(choice: T) => number} weightOf
 * @returns {T}
 */
function draw(random, choices, weightOf) {
  let rest = random() * choices.reduce((sum, choice) => sum + weightOf(choice), 0);
  return choices.find((choice) => (rest -= weightOf(choice)) < 0) ?? choices[choices.length - 1];
}

/** @param {Item} item */
const popularityOf = ({ popularity = 1 }) => popularity;

/**
 * @param {Shop} shop
 * @param {number} [seed]
 * @returns {string[][]}  orders of SKUs
 */
export function makeOrders(shop, seed = shop.seed) {
  const random = makeRandom(seed);
  const sold = shop.items.filter((item) => !item.new);
  const bySku = new Map(shop.items.map((item) => [item.sku, item]));
  const named = nameItems(shop);

  /** @param {Map<string, Item>} order @param {Item[]} choices */
  const add = (order, choices) => {
    const left = choices.filter(({ sku }) => !order.has(sku));
    if (left.length === 0) return;
    const item = draw(random, left, popularityOf);
    order.set(item.sku, item);
  };

  return Array.from({ length: shop.orders }, () => {
    /** @type {Map<string, Item>} */
    const order = new Map();
    const shopper = draw(random, shop.shoppers, ({ share }) => share);
    const isAlone = random() < shop.noise.alone;
    for (const { from, chance = 1, matching } of shopper.takes) {
      if (random() >= chance) continue;
      const [first] = order.values();
      const choices = from.flatMap(named).filter((item) => !matching || item[matching] === first[matching]);
      add(order, choices);
      if (isAlone) break;
    }
    const [first] = order.values();
    for (const [sku, chance] of Object.entries(shop.bestsellers)) {
      if (random() < chance) add(order, [bySku.get(sku)]);
    }
    if (random() < shop.noise.stray) add(order, sold);
    if (random() < shop.noise.second)
      add(
        order,
        sold.filter(({ category }) => category === first.category),
      );
    return [...order.keys()];
  });
}

/**
 * @param {Shop} shop
 * @returns {(name: string) => Item[]}  the items that a SKU, a group or a category stands for
 */
function nameItems({ items }) {
  /** @type {Map<string, Item[]>} */
  const named = new Map();
  for (const item of items) {
    if (item.new) continue;
    for (const name of new Set([item.sku, item.group, item.category])) {
      if (name !== undefined) named.set(name, [...(named.get(name) ?? []), item]);
    }
  }
  return (name) => {
    const found = named.get(name);
    if (!found) throw new Error(`No item, group or category is called "${name}".`);
    return found;
  };
}

/** @param {string[][]} rows  the header first */
function csv(rows) {
  const quoted = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');
}

/** @param {string[][]} orders */
export function ordersCsv(orders) {
  const lines = orders.flatMap((skus, index) => skus.map((sku) => [`order-${index + 1}`, sku]));
  return csv([['order_id', 'item_id'], ...lines]);
}

/** @param {Shop} shop */
export function itemsCsv({ items, currency }) {
  return csv([
    ['id', 'title', 'price', 'currency', 'url', 'image', 'category', 'group'],
    ...items.map(({ sku, title, price, category, group = '', kind, colour }) => [
      sku,
      title,
      price.toFixed(2),
      currency,
      `?item=${encodeURIComponent(sku)}`,
      `../pictures/${kind}-${colour}.svg`,
      category,
      group,
    ]),
  ]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [shopFile, directory, option, seed] = process.argv.slice(2);
  if (!directory || (option !== undefined && (option !== '--seed' || !/^\d{1,9}$/.test(seed ?? '')))) {
    console.error('Usage: node generate.js SHOP.json DIRECTORY [--seed N]');
    process.exit(2);
  }
  const shop = JSON.parse(readFileSync(shopFile, 'utf8'));
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, 'orders.csv'), ordersCsv(makeOrders(shop, option ? Number(seed) : shop.seed)));
  writeFileSync(path.join(directory, 'items.csv'), itemsCsv(shop));
}
