// Reads the CARD section of core/FORMAT.md. Safe for untrusted bytes: what breaks the format throws.

/** @import {Card} from './types.js' */

/** Encodings by number, and for each subject the set of those allowed, bit by bit. */
const TEXT = 0, PATTERN = 1, INTEGER = 2;
const ALLOWED = [0, 1, 1, 4, 2, 3, 3, 8, 8, 4, 4];
/** The subjects that rules look at: category, group, family, price. */
const TRAITS = [7, 8, 10, 3];

/** The cards of a table, by item number. */
export class Cards {
  /** @type {Array<((item: number) => any) | undefined>} */
  #columns;

  /** @type {Map<string, number>} item number of each SKU */
  items;

  /** @type {Array<number[] | undefined>} the engine's columns: categories, groups, families, prices, as in the file */
  traits;

  /**
   * @param {string[]} skus
   * @param {Array<((item: number) => any) | undefined>} columns what is known of an item, by subject
   * @param {Array<number[] | undefined>} numbers of columns that are no text, by subject
   */
  constructor(skus, columns, numbers) {
    this.traits = TRAITS.map((subject) => numbers[subject]);
    this.items = new Map(skus.map((sku, item) => [sku, item]));
    check(this.items.size === skus.length && !this.items.has(''));
    this.#columns = columns;
  }

  /**
   * @param {number} item 0 … N − 1
   * @returns {Card}
   */
  card(item) {
    const [, sku, title, priceMinor, currency, url, image, category, group, available] = Array.from(
      ALLOWED,
      (_, subject) => this.#columns[subject]?.(item),
    );
    return {
      sku,
      title,
      priceMinor,
      currency,
      url,
      image,
      category,
      group,
      available: available === undefined ? undefined : available > 0,
    };
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} table a whole table file
 * @returns {Promise<Cards>}
 * @throws {Error} where the table breaks the format
 */
export async function decodeCards(table) {
  const view = new DataView(table.buffer, table.byteOffset, table.length);
  const itemCount = view.getUint32(20, true);
  let entry = 32;
  for (let left = view.getUint32(28, true); String.fromCharCode(...table.subarray(entry, entry + 4)) !== 'CARD'; ) {
    check(--left > 0);
    entry += 12;
  }
  const start = view.getUint32(entry + 4, true);
  const length = view.getUint32(entry + 8, true);
  const raw = view.getUint32(start, true);
  check(start + length <= table.length && raw <= 64 * length + 65536);

  const bytes = await inflate(table.subarray(start + 4, start + length), raw);
  return readColumns(bytes, itemCount);
}

/**
 * @param {Uint8Array<ArrayBuffer>} deflated
 * @param {number} byteCount what it must inflate to; no more than this is ever held
 */
async function inflate(deflated, byteCount) {
  const reader = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const inflated = new Uint8Array(byteCount);
  let filled = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    inflated.set(value, filled); // throws a RangeError when there is more than announced
    filled += value.length;
  }
  check(filled === byteCount);
  return inflated;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} itemCount
 */
function readColumns(bytes, itemCount) {
  const view = new DataView(bytes.buffer);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let at = 1;
  /** Where the column ends that is being read. */
  let end = 0;

  const readInteger = () => {
    let number = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = view.getUint8(at++);
      number += (byte & 127) * factor;
      if (byte < 128) {
        check(at <= end && number < 2 ** 32 && (byte > 0 || factor === 1));
        return number;
      }
      check(factor < 2 ** 28);
    }
  };
  const readIntegers = () => Array.from({ length: itemCount }, readInteger);
  /** @param {number} count */
  const readTexts = (count) => {
    const from = at;
    for (let left = count; left; left--) {
      at = bytes.indexOf(0, at) + 1;
      check(at && at <= end);
    }
    return decoder.decode(bytes.subarray(from, at)).split('\0', count);
  };

  /** @type {string[]} */
  let skus = [];
  /** @type {Array<(item: number) => any>} */
  const columns = [];
  /** @type {Array<number[] | undefined>} */
  const numbers = [];
  let last = 0;
  for (let left = view.getUint8(0); left; left--) {
    const subject = view.getUint8(at);
    const encoding = view.getUint8(at + 1);
    end = at + 6 + view.getUint32(at + 2, true);
    at += 6;
    check(subject > last && end <= bytes.length);
    last = subject;
    const allowed = ALLOWED[subject];
    if (allowed === undefined) {
      at = end;
      continue;
    }
    check((allowed >> encoding) & 1);
    if (encoding === TEXT) {
      const texts = readTexts(itemCount);
      if (subject === 1) skus = texts;
      columns[subject] = (item) => texts[item] || undefined;
    } else if (encoding === PATTERN) {
      const pattern = decoder.decode(bytes.subarray(at, end)).split('{id}');
      at = end;
      columns[subject] = (item) => pattern.join(encodeURIComponent(/** @type {string} */ (skus[item])));
    } else if (encoding === INTEGER) {
      const integers = (numbers[subject] = readIntegers());
      columns[subject] = (item) => integers[item] ? /** @type {number} */ (integers[item]) - 1 : undefined;
    } else {
      const choices = readTexts(readInteger());
      const chosen = (numbers[subject] = readIntegers());
      check(chosen.every((choice) => choice <= choices.length));
      columns[subject] = (item) => choices[/** @type {number} */ (chosen[item]) - 1];
    }
    check(at === end);
  }
  check(at === bytes.length && skus.length === itemCount);
  return new Cards(skus, columns, numbers);
}

/** @param {unknown} condition */
function check(condition) {
  if (!condition) throw new Error('cards');
}
