/** @import {ErrorCode} from './types.js' */

/** What goeswith reports: a code for programs, and what and where it happened. The console has a sentence for people. */
export class GoesWithError extends Error {
  /**
   * @param {ErrorCode} code
   * @param {unknown} [detail] what is wrong
   * @param {string} [url] the file concerned
   */
  constructor(code, detail = '', url = '') {
    super([code, detail, url].filter(Boolean).join(' '));
    this.name = 'GoesWithError';
    this.code = code;
    this.detail = detail;
    this.url = url;
  }
}

/** @type {ErrorCode[]} by TableErrorCode (core/table/table_error.h), as far as they have a code of their own */
const TABLE_ERRORS = ['engine-failed', 'wrong-size', 'not-a-table', 'wrong-version', 'wrong-size', 'damaged'];
TABLE_ERRORS[9] = 'wrong-version';

/**
 * Why bytes are no table.
 * @param {number} reason a TableErrorCode; 0 when memory did not suffice
 * @param {string} url where the bytes came from
 */
export function tableError(reason, url) {
  return new GoesWithError(TABLE_ERRORS[reason] ?? 'invalid-table', reason, url);
}

/** Beyond this many the console is full enough. */
const MAX_WARNINGS = 50;
/** @type {Set<string>} */
const warned = new Set();
/** @type {Promise<any> | undefined} */
let sentences;

/**
 * Writes one warning to the console; the same only once a page.
 * @param {GoesWithError} error
 */
export async function warn({ code, detail, url, message }) {
  if (warned.has(message) || warned.size >= MAX_WARNINGS) return;
  warned.add(message);
  let text = message;
  try {
    sentences ??= import(new URL('messages.js', import.meta.url).href);
    text = (await sentences).describe(code, detail, url);
  } catch {
    // The code and the file's name have to do.
  }
  console.warn(`goeswith: ${text} [${code}]`);
}
