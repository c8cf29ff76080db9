import { GoesWithError } from '../page/errors.js';

const TIMEOUT_MS = 30_000;
const TIMEOUT_ERR = 23; // the code of a DOMException

/**
 * Fetches a whole file. Its content type does not matter; its content is not trusted.
 * @param {string} url
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 * @throws {GoesWithError} unreachable, timeout, http-status
 */
export async function download(url) {
  let response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    const isLate = /** @type {DOMException} */ (cause).code === TIMEOUT_ERR;
    throw new GoesWithError(isLate ? 'timeout' : 'unreachable', '', url);
  }
  throw new GoesWithError('http-status', response.status, url);
}
