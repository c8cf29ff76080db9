/** @import {Card, Suggestion} from './types.js' */
/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./cards.js').Cards} Cards */

import { decodeCards } from './cards.js';
import { GoesWithError, tableError } from './errors.js';
import { dropEngine, loadEngine } from './page-engine.js';
import { fetchTable } from './table-source.js';

/** The TableErrorCode of cards that do not decode. */
const BAD_CARDS = 12;

/** @type {Map<string, Promise<Recommender>>} */
const recommenders = new Map();

/**
 * Opens a table. All callers with the same URL share one download, and one failure; after a failure the next call
 * tries again.
 * @param {string} tableUrl absolute URL of a published directory, a manifest or a table
 * @returns {Promise<Recommender>}
 * @throws {GoesWithError}
 */
export function openRecommender(tableUrl) {
  let recommender = recommenders.get(tableUrl);
  if (!recommender) {
    recommender = open(tableUrl);
    recommenders.set(tableUrl, recommender);
    recommender.catch(() => recommenders.delete(tableUrl));
  }
  return recommender;
}

/** @param {string} tableUrl */
async function open(tableUrl) {
  const [engine, table] = await Promise.all([loadEngine(), fetchTable(tableUrl)]);
  const handle = guard(() => engine.open(table));
  if (handle < 1) throw tableError(-handle, tableUrl);
  try {
    return new Recommender(engine, handle, await decodeCards(table));
  } catch {
    engine.close(handle);
    throw tableError(BAD_CARDS, tableUrl);
  }
}

/** Says what goes with a cart. */
export class Recommender {
  #engine;
  #handle;
  #cards;

  /**
   * @param {Engine} engine
   * @param {number} handle
   * @param {Cards} cards
   */
  constructor(engine, handle, cards) {
    this.#engine = engine;
    this.#handle = handle;
    this.#cards = cards;
  }

  /**
   * @param {string} sku
   * @returns {Card | undefined} what the table knows of the item
   */
  card(sku) {
    const item = this.#cards.items.get(sku);
    return item === undefined ? item : this.#cards.card(item);
  }

  /**
   * Ranks what goes with the items. The same items and limit give the same answer.
   * @param {Iterable<string>} skus those that the table does not know count for nothing
   * @param {number} limit at least 1
   * @returns {Suggestion[]} best first, none of `skus` among them, empty when nothing fits
   * @throws {GoesWithError} engine-failed
   */
  score(skus, limit) {
    /** @type {number[]} */
    const cart = [];
    for (const sku of new Set(skus)) {
      const item = this.#cards.items.get(sku);
      if (item !== undefined) cart.push(item);
    }
    const pairs = guard(() => this.#engine.score(this.#handle, cart, limit));
    return Array.from({ length: pairs.length / 2 }, (_, i) => {
      const card = this.#cards.card(/** @type {number} */ (pairs[2 * i]));
      return { sku: card.sku, score: /** @type {number} */ (pairs[2 * i + 1]), card };
    });
  }
}

/**
 * Calls the engine. When it traps, it and every table in it are gone: the next `openRecommender` starts afresh.
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
function guard(call) {
  try {
    return call();
  } catch {
    dropEngine();
    recommenders.clear();
    throw new GoesWithError('engine-failed', 'the engine stopped, please report this with your table');
  }
}
