// Writes tables and shards for tests, by core/FORMAT.md and independently of the writer in core/: section by section,
// and without a check of what it is given, so that it writes what breaks the format as well.

import { u32, varint, varints } from './bytes.js';
import { BitModel, EXPONENTS, NUMBER_MODELS, RangeEncoder, floorLog2 } from './range-encoder.js';

export * from './bytes.js';
export * from './cards.js';
export { longestCopy, noCopy } from './sequence-encoder.js';

export const VERSION = 4;
/** In the order of the file. */
const SECTIONS = /** @type {const} */ (['ROWS', 'CARD', 'PART', 'BIAS', 'RULE', 'CALI', 'info', 'supp']);

const LENGTHS = 0;
const SCALES = LENGTHS + NUMBER_MODELS;
const GAPS = SCALES + NUMBER_MODELS;
const SIGNS = GAPS + NUMBER_MODELS;
const MAGNITUDES = SIGNS + 128;
const MODELS = MAGNITUDES + 2 * 128 * 16;
const BUCKETS = 49;
const FIRST_SCALE = 64;
const MAX_EDGES_PER_BYTE = 8;

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
 * Sections by name: those that core/FORMAT.md gives a length in the header. One that is missing has none.
 * @typedef {Partial<Record<(typeof SECTIONS)[number], Uint8Array>>} Sections
 */

/**
 * A whole file with its checksum.
 * @param {number} items
 * @param {number} edges
 * @param {Sections} sections
 * @returns {Buffer}
 */
export function tableFile(items, edges, sections) {
  const all = SECTIONS.map((name) => sections[name] ?? new Uint8Array());
  return seal(
    Buffer.concat([
      Buffer.from('\x89GWT\r\n\x1a\n', 'latin1'),
      ...[VERSION, 0, items, edges, ...all.map((bytes) => bytes.length)].map(u32),
      ...all,
    ]),
  );
}

/**
 * Writes the checksum that belongs to the bytes, and returns them.
 * @template {Uint8Array} Bytes
 * @param {Bytes} bytes
 */
export function seal(bytes) {
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).setUint32(12, checksumOf(bytes.subarray(16)), true);
  return bytes;
}

/**
 * The section PART of a shard.
 * @param {Uint8Array} generation 8 bytes
 * @param {number[]} rowItems all of them have cards as well
 * @param {number[]} cardItems ascending
 */
export function partSection(generation, rowItems, cardItems) {
  const withRow = new Set(rowItems);
  let next = 0;
  const numbers = cardItems.map((item) => {
    const distance = item - next;
    next = item + 1;
    return 2 * distance + Number(withRow.has(item));
  });
  return Buffer.concat([generation, varints(numbers)]);
}

/**
 * The section ROWS.
 * @param {Row[]} rows
 * @param {object} [options]
 * @param {number} [options.levels] 1 … 255
 * @param {number} [options.blockShift] 0 … 10
 * @param {Priors} [options.priors] of the base, when the shard stands on it
 * @param {boolean} [options.standsOnBase] then it has no priors of its own
 */
export function rowsSection(rows, { levels = 16, blockShift = 7, priors = {}, standsOnBase = false } = {}) {
  const { spread = Array(BUCKETS).fill(0), models = Array(MODELS).fill(0) } = priors;
  const priorBytes = standsOnBase ? Buffer.alloc(0) : encodePriors(spread, models);
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
    encoder.number(models, LENGTHS, edges.length);
    if (edges.length === 0) continue;
    encoder.number(models, SCALES, zigzag(scale - lastScale));
    lastScale = scale;
    let next = 0;
    edges.forEach(([target, signedMagnitude], k) => {
      const distance = (spread[bucketOf(next)] ?? 0) - quarterLog2(edges.length - k);
      encoder.number(models, GAPS, target - next, EXPONENTS / 2 - Math.floor(distance / 4));
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
    encoder.number(numbers, 0, zigzag(value - last));
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
 * @param {BitModel[]} models
 * @param {number} place
 */
function modelAt(models, place) {
  return /** @type {BitModel} */ (models[place]);
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

/** @param {Uint8Array} bytes */
export function checksumOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let sum = 0;
  const add = (/** @type {number} */ number) => {
    sum = Math.imul(sum ^ number, 2654435769);
    sum ^= sum >>> 15;
  };
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) add(view.getUint32(at, true));
  for (; at < bytes.length; at++) add(view.getUint8(at));
  return sum >>> 0;
}
