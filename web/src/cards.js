// Reads the CARD section of core/FORMAT.md. Safe for untrusted bytes: what breaks the format throws.

/** @import {Card} from './types.js' */

/** Encodings by number, and for each subject the set of those allowed, bit by bit. */
const TEXT = 0, PATTERN = 1, INTEGER = 2, CHOICE = 3;
const ALLOWED = [0, 16, 1, 4, 2, 3, 3, 8, 8, 4, 4, 4];
/** The subjects that rules look at: category, group, family, price. */
const TRAITS = [7, 8, 10, 3];

/** The cards of a table or a shard. */
export class Cards {
  #order;
  #numbers;
  #columns;

  /** @type {Map<string, number>} item number of each SKU */
  items = new Map();

  /** @type {Array<Uint32Array | undefined>} the engine's columns by card: categories, groups, families, prices */
  traits;

  /**
   * @param {Uint32Array} order where each card lies in the file, by card
   * @param {number[]} numbers the item of each card; without any, cards and items are numbered alike
   * @param {string[]} skus by place
   * @param {Array<((place: number) => any) | undefined>} columns what is known at a place of the file, by subject
   * @param {Array<Uint32Array | undefined>} integers of columns that are no text, by subject
   */
  constructor(order, numbers, skus, columns, integers) {
    this.#order = order;
    this.#numbers = numbers;
    this.#columns = columns;
    // Tables have many items, and a page waits for this.
    for (let card = 0; card < order.length; card++) {
      this.items.set(/** @type {string} */ (skus[/** @type {number} */ (order[card])]), numbers[card] ?? card);
    }
    check(this.items.size === order.length);
    this.traits = TRAITS.map((subject) => {
      const column = integers[subject];
      return column && order.map((place) => /** @type {number} */ (column[place]));
    });
  }

  /**
   * @param {number} item
   * @returns {Card | undefined} undefined when the card is not here
   */
  card(item) {
    const place = this.#order[this.#numbers.length ? this.#numbers.indexOf(item) : item];
    if (place === undefined) return;
    const [, sku, title, priceMinor, currency, url, image, category, group, available] = Array.from(
      ALLOWED,
      (_, subject) => this.#columns[subject]?.(place),
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
 * @param {Uint8Array<ArrayBuffer>} table the bytes of a table or a shard
 * @returns {Promise<Cards>}
 * @throws {Error} where they break the format
 */
export async function decodeCards(table) {
  const view = new DataView(table.buffer, table.byteOffset, table.length);
  /** @param {string} tag @returns {Uint8Array<ArrayBuffer> | undefined} a section */
  const find = (tag) => {
    for (let entry = 32, left = view.getUint32(28, true); left--; entry += 12) {
      if (String.fromCharCode(...table.subarray(entry, entry + 4)) === tag) {
        const start = view.getUint32(entry + 4, true);
        return table.subarray(start, start + view.getUint32(entry + 8, true));
      }
    }
  };
  const section = /** @type {Uint8Array<ArrayBuffer>} */ (find('CARD'));
  const raw = readSize(section, 0);
  check(raw <= 64 * section.length + 65536);
  const part = find('PART');
  const numbers = part ? readNumbers(part) : [];
  return readColumns(await inflate(section.subarray(4), raw), part ? numbers.length : view.getUint32(20, true), numbers);
}

/** @param {Uint8Array} bytes @param {number} at */
function readSize(bytes, at) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at, true);
}

/**
 * @param {Uint8Array} part the section PART, which the engine has checked
 * @returns {number[]} the items whose cards a shard has
 */
function readNumbers(part) {
  const rows = readSize(part, 8);
  /** @type {number[]} */
  const cards = [];
  let at = 16;
  for (let k = 0, next = 0; k < rows + readSize(part, 12); k++) {
    if (k === rows) next = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = /** @type {number} */ (part[at++]);
      next += (byte & 127) * factor;
      if (byte < 128) break;
    }
    if (k >= rows) cards.push(next);
    next++;
  }
  return cards;
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
 * @param {number} cardCount
 * @param {number[]} itemNumbers of the cards of a shard
 */
function readColumns(bytes, cardCount, itemNumbers) {
  const view = new DataView(bytes.buffer);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let at = 1;
  /** Where the column ends that is being read. */
  let end = 0;

  const readInteger = () => {
    let number = 0;
    for (let factor = 1; ; factor *= 128) {
      check(at < end);
      const byte = /** @type {number} */ (bytes[at++]);
      number += (byte & 127) * factor;
      if (byte < 128) {
        check(number < 2 ** 32 && (byte > 0 || factor === 1));
        return number;
      }
      check(factor < 2 ** 28);
    }
  };
  const readIntegers = (count = cardCount) => {
    check(count <= end - at); // each takes a byte at least
    const integers = new Uint32Array(count);
    for (let k = 0; k < count; k++) integers[k] = readInteger();
    return integers;
  };
  /** @param {number} [count] those at the end of the column unless given */
  const readTexts = (count) => {
    const from = at;
    at = end;
    if (count !== undefined) {
      at = from;
      for (let left = count; left; left--) {
        at = bytes.indexOf(0, at) + 1;
        check(at && at <= end);
      }
    }
    const texts = decoder.decode(bytes.subarray(from, at)).split('\0');
    check(texts.length - 1 === (count ?? cardCount) && !texts.pop());
    return texts;
  };

  /** @type {string[]} */
  let skus = [];
  /** @type {Array<(place: number) => any>} */
  const columns = [];
  /** @type {Uint32Array[]} of columns that are no text, by subject */
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
    if (encoding === PATTERN) {
      const pattern = decoder.decode(bytes.subarray(at, end)).split('{id}');
      at = end;
      columns[subject] = (place) => pattern.join(encodeURIComponent(/** @type {string} */ (skus[place])));
    } else if (encoding === INTEGER) {
      const integers = (numbers[subject] = readIntegers());
      columns[subject] = (place) => integers[place] ? /** @type {number} */ (integers[place]) - 1 : undefined;
    } else if (encoding === CHOICE) {
      let next = 1;
      const choiceNumbers = Array.from(readIntegers(readInteger()), (gap) => (next += gap + 1) - 1);
      check(next <= 2 ** 32);
      const choices = readTexts(choiceNumbers.length);
      const chosen = readIntegers();
      check(chosen.every((choice) => choice <= choices.length));
      columns[subject] = (place) => choices[/** @type {number} */ (chosen[place]) - 1];
      numbers[subject] = chosen.map((choice) => choiceNumbers[choice - 1] ?? 0);
    } else {
      const texts = readTexts();
      if (encoding !== TEXT) {
        // Front-coded: how much of the text before is shared, plus 1, and the rest.
        let before = '';
        skus = texts.map((text) => {
          const shared = text.charCodeAt(0) - 1;
          check(shared <= before.length && shared <= 126);
          return (before = before.slice(0, shared) + text.slice(1));
        });
      }
      columns[subject] = (place) => (subject === 1 ? skus : texts)[place] || undefined;
    }
    check(at === end);
  }
  check(at === bytes.length && skus.length === cardCount && skus.every(Boolean));
  // By run, and within a run as in the file: one number for both sorts fastest.
  const keys = Float64Array.from(skus, (_, place) => (numbers[11]?.[place] ?? 0) * 2 ** 24 + place);
  check(keys.every((key) => key < 2 ** 48));
  const order = Uint32Array.from(keys.sort(), (key) => key % 2 ** 24);
  return new Cards(order, itemNumbers, skus, columns, numbers);
}

/** @param {unknown} condition */
function check(condition) {
  if (!condition) throw new Error('cards');
}
