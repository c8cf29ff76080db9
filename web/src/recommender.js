/** @import {Card, ListOptions, Suggestion} from './types.js' */
/** @typedef {import('./engine.js').Engine} Engine */

import { inflateCards } from './cards-section.js';
import { download } from './download.js';
import { GoesWithError, tableError } from './errors.js';
import { dropEngine, loadEngine } from './page-engine.js';
import { loadPart } from './parts.js';
import { settings } from './settings.js';
import { findTable } from './table-source.js';

/** The TableErrorCodes of rows and of cards that do not decode. */
const BAD_ROWS = 11;
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
  const finding = findTable(tableUrl);
  // While the engine is still on its way.
  const inflating = finding.then(({ table }) => table && inflateCards(table));
  const [engine, { table, shards, url }, cards] = await Promise.all([loadEngine(), finding, inflating]);
  const recommender = new Recommender(engine, url);
  if (table) {
    await recommender.add(table, url, cards);
  } else {
    const { loadShards } = await loadPart('shards.js');
    if (!loadShards) throw new GoesWithError('unreachable', '', url);
    recommender.load = loadShards(recommender, url, shards, download, settings);
  }
  return recommender;
}

/** Says what goes with a cart. */
export class Recommender {
  #engine;
  #url;
  /** In the engine, of the table or of the shards that are there; 0: there is none yet. */
  #handle = 0;
  /** @type {Map<string, number>} those that were found */
  #items = new Map();
  /** @type {Map<number, Card>} those that were read */
  #cards = new Map();

  /**
   * @param {Engine} engine
   * @param {string} [url] what messages name
   */
  constructor(engine, url = '') {
    this.#engine = engine;
    this.#url = url;
  }

  /**
   * Adds a whole table, or a shard to others of its generation.
   * @param {Uint8Array<ArrayBuffer>} bytes untrusted ones are safe
   * @param {string} [url] where they came from
   * @param {Uint8Array | Promise<Uint8Array>} [cards] what `inflateCards` makes of them
   * @throws {GoesWithError}
   */
  async add(bytes, url = this.#url, cards = inflateCards(bytes)) {
    const inflated = await cards;
    const handle = guard(() => this.#engine.open(bytes, inflated, this.#handle));
    if (handle < 1) throw tableError(-handle, url);
    this.#handle = handle;
  }

  /**
   * Fetches what scoring these items needs and is not there yet; of a whole table all is.
   * @type {(skus: string[]) => Promise<void>}
   */
  load = async () => {};

  /**
   * @param {string} sku
   * @returns {Card | undefined} what the table knows of the item
   * @throws {GoesWithError} invalid-table, where cards that it needs break the format
   */
  card(sku) {
    const item = this.#item(sku);
    return item < 0 ? undefined : this.#card(item);
  }

  /** @param {string} sku */
  #item(sku) {
    const found = this.#items.get(sku) ?? (this.#handle ? guard(() => this.#engine.item(this.#handle, sku)) : -1);
    // One that is not there may come with another shard.
    if (found >= 0) this.#items.set(sku, found);
    return found;
  }

  /** @param {number} item */
  #card(item) {
    let card = this.#cards.get(item);
    if (!card) {
      card = guard(() => this.#engine.card(this.#handle, item));
      if (!card) throw tableError(BAD_CARDS, this.#url);
      this.#cards.set(item, card);
    }
    return card;
  }

  /**
   * Ranks what goes with the items. The same items and options give the same answer.
   * @param {Iterable<string>} skus those that the table does not know count for nothing
   * @param {number} limit at least 1
   * @param {ListOptions} [options]
   * @returns {Suggestion[]} best first, none of `skus` among them, empty when nothing fits
   * @throws {GoesWithError} engine-failed; invalid-table, when rows or cards that it needs break the format
   */
  score(skus, limit, { minAttach = 0, diverse = true, byValue = false, placement } = {}) {
    /** @type {number[]} */
    const cart = [];
    for (const sku of new Set(skus)) {
      const item = this.#item(sku);
      if (item >= 0) cart.push(item);
    }
    const flags = Number(diverse) + 2 * Number(byValue) + 4 * (PLACEMENTS.indexOf(placement ?? '') + 1);
    if (!this.#handle) return [];
    const list = guard(() => this.#engine.score(this.#handle, cart, limit, Math.ceil(minAttach * RATE_UNIT), flags));
    if (!list) throw tableError(BAD_ROWS, this.#url);
    return Array.from({ length: list.length / 3 }, (_, i) => {
      const [item, score, rate] = /** @type {[number, number, number]} */ (/** @type {unknown} */ (
        list.subarray(3 * i, 3 * i + 3)
      ));
      const card = this.#card(item);
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
