// Writes tables and shards for tests, by core/FORMAT.md and independently of the writer in core/: section by section,
// and without a check of what it is given, so that it writes what breaks the format as well.

import { u32 } from './bytes.js';
import { PackWriter } from './pack.js';

export * from './bytes.js';
export * from './cards.js';
export * from './rows.js';
export { longestCopy, noCopy } from './sequence-encoder.js';

export const VERSION = 6;
const CHECKSUMMED_FROM = 20;
/** Those that the head of the file tells the lengths of, in the order of the file. */
const SECTIONS = /** @type {const} */ (['ROWS', 'CARD', 'info', 'supp']);
const PAIR_LISTS = /** @type {const} */ (['denied', 'dearer', 'blocked', 'pinned']);
const PLACEMENTS = 5;

/** @typedef {[from: number, to: number]} Pair */

/**
 * What may be shown together; without a limit and without a pair by default.
 * @typedef {object} Rules
 * @property {number} [sameCategoryPrice] hundredths
 * @property {number} [price] hundredths
 * @property {number[]} [placementLimits] five
 * @property {Pair[]} [denied]
 * @property {Pair[]} [dearer]
 * @property {Pair[]} [blocked]
 * @property {Pair[]} [pinned]
 */

/**
 * Which items a shard holds.
 * @typedef {object} Part
 * @property {number} generation
 * @property {number[]} [rows] the items that have rows; all of them have cards as well
 * @property {number[]} [cards] those that have cards, ascending
 * @property {number[]} [codes] what the head says of them
 */

/**
 * What is in a file besides counts: nothing by default.
 * @typedef {object} Content
 * @property {Uint8Array} [ROWS]
 * @property {Uint8Array} [CARD]
 * @property {Uint8Array} [info]
 * @property {Uint8Array} [supp]
 * @property {number} [biasUnit]
 * @property {number[]} [biases] the code of each card, −128 … 127
 * @property {Rules} [rules]
 * @property {[cart: number, score: number, rate: number][]} [calibration] what each knot adds to these
 * @property {Part} [part] of a shard
 * @property {Partial<Record<(typeof SECTIONS)[number], number>>} [lengths] what the head says of sections
 * @property {number} [knots] what it says of the calibration
 */

/**
 * A whole file with its checksum.
 * @param {number} items
 * @param {number} edges
 * @param {Content} content
 * @param {import('./pack.js').PackChanges} [changes] to the pack behind the header
 * @returns {Buffer}
 */
export function tableFile(items, edges, content, changes) {
  const { biasUnit = 0, biases = [], rules = {}, calibration = [], part, lengths = {}, knots } = content;
  const pack = new PackWriter();
  pack.count(items);
  pack.count(edges);
  if (part) writePart(pack, part);
  else pack.entries(items);
  for (const name of SECTIONS) {
    const bytes = content[name] ?? new Uint8Array();
    pack.count(lengths[name] ?? bytes.length);
    pack.append(bytes);
  }
  pack.count(biasUnit);
  pack.append(Buffer.from(biases.map((code) => code & 255)));
  writeRules(pack, rules);
  pack.count(knots ?? calibration.length);
  for (const [cart, score, rate] of calibration) {
    pack.count(cart);
    pack.step(score);
    pack.value(rate);
  }
  const header = [VERSION, 0, 0, part?.generation ?? 0].map(u32);
  return seal(Buffer.concat([Buffer.from('\x89GWT\r\n\x1a\n', 'latin1'), ...header, pack.finish(changes)]));
}

/**
 * @param {PackWriter} pack
 * @param {Part} part
 */
function writePart(pack, { rows = [], cards = [], codes }) {
  const withRow = new Set(rows);
  let next = 0;
  const all =
    codes ??
    cards.map((item) => {
      const gap = item - next;
      next = item + 1;
      return 2 * gap + Number(withRow.has(item));
    });
  pack.count(all.length);
  pack.entries(all.length);
  for (const code of all) pack.step(code);
}

/**
 * @param {PackWriter} pack
 * @param {Rules} rules
 */
function writeRules(pack, rules) {
  const { sameCategoryPrice = 0, price = 0, placementLimits = Array(PLACEMENTS).fill(0) } = rules;
  for (const limit of [sameCategoryPrice, price, ...placementLimits]) pack.count(limit);
  for (const list of PAIR_LISTS) {
    const pairs = rules[list] ?? [];
    pack.count(pairs.length);
    pack.entries(pairs.length);
    let last = 0;
    for (const [from, to] of pairs) {
      pack.step(from - last);
      pack.value(to);
      last = from;
    }
  }
}

/**
 * Writes the size and the checksum that belong to the bytes, and returns them.
 * @template {Uint8Array} Bytes
 * @param {Bytes} bytes
 */
export function seal(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setUint32(12, bytes.length, true);
  view.setUint32(16, checksumOf(bytes.subarray(CHECKSUMMED_FROM)), true);
  return bytes;
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
