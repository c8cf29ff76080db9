/** @import {Card, ListOptions, Suggestion} from './types.js' */
/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./cards.js').Cards} Cards */

import { decodeCards } from './cards.js';
import { GoesWithError, tableError } from './errors.js';
import { dropEngine, loadEngine } from './page-engine.js';
import { fetchTable } from './table-source.js';

/** The TableErrorCode of cards that do not decode. */
const BAD_CARDS = 12;

/** What the engine counts attach rates in. */
const RATE_UNIT = 65_536;
/** Placements by the engine's number less 1. */
const PLACEMENTS = ['product', 'cart', 'checkout', 'thank-you', 'email'];

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
    if (cards.traits.some(Boolean)) guard(() => engine.setTraits(handle, cards.items.size, cards.traits));
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
   * Ranks what goes with the items. The same items and options give the same answer.
   * @param {Iterable<string>} skus those that the table does not know count for nothing
   * @param {number} limit at least 1
   * @param {ListOptions} [options]
   * @returns {Suggestion[]} best first, none of `skus` among them, empty when nothing fits
   * @throws {GoesWithError} engine-failed
   */
  score(skus, limit, { minAttach = 0, diverse = true, byValue = false, placement } = {}) {
    /** @type {number[]} */
    const cart = [];
    for (const sku of new Set(skus)) {
      const item = this.#cards.items.get(sku);
      if (item !== undefined) cart.push(item);
    }
    const flags = Number(diverse) + 2 * Number(byValue) + 4 * (PLACEMENTS.indexOf(placement ?? '') + 1);
    const list = guard(() => this.#engine.score(this.#handle, cart, limit, Math.ceil(minAttach * RATE_UNIT), flags));
    return Array.from({ length: list.length / 3 }, (_, i) => {
      const [item, score, rate] = /** @type {[number, number, number]} */ (/** @type {unknown} */ (
        list.subarray(3 * i, 3 * i + 3)
      ));
      const card = this.#cards.card(item);
      return { sku: card.sku, score, attachRate: rate ? rate / RATE_UNIT : undefined, card };
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
    throw new GoesWithError('engine-failed');
  }
}
