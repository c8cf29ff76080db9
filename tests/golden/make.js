// Makes the golden files: `node tests/golden/make.js` writes tests/golden/valid/, tests/golden/invalid/ and carts.json
// afresh. They are committed, and change only when the format does: look at every difference before committing it.
//
// valid/NAME.gwt (a whole table) or NAME.gws (a shard) has what valid/NAME.json says; invalid/REASON.WHAT.gwt or .gws
// breaks one rule, and a reader refuses it with that reason. carts.json has lists that a scorer must give, and which
// files it reads for that, in this order.
//
// Every shard, valid or not, is read beside valid/shard-base.gws, but those of READ_ALONE.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  cardParts,
  cardsSection,
  joinCards,
  joinRows,
  nameOfEach,
  noCopy,
  numberOfEach,
  oneText,
  rowParts,
  rowsSection,
  seal,
  skuOrder,
  tableFile,
  textOfEach,
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
  Array.from({ length: count }, (_, k) =>
    [676, 26, 1].map((unit) => String.fromCharCode(97 + (Math.floor(k / unit) % 26))).join(''),
  );
const edgesOf = (rows) => rows.reduce((sum, row) => sum + row.edges.length, 0);

/** A whole table of rows, of SKUs only unless `cards` says more. */
function table(rows, { cards = skuCards(letters(rows.length)), extra = {}, ...options } = {}) {
  return tableFile(rows.length, edgesOf(rows), { ROWS: rowsSection(rows, options), CARD: cards, ...extra });
}
const noRows = (count) => Array.from({ length: count }, () => ({ edges: [] }));

// --- what several files share

/** Five items, weights of both signs, one row without edges, and one item that nobody pulls for. */
const ROWS = [
  {
    scale: 64,
    edges: [
      [1, 16],
      [2, 8],
    ],
  },
  {
    scale: 64,
    edges: [
      [0, 4],
      [2, 4],
      [3, -1],
    ],
  },
  { scale: 64, edges: [[3, 2]] },
  { edges: [] },
  {
    scale: 64,
    edges: [
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4],
    ],
  },
];
/** All places of both leads, for weights of both signs; more edges than places; fewer; none. */
const LEADS = [
  {
    scale: 72,
    edges: [
      [1, 3, 1],
      [2, 16, 2],
      [3, -9, 2],
      [4, 8],
      [5, 2, 1],
      [6, -1, 1],
      [7, 15, 2],
      [8, 14],
    ],
  },
  {
    scale: 72,
    edges: [
      [0, 7, 2],
      [2, 9],
      [3, -2],
    ],
  },
  {
    scale: 72,
    edges: [
      [0, 4],
      [1, 5, 1],
    ],
  },
  { scale: 72, edges: [[0, -5, 2]] },
  { scale: 72, edges: [[0, -5]] },
  ...noRows(4),
];
const ASCENDING = { skus: letters(ROWS.length) };
/**
 * Knots as they are told, by what is added to cart, score and rate. Those of a product page come first; there a stronger
 * lead begins with a lower rate. A class begins above 0, so that scores below have
 * the rate of the class before; one says that below it there is nothing; and in the last one scores begin below 0 and
 * rates fall.
 */
const CURVE = [
  [0, 0, 40],
  [0, 300, 60],
  [0, 2 ** 21 - 300, 500],
  [0, 2 ** 22, 2 ** 16 - 300],
  [0, 900, 9000],
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
  {
    scale: 80,
    edges: [
      [1, 10],
      [2, 9, 1],
      [3, 12],
      [4, 8, 2],
      [5, 7],
      [6, 6, 2],
      [7, 5, 1],
    ],
  },
  {
    scale: 80,
    edges: [
      [0, 9],
      [2, -3, 2],
      [3, 4, 1],
      [7, 9],
    ],
  },
  {
    scale: 90,
    edges: [
      [4, 6],
      [5, -8],
    ],
  },
  ...noRows(3),
  {
    scale: 70,
    edges: [
      [0, 16],
      [1, 15],
      [7, 1],
    ],
  },
  {
    scale: 72,
    edges: [
      [2, 3],
      [5, 4],
    ],
  },
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
  sameCategoryPrice: 150,
  price: 300,
  placementLimits: [4, 3, 2, 1, 0],
  denied: [
    [0, 3],
    [2, 3],
    [3, 2],
    [9, 1],
    [2 ** 24 - 1, 0],
  ],
  dearer: [
    [0, 2],
    [2, 1],
    [3, 3],
    [3, 9],
  ],
  blocked: [
    [0, 7],
    [6, 7],
    [8, 0],
    [2 ** 24 - 1, 2 ** 24 - 1],
  ],
  pinned: [
    [0, 5],
    [0, 8],
    [1, 6],
    [9, 1],
  ],
};
const SHOP_BIASES = [0, -20, 30, 5, -90, 127, -128, 1];
const SHOP_BIAS_UNIT = 32_000;

/** Spreads of all sorts, of which one is beyond all exponents, and priors that are rarely a half. */
const LEARNT = {
  spread: Array.from({ length: 49 }, (_, k) => (k === 6 ? 200 : 1 + ((k * 7) % 60))),
  models: Array.from({ length: 4880 }, (_, k) => (k < 272 ? 1 + ((k * 29) % 63) : 32)),
};
/** Models that expect rows of one edge, the same each time. */
const CERTAIN = {
  models: Array.from({ length: 4880 }, (_, k) => (k === 0 ? 63 : k < 272 || k >= 4368 ? 1 : 32)),
};

const GENERATION = 0xfedcba98;
/** What shards need not say: priors, texts, limits and calibration. */
const BASE = { priors: LEARNT, cards: { common: ['Tea', 'Pots', 'Cups', 'EUR', 'a'] } };
const base = () =>
  tableFile(8, 0, {
    ROWS: rowsSection([], { priors: BASE.priors }),
    CARD: cardsSection(BASE.cards),
    part: { generation: GENERATION },
    rules: { ...SHOP_RULES, denied: [], dearer: [], blocked: [], pinned: [] },
    calibration: CURVE,
  });
function shard(rowItems, cardItems, { items = 8, generation = GENERATION, standsOnBase = true } = {}) {
  const rows = rowItems.map((item) => SHOP_ROWS[item]);
  const ofRows = (pairs) => pairs.filter(([from]) => rowItems.includes(from));
  const { denied, dearer, blocked, pinned } = SHOP_RULES;
  return tableFile(items, edgesOf(rows), {
    ROWS: rowsSection(rows, { standsOnBase, priors: BASE.priors }),
    CARD: cardsSection(shopCards(cardItems), { base: standsOnBase ? BASE.cards : undefined }),
    part: { generation, rows: rowItems, cards: cardItems },
    biasUnit: SHOP_BIAS_UNIT,
    biases: cardItems.map((item) => SHOP_BIASES[item]),
    rules: { denied, dearer, blocked: ofRows(blocked), pinned: ofRows(pinned) },
  });
}

const AB = ['a', 'b'];

const RICH = [
  {
    sku: 'kettle 1/2',
    title: 'Kettle “Zoë”',
    price: 1,
    category: 1,
    group: 1,
    availability: 2,
    family: 7,
    image: '/i/1.jpg',
  },
  { sku: 'Tee-Ü', title: '茶 🍵', price: 451, category: 2, group: 0, availability: 1, family: 0, image: '' },
  {
    sku: 'tea',
    title: '',
    price: 0,
    category: 1,
    group: 1,
    availability: 0,
    family: 2 ** 32 - 2,
    image: 'https://cdn.example/3',
  },
  {
    sku: 'T'.repeat(200),
    title: '茶 🍵',
    price: 2 ** 32 - 2,
    category: 0,
    group: 0,
    availability: 9,
    family: 0,
    image: '',
  },
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
  'scales.gwt': table(
    [0, 127, 64, 7, 8, 120, 63].map((scale, k) => ({
      scale,
      edges:
        k === 0
          ? [
              [1, 16],
              [2, -1],
            ]
          : [[0, -16]],
    })),
  ),
  'levels-1.gwt': table(
    [
      {
        scale: 100,
        edges: [
          [1, 1],
          [2, -1],
        ],
      },
      { scale: 101, edges: [[0, 1]] },
      { edges: [] },
    ],
    { levels: 1 },
  ),
  'levels-5.gwt': table(
    [
      {
        scale: 100,
        edges: [
          [1, 5],
          [2, -4],
        ],
      },
      {
        scale: 99,
        edges: [
          [0, 3],
          [2, 1],
        ],
      },
      { edges: [] },
    ],
    { levels: 5 },
  ),
  'levels-256.gwt': table(
    [
      {
        scale: 100,
        edges: [
          [1, 256],
          [2, -128],
        ],
      },
      {
        scale: 99,
        edges: [
          [0, 77],
          [2, 1],
        ],
      },
      { edges: [] },
    ],
    { levels: 256 },
  ),
  'blocks-of-one.gwt': table(ROWS, { blockShift: 0 }),
  'blocks-of-two.gwt': table(ROWS, { blockShift: 1 }),
  'block-of-1024.gwt': table(ROWS, { blockShift: 10 }),
  'priors.gwt': table(ROWS, { priors: LEARNT }),
  'padded-block.gwt': table(
    [...Array.from({ length: 40 }, (_, k) => ({ scale: 64, edges: k === 0 ? [] : [[0, 1]] }))],
    { priors: CERTAIN, levels: 1 },
  ),
  'leads.gwt': table(LEADS),
  'spare-zeros.gwt': spareZeros(),
  'spare-bits.gwt': spareBits(),
  'long-row.gwt': table([
    { scale: 90, edges: Array.from({ length: 255 }, (_, k) => [k + 1, 1 + (k % 3)]) },
    ...noRows(255),
  ]),
  'cards.gwt': table(noRows(4), { cards: cardsSection(richCards()) }),
  'card-blocks.gwt': table(noRows(5), { cards: cardsSection(CUPS, { blockShift: 1 }) }),
  'cards-padded.gwt': table(noRows(300), { cards: cardsSection(ALIKE, { blockShift: 10 }) }),
  'skus-shared.gwt': table(noRows(4), {
    cards: cardsSection({
      skus: ['p'.repeat(254), `${'p'.repeat(260)}1`, `${'p'.repeat(253)}é1`, `${'p'.repeat(253)}é2`],
    }),
  }),
  'availability.gwt': table(noRows(5), {
    cards: cardsSection({ skus: letters(5), subjects: { 9: numberOfEach([0, 1, 2, 3, 2 ** 32 - 2]) } }),
  }),
  'named-numbers.gwt': table(noRows(3), {
    cards: cardsSection({
      skus: letters(3),
      subjects: {
        7: nameOfEach([16777215, 0, 3], { 16777215: 'Tea', 0: 'means nothing', 3: 'Cups' }),
        8: {
          kind: 4,
          codes: [
            [1, 7],
            [1, 7],
            [1, 1],
          ],
        },
      },
      common: ['cosy', 'a second name of 7', 'blue'],
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
  'biases.gwt': table(ROWS, { extra: { biasUnit: 65535, biases: [127, -128, 1, -1, 0] } }),
  'rules.gwt': table(SHOP_ROWS, {
    cards: cardsSection(shopCards(ALL_EIGHT)),
    extra: { biasUnit: SHOP_BIAS_UNIT, biases: SHOP_BIASES, rules: SHOP_RULES },
  }),
  'calibration-wraps.gwt': table(SHOP_ROWS, {
    extra: {
      calibration: [
        [2 ** 32 - 2, 100, 7],
        [3, 2 ** 31, 65535],
        [0, 2 ** 31, 2],
      ],
    },
  }),
  'calibration.gwt': table(SHOP_ROWS, { cards: cardsSection(shopCards(ALL_EIGHT)), extra: { calibration: CURVE } }),
  'support.gwt': table(ROWS, { extra: { supp: varints([500, 200, 100, 10, 0, 50, 20, 10, 0, 0, 0, 10, 10, 10, 0]) } }),
  'support-ignored.gwt': table(ROWS, { extra: { supp: varints([500, 200]) } }),
  'info.gwt': table(ROWS, { extra: { info: Buffer.from('{"made_by":"hand"}') } }),
  'shard-base.gws': base(),
  'shard-a.gws': shard([0, 3], [0, 1, 2, 3, 4, 5, 7]),
  'shard-b.gws': shard([1, 2, 6], [0, 1, 2, 4, 6, 7]),
  'shard-without-rows.gws': shard([], []),
  'far-items.gws': tableFile(2 ** 24 - 1, 2, {
    ROWS: rowsSection([
      {
        scale: 64,
        edges: [
          [0, 3],
          [2 ** 24 - 2, -5],
        ],
      },
    ]),
    CARD: cardsSection({ skus: AB }),
    part: { generation: 1, rows: [2 ** 24 - 3], cards: [2 ** 24 - 3, 2 ** 24 - 2] },
  }),
  'large-cart.gwt': largeCart(),
};

/** The worked example of core/FORMAT.md. */
function tiny() {
  const cards = cardsSection({
    skus: ['cup', 'cups', 'tea'],
    runs: [1, 1, 0],
    subjects: { 3: numberOfEach([451, 1601, 0]), 4: oneText('EUR') },
  });
  return table(
    [
      {
        scale: 64,
        edges: [
          [1, 4],
          [2, 1],
        ],
      },
      { scale: 72, edges: [[0, 2]] },
      { edges: [] },
    ],
    { levels: 4, cards },
  );
}

/** Every run may go on with zeros. */
function spareZeros() {
  const { blocks, ...rows } = rowParts(ROWS);
  const { blocks: texts, ...cards } = cardParts(ASCENDING);
  const longer = (block) => Buffer.concat([block, Buffer.alloc(6)]);
  const sections = {
    ROWS: joinRows({ ...rows, blocks: blocks.map(longer), zeros: 7 }),
    CARD: joinCards({ ...cards, blocks: texts.map(longer), zeros: 8 }),
  };
  return tableFile(5, edgesOf(ROWS), sections, { zeros: 9 });
}

/** Bits that do not count are set in every number that has some, and behind the runs. */
function spareBits() {
  const { levels, blockShift, priors, blocks } = rowParts(ROWS);
  const cards = cardParts(ASCENDING, { runBits: 3 });
  const content = {
    ROWS: joinRows({
      levels: levels + 2 ** 8,
      blockShift: blockShift + 2 ** 4,
      priors: priors.map((byte, k) => (k < 49 ? byte : byte + 64)),
      blocks,
    }),
    CARD: joinCards({
      ...cards,
      blockShift: cards.blockShift + 2 ** 31,
      runs: patched(cards.runs, 1, cards.runs[1] | 0x80),
    }),
    biasUnit: 2 ** 16,
    calibration: [[1, 10, 7]],
    knots: 2 ** 12 + 1,
  };
  return tableFile(2 ** 24 + 5, edgesOf(ROWS), content, { zeros: 0 });
}

/** So many rows of the greatest weight that their sum does not fit 32 bits. */
function largeCart() {
  const count = 2240;
  const rows = Array.from({ length: count }, (_, k) => ({ scale: 127, edges: k === 0 ? [] : [[0, 1]] }));
  return table(rows, {
    ...{ levels: 1, blockShift: 12, priors: CERTAIN },
    cards: cardsSection({ skus: alike(count) }, { blockShift: 12 }),
    extra: { rules: { pinned: [[1, 0]] } },
  });
}

function patched(bytes, at, ...values) {
  const copy = Buffer.from(bytes);
  copy.set(values, at);
  return copy;
}

// --- what is broken

const WHOLE = table(ROWS);
const SECTIONS = { ROWS: rowsSection(ROWS), CARD: cardsSection(ASCENDING) };
/** A file with some bytes replaced; its checksum is made right again. */
const edited = (at, ...bytes) => seal(patched(WHOLE, at, ...bytes));
const withContent = (content, changes) => tableFile(5, edgesOf(ROWS), { ...SECTIONS, ...content }, changes);
const withRows = (rows, edges = edgesOf(ROWS)) => tableFile(5, edges, { ...SECTIONS, ROWS: rows });
const ROW_PARTS = rowParts(ROWS);
const [ROW_BLOCK] = ROW_PARTS.blocks;
const withRowParts = (changes, edges) => withRows(joinRows({ ...ROW_PARTS, ...changes }), edges);
const withCards = (cards) => tableFile(2, 0, { ROWS: rowsSection(noRows(2)), CARD: cards });
const AB_PARTS = cardParts({ skus: AB });
const [AB_BLOCK] = AB_PARTS.blocks;
const withCardParts = (changes) => withCards(joinCards({ ...AB_PARTS, ...changes }));
const withSubjects = (subjects) => withCards(cardsSection({ skus: AB, subjects }));
const withCopyAt = (place, copy) =>
  withCards(cardsSection({ skus: AB }, { findCopy: (_, at) => (at === place ? copy : undefined) }));
/** A shard with cards by what the head says of them, and without rows. */
const withItems = (...codes) =>
  tableFile(8, 0, {
    ROWS: rowsSection([], { standsOnBase: true }),
    CARD: cardsSection({ skus: letters(codes.length) }, { base: BASE.cards }),
    part: { generation: GENERATION, codes },
  });
/** Behind a run that has cut off four zeros a reader is still within its end. */
const BEYOND = [0, 0, 0, 0, 1];

const INVALID = {
  'not-a-table.nothing.gwt': Buffer.alloc(0),
  'not-a-table.no-header.gwt': WHOLE.subarray(0, 23),
  'not-a-table.html.gwt': Buffer.from('<!doctype html><title>404</title><h1>There is no such page.</h1>'),
  'not-a-table.line-ends.gwt': Buffer.concat([WHOLE.subarray(0, 4), WHOLE.subarray(5)]),
  'unsupported-version.5.gwt': edited(8, 5),
  'unsupported-version.7.gwt': edited(8, 7),
  'unsupported-version.high-bits.gwt': edited(10, 1),
  'wrong-size.last-byte.gwt': WHOLE.subarray(0, -1),
  'wrong-size.one-more.gwt': Buffer.concat([WHOLE, Buffer.alloc(1)]),
  'checksum-mismatch.last-bit.gwt': patched(WHOLE, WHOLE.length - 1, WHOLE[WHOLE.length - 1] ^ 1),

  'bad-head.no-length.gwt': seal(Buffer.from(WHOLE.subarray(0, 27))),
  'bad-head.too-long.gwt': withContent({}, { headLength: 2 ** 32 - 1 }),
  'bad-head.not-used-up.gwt': withContent({}, { behindHead: BEYOND }),
  'bad-head.trailing-byte.gwt': withContent({}, { tail: [0] }),
  // Where the section would end is less than where it begins, in 32 bits.
  'bad-head.section-too-long.gwt': withContent({ lengths: { info: 2 ** 32 - 2 } }),
  'bad-head.more-pairs-than-bytes.gwt': tooManyPairs(),
  'bad-head.pair-beyond.gwt': withContent({ rules: { dearer: [[1, 2 ** 24]] } }),
  'bad-head.item-beyond-the-items.gws': withItems(0, 2 * 7),
  // The items 3, 2^31 and, in 32 bits, 0.
  'bad-head.shard-order.gws': withItems(2 * 3, 2 * (2 ** 31 - 4), 2 * 2 ** 31 - 2),

  'other-generation.no-base.gws': shard([1], [1, 2]),
  'other-generation.base.gws': shard([1], [1, 2], { generation: GENERATION + 1 }),
  'other-generation.items.gws': shard([1], [1, 2], { items: 9 }),
  'other-generation.second-base.gws': shard([1], [1, 2], { standsOnBase: false }),
  'other-generation.whole-table.gwt': withRowParts({ priors: undefined }),

  'bad-rows.no-head.gwt': withRows(Buffer.alloc(3)),
  'bad-rows.head-too-long.gwt': withRowParts({ headLength: 2 ** 32 - 1 }),
  'bad-rows.head-not-used-up.gwt': withRowParts({ behindHead: BEYOND }),
  'bad-rows.priors-too-short.gwt': withRowParts({ priors: ROW_PARTS.priors.subarray(1) }),
  'bad-rows.priors-too-long.gwt': withRowParts({ priors: Buffer.concat([ROW_PARTS.priors, Buffer.from([1])]) }),
  'bad-rows.block-too-long.gwt': withRowParts({ lengths: [ROW_BLOCK.length + 1] }),
  'bad-rows.block-too-short.gwt': withRowParts({ lengths: [ROW_BLOCK.length - 1] }),
  'bad-rows.block-not-used-up.gwt': withRowParts({ blocks: [Buffer.concat([ROW_BLOCK, Buffer.from(BEYOND)])] }),
  // With four zeros behind the block, one row has an edge.
  'bad-rows.block-ends-early.gwt': withRowParts({ blocks: [Buffer.from([0xd2])] }, 1),
  'bad-rows.more-edges-than-announced.gwt': withRows(SECTIONS.ROWS, edgesOf(ROWS) - 1),
  'bad-rows.fewer-edges-than-announced.gwt': withRows(SECTIONS.ROWS, edgesOf(ROWS) + 1),
  'bad-rows.long-row.gwt': table(
    [{ scale: 90, edges: Array.from({ length: 256 }, (_, k) => [k + 1, 1]) }, ...noRows(299)],
    {
      cards: skuCards(letters(300).map((_, k) => String.fromCharCode(0x100 + k))),
    },
  ),
  'bad-rows.edges-without-bytes.gwt': crowded(),
  'bad-rows.scale-128.gwt': table([{ scale: 128, edges: [[1, 1]] }, { edges: [] }]),
  'bad-rows.scale-below-0.gwt': table([{ scale: -1, edges: [[1, 1]] }, { edges: [] }]),
  'bad-rows.target-beyond-the-items.gwt': table([{ scale: 64, edges: [[2, 1]] }, { edges: [] }]),
  'bad-rows.target-is-the-source.gwt': table([
    {
      scale: 64,
      edges: [
        [0, 1],
        [1, 1],
      ],
    },
    { edges: [] },
  ]),
  'bad-rows.magnitude-above-levels.gwt': table([{ scale: 64, edges: [[1, 6]] }, { edges: [] }], { levels: 5 }),

  'bad-cards.no-head.gwt': withCards(Buffer.alloc(3)),
  'bad-cards.more-cards-than-bytes.gwt': table(noRows(300), { cards: tooFewBytes() }),
  'bad-cards.run-bits.gwt': withCardParts({ runBits: 25, runs: Buffer.alloc(7) }),
  'bad-cards.run-beyond-the-cards.gwt': withCards(cardsSection({ skus: AB, runs: [2, 0] })),
  'bad-cards.head-too-long.gwt': withCardParts({ headLength: 2 ** 32 - 1 }),
  'bad-cards.head-not-used-up.gwt': withCardParts({ behindHead: BEYOND }),
  'bad-cards.block-too-long.gwt': withCardParts({ lengths: [AB_BLOCK.length + 1] }),
  'bad-cards.block-too-short.gwt': withCardParts({ lengths: [AB_BLOCK.length - 1] }),
  'bad-cards.block-not-used-up.gwt': withCardParts({ blocks: [Buffer.concat([AB_BLOCK, Buffer.from(BEYOND)])] }),
  'bad-cards.block-ends-early.gwt': withCards(
    // With four zeros behind the block, the SKUs are "k" and "ka": texts like these have made that likely.
    joinCards({
      ...cardParts({ common: Array(8).fill(['\x01a', '\x02b']).flat() }, { findCopy: noCopy }),
      blocks: [Buffer.from([0xcb])],
    }),
  ),
  // The text is "\1a\0\1b\0".
  'bad-cards.copy-from-before-the-text.gwt': withCopyAt(3, { length: 2, distance: 4 }),
  'bad-cards.copy-beyond-the-end.gwt': withCopyAt(5, { length: 2, distance: 3 }),
  'bad-cards.bomb.gwt': withCards(joinCards({ ...cardParts({ skus: AB, common: ['a'.repeat(2 ** 17)] }), zeros: 0 })),
  'bad-cards.kind.gwt': withSubjects({ 3: textOfEach(['1', '2']) }),
  'bad-cards.kind-5.gwt': withSubjects({ 6: { kind: 5 } }),
  'bad-cards.number-not-there.gwt': withSubjects({ 3: { kind: 3, codes: [[1, 451], [3]] } }),
  'bad-cards.names-missing.gwt': withSubjects({ 7: { kind: 4, numbers: [1, 2] } }),
  'bad-cards.named-beyond.gwt': withSubjects({ 7: nameOfEach([1, 2 ** 24], { 1: 'one', [2 ** 24]: 'other' }) }),
  'bad-cards.long-pattern.gwt': withSubjects({ 5: oneText('p'.repeat(4097)) }),
  'bad-cards.text-not-utf-8.gwt': withSubjects({ 2: textOfEach([Buffer.from([0xc3]), 'a']) }),
  'bad-cards.sku-empty.gwt': withCards(cardsSection({ skus: AB, codedSkus: ['\x01', '\x01b'] })),
  'bad-cards.sku-without-count.gwt': withCards(cardsSection({ skus: AB, codedSkus: ['\x01a', ''] })),
  'bad-cards.sku-shares-too-much.gwt': withCards(cardsSection({ skus: AB, codedSkus: ['\x01a', '\x03b'] })),
  'bad-cards.sku-twice.gwt': withCards(cardsSection({ skus: ['a', 'a'] })),
  'bad-cards.skus-out-of-order.gwt': withCards(cardsSection({ skus: ['b', 'a'] }, { blockShift: 0 })),
};

/** Cards with a byte less than half a byte for each and for its family. */
function tooFewBytes() {
  const parts = cardParts(ALIKE, { blockShift: 10 });
  const shortest = joinCards({ ...parts, zeros: 0 }).length;
  return joinCards({ ...parts, zeros: ALIKE.skus.length - 1 - shortest });
}

/** Pairs that are, with the five items, an entry more than there are half bytes behind the header. */
function tooManyPairs() {
  const content = { rules: { blocked: Array.from({ length: 400 }, (_, k) => [k + 1, 1]) } };
  const shortest = withContent(content, { zeros: 0 }).length - 24;
  return withContent(content, { zeros: 202 - shortest });
}

/** A block with more edges than its bytes allow: what the writer pads with is cut off. */
function crowded() {
  const rows = Array.from({ length: 40 }, (_, k) => ({ scale: 64, edges: k === 0 ? [] : [[0, 1]] }));
  const { blocks, ...parts } = rowParts(rows, { priors: CERTAIN, levels: 1 });
  return tableFile(40, edgesOf(rows), {
    ROWS: joinRows({ ...parts, blocks: blocks.map((block) => block.subarray(0, -1)) }),
    CARD: skuCards(letters(40)),
  });
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
  { files: ['levels-256.gwt'], cart: [0, 1] },
  ...[[0], [1], [2], [3], [4], [0, 1]].flatMap((cart) => [
    { files: ['leads.gwt'], cart },
    { files: ['leads.gwt'], cart, placement: 0 },
    { files: ['leads.gwt'], cart, placement: 1 },
  ]),
  ...[[0], [1], [2], [0, 1], [6], [0, 6], [2, 7], [0, 1, 2, 3, 4, 5, 6, 7], [3], [7], [0, 2, 6], [0, 1, 6]].flatMap(
    (cart) =>
      ['rules.gwt', 'calibration.gwt'].flatMap((name) => [
        { files: [name], cart },
        { files: [name], cart, diverse: true },
        { files: [name], cart, byValue: true },
        { files: [name], cart, minAttach: 3000 },
        { files: [name], cart, placement: 0, byValue: true },
        { files: [name], cart, placement: 2 },
      ]),
  ),
  ...[[0], [1], [0, 1], [0, 6], [2], [0, 1, 2, 3, 6], [5], [0, 3], [0, 2, 6]].flatMap((cart) => [
    { files: ['shard-base.gws', 'shard-a.gws'], cart },
    { files: ['shard-base.gws', 'shard-a.gws', 'shard-b.gws'], cart },
    { files: ['shard-base.gws', 'shard-b.gws', 'shard-a.gws'], cart, byValue: true, diverse: true },
  ]),
  { files: ['far-items.gws'], cart: [2 ** 24 - 3] },
  ...[1100, 2240].map((end) => ({ files: ['large-cart.gwt'], cart: Array.from({ length: end - 1 }, (_, k) => k + 1) })),
];

const READ_ALONE = ['shard-base.gws', 'far-items.gws', 'other-generation.no-base.gws'];

/**
 * The base with which a file is read, if there is one.
 * @param {string} name
 * @returns {Buffer | undefined}
 */
export function baseFor(name) {
  return name.endsWith('.gws') && !READ_ALONE.includes(name) ? VALID['shard-base.gws'] : undefined;
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
    const list = scoreCart(
      files.map((name) => readTable(VALID[name], baseFor(name))),
      cart,
      options,
    );
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
