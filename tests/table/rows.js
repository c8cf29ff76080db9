// Writes the section ROWS of core/FORMAT.md, and what breaks it.

import { PackWriter } from './pack.js';
import { BitModel, EXPONENTS, floorLog2, NUMBER_MODELS, RangeEncoder } from './range-encoder.js';
import { longestCopy, SequenceEncoder } from './sequence-encoder.js';

const LENGTHS = 0;
const SCALES = LENGTHS + NUMBER_MODELS;
const GAPS = SCALES + NUMBER_MODELS;
const SIGNS = GAPS + NUMBER_MODELS;
const MAGNITUDES = SIGNS + 128;
const LEADS = MAGNITUDES + 2 * 128 * 16;
const TOP_LEAD = 2;
const LEAD_PLACES = 3;
const LEAD_MODELS = 256;
const MODELS = LEADS + TOP_LEAD * LEAD_MODELS;
const BUCKETS = 49;
const FIRST_SCALE = 64;
const MAX_EDGES_PER_BYTE = 8;
const EVEN = 32;

/**
 * A row of the section ROWS.
 * @typedef {object} Row
 * @property {number} [scale] 0 … 127; without effect in a row without edges
 * @property {[target: number, magnitude: number, lead?: number][]} edges targets ascend; a magnitude below 0 stands for
 *   a weight below 0; a lead is 0 … 2, 0 by default
 */

/**
 * @typedef {object} Priors
 * @property {number[]} [spread] 49 numbers 1 … 255, all 1 by default
 * @property {number[]} [models] 4,880 numbers 1 … 63, all 32 by default, which is a half
 */

/**
 * @typedef {object} RowOptions
 * @property {number} [levels] 1 … 256
 * @property {number} [blockShift] 0 … 15
 * @property {Priors} [priors] of the base, when the shard stands on it
 * @property {boolean} [standsOnBase] then it has no priors of its own
 */

/**
 * The parts of the section, to be changed before joinRows().
 * @typedef {object} RowParts
 * @property {number} levels
 * @property {number} blockShift
 * @property {Uint8Array} [priors] as text; none: the shard stands on the base
 * @property {Uint8Array[]} blocks
 * @property {number[]} [lengths] what the head says of the blocks
 */

/**
 * The section ROWS.
 * @param {Row[]} rows
 * @param {RowOptions} [options]
 */
export function rowsSection(rows, options) {
  return joinRows(rowParts(rows, options));
}

/** @param {RowParts & import('./pack.js').PackChanges} parts */
export function joinRows({ levels, blockShift, priors, blocks, lengths, ...changes }) {
  const pack = new PackWriter();
  pack.count(levels - 1);
  pack.count(blockShift);
  pack.count(priors ? 1 : 0);
  if (priors) new SequenceEncoder().sequence(pack.encoder, [priors], longestCopy);
  pack.entries(blocks.length);
  blocks.forEach((block, k) => {
    pack.step(lengths?.[k] ?? block.length);
    pack.append(block);
  });
  return pack.finish(changes);
}

/**
 * @param {Row[]} rows
 * @param {RowOptions} [options]
 * @returns {RowParts}
 */
export function rowParts(rows, { levels = 16, blockShift = 7, priors = {}, standsOnBase = false } = {}) {
  const { spread = Array(BUCKETS).fill(1), models = Array(MODELS).fill(EVEN) } = priors;
  const blocks = [];
  for (let first = 0; first < rows.length; first += 1 << blockShift) {
    blocks.push(encodeBlock(rows.slice(first, first + (1 << blockShift)), levels, spread, models));
  }
  return { levels, blockShift, priors: standsOnBase ? undefined : Buffer.from([...spread, ...models]), blocks };
}

/**
 * @param {Row[]} rows
 * @param {number} levels
 * @param {number[]} spread
 * @param {number[]} priors
 */
function encodeBlock(rows, levels, spread, priors) {
  const encoder = new RangeEncoder();
  const models = priors.map((prior) => BitModel.startingAt(prior));
  const numberBits = levels > 1 ? floorLog2(levels - 1) + 1 : 0;
  let lastScale = FIRST_SCALE;
  let edgeCount = 0;
  for (const { scale = FIRST_SCALE, edges } of rows) {
    encoder.number(models, LENGTHS, edges.length);
    if (edges.length === 0) continue;
    encoder.number(models, SCALES, zigzag(scale - lastScale));
    lastScale = scale;
    let next = 0;
    const placesLeft = Array(TOP_LEAD).fill(LEAD_PLACES);
    edges.forEach(([target, signedMagnitude, lead = 0], k) => {
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

      const leftClass = Math.min(floorLog2(edges.length - k), 3);
      const magnitudeClass = isNegative ? 0 : signedMagnitude % 16;
      for (let tried = TOP_LEAD; tried > 0; tried--) {
        const places = placesLeft[tried - 1] ?? 0;
        if (places === 0) continue;
        const model = LEADS + LEAD_MODELS * (tried - 1) + 64 * places + 16 * leftClass + magnitudeClass;
        encoder.bit(modelAt(models, model), lead === tried);
        if (lead === tried) {
          placesLeft[tried - 1] = places - 1;
          break;
        }
      }
    });
    edgeCount += edges.length;
  }
  const bytes = encoder.finish();
  return Buffer.concat([bytes, Buffer.alloc(Math.max(0, Math.ceil(edgeCount / MAX_EDGES_PER_BYTE) - bytes.length))]);
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
