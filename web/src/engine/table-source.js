/** @import {Connect} from './manifest.js' */

import { GoesWithError } from '../page/errors.js';
import { loadLazyScript } from '../page/lazy-scripts.js';
import { download } from './download.js';

/**
 * A table's bytes, which are for the engine to check, and how many there are to be; or else how shards are connected.
 * @typedef {{url: string, table?: Uint8Array<ArrayBuffer>, bytes?: number, connect_?: Connect}} Found
 */

/**
 * Finds a table, by its manifest unless the URL names a table or shards themselves.
 * @param {string} tableUrl absolute URL of a directory, a `….json` manifest, a `….gwt` table or its `….json` twin; or of
 *   a directory of shards with their number behind `#`
 * @returns {Promise<Found>}
 * @throws {GoesWithError} what `download` throws, not-a-manifest, wrong-version
 */
export async function findTable(tableUrl) {
  const url = new URL(tableUrl);
  let manifest;
  // Any other fragment says nothing.
  if (!(Number(url.hash.slice(1)) > 0)) {
    if (url.pathname.endsWith('.gwt')) return downloadTable(url);
    if (!url.pathname.endsWith('.json')) url.pathname = url.pathname.replace(/\/?$/, '/manifest.json');
    manifest = parse(await download(url.href));
    const { format, version, table, shards } = manifest ?? {};
    if (format === 'goeswith' && version === 1 && !shards && /^[\w-]+\.gwt$/.test(table?.file) && table.bytes > 0) {
      return downloadTable(new URL(table.file, url), table.bytes);
    }
  }
  const readOther = await loadLazyScript('manifest.js');
  if (!readOther) throw new GoesWithError('unreachable', '', url.href);
  return readOther(url, manifest, GoesWithError);
}

/** @param {Uint8Array} bytes */
function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // HTML or half a file: refused as any other manifest without a table.
  }
}

/**
 * @param {URL} url
 * @param {number} [bytes]
 */
async function downloadTable({ href }, bytes) {
  return { url: href, table: await download(href), bytes };
}
