/** @import {EngineModule} from './engine-module.js' */
/** @import {Card, ListOptions, Suggestion} from '../types.js' */

import { GoesWithError, tableError } from '../page/errors.js';

/** A TableErrorCode: rows, which may be cards here, that do not decode. */
const BAD_BLOCKS = 6;

/** The engine counts attach rates in parts of this. */
const RATE_UNIT = 65_536;
/** The engine returns no longer list. */
const MOST_SUGGESTIONS = 1000;
/** Placements by the engine's number less 1. */
const PLACEMENTS = ['product', 'cart', 'checkout', 'thank-you', 'email'];
/** The engine's answer on a card, in bytes: price, availability, and where its texts lie. */
const CARD_BYTES = 16;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @typedef {ReturnType<typeof createRecommender>} Recommender */

/**
 * Makes a recommender, which says what goes with a cart. It has an engine of its own, which traps for itself alone.
 * @param {EngineModule} engine without a table
 * @param {string} [url] what messages name
 * @param {() => void} [drop] called when the engine has trapped: nothing will come of this recommender any more
 */
export function createRecommender(engine, url = '', drop = () => {}) {
  /** @type {Map<string, number>} those that were found */
  const items = new Map();
  /** @type {Map<number, Card>} those that were read */
  const cards = new Map();

  /**
   * Calls the engine. When it traps, it and what it holds are gone.
   * @template T
   * @param {ArrayLike<number>} bytes that it is to find in its workspace
   * @param {number} byteCount of the workspace; more than 0
   * @param {(start: number) => T | undefined} work gets the workspace's address; gives undefined if the table is broken
   * @returns {T}
   * @throws {GoesWithError} engine-failed, invalid-table
   */
  const call = (bytes, byteCount, work) => {
    let result;
    try {
      const start = engine.workspace(byteCount);
      if (!start) throw new RangeError('no memory');
      // Only now: the call may have grown the heap.
      engine.HEAPU8.set(bytes, start);
      result = work(start);
    } catch (cause) {
      engine = /** @type {any} */ (undefined);
      drop();
      throw new GoesWithError('engine-failed', cause, url);
    }
    if (result === undefined) throw tableError(BAD_BLOCKS, url);
    return result;
  };

  /** @param {string} sku */
  const itemOf = (sku) => {
    let item = items.get(sku);
    if (item === undefined) {
      const bytes = new TextEncoder().encode(sku);
      item = call(bytes, bytes.length + 1, () => {
        const found = engine.findItem(bytes.length);
        return found < -1 ? undefined : found;
      });
      // One that is not there may come with another shard.
      if (item >= 0) items.set(sku, item);
    }
    return item;
  };

  /**
   * @param {number} item
   * @returns {Card}
   */
  const cardOf = (item) => {
    let card = cards.get(item);
    if (!card) {
      card = call([], CARD_BYTES, () => readCard(engine, item));
      cards.set(item, card);
    }
    return card;
  };

  return {
    /**
     * Adds a whole table, or a shard to others of its generation, of which the base is the first.
     * @param {Uint8Array<ArrayBuffer>} bytes untrusted ones are safe
     * @param {string} [from] where they came from
     * @throws {GoesWithError}
     */
    add(bytes, from = url) {
      const reason = call(bytes, bytes.length + 1, () => engine.openTable(bytes.length));
      if (reason) throw tableError(reason, from);
    },

    /**
     * Fetches what scoring these items needs and is not there yet; of a whole table all is.
     * @type {(skus: string[]) => Promise<void>}
     */
    load: async () => {},

    /**
     * @param {string} sku
     * @returns {Card | undefined} what the table knows of the item
     * @throws {GoesWithError} invalid-table, where cards that it needs break the format
     */
    card(sku) {
      const item = itemOf(sku);
      return item < 0 ? undefined : cardOf(item);
    },

    /**
     * Ranks what goes with the items. The same items and options give the same answer.
     * @param {Iterable<string>} skus those that the table does not know count for nothing, repeated ones once
     * @param {number} limit at least 1
     * @param {ListOptions} [options]
     * @returns {Suggestion[]} best first, none of `skus` among them, empty when nothing fits
     * @throws {GoesWithError} engine-failed; invalid-table, when rows or cards that it needs break the format
     */
    score(skus, limit, { minAttach = 0, diverse = true, byValue = false, placement } = {}) {
      const cart = Int32Array.from([...skus].map(itemOf).filter((item) => item >= 0));
      const flags = +diverse + 2 * +byValue + 4 * (PLACEMENTS.indexOf(/** @type {string} */ (placement)) + 1);
      const byteCount = Math.max(cart.byteLength, 12 * Math.min(limit, MOST_SUGGESTIONS));
      const list = call(new Uint8Array(cart.buffer), byteCount, (start) => {
        const count = engine.score(cart.length, limit, Math.ceil(minAttach * RATE_UNIT), flags);
        // Of shards none may be there yet.
        return count < -1 ? undefined : engine.HEAP32.slice(start / 4, start / 4 + 3 * count);
      });
      return Array.from({ length: list.length / 3 }, (_, i) => {
        const [item, score, rate] = /** @type {[number, number, number]} */ (
          /** @type {unknown} */ (list.subarray(3 * i, 3 * i + 3))
        );
        const card = cardOf(item);
        return { sku: card.sku, score, attachRate: rate ? rate / RATE_UNIT : undefined, card };
      });
    },
  };
}

/**
 * @param {EngineModule} engine whose workspace holds CARD_BYTES
 * @param {number} item
 * @returns {Card | undefined} undefined when the engine has no card of it, or one whose texts are not UTF-8
 */
export function readCard(engine, item) {
  const start = engine.readCard(item) / 4;
  if (!start) return;
  const [price, availability, address, size] = /** @type {[number, number, number, number]} */ (
    /** @type {unknown} */ (engine.HEAP32.slice(start, start + CARD_BYTES / 4))
  );
  try {
    const texts = utf8.decode(engine.HEAPU8.subarray(address, address + size)).split('\0');
    // Between title and currency stands the price, which is no text.
    const [sku, title, , currency, url, image, category, group] = /** @type {string[]} */ (texts);
    const withSku = (/** @type {string | undefined} */ pattern) =>
      pattern?.replace('{id}', () => encodeURIComponent(/** @type {string} */ (sku))) || undefined;
    return {
      sku: /** @type {string} */ (sku),
      title: title || undefined,
      priceMinor: price ? (price >>> 0) - 1 : undefined,
      currency: currency || undefined,
      url: withSku(url),
      image: withSku(image),
      category: category || undefined,
      group: group || undefined,
      available: availability ? availability !== 1 : undefined,
    };
  } catch {}
}
