/** @import {ErrorCode} from '../types.js' */

import { importScript } from './import-script.js';

/** A report of goeswith's: a code for programs, and what and where it happened. The console has a sentence for people. */
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

/**
 * Why bytes are no table.
 * @param {number} reason a TableErrorCode (core/table/table_error.h), of which some have a code of their own
 * @param {string} url where the bytes came from
 */
export function tableError(reason, url) {
  const codes = ',wrong-size,not-a-table,wrong-version,damaged'.split(',');
  return new GoesWithError(/** @type {ErrorCode} */ (codes[reason] || 'invalid-table'), reason, url);
}

/** @type {Promise<any> | undefined} messages.js; one promise, so that warnings come in the order of their causes */
let messages;

/**
 * Writes one warning to the console; the same only once a page.
 * @param {GoesWithError} error
 */
export function warn(error) {
  messages ??= importScript('messages.js');
  messages.then(
    (part) => part.warn(error),
    () => console.warn(`goeswith: ${error.message}`), // the code and the file's name have to do
  );
}

/** @param {string} detail what is wrong with an attribute or an option */
export function warnSetting(detail) {
  warn(new GoesWithError('setting', detail));
}
