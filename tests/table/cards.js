// Writes the section CARD of core/FORMAT.md, and what breaks it.

import { PackWriter } from './pack.js';
import { RangeEncoder } from './range-encoder.js';
import { longestCopy, SequenceEncoder } from './sequence-encoder.js';

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
 * @property {Cards} cards
 * @property {CardOptions} options
 * @property {number} blockShift
 * @property {number} runBits
 * @property {Uint8Array} runs
 * @property {Uint8Array[]} blocks
 * @property {number[]} [lengths] what the head says of the blocks
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
  return joinCards(cardParts(cards, options));
}

/** @param {CardParts & import('./pack.js').PackChanges} parts */
export function joinCards({ cards, options, blockShift, runBits, runs, blocks, lengths, ...changes }) {
  const { skus = [], subjects = {} } = cards;
  const pack = new PackWriter();
  pack.count(blockShift);
  pack.count(runBits);
  pack.entries(skus.length);
  for (let k = FIRST_SUBJECT; k <= LAST_SUBJECT; k++) pack.count(subjects[k]?.kind ?? 0);
  pack.count(commonTexts(cards).length);
  encodeCommon(pack.encoder, cards, options);
  for (const subject of inOrder(subjects).filter(hasNumbers)) {
    pack.entries(skus.length);
    writeNumbers(pack, codesOf(subject));
  }
  pack.append(runs);
  blocks.forEach((block, k) => {
    pack.step(lengths?.[k] ?? block.length);
    pack.append(block);
  });
  return pack.finish(changes, Math.ceil((textBytes(cards) - 65536) / 8));
}

/**
 * How many bytes of text the section stands for, at most.
 * @param {Cards} cards
 */
function textBytes(cards) {
  const { skus = [], subjects = {} } = cards;
  const texts = [...commonTexts(cards), ...skus, ...inOrder(subjects).flatMap(({ texts = [] }) => texts)];
  return texts.reduce((sum, text) => sum + Buffer.from(text).length + 2, 0);
}

/**
 * @param {Cards} cards
 * @param {CardOptions} [options]
 * @returns {CardParts}
 */
export function cardParts(cards, options = {}) {
  const { blockShift = 7, findCopy = longestCopy } = options;
  const { skus = [], codedSkus, subjects = {} } = cards;
  const runs = cards.runs ?? skus.map(() => 0);
  const runBits = options.runBits ?? bitsOf(runs.reduce((largest, run) => Math.max(largest, run), 0));

  const common = encodeCommon(new RangeEncoder(), cards, options);
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
  return { cards, options, blockShift, runBits, runs: packedBits(runs, runBits), blocks };
}

/**
 * Writes the common texts. Returns where the texts of blocks, and of shards that stand on these cards, go on.
 * @param {RangeEncoder} encoder
 * @param {Cards} cards
 * @param {CardOptions} options
 * @returns {SequenceEncoder}
 */
function encodeCommon(encoder, cards, { base, findCopy = longestCopy }) {
  const texts = base ? encodeCommon(new RangeEncoder(), base, {}) : new SequenceEncoder();
  texts.sequence(encoder, commonTexts(cards), findCopy);
  return texts;
}

/** @param {Cards} cards */
function commonTexts({ subjects = {}, common = [] }) {
  const all = inOrder(subjects);
  const names = all.flatMap((subject) => {
    if (!subject.names) return [];
    return codesOf(subject)
      .filter(([code]) => code === 1)
      .map(([, number = 0]) => subject.names?.[number] ?? '');
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
 * @param {PackWriter} pack
 * @param {number[][]} codes
 */
function writeNumbers(pack, codes) {
  pack.startAnew();
  for (const [code = 0, number] of codes) {
    pack.step(code);
    if (number !== undefined) pack.value(number);
  }
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
