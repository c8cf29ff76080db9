// Makes the golden files: `node tests/golden/make.js` writes tests/golden/valid/, tests/golden/invalid/ and carts.json
// afresh. They are committed, and change only when the format does: look at every difference before committing it.
//
// valid/NAME.gwt (a whole table) or NAME.gws (a shard) has what valid/NAME.json says; invalid/REASON.WHAT.gwt or .gws
// breaks one rule, and a reader refuses it with that reason. carts.json has lists that a scorer must give, and which
// files it reads for that, in this order.
//
// Every shard, valid or not, is read with valid/shard-base.gws as its base, whether it stands on it or not; but the base
// itself and invalid/bad-rows.no-base.gws are read alone.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  cardParts,
  cardsSection,
  joinCards,
  nameOfEach,
  noCopy,
  numberOfEach,
  oneText,
  partSection,
  rowsSection,
  seal,
  skuOrder,
  tableFile,
  textOfEach,
  u16,
  u32,
  varint,
  varints,
} from '../table/writer.js';
import { readTable } from './reader.js';
import { scoreCart } from './scorer.js';

const here = dirname(fileURLToPath(import.meta.url));

/** @param {string[]} skus by item number */
const skuCards = (skus) => {
  const { order, runs } = skuOrder(skus);
  return cardsSection({ skus: order.map((k) => skus[k]), runs });
};
/** SKUs that ascend: "a", "b", …, "z", "za", … */
const letters = (count) =>
  Array.from({ length: count }, (_, k) => 'z'.repeat(Math.floor(k / 26)) + String.fromCharCode(97 + (k % 26)));
/** SKUs of three letters that ascend, one as good as the other. */
const alike = (count) =>
  Array.from({ length: count }, (_, k) => [676, 26, 1].map((unit) => String.fromCharCode(97 + (Math.floor(k / unit) % 26))).join(''));
const edgesOf = (rows) => rows.reduce((sum, row) => sum + row.edges.length, 0);

/** A whole table of rows, of SKUs only unless `cards` says more. */
function table(rows, { cards = skuCards(letters(rows.length)), extra = {}, ...options } = {}) {
  return tableFile(rows.length, edgesOf(rows), { ROWS: rowsSection(rows, options), CARD: cards, ...extra });
}
const noRows = (count) => Array.from({ length: count }, () => ({ edges: [] }));

// --- what several files share

/** Five items, weights of both signs, one row without edges, and one item that nobody pulls for. */
const ROWS = [
  { scale: 64, edges: [[1, 16], [2, 8]] },
  { scale: 64, edges: [[0, 4], [2, 4], [3, -1]] },
  { scale: 64, edges: [[3, 2]] },
  { edges: [] },
  { scale: 64, edges: [[0, 4], [1, 4], [2, 4], [3, 4]] },
];
const SKUS = letters(ROWS.length);
const bias = (unit, codes) => Buffer.concat([u16(unit), Buffer.from(codes.map((code) => code & 255))]);
const rule = ({ same = 0, price = 0, limits = [0, 0, 0, 0, 0], counts, denied = [], dearer = [], blocked = [], pinned = [], tail = [] }) => {
  const lists = [denied, dearer, blocked, pinned];
  return Buffer.concat([
    u16(same),
    u16(price),
    Buffer.from(limits),
    ...(counts ?? lists.map((list) => list.length)).map(u32),
    ...lists.flat(2).map(u32),
    Buffer.from(tail),
  ]);
};
/** Knots as they are told: what is added to cart, score and rate. */
const calibration = (knots) => varints(knots.flat());
/**
 * A class begins above 0, so that scores below have the rate of the class before; one says that below it there is
 * nothing; and in the last one scores begin below 0 and rates fall.
 */
const CURVE = [
  [1, 0, 100],
  [0, 200, 2900],
  [0, 1800, 17000],
  [2, 500, 1000],
  [1, 0, 0],
  [0, 600, 4000],
  [4, 2 ** 32 - 300_000, 700],
  [0, 300_200, 2300],
  [0, 800, 2 ** 16 - 500],
];

/** Eight items with all that rules look at; prices as the file has them, minor units plus 1. */
const SHOP_ROWS = [
  { scale: 80, edges: [[1, 10], [2, 9], [3, 12], [4, 8], [5, 7], [6, 6], [7, 5]] },
  { scale: 80, edges: [[0, 9], [2, -3], [3, 4], [7, 9]] },
  { scale: 90, edges: [[4, 6], [5, -8]] },
  ...noRows(3),
  { scale: 70, edges: [[0, 16], [1, 15], [7, 1]] },
  { scale: 72, edges: [[2, 3], [5, 4]] },
];
const SHOP_SKUS = letters(8);
const shopCards = (items) => {
  const pick = (values) => items.map((item) => values[item]);
  return {
    skus: pick(SHOP_SKUS),
    subjects: {
      3: numberOfEach(pick([1001, 501, 2001, 301, 0, 801, 1201, 101])),
      4: oneText('EUR'),
      7: nameOfEach(pick([1, 2, 1, 3, 2, 3, 1, 0]), { 1: 'Tea', 2: 'Pots', 3: 'Cups' }),
      8: nameOfEach(pick([1, 0, 0, 2, 2, 0, 1, 0]), { 1: 'first', 2: 'second' }),
      10: numberOfEach(pick([1, 2, 2, 3, 3, 0, 1, 2])),
    },
  };
};
const ALL_EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];
/** Numbers of categories and items that are not there say nothing; 0 is what is known of no category. */
const SHOP_RULES = {
  same: 150,
  price: 300,
  limits: [4, 3, 2, 1, 0],
  denied: [[0, 3], [2, 3], [3, 2], [9, 1], [2 ** 24, 0]],
  dearer: [[0, 2], [2, 1], [3, 3], [3, 9]],
  blocked: [[0, 7], [6, 7], [8, 0], [2 ** 24, 2 ** 24]],
  pinned: [[0, 5], [0, 8], [1, 6], [9, 1]],
};
const SHOP_BIAS = [0, -20, 30, 5, -90, 127, -128, 1];
const SHOP_BIAS_UNIT = 32_000;

/** Spreads and priors that are none of them 0. */
const LEARNT = {
  spread: Array.from({ length: 49 }, (_, k) => (k * 7) % 60),
  models: Array.from({ length: 4368 }, (_, k) => (k < 272 ? 1 + ((k * 29) % 63) : 0)),
};
/** Models that expect rows of one edge, the same each time. */
const CERTAIN = { models: Array.from({ length: 4368 }, (_, k) => (k === 0 ? 63 : k < 272 ? 1 : 0)) };

const GENERATION = Buffer.from('0123456789abcdef', 'hex');
/** What shards need not say: priors, texts, limits and calibration. */
const BASE = { priors: LEARNT, cards: { common: ['Tea', 'Pots', 'Cups', 'EUR', 'a'] } };
const base = () =>
  tableFile(8, 0, {
    ROWS: rowsSection([], { priors: BASE.priors }),
    CARD: cardsSection(BASE.cards),
    PART: partSection(GENERATION, [], []),
    RULE: rule({ ...SHOP_RULES, denied: [], dearer: [], blocked: [], pinned: [] }),
    CALI: calibration(CURVE),
  });
const onBase = { standsOnBase: true, priors: BASE.priors };
function shard(rowItems, cardItems, generation = GENERATION) {
  const rows = rowItems.map((item) => SHOP_ROWS[item]);
  const ofRows = (pairs) => pairs.filter(([from]) => rowItems.includes(from));
  const { denied, dearer, blocked, pinned } = SHOP_RULES;
  return tableFile(8, edgesOf(rows), {
    ROWS: rowsSection(rows, onBase),
    CARD: cardsSection(shopCards(cardItems), { base: BASE.cards }),
    PART: partSection(generation, rowItems, cardItems),
    BIAS: bias(SHOP_BIAS_UNIT, cardItems.map((item) => SHOP_BIAS[item])),
    RULE: rule({ denied, dearer, blocked: ofRows(blocked), pinned: ofRows(pinned) }),
  });
}

const AB = ['a', 'b'];

const RICH = [
  { sku: 'kettle 1/2', title: 'Kettle “Zoë”', price: 1, category: 1, group: 1, availability: 2, family: 7, image: '/i/1.jpg' },
  { sku: 'Tee-Ü', title: '茶 🍵', price: 451, category: 2, group: 0, availability: 1, family: 0, image: '' },
  { sku: 'tea', title: '', price: 0, category: 1, group: 1, availability: 0, family: 2 ** 32 - 2, image: 'https://cdn.example/3' },
  { sku: 'T'.repeat(200), title: '茶 🍵', price: 2 ** 32 - 2, category: 0, group: 0, availability: 9, family: 0, image: '' },
];
const richCards = () => {
  const { order, runs } = skuOrder(RICH.map(({ sku }) => sku));
  const items = order.map((k) => RICH[k]);
  const each = (key) => items.map((item) => item[key]);
  return {
    skus: each('sku'),
    runs,
    subjects: {
      2: textOfEach(each('title')),
      3: numberOfEach(each('price')),
      4: oneText('JPY'),
      5: oneText('/p/{id}?from={id}#{'),
      6: textOfEach(each('image')),
      7: nameOfEach(each('category'), { 1: 'Kitchen', 2: 'Food & drink' }),
      8: nameOfEach(each('group'), { 1: 'kettles' }),
      9: numberOfEach(each('availability')),
      10: numberOfEach(each('family')),
    },
  };
};

/** Cards that take less than half a byte each, and as much for their families. */
const ALIKE = { skus: alike(300), subjects: { 10: numberOfEach(alike(300).map(() => 7)) } };

/** Five cups in blocks of two cards, with copies of all sorts. */
const CUPS = {
  skus: ['cup-100', 'cup-100-blue', 'cup-101', 'cup-101-blue', 'cup-ababababab'],
  runs: [1, 0, 2, 2, 0],
  subjects: {
    2: textOfEach(['A cup', 'A cup, blue', '', 'Another cup, blue', 'Ha ha ha ha ha ha']),
    5: textOfEach(['/cup/100', '/cup/100/blue', '/cup/101', '/cup/101/blue', '/cup/ab']),
    6: oneText('/images/{id}.jpg'),
  },
  common: [', blue', 'Another cup'],
};

const VALID = {
  'tiny.gwt': tiny(),
  'empty.gwt': table([]),
  'one-item.gwt': table(noRows(1)),
  'signed.gwt': table(ROWS),
  'scales.gwt': table([0, 127, 64, 7, 8, 120, 63].map((scale, k) => ({ scale, edges: k === 0 ? [[1, 16], [2, -1]] : [[0, -16]] }))),
  'levels-1.gwt': table([{ scale: 100, edges: [[1, 1], [2, -1]] }, { scale: 101, edges: [[0, 1]] }, { edges: [] }], { levels: 1 }),
  'levels-5.gwt': table([{ scale: 100, edges: [[1, 5], [2, -4]] }, { scale: 99, edges: [[0, 3], [2, 1]] }, { edges: [] }], { levels: 5 }),
  'levels-255.gwt': table([{ scale: 100, edges: [[1, 255], [2, -128]] }, { scale: 99, edges: [[0, 77], [2, 1]] }, { edges: [] }], { levels: 255 }),
  'blocks-of-one.gwt': table(ROWS, { blockShift: 0 }),
  'blocks-of-two.gwt': table(ROWS, { blockShift: 1 }),
  'block-of-1024.gwt': table(ROWS, { blockShift: 10 }),
  'priors.gwt': table(ROWS, { priors: LEARNT }),
  'padded-block.gwt': table([...Array.from({ length: 40 }, (_, k) => ({ scale: 64, edges: k === 0 ? [] : [[0, 1]] }))], { priors: CERTAIN, levels: 1 }),
  'spare-zeros.gwt': spareZeros(),
  'long-row.gwt': table([{ scale: 90, edges: Array.from({ length: 255 }, (_, k) => [k + 1, 1 + (k % 3)]) }, ...noRows(255)]),
  'cards.gwt': table(noRows(4), { cards: cardsSection(richCards()) }),
  'card-blocks.gwt': table(noRows(5), { cards: cardsSection(CUPS, { blockShift: 1 }) }),
  'cards-padded.gwt': table(noRows(300), { cards: cardsSection(ALIKE, { blockShift: 10 }) }),
  'skus-shared.gwt': table(noRows(4), {
    cards: cardsSection({ skus: ['p'.repeat(254), `${'p'.repeat(260)}1`, `${'p'.repeat(253)}é1`, `${'p'.repeat(253)}é2`] }),
  }),
  'named-numbers.gwt': table(noRows(3), {
    cards: cardsSection({
      skus: letters(3),
      subjects: {
        7: nameOfEach([16777216, 0, 3], { 16777216: 'Tea', 0: 'means nothing', 3: 'Cups' }),
        8: nameOfEach([7, 7, 1], { 7: 'cosy', 1: 'blue' }),
      },
    }),
  }),
  'url-with-id.gwt': table(noRows(2), {
    cards: cardsSection({
      skus: ['a/1', 'b$&'],
      subjects: {
        2: textOfEach(['{id}', '']),
        5: textOfEach(['/of-its-own', '/p/{id}?again={id}']),
        6: textOfEach(['{id}.jpg', '/{ID}/{{id}}']),
      },
    }),
  }),
  'biases.gwt': table(ROWS, { extra: { BIAS: bias(65535, [127, -128, 1, -1, 0]) } }),
  'rules.gwt': table(SHOP_ROWS, {
    cards: cardsSection(shopCards(ALL_EIGHT)),
    extra: { BIAS: bias(SHOP_BIAS_UNIT, SHOP_BIAS), RULE: rule(SHOP_RULES) },
  }),
  'calibration-wraps.gwt': table(SHOP_ROWS, {
    extra: { CALI: calibration([[2 ** 32 - 1, 100, 7], [2, 2 ** 31, 65535], [0, 2 ** 31, 2]]) },
  }),
  'calibration.gwt': table(SHOP_ROWS, { cards: cardsSection(shopCards(ALL_EIGHT)), extra: { CALI: calibration(CURVE) } }),
  'support.gwt': table(ROWS, { extra: { supp: varints([500, 200, 100, 10, 0, 50, 20, 10, 0, 0, 0, 10, 10, 10, 0]) } }),
  'support-ignored.gwt': table(ROWS, { extra: { supp: varints([500, 200]) } }),
  'info.gwt': table(ROWS, { extra: { info: Buffer.from('{"made_by":"hand"}') } }),
  'shard-base.gws': base(),
  'shard-a.gws': shard([0, 3], [0, 1, 2, 3, 4, 5, 7]),
  'shard-b.gws': shard([1, 2, 6], [0, 1, 2, 4, 6, 7]),
  'shard-without-rows.gws': shard([], []),
  'far-items.gws': tableFile(2 ** 24, 2, {
    ROWS: rowsSection([{ scale: 64, edges: [[0, 3], [2 ** 24 - 1, -5]] }]),
    CARD: cardsSection({ skus: AB }),
    PART: partSection(GENERATION, [2 ** 24 - 2], [2 ** 24 - 2, 2 ** 24 - 1]),
  }),
};

/** The worked example of core/FORMAT.md. */
function tiny() {
  const cards = cardsSection({
    skus: ['cup', 'cups', 'tea'],
    runs: [1, 1, 0],
    subjects: { 3: numberOfEach([451, 1601, 0]), 4: oneText('EUR') },
  });
  return table([{ scale: 64, edges: [[1, 4], [2, 1]] }, { scale: 72, edges: [[0, 2]] }, { edges: [] }], { levels: 4, cards });
}

/** A block may go on with zeros. */
function spareZeros() {
  const section = rowsSection(ROWS);
  const index = 4 + section.readUInt16LE(2);
  const longer = Buffer.concat([section, Buffer.alloc(6)]);
  longer[index] += 6;
  return tableFile(5, edgesOf(ROWS), { ROWS: longer, CARD: skuCards(SKUS) });
}

// --- what is broken

const WHOLE = table(ROWS);
const SECTIONS = { ROWS: rowsSection(ROWS), CARD: skuCards(SKUS) };
/** A file with some bytes replaced; its checksum is made right again. */
const edited = (at, ...bytes) => seal(patched(WHOLE, at, ...bytes));
function patched(bytes, at, ...values) {
  const copy = Buffer.from(bytes);
  copy.set(values, at);
  return copy;
}
const withRows = (rows, edges = edgesOf(ROWS), items = 5) => tableFile(items, edges, { ...SECTIONS, ROWS: rows });
const editedRows = (at, ...values) => withRows(patched(SECTIONS.ROWS, at, ...values));
const withExtra = (extra) => tableFile(5, edgesOf(ROWS), { ...SECTIONS, ...extra });
const withCards = (cards) => tableFile(2, 0, { ROWS: rowsSection(noRows(2)), CARD: cards });
const AB_PARTS = cardParts({ skus: AB });
const [AB_BLOCK] = AB_PARTS.blocks;
const withCardParts = (changes) => withCards(joinCards({ ...AB_PARTS, ...changes }));
const withSubjects = (subjects) => withCards(cardsSection({ skus: AB, subjects }));
const withCopyAt = (place, copy) => withCards(cardsSection({ skus: AB }, { findCopy: (_, at) => (at === place ? copy : undefined) }));
/** A shard with one row and two cards. */
const withItems = (...list) =>
  tableFile(8, 0, {
    ROWS: rowsSection(noRows(1)),
    CARD: cardsSection({ skus: AB }),
    PART: Buffer.concat([GENERATION, Buffer.from(list)]),
  });
const priorLength = SECTIONS.ROWS.readUInt16LE(2);
const blockLength = SECTIONS.ROWS[4 + priorLength];

const INVALID = {
  'truncated.no-header.gwt': WHOLE.subarray(0, 55),
  'truncated.last-byte.gwt': WHOLE.subarray(0, -1),
  'truncated.nothing.gwt': Buffer.alloc(0),
  // The lengths of info and supp: 2^31 each, together 0 in 32 bits.
  'truncated.section-beyond-the-end.gwt': edited(48, ...u32(2 ** 31), ...u32(2 ** 31)),
  'not-a-table.html.gwt': Buffer.from('<!doctype html><title>404</title><h1>There is no such page.</h1>'),
  'not-a-table.line-ends.gwt': Buffer.concat([WHOLE.subarray(0, 4), WHOLE.subarray(5)]),
  'unsupported-version.3.gwt': edited(8, 3),
  'unsupported-version.5.gwt': edited(8, 5),
  'unsupported-version.high-bits.gwt': edited(10, 1),
  'trailing-bytes.one.gwt': Buffer.concat([WHOLE, Buffer.alloc(1)]),
  'checksum-mismatch.last-bit.gwt': patched(WHOLE, WHOLE.length - 1, WHOLE[WHOLE.length - 1] ^ 1),
  'limit-exceeded.items.gwt': edited(16, ...u32(2 ** 24 + 1)),

  'bad-rows.no-levels.gwt': editedRows(0, 0),
  'bad-rows.block-shift.gwt': editedRows(1, 11),
  'bad-rows.no-header.gwt': withRows(Buffer.alloc(3)),
  'bad-rows.priors-too-long.gwt': editedRows(2, 255, 255),
  'bad-rows.priors-not-used-up.gwt': withRows(
    Buffer.concat([
      Buffer.from([16, 7, priorLength + 1, 0]),
      SECTIONS.ROWS.subarray(4, 4 + priorLength),
      Buffer.from([1]),
      SECTIONS.ROWS.subarray(4 + priorLength),
    ]),
  ),
  'bad-rows.index-long-form.gwt': withRows(
    Buffer.concat([
      SECTIONS.ROWS.subarray(0, 4 + priorLength),
      Buffer.from([blockLength | 128, 0]),
      SECTIONS.ROWS.subarray(5 + priorLength),
    ]),
  ),
  'bad-rows.index-beyond-the-end.gwt': withRows(SECTIONS.ROWS.subarray(0, 4 + priorLength)),
  'bad-rows.block-too-long.gwt': editedRows(4 + priorLength, blockLength + 1),
  'bad-rows.block-too-short.gwt': editedRows(4 + priorLength, blockLength - 1),
  'bad-rows.block-not-used-up.gwt': withRows(
    Buffer.concat([patched(SECTIONS.ROWS, 4 + priorLength, blockLength + 5), Buffer.from([0, 0, 0, 0, 1])]),
  ),
  // With four zeros behind the block, one row has an edge.
  'bad-rows.block-ends-early.gwt': withRows(
    Buffer.concat([SECTIONS.ROWS.subarray(0, 4 + priorLength), Buffer.from([1, 0xd2])]),
    1,
  ),
  'bad-rows.more-edges-than-announced.gwt': withRows(SECTIONS.ROWS, edgesOf(ROWS) - 1),
  'bad-rows.fewer-edges-than-announced.gwt': withRows(SECTIONS.ROWS, edgesOf(ROWS) + 1),
  'bad-rows.long-row.gwt': table([{ scale: 90, edges: Array.from({ length: 256 }, (_, k) => [k + 1, 1]) }, ...noRows(299)], {
    cards: skuCards(letters(300).map((_, k) => String.fromCharCode(0x100 + k))),
  }),
  'bad-rows.edges-without-bytes.gwt': crowded(),
  'bad-rows.scale-128.gwt': table([{ scale: 128, edges: [[1, 1]] }, { edges: [] }]),
  'bad-rows.scale-below-0.gwt': table([{ scale: -1, edges: [[1, 1]] }, { edges: [] }]),
  'bad-rows.target-beyond-the-items.gwt': table([{ scale: 64, edges: [[2, 1]] }, { edges: [] }]),
  'bad-rows.target-is-the-source.gwt': table([{ scale: 64, edges: [[0, 1], [1, 1]] }, { edges: [] }]),
  'bad-rows.magnitude-above-levels.gwt': table([{ scale: 64, edges: [[1, 6]] }, { edges: [] }], { levels: 5 }),

  'bad-rows.no-base.gws': shard([1], [1, 2]),
  'other-generation.base.gws': shard([1], [1, 2], Buffer.from('0123456789abcdee', 'hex')),

  'bad-bias.length.gwt': withExtra({ BIAS: bias(1, [1, 2, 3, 4]) }),

  'bad-rules.no-header.gwt': withExtra({ RULE: Buffer.alloc(24) }),
  'bad-rules.pairs-beyond-the-end.gwt': withExtra({ RULE: rule({ counts: [0, 0, 0, 1] }) }),
  'bad-rules.number-beyond.gwt': withExtra({ RULE: rule({ dearer: [[1, 2 ** 24 + 1]] }) }),
  'bad-rules.pairs-out-of-order.gwt': withExtra({ RULE: rule({ blocked: [[2, 1], [1, 2]] }) }),
  'bad-rules.pair-twice.gwt': withExtra({ RULE: rule({ blocked: [[1, 2], [1, 2]] }) }),
  'bad-rules.length.gwt': withExtra({ RULE: rule({ pinned: [[1, 2]], tail: [0] }) }),

  'bad-calibration.4097-knots.gwt': withExtra({ CALI: calibration(Array.from({ length: 4097 }, () => [1, 1, 1])) }),
  'bad-calibration.cut-off.gwt': withExtra({ CALI: varints([1, 0, 100, 0, 200]) }),
  'bad-calibration.long-form.gwt': withExtra({ CALI: Buffer.concat([varints([1, 0]), Buffer.from([100 | 128, 0])]) }),

  'bad-cards.no-header.gwt': withCards(Buffer.from([7, 0])),
  'bad-cards.more-cards-than-bytes.gwt': table(noRows(300), { cards: tooFewBytes() }),
  'bad-cards.block-shift.gwt': withCardParts({ blockShift: 11 }),
  'bad-cards.run-bits.gwt': withCardParts({ runBits: 25, runs: Buffer.alloc(7) }),
  'bad-cards.runs-left-over.gwt': withCardParts({ runBits: 1, runs: Buffer.from([4]) }),
  'bad-cards.run-beyond-the-cards.gwt': withCards(cardsSection({ skus: AB, runs: [2, 0] })),
  'bad-cards.head-too-long.gwt': withCardParts({ headLength: varint(2 ** 32 - 1) }),
  'bad-cards.head-not-used-up.gwt': withCardParts({ head: Buffer.concat([AB_PARTS.head, Buffer.from([0, 0, 0, 0, 1])]) }),
  'bad-cards.index-long-form.gwt': withCardParts({ index: Buffer.from([AB_BLOCK.length | 128, 0]) }),
  'bad-cards.block-too-long.gwt': withCardParts({ index: varint(AB_BLOCK.length + 1) }),
  'bad-cards.block-too-short.gwt': withCardParts({ index: varint(AB_BLOCK.length - 1) }),
  'bad-cards.block-not-used-up.gwt': withCardParts({ blocks: [Buffer.concat([AB_BLOCK, Buffer.from([0, 0, 0, 0, 1])])] }),
  'bad-cards.block-ends-early.gwt': withCards(
    // With four zeros behind the block, the SKUs are "k" and "ka": texts like these have made that likely.
    joinCards({ ...cardParts({ common: Array(8).fill(['\x01a', '\x02b']).flat() }, { findCopy: noCopy }), blocks: [Buffer.from([0xcb])] }),
  ),
  // The text is "\1a\0\1b\0".
  'bad-cards.copy-from-before-the-text.gwt': withCopyAt(3, { length: 2, distance: 4 }),
  'bad-cards.copy-beyond-the-end.gwt': withCopyAt(5, { length: 2, distance: 3 }),
  'bad-cards.bomb.gwt': withCards(joinCards(cardParts({ skus: AB, common: ['a'.repeat(2 ** 17)] }))),
  'bad-cards.kind.gwt': withSubjects({ 3: textOfEach(['1', '2']) }),
  'bad-cards.kind-5.gwt': withSubjects({ 6: { kind: 5 } }),
  'bad-cards.number-not-there.gwt': withSubjects({ 3: { kind: 3, codes: [[1, 451], [3]] } }),
  'bad-cards.names-missing.gwt': withSubjects({ 7: { kind: 4, numbers: [1, 2] } }),
  'bad-cards.named-beyond.gwt': withSubjects({ 7: nameOfEach([1, 2 ** 24 + 1], { 1: 'one', [2 ** 24 + 1]: 'other' }) }),
  'bad-cards.long-pattern.gwt': withSubjects({ 5: oneText('p'.repeat(4097)) }),
  'bad-cards.text-not-utf-8.gwt': withSubjects({ 2: textOfEach([Buffer.from([0xc3]), 'a']) }),
  'bad-cards.sku-empty.gwt': withCards(cardsSection({ skus: AB, codedSkus: ['\x01', '\x01b'] })),
  'bad-cards.sku-without-count.gwt': withCards(cardsSection({ skus: AB, codedSkus: ['\x01a', ''] })),
  'bad-cards.sku-shares-too-much.gwt': withCards(cardsSection({ skus: AB, codedSkus: ['\x01a', '\x03b'] })),
  'bad-cards.sku-twice.gwt': withCards(cardsSection({ skus: ['a', 'a'] })),
  'bad-cards.skus-out-of-order.gwt': withCards(cardsSection({ skus: ['b', 'a'] }, { blockShift: 0 })),

  'bad-part.no-generation.gws': tableFile(8, 0, {
    ROWS: rowsSection([]),
    CARD: cardsSection({}),
    PART: GENERATION.subarray(0, 7),
  }),
  'bad-part.cut-off.gws': withItems(1, 0, 0x80),
  'bad-part.item-beyond-the-items.gws': withItems(1, 2 * 7),
  'bad-part.long-form.gws': withItems(1, 0x80, 0),
  'bad-part.33-bits.gws': withItems(1, ...varint(2 ** 32)),
};

/** Cards with a byte and a half less than half a byte for each and for its family. */
function tooFewBytes() {
  const parts = cardParts(ALIKE, { blockShift: 10 });
  const zeros = Buffer.alloc(ALIKE.skus.length - 3 - joinCards(parts).length);
  return joinCards({ ...parts, blocks: [Buffer.concat([...parts.blocks, zeros])] });
}

/** A block with more edges than its bytes allow: what the writer pads with is cut off. */
function crowded() {
  const rows = Array.from({ length: 40 }, (_, k) => ({ scale: 64, edges: k === 0 ? [] : [[0, 1]] }));
  const section = rowsSection(rows, { priors: CERTAIN, levels: 1 });
  const index = 4 + section.readUInt16LE(2);
  const shorter = Buffer.from(section.subarray(0, -1));
  shorter[index] -= 1;
  return tableFile(40, edgesOf(rows), { ROWS: shorter, CARD: skuCards(letters(40)) });
}

// --- carts

const CARTS = [
  { files: ['signed.gwt'], cart: [0] },
  { files: ['signed.gwt'], cart: [1, 2] },
  { files: ['signed.gwt'], cart: [4, 4, 77, 4], limit: 3 },
  { files: ['signed.gwt'], cart: [] },
  { files: ['tiny.gwt'], cart: [0] },
  { files: ['tiny.gwt'], cart: [1] },
  { files: ['biases.gwt'], cart: [4] },
  { files: ['scales.gwt'], cart: [0] },
  { files: ['levels-255.gwt'], cart: [0, 1] },
  ...[[0], [1], [2], [0, 1], [6], [0, 6], [2, 7], [0, 1, 2, 3, 4, 5, 6, 7], [3], [7], [0, 2, 6], [0, 1, 6]].flatMap((cart) =>
    ['rules.gwt', 'calibration.gwt'].flatMap((name) => [
      { files: [name], cart },
      { files: [name], cart, diverse: true },
      { files: [name], cart, byValue: true },
      { files: [name], cart, minAttach: 3000 },
      { files: [name], cart, placement: 2 },
    ]),
  ),
  ...[[0], [1], [0, 1], [0, 6], [2], [0, 1, 2, 3, 6], [5], [0, 3], [0, 2, 6]].flatMap((cart) => [
    { files: ['shard-base.gws', 'shard-a.gws'], cart },
    { files: ['shard-base.gws', 'shard-a.gws', 'shard-b.gws'], cart },
    { files: ['shard-base.gws', 'shard-b.gws', 'shard-a.gws'], cart, byValue: true, diverse: true },
  ]),
  { files: ['far-items.gws'], cart: [2 ** 24 - 2] },
];

/**
 * The base with which a file is read, if there is one.
 * @param {string} name
 * @returns {Buffer | undefined}
 */
export function baseFor(name) {
  const isReadAlone = !name.endsWith('.gws') || name === 'shard-base.gws' || name === 'bad-rows.no-base.gws';
  return isReadAlone ? undefined : VALID['shard-base.gws'];
}

/** All files: their paths below this folder, and their bytes. */
export function makeAll() {
  const all = new Map();
  for (const [name, bytes] of Object.entries(VALID)) {
    all.set(`valid/${name}`, bytes);
    const content = readTable(bytes, baseFor(name));
    all.set(`valid/${name.replace(/\.gw[ts]$/, '.json')}`, Buffer.from(`${JSON.stringify(content)}\n`));
  }
  for (const [name, bytes] of Object.entries(INVALID)) all.set(`invalid/${name}`, bytes);
  const carts = CARTS.map(({ files, cart, ...options }) => {
    const list = scoreCart(files.map((name) => readTable(VALID[name], baseFor(name))), cart, options);
    return JSON.stringify({ files, cart, ...options, list });
  });
  all.set('carts.json', Buffer.from(`[\n${carts.join(',\n')}\n]\n`));
  return all;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const folder of ['valid', 'invalid']) {
    rmSync(join(here, folder), { recursive: true, force: true });
    mkdirSync(join(here, folder));
  }
  for (const [path, bytes] of makeAll()) writeFileSync(join(here, path), bytes);
}
