import { download } from './download.js';
import { GoesWithError, tableError } from './errors.js';

/**
 * Fetches a table, by its manifest unless the URL names a table file.
 * @param {string} tableUrl absolute URL of a directory, a `….json` manifest or a `….gwt` table
 * @returns {Promise<Uint8Array<ArrayBuffer>>} bytes that start as a table does and are as many as the manifest says;
 *   all else is for the engine to check
 * @throws {GoesWithError} what `download` throws, not-a-manifest, wrong-version, not-a-table, wrong-size
 */
export async function fetchTable(tableUrl) {
  const url = new URL(tableUrl);
  if (url.pathname.endsWith('.gwt')) return downloadTable(url.href);

  if (!url.pathname.endsWith('.json')) url.pathname = url.pathname.replace(/\/?$/, '/manifest.json');
  const { file, bytes } = readManifest(await download(url.href), url.href);
  return downloadTable(new URL(file, url).href, bytes);
}

/**
 * @param {Uint8Array<ArrayBuffer>} manifest
 * @param {string} url
 * @returns {{file: string, bytes: number}}
 */
function readManifest(manifest, url) {
  let version, table;
  try {
    const content = JSON.parse(new TextDecoder().decode(manifest));
    if (content.format === 'goeswith') ({ version, table } = content);
  } catch {
    // HTML or half a file: refused below, as any other manifest without a table.
  }
  if (version && version !== 1) throw tableError(3, url);
  if (!version || !/^[\w-]+\.gwt$/.test(table?.file) || !(table.bytes > 0)) {
    throw new GoesWithError('not-a-manifest', '', url);
  }
  return table;
}

/**
 * @param {string} url
 * @param {number} [byteCount]
 */
async function downloadTable(url, byteCount) {
  const table = await download(url);
  if (String.fromCharCode(...table.subarray(0, 4)) !== '\x89GWT') throw tableError(2, url);
  if (byteCount && table.length !== byteCount) throw tableError(1, url);
  return table;
}
