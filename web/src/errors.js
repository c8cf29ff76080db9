/** @import {ErrorCode} from './types.js' */

/** What goeswith reports: a code for programs, a sentence for people, and where it happened. */
export class GoesWithError extends Error {
  /**
   * @param {ErrorCode} code
   * @param {string} message what happened and what to do
   * @param {string} [url] the file concerned
   */
  constructor(code, message, url) {
    super(message);
    this.name = 'GoesWithError';
    this.code = code;
    this.url = url;
  }
}

/** @type {[ErrorCode, string]} */
const WRONG_SIZE = ['wrong-size', 'the table is cut short or too long, publish it again'];
/** @type {[ErrorCode, string]} */
const WRONG_VERSION = ['wrong-version', 'another version of goeswith wrote this, use the same for all'];

/** @type {([ErrorCode, string] | undefined)[]} by TableErrorCode; 0 when memory did not suffice */
const TABLE_ERRORS = [
  ['engine-failed', 'no memory for the table'],
  WRONG_SIZE,
  ['not-a-table', 'not a table, publish one with "goeswith build"'],
  WRONG_VERSION,
  WRONG_SIZE,
  ['damaged', 'the table is damaged, publish it again'],
];
TABLE_ERRORS[9] = WRONG_VERSION;

/**
 * Why bytes are no table.
 * @param {number} reason a TableErrorCode (core/table/table_error.h), or 0
 * @param {string} url where the bytes came from
 */
export function tableError(reason, url) {
  const [code, message] = TABLE_ERRORS[reason] ?? [
    'invalid-table',
    `the table breaks the format (${reason}), build it again`,
  ];
  return new GoesWithError(code, message, url);
}

/** @type {Set<string>} */
const warned = new Set();

/**
 * Writes one warning to the console; the same cause at the same URL only once a page.
 * @param {GoesWithError} error
 */
export function warnOnce({ code, message, url }) {
  const text = `goeswith: ${message}${url ? `: ${url}` : ''} [${code}]`;
  if (!warned.has(text)) {
    warned.add(text);
    console.warn(text);
  }
}
