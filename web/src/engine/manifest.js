// Manifests of tables in shards or as text, and those that are none. Loaded when a URL or a manifest is no usual one.

/** @import {GoesWithError} from '../page/errors.js' */
/** @import {Recommender} from './recommender.js' */
/** @import {Found} from './table-source.js' */
/** @import {Settings} from '../types.js' */

import { loadShards } from './shards.js';

/**
 * @typedef {(recommender: Recommender, download: (url: string) => Promise<Uint8Array<ArrayBuffer>>, settings: Settings)
 *   => Recommender['load']} Connect makes the way in which a recommender gets its shards
 */

/**
 * @param {URL} url with the number of the shards behind `#`, or else of the manifest
 * @param {any} manifest not trusted
 * @param {typeof GoesWithError} PageError the page's own, by which it tells errors
 * @returns {Found}
 * @throws {GoesWithError} not-a-manifest, wrong-version
 */
export default function readOther(url, manifest, PageError) {
  const { format, version, shards, base64, bytes } = manifest ?? {};
  const isTwin = format === 'goeswith-table';
  if (isTwin || format === 'goeswith') {
    if (version !== 1) throw new PageError('wrong-version', version, url.href);
    const table = isTwin ? decode(base64) : undefined;
    if (table) return { url: url.href, table, bytes };
    if (!isTwin && shards?.count > 0 && /^[\w-]+$/.test(shards.directory ?? '')) {
      return shardsIn(new URL(`${shards.directory}/`, url), shards.count);
    }
  }
  const count = Number(url.hash.slice(1));
  if (count > 0) {
    const directory = new URL(url);
    directory.hash = '';
    return shardsIn(directory, count);
  }
  throw new PageError('not-a-manifest', '', url.href);
}

/**
 * @param {URL} directory
 * @param {number} count
 * @returns {Found}
 */
function shardsIn({ href: url }, count) {
  return {
    url,
    connect_: (recommender, download, settings) => loadShards(recommender, url, count, download, settings),
  };
}

/** @param {unknown} base64 */
function decode(base64) {
  try {
    if (base64) return Uint8Array.from(atob(String(base64)), (c) => c.charCodeAt(0));
  } catch {
    // Not base64.
  }
}
