// Tables in shards, for catalogues of any size: a page fetches those of the items that it asks about. Loaded when a
// manifest says so.

/** @import {Recommender} from './recommender.js' */
/** @import {Settings} from './types.js' */

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
  /** Shards join the table one after the other. @type {Promise<unknown>} */
  let last = Promise.resolve();

  /** @param {string} file */
  const load = async (file) => {
    const bytes = await fetchShard(url + file, download, settings.storage);
    const added = last.then(() => recommender.add(bytes, url + file));
    last = added.catch(() => {});
    await added;
  };

  return async (skus) => {
    await Promise.all(
      skus.filter(Boolean).map((sku) => {
        const file = `${shardOf(sku, count)}.gws`;
        let shard = shards.get(file);
        if (!shard) {
          shard = load(file);
          shards.set(file, shard);
          shard.catch(() => shards.delete(file));
        }
        return shard;
      }),
    );
  };
}

/**
 * The shard of an item: FNV-1a of its SKU in UTF-8, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), modulo their
 * number. As in core/table/shard_of.h.
 * @param {string} sku
 * @param {number} count
 */
export function shardOf(sku, count) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(sku)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % count;
}

/**
 * Fetches a shard, or takes it from the storage that the page has allowed. What another page of the session has fetched
 * needs no request, so that a cart page needs none.
 * @param {string} url
 * @param {(url: string) => Promise<Uint8Array<ArrayBuffer>>} download
 * @param {Settings['storage']} storage
 */
async function fetchShard(url, download, storage) {
  const key = `goeswith ${url}`;
  try {
    const kept = storage?.getItem(key);
    if (kept) return Uint8Array.from(atob(kept), (c) => c.charCodeAt(0));
  } catch {
    // Storage is forbidden, or holds something else.
  }
  const bytes = await download(url);
  try {
    storage?.setItem(key, btoa(String.fromCharCode(...bytes)));
  } catch {
    // Storage is full or forbidden.
  }
  return bytes;
}
