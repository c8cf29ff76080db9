// Small tables made by hand from core/FORMAT.md, independently of the C++ writer, so that a test can say every byte.

import { deflateRawSync } from 'node:zlib';

/**
 * @typedef {object} Row
 * @property {number[]} targets ascending item numbers
 * @property {number[]} codes of each target: magnitude − 1, plus the sign bit above it
 * @property {number} scale 0 … 127
 */

/**
 * A table with 16 levels and signed weights.
 * @param {Row[]} rows one an item
 * @returns {Uint8Array}
 */
export function tableBytes(rows) {
  const edges = rows.reduce((sum, row) => sum + row.targets.length, 0);
  return seal(
    file(rows.length, edges, [
      ['ROWS', rowsSection(rows)],
      ['CARD', cardsSection(rows.length)],
    ]),
  );
}

/**
 * Header, directory and sections; the checksum is still missing.
 * @param {number} items
 * @param {number} edges
 * @param {[string, Uint8Array][]} sections tag and bytes
 * @returns {Uint8Array}
 */
export function file(items, edges, sections) {
  const directorySize = 12 * sections.length;
  const size = sections.reduce((sum, [, bytes]) => sum + bytes.length, 32 + directorySize);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set([0x89, 0x47, 0x57, 0x54, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
  view.setUint32(16, size, true);
  view.setUint32(20, items, true);
  view.setUint32(24, edges, true);
  view.setUint32(28, sections.length, true);
  let offset = 32 + directorySize;
  sections.forEach(([tag, section], k) => {
    const entry = 32 + 12 * k;
    bytes.set(Buffer.from(tag, 'latin1'), entry);
    view.setUint32(entry + 4, offset, true);
    view.setUint32(entry + 8, section.length, true);
    bytes.set(section, offset);
    offset += section.length;
  });
  return bytes;
}

/** Writes the checksum that belongs to the bytes, and returns them. */
export function seal(/** @type {Uint8Array} */ bytes) {
  new DataView(bytes.buffer).setUint32(12, xxh32(bytes.subarray(16)), true);
  return bytes;
}

/** @param {Row[]} rows */
export function rowsSection(rows) {
  const bytes = [16, 1, 0, 0, ...rows.map((row) => row.targets.length), ...rows.map((row) => row.scale)];
  for (const { targets, codes } of rows) {
    targets.forEach((target, k) => {
      let gap = k === 0 ? target : target - targets[k - 1] - 1;
      for (; gap >= 128; gap >>>= 7) bytes.push((gap & 127) | 128);
      bytes.push(gap);
    });
    const bits = codes.reduce((sum, code, k) => sum | (BigInt(code) << BigInt(5 * k)), 0n);
    for (let at = 0; 8 * at < 5 * codes.length; at++) bytes.push(Number((bits >> BigInt(8 * at)) & 255n));
  }
  return Uint8Array.from(bytes);
}

/** SKUs only: "a0", "a1", … */
export function cardsSection(/** @type {number} */ items) {
  const skus = Buffer.from(Array.from({ length: items }, (_, item) => `a${item}\0`).join(''));
  const column = Buffer.alloc(7);
  column.set([1, 1, 0]);
  column.writeUInt32LE(skus.length, 3);
  const raw = Buffer.concat([column, skus]);
  const header = Buffer.alloc(4);
  header.writeUInt32LE(raw.length);
  return Uint8Array.from(Buffer.concat([header, deflateRawSync(raw)]));
}

/** XXH32 with seed 0, from https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md */
function xxh32(/** @type {Uint8Array} */ bytes) {
  const [p1, p2, p3, p4, p5] = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const rotate = (/** @type {number} */ x, /** @type {number} */ by) => (x << by) | (x >>> (32 - by));
  let at = 0;
  let hash = p5;
  if (bytes.length >= 16) {
    const lanes = [p1 + p2, p2, 0, -p1];
    for (; at + 16 <= bytes.length; at += 16) {
      for (let k = 0; k < 4; k++) {
        lanes[k] = Math.imul(rotate((lanes[k] + Math.imul(view.getUint32(at + 4 * k, true), p2)) | 0, 13), p1);
      }
    }
    hash = rotate(lanes[0], 1) + rotate(lanes[1], 7) + rotate(lanes[2], 12) + rotate(lanes[3], 18);
  }
  hash = (hash + bytes.length) | 0;
  for (; at + 4 <= bytes.length; at += 4) {
    hash = Math.imul(rotate((hash + Math.imul(view.getUint32(at, true), p3)) | 0, 17), p4);
  }
  for (; at < bytes.length; at++) hash = Math.imul(rotate((hash + Math.imul(bytes[at], p5)) | 0, 11), p1);
  hash = Math.imul(hash ^ (hash >>> 15), p2);
  hash = Math.imul(hash ^ (hash >>> 13), p3);
  return (hash ^ (hash >>> 16)) >>> 0;
}
