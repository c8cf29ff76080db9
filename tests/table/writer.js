// Writes tables and shards for tests, by core/FORMAT.md and independently of the writer in core/: section by section,
// and without a check of what it is given, so that it writes what breaks the format as well.

import { gaps, u32, varint } from './bytes.js';
import { BitModel, EXPONENTS, NUMBER_MODELS, RangeEncoder, floorLog2 } from './range-encoder.js';

export * from './bytes.js';
export * from './cards.js';
export { longestCopy, noCopy } from './sequence-encoder.js';

export const VERSION = 3;

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
 * A whole file with its checksum.
 * @param {number} items
 * @param {number} edges
 * @param {[tag: string, bytes: Uint8Array][]} sections
 */
export function tableFile(items, edges, sections) {
  return seal(file(items, edges, sections));
}

/**
 * Header, directory and sections, in the order of their tags; the checksum is still missing.
 * @param {number} items
 * @param {number} edges
 * @param {[tag: string, bytes: Uint8Array][]} sections
 * @returns {Buffer}
 */
export function file(items, edges, sections) {
  return fileAsGiven(items, edges, [...sections].sort(([a], [b]) => tagNumber(a) - tagNumber(b)));
}

/** @param {string} tag */
function tagNumber(tag) {
  return Buffer.from(tag, 'latin1').readUInt32LE();
}

/**
 * The same with the sections in any order.
 * @param {number} items
 * @param {number} edges
 * @param {[tag: string, bytes: Uint8Array][]} sections
 * @returns {Buffer}
 */
export function fileAsGiven(items, edges, sections) {
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
 * @param {boolean} [standsOnBase]
 */
export function partSection(generation, rowItems, cardItems, standsOnBase = false) {
  return Buffer.concat([
    generation,
    u32(rowItems.length),
    u32(cardItems.length),
    Buffer.from([Number(standsOnBase)]),
    gaps(rowItems),
    gaps(cardItems),
  ]);
}

/**
 * The section ROWS.
 * @param {Row[]} rows
 * @param {object} [options]
 * @param {number} [options.levels] 1 … 255
 * @param {number} [options.blockShift] 0 … 10
 * @param {Priors} [options.priors] of the base, when the shard stands on it
 * @param {boolean} [options.standsOnBase]
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
