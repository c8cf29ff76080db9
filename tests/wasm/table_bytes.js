// The small tables of the engine's tests, by the writer of tests/table/: 16 levels, SKUs only.

import { cardParts, joinCards, rowsSection as rowsOf, skuOrder, tableFile } from '../table/writer.js';

export { tableFile } from '../table/writer.js';

const SIGN_BIT = 16;

/**
 * @typedef {object} Row
 * @property {number[]} targets ascending item numbers
 * @property {number[]} codes of each target: magnitude − 1, plus 16 for a weight below 0
 * @property {number} scale 0 … 127
 */

/**
 * @param {Row[]} rows one an item
 * @returns {Uint8Array}
 */
export function tableBytes(rows) {
  return tableFile(rows.length, edgesOf(rows), { ROWS: rowsSection(rows), CARD: cardsSection(rows.length) });
}

/**
 * A shard with rows and cards of the first items.
 * @param {number} items of the whole generation
 * @param {Row[]} rows
 * @param {object} [options]
 * @param {boolean} [options.standsOnBase]
 * @param {Uint8Array} [options.cards] in place of the section
 * @returns {Uint8Array}
 */
export function shardBytes(items, rows, { standsOnBase = true, cards = cardsSection(rows.length) } = {}) {
  const all = rows.map((_, item) => item);
  const part = { generation: 1, rows: all, cards: all };
  return tableFile(items, edgesOf(rows), { ROWS: rowsSection(rows, { standsOnBase }), CARD: cards, part });
}

/** @param {Row[]} rows */
function edgesOf(rows) {
  return rows.reduce((sum, row) => sum + row.targets.length, 0);
}

/**
 * @param {Row[]} rows
 * @param {import('../table/rows.js').RowOptions} [options]
 */
export function rowsSection(rows, options) {
  return rowsOf(
    rows.map(({ scale, targets, codes }) => ({
      scale,
      edges: targets.map((target, k) => {
        const magnitude = (codes[k] % SIGN_BIT) + 1;
        return /** @type {[number, number]} */ ([target, codes[k] >= SIGN_BIT ? -magnitude : magnitude]);
      }),
    })),
    options,
  );
}

/**
 * SKUs only: "a0", "a1", …
 * @param {number} items
 * @param {import('../table/pack.js').PackChanges} [changes]
 */
export function cardsSection(items, changes) {
  const skus = Array.from({ length: items }, (_, item) => `a${item}`);
  const { order, runs } = skuOrder(skus);
  return joinCards({ ...cardParts({ skus: order.map((item) => skus[item]), runs }), ...changes });
}
