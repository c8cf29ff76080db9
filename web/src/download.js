import { GoesWithError } from './errors.js';

const TIMEOUT_MS = 30_000;

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
    throw /** @type {Error} */ (cause).name === 'TimeoutError'
      ? new GoesWithError('timeout', 'no answer in 30 seconds, see whether the file is served', url)
      : new GoesWithError('unreachable', 'cannot be fetched, see connect-src in the CSP, and CORS', url);
  }
  throw new GoesWithError('http-status', `status ${response.status}, see whether the file is published there`, url);
}
