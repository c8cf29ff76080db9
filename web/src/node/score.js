// goeswith without a page: lists for carts, in Node and in workers, and mails and static pages with them.

/** @import {Recommender} from '../engine/recommender.js' */
/** @import {Card, ListOptions, Suggestion} from '../types.js' */

import createModule from 'goeswith-engine';
import { createRecommender } from '../engine/recommender.js';
import { GoesWithError } from '../page/errors.js';

export { emailHtml, emailText } from './ahead/email.js';
export { fragmentName } from './ahead/fragment-names.js';
export { prerender } from './ahead/prerender.js';
export { GoesWithError };

/**
 * Opens a table.
 * @param {Uint8Array<ArrayBuffer>} table the bytes of a `.gwt` file; untrusted ones are safe
 * @param {object} [options]
 * @param {Uint8Array<ArrayBuffer>} [options.wasm] the bytes of goeswith.wasm; unless given, it is read from beside this
 *   module
 * @returns {Promise<ScoringTable>}
 * @throws {GoesWithError} engine-unavailable; not-a-table, wrong-version, wrong-size, damaged, invalid-table
 */
export async function openTable(table, { wasm } = {}) {
  return new ScoringTable(await recommenderOf(table, wasm ?? (await readEngine())));
}

/** A table that answers. */
export class ScoringTable {
  #recommender;

  /** @param {Recommender} recommender */
  constructor(recommender) {
    this.#recommender = recommender;
  }

  /**
   * The list that the element shows for a cart, but for what the shop has sold out since. The same cart and options give
   * the same answer.
   * @param {Iterable<string>} cart SKUs; those that the table does not know count for nothing
   * @param {ListOptions & {limit?: number}} [options] `limit`: how many at most, 3 unless given
   * @returns {Suggestion[]} best first, empty when nothing fits
   */
  score(cart, { limit = 3, ...options } = {}) {
    return this.#recommender.score(cart, limit, options);
  }

  /**
   * @param {string} sku
   * @returns {Card | undefined} what the table knows of the item
   */
  card(sku) {
    return this.#recommender.card(sku);
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} table
 * @param {Uint8Array<ArrayBuffer>} wasm
 */
async function recommenderOf(table, wasm) {
  let engine;
  try {
    engine = await createModule({ wasm });
  } catch (cause) {
    throw new GoesWithError('engine-unavailable', cause);
  }
  const recommender = createRecommender(engine);
  recommender.add(table);
  return recommender;
}

async function readEngine() {
  const url = new URL('goeswith.wasm', import.meta.url);
  try {
    // Node's fetch reads no files.
    if (url.protocol === 'file:') return await (await import('node:fs/promises')).readFile(url);
    const response = await fetch(url);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new GoesWithError('engine-unavailable', cause, url.href);
  }
}
