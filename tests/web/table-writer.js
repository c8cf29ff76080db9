// Writes tables for tests, by core/FORMAT.md and independently of the writer in core/: small, whole, uncompressed
// in memory, and without a check of what it is given.

import { deflateRawSync } from 'node:zlib';

/** A row's scale: weights are then between 128 (magnitude 1 of 15) and 15 thousand. */
const SCALE = 96;
const LEVELS = 15;

/**
 * @typedef {object} TestItem
 * @property {string} sku
 * @property {string} [title]
 * @property {number} [priceMinor]
 * @property {string} [url]
 * @property {string} [image]
 * @property {string} [category]
 * @property {string} [group]
 * @property {boolean} [available]
 * @property {Record<string, number>} [goesWith] SKU of each target → magnitude 1 … 15
 */

/**
 * @param {TestItem[]} items by item number
 * @param {object} [options]
 * @param {string} [options.currency]
 * @param {string} [options.urlPattern] for all items, in place of their own
 * @param {Uint8Array[]} [options.columns] the inflated CARD section in place of the items': its columns
 * @param {Uint8Array} [options.cards] the whole CARD section in place of the items'
 * @returns {Buffer}
 */
export function writeTable(items, { currency, urlPattern, columns, cards } = {}) {
  const numbers = new Map(items.map(({ sku }, number) => [sku, number]));
  const rows = items.map(({ goesWith = {} }) =>
    Object.entries(goesWith)
      .map(([sku, magnitude]) => [/** @type {number} */ (numbers.get(sku)), magnitude])
      .sort(([a = 0], [b = 0]) => a - b),
  );
  const sections = [
    { tag: 'ROWS', bytes: rowsSection(rows) },
    { tag: 'CARD', bytes: cards ?? cardsSection(columns ?? itemColumns(items, currency, urlPattern)) },
  ];
  const edges = rows.reduce((sum, row) => sum + row.length, 0);

  let offset = 32 + 12 * sections.length;
  const directory = sections.map(({ tag, bytes }) => {
    const entry = Buffer.concat([Buffer.from(tag), u32(offset), u32(bytes.length)]);
    offset += bytes.length;
    return entry;
  });
  const checked = Buffer.concat([
    ...[offset, items.length, edges, sections.length].map(u32),
    ...directory,
    ...sections.map(({ bytes }) => bytes),
  ]);
  return Buffer.concat([Buffer.from('\x89GWT\r\n\x1a\n\x01\0\0\0', 'latin1'), u32(xxh32(checked)), checked]);
}

/**
 * One column of the CARD section.
 * @param {number} subject
 * @param {number} encoding
 * @param {Uint8Array} data
 */
export function column(subject, encoding, data) {
  return Buffer.concat([Buffer.from([subject, encoding]), u32(data.length), data]);
}

/** @param {string[]} texts */
export function texts(texts) {
  return Buffer.from(texts.map((text) => `${text}\0`).join(''));
}

/**
 * @param {Uint8Array[]} columns
 * @param {object} [options]
 * @param {number} [options.raw] what the section says of its inflated size
 */
export function cardsSection(columns, { raw } = {}) {
  const inflated = Buffer.concat([Buffer.from([columns.length]), ...columns]);
  return Buffer.concat([u32(raw ?? inflated.length), deflateRawSync(inflated)]);
}

/**
 * @param {TestItem[]} items
 * @param {string} [currency]
 * @param {string} [urlPattern]
 */
function itemColumns(items, currency, urlPattern) {
  /** @param {keyof TestItem} key */
  const known = (key) => items.some((item) => item[key] !== undefined);
  /** @param {keyof TestItem} key */
  const textOf = (key) => texts(items.map((item) => String(item[key] ?? '')));
  /** @param {(number | boolean | undefined)[]} values */
  const integers = (values) => Buffer.concat(values.map((value) => varint(value === undefined ? 0 : Number(value) + 1)));
  /** @param {'category' | 'group'} key */
  const choices = (key) => {
    const distinct = [...new Set(items.map((item) => item[key]).filter((text) => text !== undefined))];
    const chosen = items.map((item) => varint(distinct.indexOf(/** @type {string} */ (item[key])) + 1));
    return Buffer.concat([varint(distinct.length), texts(distinct), ...chosen]);
  };

  const columns = [column(1, 0, textOf('sku'))];
  if (known('title')) columns.push(column(2, 0, textOf('title')));
  if (known('priceMinor')) columns.push(column(3, 2, integers(items.map((item) => item.priceMinor))));
  if (currency) columns.push(column(4, 1, Buffer.from(currency)));
  if (urlPattern) columns.push(column(5, 1, Buffer.from(urlPattern)));
  else if (known('url')) columns.push(column(5, 0, textOf('url')));
  if (known('image')) columns.push(column(6, 0, textOf('image')));
  if (known('category')) columns.push(column(7, 3, choices('category')));
  if (known('group')) columns.push(column(8, 3, choices('group')));
  if (known('available')) columns.push(column(9, 2, integers(items.map((item) => item.available))));
  return columns;
}

/** @param {number[][]} rows targets, ascending, and their magnitudes */
function rowsSection(rows) {
  const lengths = Buffer.from(rows.map((row) => row.length));
  const scales = Buffer.from(rows.map((row) => (row.length ? SCALE : 0)));
  const bodies = rows.map((row) => {
    const gaps = row.map(([target = 0], i) => varint(i ? target - /** @type {any} */ (row[i - 1])[0] - 1 : target));
    // 15 levels, unsigned: 4 bits each.
    const codes = Buffer.alloc(Math.ceil(row.length / 2));
    row.forEach(([, magnitude = 1], i) => (codes[i >> 1] = (codes[i >> 1] ?? 0) | ((magnitude - 1) << (4 * (i & 1)))));
    return Buffer.concat([...gaps, codes]);
  });
  return Buffer.concat([Buffer.from([LEVELS, 0, 0, 0]), lengths, scales, ...bodies]);
}

/** @param {number} number */
export function varint(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
  return Buffer.from([...bytes, number]);
}

/** @param {number} number */
function u32(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

/**
 * XXH32 with seed 0 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md).
 * @param {Buffer} bytes
 */
export function xxh32(bytes) {
  const [P1, P2, P3, P4, P5] = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1];
  /** @param {number} value @param {number} bits */
  const rotate = (value, bits) => (value << bits) | (value >>> (32 - bits));
  /** @param {number} lane @param {number} input */
  const round = (lane, input) => Math.imul(rotate((lane + Math.imul(input, P2)) | 0, 13), P1);

  let at = 0;
  let hash = P5;
  if (bytes.length >= 16) {
    const lanes = [(P1 + P2) | 0, P2, 0, -P1 | 0];
    for (; at + 16 <= bytes.length; at += 16) {
      lanes.forEach((lane, i) => (lanes[i] = round(lane, bytes.readInt32LE(at + 4 * i))));
    }
    const [a = 0, b = 0, c = 0, d = 0] = lanes;
    hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
  }
  hash = (hash + bytes.length) | 0;
  for (; at + 4 <= bytes.length; at += 4) {
    hash = Math.imul(rotate((hash + Math.imul(bytes.readInt32LE(at), P3)) | 0, 17), P4);
  }
  for (; at < bytes.length; at++) {
    hash = Math.imul(rotate((hash + Math.imul(bytes.readUInt8(at), P5)) | 0, 11), P1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), P2);
  hash = Math.imul(hash ^ (hash >>> 13), P3);
  return (hash ^ (hash >>> 16)) >>> 0;
}
