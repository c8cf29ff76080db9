// Writes tables and shards for tests, by core/FORMAT.md and independently of the writer in core/: section by section,
// and without a check of what it is given, so that it writes what breaks the format as well.

import { deflateRawSync } from 'node:zlib';

import { BitModel, RangeEncoder } from './range-encoder.js';

export const VERSION = 2;

const EXPONENTS = 24;
const NUMBER_MODELS = 2 * EXPONENTS;
const LENGTHS = 0;
const SCALES = LENGTHS + NUMBER_MODELS;
const GAPS = SCALES + NUMBER_MODELS;
const SIGNS = GAPS + NUMBER_MODELS;
const MAGNITUDES = SIGNS + 128;
const MODELS = MAGNITUDES + 2 * 128 * 16;
const BUCKETS = 49;
const FIRST_SCALE = 64;
const MAX_EDGES_PER_BYTE = 8;
const MAX_SHARED_PREFIX = 126;

/**
 * A row of the section ROWS.
 * @typedef {object} Row
 * @property {number} [scale] 0 … 127; without effect in a row without edges
 * @property {[target: number, magnitude: number][]} edges targets ascend; a magnitude below 0 stands for a weight below 0
 */

/**
 * @typedef {object} Priors
 * @property {number[]} [spread] 49 numbers 0 … 255, all 0 by default
 * @property {number[]} [models] 4,368 numbers 0 … 63, all 0 by default
 */

/**
 * A whole file with its checksum.
 * @param {number} items
 * @param {number} edges
 * @param {[tag: string, bytes: Uint8Array][]} sections
 */
export function tableFile(items, edges, sections) {
  return seal(file(items, edges, sections));
}

/**
 * Header, directory and sections; the checksum is still missing.
 * @param {number} items
 * @param {number} edges
 * @param {[tag: string, bytes: Uint8Array][]} sections
 * @returns {Buffer}
 */
export function file(items, edges, sections) {
  let offset = 32 + 12 * sections.length;
  const directory = sections.map(([tag, bytes]) => {
    const entry = Buffer.concat([Buffer.from(tag, 'latin1'), u32(offset), u32(bytes.length)]);
    offset += bytes.length;
    return entry;
  });
  return Buffer.concat([
    Buffer.from('\x89GWT\r\n\x1a\n', 'latin1'),
    ...[VERSION, 0, offset, items, edges, sections.length].map(u32),
    ...directory,
    ...sections.map(([, bytes]) => bytes),
  ]);
}

/**
 * Writes the checksum that belongs to the bytes, and returns them.
 * @template {Uint8Array} Bytes
 * @param {Bytes} bytes
 */
export function seal(bytes) {
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).setUint32(12, xxh32(bytes.subarray(16)), true);
  return bytes;
}

/**
 * The section PART of a shard.
 * @param {Uint8Array} generation 8 bytes
 * @param {number[]} rowItems ascending
 * @param {number[]} cardItems ascending
 */
export function partSection(generation, rowItems, cardItems) {
  return Buffer.concat([generation, u32(rowItems.length), u32(cardItems.length), gaps(rowItems), gaps(cardItems)]);
}

/**
 * The section ROWS.
 * @param {Row[]} rows
 * @param {object} [options]
 * @param {number} [options.levels] 1 … 255
 * @param {number} [options.blockShift] 0 … 10
 * @param {Priors} [options.priors]
 */
export function rowsSection(rows, { levels = 16, blockShift = 7, priors = {} } = {}) {
  const { spread = Array(BUCKETS).fill(0), models = Array(MODELS).fill(0) } = priors;
  const priorBytes = encodePriors(spread, models);
  const blocks = [];
  for (let first = 0; first < rows.length; first += 1 << blockShift) {
    blocks.push(encodeBlock(rows.slice(first, first + (1 << blockShift)), levels, spread, models));
  }
  return Buffer.concat([
    Buffer.from([levels, blockShift, priorBytes.length & 255, priorBytes.length >> 8]),
    priorBytes,
    ...blocks.map((block) => varint(block.length)),
    ...blocks,
  ]);
}

/**
 * @param {Row[]} rows
 * @param {number} levels
 * @param {number[]} spread
 * @param {number[]} priors
 */
function encodeBlock(rows, levels, spread, priors) {
  const encoder = new RangeEncoder();
  const models = priors.map((prior) => new BitModel(prior));
  const numberBits = levels > 1 ? floorLog2(levels - 1) + 1 : 0;
  let lastScale = FIRST_SCALE;
  let edgeCount = 0;
  for (const { scale = FIRST_SCALE, edges } of rows) {
    encodeNumber(encoder, models, LENGTHS, edges.length);
    if (edges.length === 0) continue;
    encodeNumber(encoder, models, SCALES, zigzag(scale - lastScale));
    lastScale = scale;
    let next = 0;
    edges.forEach(([target, signedMagnitude], k) => {
      const distance = (spread[bucketOf(next)] ?? 0) - quarterLog2(edges.length - k);
      encodeNumber(encoder, models, GAPS, target - next, EXPONENTS / 2 - Math.floor(distance / 4));
      next = target + 1;

      const popularity = Math.min(Math.floor(floorLog2(target + 1) / 3), 7);
      const place = 8 * (scale >> 3) + popularity;
      const isNegative = signedMagnitude < 0;
      encoder.bit(modelAt(models, SIGNS + place), isNegative);
      const code = Math.abs(signedMagnitude) - 1;
      let branch = 1;
      for (let depth = 0; depth < numberBits; depth++) {
        const bit = ((code >> (numberBits - 1 - depth)) & 1) === 1;
        if (depth < 4) encoder.bit(modelAt(models, MAGNITUDES + 16 * ((isNegative ? 128 : 0) + place) + branch), bit);
        else encoder.evenBit(bit);
        branch = 2 * branch + Number(bit);
      }
    });
    edgeCount += edges.length;
  }
  const bytes = encoder.finish();
  return Buffer.concat([bytes, Buffer.alloc(Math.max(0, Math.ceil(edgeCount / MAX_EDGES_PER_BYTE) - bytes.length))]);
}

/**
 * @param {number[]} spread
 * @param {number[]} models
 */
function encodePriors(spread, models) {
  const encoder = new RangeEncoder();
  const numbers = Array.from({ length: NUMBER_MODELS }, () => new BitModel());
  const known = Array.from({ length: 4 }, () => new BitModel());
  const tree = Array.from({ length: 64 }, () => new BitModel());
  let last = 0;
  for (const value of spread) {
    encodeNumber(encoder, numbers, 0, zigzag(value - last));
    last = value;
  }
  let context = 0;
  for (const prior of models) {
    encoder.bit(modelAt(known, context), prior > 0);
    context = (2 * context + Number(prior > 0)) % 4;
    for (let branch = 1, left = 5; prior > 0 && left >= 0; left--) {
      const bit = (prior >> left) & 1;
      encoder.bit(modelAt(tree, branch), bit === 1);
      branch = 2 * branch + bit;
    }
  }
  return encoder.finish();
}

/**
 * @param {RangeEncoder} encoder
 * @param {BitModel[]} models
 * @param {number} first the first of the number's models
 * @param {number} value
 * @param {number} [offset] added to an exponent to find its model
 */
function encodeNumber(encoder, models, first, value, offset = 0) {
  const number = value + 1;
  const top = floorLog2(number);
  /** @param {number} exponent */
  const place = (exponent) => first + Math.min(Math.max(exponent + offset, 0), EXPONENTS - 1);
  for (let exponent = 0; exponent < top; exponent++) encoder.bit(modelAt(models, place(exponent)), true);
  if (top < EXPONENTS) encoder.bit(modelAt(models, place(top)), false);
  for (let left = top - 1; left >= 0; left--) {
    const bit = ((number >> left) & 1) === 1;
    if (left === top - 1) encoder.bit(modelAt(models, place(top) + EXPONENTS), bit);
    else encoder.evenBit(bit);
  }
}

/**
 * @param {BitModel[]} models
 * @param {number} place
 */
function modelAt(models, place) {
  return /** @type {BitModel} */ (models[place]);
}

/** @param {number} value 1 … 2^32 − 1 */
function floorLog2(value) {
  return 31 - Math.clz32(value);
}

/** @param {number} value */
function quarterLog2(value) {
  const octave = floorLog2(value);
  return 4 * octave + (Math.floor((value * 4) / 2 ** octave) % 4);
}

/** @param {number} item */
function bucketOf(item) {
  return Math.floor(quarterLog2(item + 4) / 2);
}

/** @param {number} value */
function zigzag(value) {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

/**
 * The section CARD.
 * @param {Uint8Array[]} columns
 * @param {object} [options]
 * @param {number} [options.raw] what the section says of its inflated size
 */
export function cardsSection(columns, { raw } = {}) {
  const inflated = Buffer.concat([Buffer.from([columns.length]), ...columns]);
  return Buffer.concat([u32(raw ?? inflated.length), deflateRawSync(inflated)]);
}

/**
 * One column of the section CARD.
 * @param {number} subject
 * @param {number} encoding
 * @param {Uint8Array} data
 */
export function column(subject, encoding, data) {
  return Buffer.concat([Buffer.from([subject, encoding]), u32(data.length), data]);
}

/** @param {string[]} skus in the order of the file */
export function skuColumn(skus) {
  return column(1, 4, frontCoded(skus));
}

/** @param {string[]} texts each ended by a NUL byte */
export function texts(texts) {
  return Buffer.from(texts.map((text) => `${text}\0`).join(''));
}

/** @param {string[]} texts each without what it shares with the one before */
export function frontCoded(texts) {
  return Buffer.concat(
    texts.map((text, k) => {
      const previous = texts[k - 1] ?? '';
      let shared = 0;
      while (shared < MAX_SHARED_PREFIX && shared < text.length && text[shared] === previous[shared]) {
        if (text.charCodeAt(shared) >= 128) break;
        shared++;
      }
      return Buffer.concat([Buffer.from([shared + 1]), Buffer.from(`${text.slice(shared)}\0`)]);
    }),
  );
}

/** @param {number[]} numbers as they stand in the file */
export function varints(numbers) {
  return Buffer.concat(numbers.map(varint));
}

/**
 * The data of a choice column.
 * @param {[number: number, text: string][]} values numbers ascend, from 1
 * @param {number[]} chosen for each card the number of its value, 0 for none
 */
export function choices(values, chosen) {
  const places = chosen.map((number) => values.findIndex(([value]) => value === number) + 1);
  return Buffer.concat([
    varint(values.length),
    gaps(values.map(([number]) => number - 1)),
    texts(values.map(([, text]) => text)),
    varints(places),
  ]);
}

/**
 * Cards in the order of their SKUs' bytes, and how the file then tells the numbers of the items.
 * @param {string[]} skus by item number
 * @returns {{ order: number[], runs: number[] }} item numbers in the order of the file, and the run of each there
 */
export function skuOrder(skus) {
  const bytes = skus.map((sku) => Buffer.from(sku));
  /** @param {number} a @param {number} b */
  const compare = (a, b) => Buffer.compare(/** @type {Buffer} */ (bytes[a]), /** @type {Buffer} */ (bytes[b]));
  let run = 0;
  const runOf = skus.map((_, item) => (item > 0 && compare(item, item - 1) < 0 ? ++run : run));
  const order = skus.map((_, item) => item).sort((a, b) => compare(a, b) || a - b);
  return { order, runs: order.map((item) => /** @type {number} */ (runOf[item])) };
}

/** @param {number[]} ascending each as a varint of its distance to the one before, less 1 */
export function gaps(ascending) {
  return varints(ascending.map((number, k) => (k > 0 ? number - /** @type {number} */ (ascending[k - 1]) - 1 : number)));
}

/** @param {number} number */
export function varint(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
  return Buffer.from([...bytes, number]);
}

/** @param {number} number */
export function u16(number) {
  return u32(number).subarray(0, 2);
}

/** @param {number} number */
export function u32(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

/**
 * XXH32 with seed 0 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md).
 * @param {Uint8Array} bytes
 */
export function xxh32(bytes) {
  const [P1, P2, P3, P4, P5] = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  /** @param {number} value @param {number} bits */
  const rotate = (value, bits) => (value << bits) | (value >>> (32 - bits));
  /** @param {number} lane @param {number} input */
  const round = (lane, input) => Math.imul(rotate((lane + Math.imul(input, P2)) | 0, 13), P1);

  let at = 0;
  let hash = P5;
  if (bytes.length >= 16) {
    const lanes = [(P1 + P2) | 0, P2, 0, -P1 | 0];
    for (; at + 16 <= bytes.length; at += 16) {
      lanes.forEach((lane, i) => (lanes[i] = round(lane, view.getInt32(at + 4 * i, true))));
    }
    const [a = 0, b = 0, c = 0, d = 0] = lanes;
    hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
  }
  hash = (hash + bytes.length) | 0;
  for (; at + 4 <= bytes.length; at += 4) {
    hash = Math.imul(rotate((hash + Math.imul(view.getInt32(at, true), P3)) | 0, 17), P4);
  }
  for (; at < bytes.length; at++) {
    hash = Math.imul(rotate((hash + Math.imul(view.getUint8(at), P5)) | 0, 11), P1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), P2);
  hash = Math.imul(hash ^ (hash >>> 13), P3);
  return (hash ^ (hash >>> 16)) >>> 0;
}
