// Writes the small tables of the page's tests from items, by the writer of tests/table/.

import {
  cardsSection,
  choices,
  column,
  partSection,
  rowsSection,
  skuColumn,
  skuOrder,
  tableFile,
  texts,
  varints,
} from '../table/writer.js';

export {
  cardsSection,
  choices,
  column,
  frontCoded,
  seal,
  skuColumn,
  texts,
  varint,
  varints,
  xxh32,
} from '../table/writer.js';

/** A row's scale: weights are then between 128 (magnitude 1 of 15) and 15 thousand. */
const SCALE = 96;
const LEVELS = 15;

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

/**
 * @param {TestItem[]} items by item number
 * @param {object} [options]
 * @param {string} [options.currency]
 * @param {string} [options.urlPattern] for all items, in place of their own
 * @param {Uint8Array[]} [options.columns] the inflated CARD section in place of the items': its columns
 * @param {Uint8Array} [options.cards] the whole CARD section in place of the items'
 * @param {{ rows: string[], cards: string[], generation?: Uint8Array }} [options.part] write a shard of the table, with the rows and the
 *   cards of these SKUs
 * @returns {Buffer}
 */
export function writeTable(items, { currency, urlPattern, columns, cards, part } = {}) {
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
  /** @type {[string, Uint8Array][]} */
  const sections = [
    ['ROWS', rowsSection(rows, { levels: LEVELS })],
    ['CARD', cards ?? cardsSection(columns ?? itemColumns(items, cardItems, currency, urlPattern))],
  ];
  if (part) sections.unshift(['PART', partSection(part.generation ?? Buffer.alloc(8, 7), rowItems, cardItems)]);
  const edges = rows.reduce((sum, row) => sum + row.edges.length, 0);
  return tableFile(items.length, edges, sections);
}

/**
 * @param {TestItem[]} all by item number
 * @param {number[]} cardItems numbers of those that have cards, ascending
 * @param {string} [currency]
 * @param {string} [urlPattern]
 */
function itemColumns(all, cardItems, currency, urlPattern) {
  const { order, runs } = skuOrder(cardItems.map((item) => /** @type {TestItem} */ (all[item]).sku));
  const items = order.map((place) => /** @type {TestItem} */ (all[/** @type {number} */ (cardItems[place])]));
  /** @param {keyof TestItem} key */
  const known = (key) => items.some((item) => item[key] !== undefined);
  /** @param {keyof TestItem} key */
  const textOf = (key) => texts(items.map((item) => String(item[key] ?? '')));
  /** @param {(number | boolean | undefined)[]} values */
  const integers = (values) => varints(values.map((value) => (value === undefined ? 0 : Number(value) + 1)));
  /** @param {'category' | 'group'} key */
  const choiceOf = (key) => {
    // Numbered by all items, so that a shard's numbers are those of the others.
    const values = [...new Set(all.flatMap((item) => item[key] ?? []))];
    const chosen = items.map((item) => values.indexOf(/** @type {string} */ (item[key])) + 1);
    const used = values.map((text, k) => /** @type {[number, string]} */ ([k + 1, text]));
    return choices(used.filter(([number]) => chosen.includes(number)), chosen);
  };

  const columns = [skuColumn(items.map(({ sku }) => sku))];
  if (known('title')) columns.push(column(2, 0, textOf('title')));
  if (known('priceMinor')) columns.push(column(3, 2, integers(items.map((item) => item.priceMinor))));
  if (currency) columns.push(column(4, 1, Buffer.from(currency)));
  if (urlPattern) columns.push(column(5, 1, Buffer.from(urlPattern)));
  else if (known('url')) columns.push(column(5, 0, textOf('url')));
  if (known('image')) columns.push(column(6, 0, textOf('image')));
  if (known('category')) columns.push(column(7, 3, choiceOf('category')));
  if (known('group')) columns.push(column(8, 3, choiceOf('group')));
  if (known('available')) columns.push(column(9, 2, integers(items.map((item) => item.available))));
  if (runs.some((run) => run > 0)) columns.push(column(11, 2, varints(runs)));
  return columns;
}
