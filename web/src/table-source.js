import { download } from './download.js';
import { GoesWithError, tableError } from './errors.js';

/**
 * Finds a table, by its manifest unless the URL names a table or shards themselves.
 * @param {string} tableUrl absolute URL of a directory, a `….json` manifest, a `….gwt` table or its `….json` twin; or of
 *   a directory of shards with their number behind `#`
 * @returns {Promise<{table?: Uint8Array<ArrayBuffer>, shards: number, url: string}>} the bytes of a table, which start as
 *   one does and are as many as the manifest says, all else being for the engine to check; or else how many shards there
 *   are in the directory at `url`
 * @throws {GoesWithError} what `download` throws, not-a-manifest, wrong-version, not-a-table, wrong-size
 */
export async function findTable(tableUrl) {
  const url = new URL(tableUrl);
  const shards = +url.hash.slice(1);
  if (shards > 0) {
    url.hash = '';
    return { shards, url: url.href };
  }
  if (url.pathname.endsWith('.gwt')) return downloadTable(url.href);

  if (!url.pathname.endsWith('.json')) url.pathname = url.pathname.replace(/\/?$/, '/manifest.json');
  const manifest = readManifest(await download(url.href), url.href);
  if (manifest.decoded) return checkedTable(manifest.decoded, url.href, manifest.bytes);
  const { directory, count } = manifest.shards ?? {};
  if (directory) return { shards: count, url: new URL(`${directory}/`, url).href };
  return downloadTable(new URL(manifest.table.file, url).href, manifest.table.bytes);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} url
 */
function readManifest(bytes, url) {
  /** @type {any} */
  let content;
  try {
    content = JSON.parse(new TextDecoder().decode(bytes));
    content.decoded = content.base64 && Uint8Array.from(atob(content.base64), (c) => c.charCodeAt(0));
  } catch {
    // HTML or half a file: refused below, as any other manifest without a table.
  }
  const { format, version, table, shards, decoded } = content ?? {};
  const isTwin = format === 'goeswith-table';
  if (isTwin || format === 'goeswith') {
    if (version !== 1) throw tableError(3, url);
    if (isTwin ? decoded
      : shards ? /^[\w-]+$/.test(shards.directory) && shards.count > 0
      : /^[\w-]+\.gwt$/.test(table?.file) && table.bytes > 0) return content;
  }
  throw new GoesWithError('not-a-manifest', '', url);
}

/**
 * @param {string} url
 * @param {number} [byteCount]
 */
async function downloadTable(url, byteCount) {
  return checkedTable(await download(url), url, byteCount);
}

/**
 * @param {Uint8Array<ArrayBuffer>} table
 * @param {string} url
 * @param {number} [byteCount]
 */
function checkedTable(table, url, byteCount) {
  if (String.fromCharCode(...table.subarray(0, 4)) !== '\x89GWT') throw tableError(2, url);
  if (byteCount && table.length !== byteCount) throw tableError(1, url);
  return { table, url, shards: 0 };
}
