// Reads the CARD section of core/FORMAT.md. Safe for untrusted bytes: what breaks the format throws, at the latest when
// it is used. Columns are decoded when something of them is asked for, since a page waits for its first suggestion and
// shows few of many items.

/** @import {Card} from './types.js' */

/** Encodings by number, and for each subject the set of those allowed, bit by bit. */
const TEXT = 0, PATTERN = 1, INTEGER = 2, CHOICE = 3;
const ALLOWED = [0, 16, 1, 4, 2, 3, 3, 8, 8, 4, 4, 4];
const SKU = 1, RUN = 11;
/** The subjects that rules look at: category, group, family, price. */
const TRAITS = [7, 8, 10, 3];

/**
 * What a column holds: a value for each place of the file, and the numbers behind them where it is no text.
 * @typedef {object} Column
 * @property {(place: number) => any} at
 * @property {Uint32Array} [numbers]
 * @property {string[]} [texts]
 */

/** The cards of a table or a shard. */
export class Cards {
  /** @type {Array<() => Column>} by subject */
  #columns = [];
  #numbers;
  #order;
  /** @type {Map<string, number | undefined>} what was found for a SKU */
  #items = new Map();

  /**
   * @param {Uint8Array} bytes the inflated section
   * @param {number} count how many cards there are
   * @param {number[]} numbers the item of each card; without any, cards and items are numbered alike
   * @throws {Error} where the columns are not as the format wants them
   */
  constructor(bytes, count, numbers) {
    const view = new DataView(bytes.buffer);
    let at = 1;
    let last = 0;
    for (let left = view.getUint8(0); left; left--) {
      const subject = view.getUint8(at);
      const encoding = view.getUint8(at + 1);
      const start = at + 6;
      at = start + view.getUint32(at + 2, true);
      check(subject > last && at <= bytes.length);
      last = subject;
      const allowed = ALLOWED[subject];
      if (allowed === undefined) continue;
      check((allowed >> encoding) & 1);
      const data = bytes.subarray(start, at);
      this.#columns[subject] = once(() => readColumn(data, encoding, count, (place) => this.#at(SKU, place)));
    }
    check(at === bytes.length && this.#columns[SKU]);
    this.count = count;
    this.#numbers = numbers;
    /** Where each card lies in the file, by card: by run, and within a run as in the file. */
    this.#order = once(() => {
      /** @type {any} typed arrays, of which every place that is used below is there */
      const [order, next, runs = new Uint32Array(count)] = [
        new Uint32Array(count),
        new Uint32Array(count + 1), // where each run begins, and then where its next card goes
        this.#columns[RUN]?.().numbers,
      ];
      for (let place = 0; place < count; place++) {
        check(runs[place] < count);
        next[runs[place] + 1]++;
      }
      for (let run = 0; run < count; run++) next[run + 1] += next[run];
      for (let place = 0; place < count; place++) order[next[runs[place]]++] = place;
      return order;
    });
  }

  /** @param {number} subject @param {number} place */
  #at(subject, place) {
    return this.#columns[subject]?.().at(place);
  }

  /**
   * @param {string} sku
   * @returns {number | undefined} its item; undefined when the card is not here
   */
  item(sku) {
    if (!this.#items.has(sku)) this.#items.set(sku, this.#find(sku));
    return this.#items.get(sku);
  }

  /** @param {string} sku */
  #find(sku) {
    /** @type {number | undefined} */
    let found;
    let matched = 0;
    // A text that shares more with the one before than that shares with the SKU differs where that one did.
    /** @type {string[]} */ (/** @type {() => Column} */ (this.#columns[SKU])().texts).forEach((text, place) => {
      const shared = text.charCodeAt(0) - 1;
      if (!(shared <= matched)) return;
      let at = 1;
      for (matched = shared; at < text.length && text[at] === sku[matched]; at++) matched++;
      if (at < text.length || matched < sku.length) return;
      check(found === undefined);
      found = place;
    });
    if (found === undefined) return;
    const card = this.#order().indexOf(found);
    return this.#numbers[card] ?? card;
  }

  /**
   * @param {number} item
   * @returns {Card | undefined} undefined when the card is not here
   */
  card(item) {
    const place = this.#order()[this.#numbers.length ? this.#numbers.indexOf(item) : item];
    if (place === undefined) return;
    const [, sku, title, priceMinor, currency, url, image, category, group, available] = Array.from(
      ALLOWED,
      (_, subject) => this.#at(subject, place),
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

  /** @returns {Array<Uint32Array | undefined>} the engine's columns by card: categories, groups, families, prices */
  traits() {
    return TRAITS.map((subject) => {
      const numbers = this.#columns[subject]?.().numbers;
      return numbers && Uint32Array.from(this.#order(), (place) => /** @type {number} */ (numbers[place]));
    });
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
  return new Cards(await inflate(section.subarray(4), raw), part ? numbers.length : view.getUint32(20, true), numbers);
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
 * @param {Uint8Array} bytes the data of a column
 * @param {number} encoding one that its subject allows
 * @param {number} cardCount
 * @param {(place: number) => string} sku
 * @returns {Column}
 */
function readColumn(bytes, encoding, cardCount, sku) {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let at = 0;

  const readInteger = () => {
    let number = 0;
    for (let factor = 1; ; factor *= 128) {
      check(at < bytes.length);
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
    check(count <= bytes.length - at); // each takes a byte at least
    const integers = new Uint32Array(count);
    for (let k = 0; k < count; k++) integers[k] = readInteger();
    return integers;
  };
  /** @param {number} [count] those at the end of the column unless given */
  const readTexts = (count) => {
    const from = at;
    at = bytes.length;
    if (count !== undefined) {
      at = from;
      for (let left = count; left; left--) check((at = bytes.indexOf(0, at) + 1));
    }
    const texts = decoder.decode(bytes.subarray(from, at)).split('\0');
    check(texts.length - 1 === (count ?? cardCount) && !texts.pop());
    return texts;
  };

  if (encoding === PATTERN) {
    const pattern = decoder.decode(bytes).split('{id}');
    return { at: (place) => pattern.join(encodeURIComponent(sku(place))) };
  }
  /** @type {Column} */
  let column;
  if (encoding === INTEGER) {
    const numbers = readIntegers();
    column = { at: (place) => (numbers[place] ? /** @type {number} */ (numbers[place]) - 1 : undefined), numbers };
  } else if (encoding === CHOICE) {
    let next = 1;
    const choiceNumbers = Array.from(readIntegers(readInteger()), (gap) => (next += gap + 1) - 1);
    check(next <= 2 ** 32);
    const choices = readTexts(choiceNumbers.length);
    const chosen = readIntegers();
    check(chosen.every((choice) => choice <= choices.length));
    column = {
      at: (place) => choices[/** @type {number} */ (chosen[place]) - 1],
      numbers: chosen.map((choice) => choiceNumbers[choice - 1] ?? 0),
    };
  } else {
    const texts = readTexts();
    column = { at: (place) => (encoding === TEXT ? texts[place] || undefined : wholeText(texts, place)), texts };
  }
  check(at === bytes.length);
  return column;
}

/**
 * @param {string[]} texts front-coded ones: how much of the text before is shared, plus 1, and the rest
 * @param {number} place
 */
function wholeText(texts, place) {
  let whole = '';
  // What is missing at its start stands in texts before.
  for (let missing = Infinity; missing; place--) {
    const text = texts[place] ?? '';
    const shared = text.charCodeAt(0) - 1;
    if (!(shared >= missing)) {
      const added = text.slice(1, missing + 1 - shared);
      check(shared <= 126 && (missing === Infinity || added.length === missing - shared));
      whole = added + whole;
      missing = shared;
    }
  }
  check(whole);
  return whole;
}

/**
 * @template T
 * @param {() => T} make
 * @returns {() => T} the same value at every call, made at the first
 */
function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}

/** @param {unknown} condition */
function check(condition) {
  if (!condition) throw new Error('cards');
}
