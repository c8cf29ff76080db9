// Tables in shards, for catalogues of any size: a page fetches those of the items that it asks about. Loaded when a
// manifest says so.

/** @import {Recommender} from './recommender.js' */
/** @import {Settings} from '../types.js' */

import { fnv1a } from '../page/fnv1a.js';

/** The base shard, which all others stand on: read before them, and kept by the browser from page to page. */
const BASE = 'base.gws';

/**
 * @param {Recommender} recommender that gets the shards
 * @param {string} url of their directory, with a slash at its end
 * @param {number} count how many shards there are
 * @param {(url: string) => Promise<Uint8Array<ArrayBuffer>>} download
 * @param {Settings} settings of the page
 * @returns {(skus: string[]) => Promise<void>} fetches the shards of these items, once. Rejects with a GoesWithError for
 *   the first that fails; the next call tries that again
 */
export function loadShards(recommender, url, count, download, settings) {
  /** @type {Map<string, Promise<void>>} by file */
  const shards = new Map();

  /** @param {string} file */
  const get = (file) => {
    let shard = shards.get(file);
    if (!shard) {
      shard = load(file);
      shards.set(file, shard);
      shard.catch(() => shards.delete(file));
    }
    return shard;
  };

  /** @param {string} file */
  const load = async (file) => {
    const address = url + file;
    const kept = takeKept(address, settings.storage);
    const bytes = kept ?? (await download(address));
    if (file !== BASE) await get(BASE);
    try {
      recommender.add(bytes, address);
      if (!kept) keep(address, bytes, settings.storage);
    } catch (error) {
      // Whatever put it there: the next page asks the host.
      if (kept) keep(address, undefined, settings.storage);
      throw error;
    }
  };

  return async (skus) => {
    const files = skus.filter(Boolean).map((sku) => `${shardOf(sku, count)}.gws`);
    await Promise.all([BASE, ...files].map(get));
  };
}

/**
 * The shard of an item, by a hash of its SKU. As in core/table/shard_of.h.
 * @param {string} sku
 * @param {number} count
 */
export function shardOf(sku, count) {
  return fnv1a(sku) % count;
}

/** @param {string} url */
const keyOf = (url) => `goeswith ${url}`;

/**
 * A shard that another page of the session has fetched, from the storage that the page has allowed: it needs no request,
 * so that a cart page needs none.
 * @param {string} url
 * @param {Settings['storage']} storage
 * @returns {Uint8Array<ArrayBuffer> | undefined}
 */
function takeKept(url, storage) {
  try {
    const kept = storage?.getItem(keyOf(url));
    if (kept) return Uint8Array.from(atob(kept), (c) => c.charCodeAt(0));
  } catch {
    // Storage is forbidden, or holds something else.
  }
}

/**
 * @param {string} url
 * @param {Uint8Array | undefined} bytes of a sound shard; undefined: it is to be forgotten
 * @param {Settings['storage']} storage
 */
function keep(url, bytes, storage) {
  try {
    storage?.setItem(keyOf(url), bytes ? btoa(String.fromCharCode(...bytes)) : '');
  } catch {
    // Storage is full or forbidden.
  }
}
