// The small tables of the engine's tests, by the writer of tests/table/: 16 levels, SKUs only.

import {
  cardsSection as cardsOf,
  rowsSection as rowsOf,
  skuOrder,
  tableFile,
} from '../table/writer.js';

export { seal, tableFile } from '../table/writer.js';

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
  const edges = rows.reduce((sum, row) => sum + row.targets.length, 0);
  return tableFile(rows.length, edges, { ROWS: rowsSection(rows), CARD: cardsSection(rows.length) });
}

/** @param {Row[]} rows */
export function rowsSection(rows) {
  return rowsOf(
    rows.map(({ scale, targets, codes }) => ({
      scale,
      edges: targets.map((target, k) => {
        const magnitude = (codes[k] % SIGN_BIT) + 1;
        return /** @type {[number, number]} */ ([target, codes[k] >= SIGN_BIT ? -magnitude : magnitude]);
      }),
    })),
  );
}

/** SKUs only: "a0", "a1", … */
export function cardsSection(/** @type {number} */ items) {
  const skus = Array.from({ length: items }, (_, item) => `a${item}`);
  const { order, runs } = skuOrder(skus);
  return cardsOf({ skus: order.map((item) => skus[item]), runs });
}
