// Writes the section CARD of core/FORMAT.md, and what breaks it.

import { varint, varints } from './bytes.js';
import { BitModel, NUMBER_MODELS, RangeEncoder } from './range-encoder.js';
import { SequenceEncoder, longestCopy } from './sequence-encoder.js';

/** @typedef {import('./sequence-encoder.js').Text} Text */

const MAX_SHARED = 254;
/** The subjects of which the head tells the kinds. */
const FIRST_SUBJECT = 2;
const LAST_SUBJECT = 10;
const ONE_TEXT = 1;
const TEXTS = 2;
const NUMBERS = 3;
const NAMED_NUMBERS = 4;

/**
 * What the cards say of one subject, as oneText() and the others make it.
 * @typedef {object} Subject
 * @property {number} kind
 * @property {Text} [text] of all cards
 * @property {Text[]} [texts] by place
 * @property {number[]} [numbers] by place
 * @property {Record<number, Text>} [names] of numbers; without it a kind of names has none
 * @property {number[][]} [codes] in place of the numbers: for each place 0, or 1 and a number, or 2 and more
 */

/**
 * Cards by *place*, which is the order of the file.
 * @typedef {object} Cards
 * @property {string[]} [skus] none: no cards
 * @property {number[]} [runs] 0 for all by default
 * @property {Record<number, Subject>} [subjects] by their numbers, 2 … 10
 * @property {Text[]} [common] texts to copy from, behind those that subjects need
 * @property {Text[]} [codedSkus] in place of the SKUs, with their first bytes
 */

/**
 * @typedef {object} CardOptions
 * @property {number} [blockShift]
 * @property {number} [runBits] as many as the largest run needs by default
 * @property {Cards} [base] the cards of the base, when the shard stands on it
 * @property {import('./sequence-encoder.js').FindCopy} [findCopy] the longest by default
 */

/**
 * The parts of the section, to be changed before joinCards().
 * @typedef {object} CardParts
 * @property {number} blockShift
 * @property {number} runBits
 * @property {Uint8Array} runs
 * @property {Uint8Array} head
 * @property {Uint8Array[]} blocks
 * @property {Uint8Array} [headLength] a varint: of the head by default
 * @property {Uint8Array} [index] varints: of the blocks by default
 */

/**
 * One text for all cards.
 * @param {Text} text
 * @returns {Subject}
 */
export const oneText = (text) => ({ kind: ONE_TEXT, text });

/**
 * A text for each card; an empty one: not known.
 * @param {Text[]} texts
 * @returns {Subject}
 */
export const textOfEach = (texts) => ({ kind: TEXTS, texts });

/**
 * A number for each card.
 * @param {number[]} numbers
 * @returns {Subject}
 */
export const numberOfEach = (numbers) => ({ kind: NUMBERS, numbers });

/**
 * A number with a name for each card; 0: none.
 * @param {number[]} numbers
 * @param {Record<number, Text>} names
 * @returns {Subject}
 */
export const nameOfEach = (numbers, names) => ({ kind: NAMED_NUMBERS, numbers, names });

/**
 * The section CARD.
 * @param {Cards} cards
 * @param {CardOptions} [options]
 */
export function cardsSection(cards, options) {
  const parts = cardParts(cards, options);
  // Zeros behind a run mean nothing.
  const zeros = Buffer.alloc(Math.max(0, shortestSection(cards) - joinCards(parts).length));
  const last = parts.blocks.pop();
  if (last) parts.blocks.push(Buffer.concat([last, zeros]));
  else parts.head = Buffer.concat([parts.head, zeros]);
  return joinCards(parts);
}

/**
 * How long the section has to be for what it holds.
 * @param {Cards} cards
 */
function shortestSection(cards) {
  const { skus = [], subjects = {} } = cards;
  const texts = [...commonTexts(cards), ...skus, ...Object.values(subjects).flatMap(({ texts = [] }) => texts)];
  const textBytes = texts.reduce((sum, text) => sum + Buffer.from(text).length + 2, 0);
  const lists = 1 + inOrder(subjects).filter(hasNumbers).length;
  return Math.ceil(Math.max((skus.length * lists) / 2, (textBytes - 65536) / 8));
}

/** @param {CardParts} parts */
export function joinCards({ blockShift, runBits, runs, head, blocks, headLength, index }) {
  return Buffer.concat([
    Buffer.from([blockShift, runBits]),
    headLength ?? varint(head.length),
    runs,
    head,
    index ?? varints(blocks.map((block) => block.length)),
    ...blocks,
  ]);
}

/**
 * @param {Cards} cards
 * @param {CardOptions} [options]
 * @returns {CardParts}
 */
export function cardParts(cards, { blockShift = 7, runBits, base, findCopy = longestCopy } = {}) {
  const { skus = [], codedSkus, subjects = {} } = cards;
  const runs = cards.runs ?? skus.map(() => 0);
  const bits = runBits ?? bitsOf(runs.reduce((largest, run) => Math.max(largest, run), 0));

  const encoder = new RangeEncoder();
  const common = commonEncoder(cards, findCopy, base && commonEncoder(base, longestCopy), encoder);
  for (const subject of inOrder(subjects).filter(hasNumbers)) encodeNumbers(encoder, codesOf(subject));

  const blocks = [];
  for (let first = 0; first < skus.length; first += 1 << blockShift) {
    const end = first + (1 << blockShift);
    const block = new RangeEncoder();
    const texts = [
      ...(codedSkus?.slice(first, end) ?? frontCoded(skus.slice(first, end))),
      ...inOrder(subjects).flatMap((subject) => subject.texts?.slice(first, end) ?? []),
    ];
    common.copy().sequence(block, texts, findCopy);
    blocks.push(block.finish());
  }
  return { blockShift, runBits: bits, runs: packedBits(runs, bits), head: encoder.finish(), blocks };
}

/**
 * Writes what comes first in the head: kinds and common texts. Returns where the texts of blocks, and of shards that
 * stand on these cards, go on.
 * @param {Cards} cards
 * @param {import('./sequence-encoder.js').FindCopy} findCopy
 * @param {SequenceEncoder} [texts] those of the base
 * @param {RangeEncoder} [encoder]
 */
function commonEncoder(cards, findCopy, texts = new SequenceEncoder(), encoder = new RangeEncoder()) {
  const { subjects = {} } = cards;
  const models = numberModels();
  for (let k = FIRST_SUBJECT; k <= LAST_SUBJECT; k++) encoder.number(models, 0, subjects[k]?.kind ?? 0);
  const common = commonTexts(cards);
  encoder.number(models, 0, common.length);
  texts.sequence(encoder, common, findCopy);
  return texts;
}

/** @param {Cards} cards */
function commonTexts({ subjects = {}, common = [] }) {
  const all = inOrder(subjects);
  const names = all.flatMap((subject) => {
    if (!subject.names) return [];
    return codesOf(subject).filter(([code]) => code === 1).map(([, number = 0]) => subject.names?.[number] ?? '');
  });
  return [...all.flatMap(({ text }) => text ?? []), ...names, ...common];
}

/** @param {Record<number, Subject>} subjects */
function inOrder(subjects) {
  return Object.entries(subjects)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, subject]) => subject);
}

/** @param {Subject} subject */
function hasNumbers({ kind }) {
  return kind === NUMBERS || kind === NAMED_NUMBERS;
}

/**
 * @param {Subject} subject
 * @returns {number[][]}
 */
function codesOf({ numbers = [], codes }) {
  /** @type {number[]} */
  const known = [];
  let last = 0;
  return (
    codes ??
    numbers.map((number) => {
      if (number === last) return [0];
      last = number;
      const place = known.indexOf(number);
      if (place >= 0) return [place + 2];
      known.push(number);
      return [1, number];
    })
  );
}

/**
 * @param {RangeEncoder} encoder
 * @param {number[][]} codes
 */
function encodeNumbers(encoder, codes) {
  const places = numberModels();
  const values = numberModels();
  for (const [code = 0, number] of codes) {
    encoder.number(places, 0, code);
    if (number !== undefined) encoder.number(values, 0, number);
  }
}

function numberModels() {
  return Array.from({ length: NUMBER_MODELS }, () => new BitModel(0, 0));
}

/**
 * SKUs, each behind a byte that tells how much it shares with the one before.
 * @param {string[]} skus
 */
function frontCoded(skus) {
  let previous = Buffer.alloc(0);
  return skus.map((sku) => {
    const bytes = Buffer.from(sku);
    let shared = 0;
    while (shared < MAX_SHARED && shared < bytes.length && bytes[shared] === previous[shared]) shared++;
    previous = bytes;
    return Buffer.concat([Buffer.from([shared + 1]), bytes.subarray(shared)]);
  });
}

/** @param {number} number */
function bitsOf(number) {
  return number.toString(2).length - Number(number === 0);
}

/**
 * @param {number[]} numbers
 * @param {number} bits of each, lowest first
 */
function packedBits(numbers, bits) {
  const bytes = Buffer.alloc(Math.ceil((numbers.length * bits) / 8));
  numbers.forEach((number, k) => {
    for (let bit = 0; bit < bits; bit++) {
      const at = k * bits + bit;
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (((number >> bit) & 1) << (at & 7));
    }
  });
  return bytes;
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
