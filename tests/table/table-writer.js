// Writes the small tables of the page's tests from items, by the writer of tests/table/.

import {
  cardsSection,
  nameOfEach,
  numberOfEach,
  oneText,
  rowsSection,
  skuOrder,
  tableFile,
  textOfEach,
} from './writer.js';

export { seal } from './writer.js';

/** A row's scale: weights are then between 128 (magnitude 1 of 15) and 15 thousand. */
const SCALE = 96;
const LEVELS = 15;
const GENERATION = 7;

/**
 * @typedef {object} TestItem
 * @property {string} sku
 * @property {string} [title]
 * @property {number} [priceMinor]
 * @property {string} [url]
 * @property {string} [image]
 * @property {string} [category]
 * @property {string} [group]
 * @property {boolean} [available]
 * @property {Record<string, number>} [goesWith] SKU of each target → magnitude 1 … 15, or below 0 for a weight below 0
 */

/** Priors of a base: models that expect few edges, and most weights above 0. */
const BASE_PRIORS = { models: Array.from({ length: 4880 }, (_, k) => (k < 48 ? 20 : k >= 144 && k < 272 ? 8 : 32)) };

/**
 * @param {TestItem[]} items by item number
 * @param {object} [options]
 * @param {string} [options.currency]
 * @param {string} [options.urlPattern] for all items, in place of their own
 * @param {Uint8Array} [options.cards] the whole CARD section in place of the items'
 * @param {{ rows: string[], cards: string[], generation?: number }} [options.part] write a shard of the table, with the
 *   rows and the cards of these SKUs; it stands on what writeBase() writes
 * @returns {Buffer}
 */
export function writeTable(items, { currency, urlPattern, cards, part } = {}) {
  const numbers = new Map(items.map(({ sku }, number) => [sku, number]));
  /** @param {string[]} skus */
  const numbersOf = (skus) => skus.map((sku) => numbers.get(sku) ?? 0).sort((a, b) => a - b);
  const all = items.map((_, number) => number);
  const rowItems = part ? numbersOf(part.rows) : all;
  const cardItems = part ? numbersOf(part.cards) : all;
  const rows = rowItems.map((item) => ({
    scale: SCALE,
    edges: Object.entries(items[item]?.goesWith ?? {})
      .map(([sku, magnitude]) => /** @type {[number, number]} */ ([numbers.get(sku), magnitude]))
      .sort(([a], [b]) => a - b),
  }));
  const ownCards = itemCards(items, cardItems, currency, urlPattern);
  const edges = rows.reduce((sum, row) => sum + row.edges.length, 0);
  return tableFile(items.length, edges, {
    ROWS: rowsSection(rows, { levels: LEVELS, standsOnBase: !!part, priors: part && BASE_PRIORS }),
    CARD: cards ?? cardsSection(ownCards, { base: part && baseCards(items) }),
    part: part && { generation: part.generation ?? GENERATION, rows: rowItems, cards: cardItems },
  });
}

/**
 * The base on which shards of the table stand.
 * @param {TestItem[]} items by item number
 * @param {number} [generation]
 * @returns {Buffer}
 */
export function writeBase(items, generation = GENERATION) {
  return tableFile(items.length, 0, {
    ROWS: rowsSection([], { levels: LEVELS, priors: BASE_PRIORS }),
    CARD: cardsSection(baseCards(items)),
    part: { generation },
  });
}

/**
 * Names and titles for shards to copy from.
 * @param {TestItem[]} items
 */
function baseCards(items) {
  const texts = items.flatMap(({ title, category, group }) => [title, category, group].flatMap((text) => text ?? []));
  return { common: [...new Set(texts)].slice(0, 20) };
}

/**
 * @param {TestItem[]} all by item number
 * @param {number[]} cardItems numbers of those that have cards, ascending
 * @param {string} [currency]
 * @param {string} [urlPattern]
 */
function itemCards(all, cardItems, currency, urlPattern) {
  const { order, runs } = skuOrder(cardItems.map((item) => /** @type {TestItem} */ (all[item]).sku));
  const items = order.map((place) => /** @type {TestItem} */ (all[/** @type {number} */ (cardItems[place])]));
  /** @param {keyof TestItem} key */
  const known = (key) => items.some((item) => item[key] !== undefined);
  /** @param {keyof TestItem} key */
  const textOf = (key) => textOfEach(items.map((item) => String(item[key] ?? '')));
  /** @param {(number | boolean | undefined)[]} values */
  const numbersOf = (values) => numberOfEach(values.map((value) => (value === undefined ? 0 : Number(value) + 1)));
  /** @param {'category' | 'group'} key */
  const nameOf = (key) => {
    // Numbered by all items, so that a shard's numbers are those of the others.
    const names = [...new Set(all.flatMap((item) => item[key] ?? []))];
    const chosen = items.map((item) => names.indexOf(/** @type {string} */ (item[key])) + 1);
    return nameOfEach(chosen, Object.fromEntries(names.map((name, k) => [k + 1, name])));
  };

  /** @type {Record<number, ReturnType<typeof oneText>>} */
  const subjects = {};
  if (known('title')) subjects[2] = textOf('title');
  if (known('priceMinor')) subjects[3] = numbersOf(items.map((item) => item.priceMinor));
  if (currency) subjects[4] = oneText(currency);
  if (urlPattern) subjects[5] = oneText(urlPattern);
  else if (known('url')) subjects[5] = textOf('url');
  if (known('image')) subjects[6] = textOf('image');
  if (known('category')) subjects[7] = nameOf('category');
  if (known('group')) subjects[8] = nameOf('group');
  if (known('available')) subjects[9] = numbersOf(items.map((item) => item.available));
  return { skus: items.map(({ sku }) => sku), runs, subjects };
}
