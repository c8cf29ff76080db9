// What the engine reads of cards, and refuses: all that a shopper sees of an item comes this way.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readCard } from '../../web/src/engine/recommender.js';
import { writeTable } from '../table/table-writer.js';
import { cardParts, cardsSection, joinCards, nameOfEach, numberOfEach, oneText, textOfEach } from '../table/writer.js';
import { createEngine, findItem, openBytes } from './engine_module.js';

const BAD_CARDS = 7;
/** Without a table: each gets one. */
const engines = await Promise.all(Array.from({ length: 60 }, () => createEngine()));

const ITEMS = [
  {
    sku: 'K-1',
    title: 'Kettle “Zoë”',
    priceMinor: 0,
    url: '/p/kettle',
    image: '/i/kettle.jpg',
    category: 'Kitchen',
    group: 'kettles',
    available: true,
  },
  { sku: 'T 2', title: 'Tea', priceMinor: 450, category: 'Food', available: false },
  { sku: 'Ü/3', category: 'Kitchen' },
];

/** @param {Uint8Array<ArrayBuffer>} table */
function open(table) {
  const engine = /** @type {any} */ (engines.pop());
  const reason = openBytes(engine, table);
  if (reason !== 0) {
    engines.push(engine);
    throw new Error(`refused: ${reason}`);
  }
  return {
    item: (/** @type {string} */ sku) => findItem(engine, sku),
    card: (/** @type {number} */ item) => {
      engine.workspace(16);
      return readCard(engine, item);
    },
  };
}

const SKUS = ['a', 'b'];
/** @param {Uint8Array} cards of a table with the items a and b */
const openCards = (cards) => open(writeTable([{ sku: 'a' }, { sku: 'b' }], { cards }));
/**
 * The section of a and b with more in it.
 * @param {Record<number, import('../table/cards.js').Subject>} subjects
 * @param {object} [more]
 */
const withSubjects = (subjects, more) => cardsSection({ skus: SKUS, subjects, ...more });
/**
 * The same, with parts of it changed.
 * @param {(parts: import('../table/cards.js').CardParts) => object} change
 * @param {object} [cards]
 */
function changed(change, cards = {}) {
  const parts = cardParts({ skus: SKUS, ...cards });
  return joinCards({ ...parts, ...change(parts) });
}

test('cards hold what the table knows of each item, and nothing of what it does not', () => {
  const cards = open(writeTable(ITEMS, { currency: 'EUR' }));
  assert.deepEqual(cards.card(0), { ...ITEMS[0], currency: 'EUR' });
  assert.deepEqual(cards.card(1), { ...ITEMS[1], currency: 'EUR', url: undefined, image: undefined, group: undefined });
  assert.deepEqual(cards.card(2), {
    ...{ sku: 'Ü/3', title: undefined, priceMinor: undefined, currency: 'EUR', url: undefined, image: undefined },
    ...{ category: 'Kitchen', group: undefined, available: undefined },
  });
});

test('cards number the items by SKU', () => {
  const cards = open(writeTable(ITEMS));
  assert.deepEqual(
    ITEMS.map(({ sku }) => cards.item(sku)),
    [0, 1, 2],
  );
  for (const sku of ['', 'K', 'K-', 'K-12', 'T', 'Ü', 'Ü/3 ', '\0']) assert.equal(cards.item(sku), -1, sku);
});

test('cards find each of many SKUs that begin alike, and no other', () => {
  const skus = Array.from({ length: 500 }, (_, i) => `${'ab'.repeat(i % 70)}${i.toString(3)}`);
  skus.push('ab'.repeat(100), `${'ab'.repeat(100)}c`, `${'ab'.repeat(99)}a`);
  const items = [...new Set(skus)].map((sku) => ({ sku }));
  const cards = open(writeTable(items));
  items.forEach(({ sku }, item) => {
    assert.equal(cards.item(sku), item);
    assert.equal(cards.card(item)?.sku, sku);
    assert.equal(cards.item(`${sku}!`), -1);
  });
});

test('cards put the SKU, percent-encoded, where the first {id} of a URL is, be it of all items or of one', () => {
  const cards = open(writeTable(ITEMS, { urlPattern: '/p/{id}?from={id}' }));
  assert.equal(cards.card(1).url, '/p/T%202?from={id}');
  assert.equal(cards.card(2).url, '/p/%C3%9C%2F3?from={id}');
  const own = open(
    writeTable([
      { sku: 'a$&', title: '{id}', url: '/a', image: '{id}{id}' },
      { sku: 'b', url: '{id' },
    ]),
  );
  assert.deepEqual(own.card(0), { ...own.card(0), title: '{id}', url: '/a', image: 'a%24%26{id}' });
  assert.deepEqual([own.card(1).url, own.card(1).image], ['{id', undefined]);
});

test('cards know the highest price and SKUs, titles and URLs as long as an index', () => {
  const item = {
    sku: 's'.repeat(300),
    title: 't'.repeat(70_000),
    priceMinor: 2 ** 32 - 3,
    url: `/${'u'.repeat(3000)}`,
  };
  const cards = open(writeTable([item, { sku: 'b' }]));
  assert.deepEqual(cards.card(0), { ...cards.card(0), ...item });
  assert.equal(cards.card(1).sku, 'b');
  assert.equal(cards.card(1).priceMinor, undefined);
});

test('cards of a table without items are none', () => {
  const cards = open(writeTable([]));
  assert.equal(cards.item('a'), -1);
  assert.equal(cards.card(0), undefined);
});

test('cards in any number of blocks are the same', () => {
  const skus = Array.from({ length: 40 }, (_, k) => `sku-${String(k).padStart(2, '0')}`);
  const titles = skus.map((sku) => `Title of ${sku}`);
  for (const blockShift of [0, 1, 3, 5, 10]) {
    const cards = cardsSection({ skus, subjects: { 2: textOfEach(titles) } }, { blockShift });
    const table = open(
      writeTable(
        skus.map((sku) => ({ sku })),
        { cards },
      ),
    );
    for (let item = 39; item >= 0; item--) {
      assert.equal(table.item(skus[item]), item);
      assert.equal(table.card((item * 7) % 40).title, titles[(item * 7) % 40]);
    }
    assert.equal(table.item('sku-'), -1);
    assert.equal(table.item('sku-391'), -1);
  }
});

test('an item is to be had whatever number above 1 says so', () => {
  for (const number of [2, 3, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2]) {
    const cards = openCards(withSubjects({ 9: numberOfEach([1, number]) }));
    assert.deepEqual([cards.card(0).available, cards.card(1).available], [false, true]);
  }
});

/** What is seen as soon as a table is opened. @type {Record<string, Uint8Array>} */
const BROKEN = {
  'no bytes': new Uint8Array(),
  'one byte': new Uint8Array(1),
  'more bits a run than there are': changed(() => ({ runBits: 25, runs: Buffer.alloc(7) })),
  'a head that goes on behind the end': changed(() => ({ headLength: 10_000 })),
  'a head with something behind it': changed(() => ({ behindHead: Array(8).fill(1) })),
  'a run beyond the cards': withSubjects({}, { runs: [0, 2] }),
  'no block': changed(() => ({ blocks: [] })),
  'a block too many': changed(({ blocks }) => ({ blocks: [...blocks, ...blocks] })),
  'a length that is less than its block': changed(({ blocks }) => ({ lengths: [blocks[0].length - 1] })),
  'a length that is more than its block': changed(({ blocks }) => ({ lengths: [blocks[0].length + 1] })),
  'a byte behind the blocks': changed(() => ({ tail: [0] })),
  'a kind that there is not': withSubjects({ 6: { kind: 5 } }),
  'a title for all': withSubjects({ 2: oneText('x') }),
  'a price as text': withSubjects({ 3: textOfEach(['1', '2']) }),
  'a price with a name': withSubjects({ 3: nameOfEach([1, 2], { 1: 'one', 2: 'two' }) }),
  'a category without names': withSubjects({ 7: numberOfEach([1, 2]) }),
  'a family as text': withSubjects({ 10: textOfEach(['1', '2']) }),
  'categories beyond all numbers': withSubjects({ 7: nameOfEach([2 ** 32 - 2, 2 ** 24], {}) }),
  'a number without its name': withSubjects({ 7: { kind: 4, numbers: [1, 2] } }),
  'a number that is not known yet': withSubjects({ 3: { kind: 3, codes: [[2], [0]] } }),
};
for (const [what, cards] of Object.entries(BROKEN)) {
  test(`cards with ${what} are refused`, () => {
    assert.throws(() => openCards(cards), { message: `refused: ${BAD_CARDS}` });
  });
}

/** What is seen when a card is asked for. @type {Record<string, Uint8Array>} */
const BROKEN_BLOCKS = {
  'that are not used up': changed(({ blocks: [block] }) => ({ blocks: [Buffer.concat([block, Buffer.alloc(8, 1)])] })),
  'that end early': changed(({ blocks: [block] }) => ({ blocks: [block.subarray(0, 1)] }), {
    skus: ['a', 'bcdefghijklm'],
  }),
  'that copy from before the text': cardsSection(
    { skus: SKUS },
    {
      findCopy: (_, at) => (at === 2 ? { length: 2, distance: 9 } : undefined),
    },
  ),
  'with a SKU that shares more than there is before it': withSubjects({}, { codedSkus: ['\x01a', '\x03b'] }),
  'with a SKU without its shared length': withSubjects({}, { codedSkus: ['', '\x01b'] }),
};
for (const [what, bytes] of Object.entries(BROKEN_BLOCKS)) {
  test(`blocks ${what} are refused when a card is asked for`, () => {
    assert.equal(openCards(bytes).card(1), undefined);
    assert.equal(openCards(bytes).item('b'), -2);
  });
}

test('a block that ends early behind its SKUs is refused when a card is asked for, and its SKUs are found', () => {
  const subjects = { 2: textOfEach(['a title that is long enough', 'and another one of them']) };
  const cards = openCards(changed(({ blocks: [block] }) => ({ blocks: [block.subarray(0, -6)] }), { subjects }));
  assert.equal(cards.item('b'), 1);
  assert.equal(cards.card(1), undefined);
  assert.equal(cards.item('b'), 1);
});

test('a broken block leaves the cards of others', () => {
  const { blocks, ...parts } = cardParts({ skus: SKUS }, { blockShift: 0 });
  const cards = openCards(joinCards({ ...parts, blocks: [blocks[0], Buffer.alloc(9, 255)] }));
  assert.equal(cards.card(1), undefined);
  assert.equal(cards.card(0).sku, 'a');
});

test('card whose text is not UTF-8 is refused when it is asked for, and the others are not', () => {
  const cards = openCards(withSubjects({ 2: textOfEach([Buffer.from([0xc3]), 'A']) }));
  assert.equal(cards.card(0), undefined);
  assert.equal(cards.card(1).title, 'A');
});

test('of equal SKUs one is taken', () => {
  assert.equal(openCards(cardsSection({ skus: ['a', 'a'] })).item('a'), 0);
});

test('cards whose texts grow beyond what their section can justify are refused', () => {
  const limit = 65536;
  const title = (/** @type {number} */ length) => withSubjects({ 2: textOfEach(['', 'x'.repeat(length)]) });
  assert.equal(openCards(title(limit)).card(1).title.length, limit);
  const cards = cardParts({ skus: SKUS, subjects: { 2: textOfEach(['', 'x'.repeat(2 * limit)]) } });
  assert.equal(openCards(joinCards({ ...cards, zeros: 0 })).card(1), undefined);
});

test('cards of a table cut anywhere are refused', () => {
  const table = writeTable(ITEMS, { currency: 'EUR' });
  for (let length = 0; length < table.length; length++) {
    assert.throws(() => open(table.subarray(0, length)), `${length} bytes`);
  }
});

test('cards take 64 bytes a byte of their section and a megabyte at most, however many numbers and however long their texts', async () => {
  const count = 30_000;
  const skus = Array.from({ length: count }, (_, k) => String(k).padStart(6, '0'));
  // A number that is new every time, in every column that there is.
  const codes = Array.from({ length: count }, () => [1, 0]);
  const named = { kind: 4, codes, names: {} };
  const numbers = { kind: 3, codes };
  const names = Array.from({ length: 2 * count }, () => '');
  for (const [subjects, common] of /** @type {[any, string[]][]} */ ([
    [{}, []],
    [{ 3: numbers, 7: named, 8: named, 9: numbers, 10: numbers }, names],
    [{ 2: textOfEach(skus.map((_, k) => (k === 0 ? 'x'.repeat(4 * count) : ''))) }, []],
  ])) {
    const engine = await createEngine();
    const before = engine.HEAPU8.length;
    const table = writeTable(
      skus.map((sku) => ({ sku })),
      { cards: cardsSection({ skus, subjects, common }) },
    );
    assert.equal(openBytes(engine, table), 0);
    for (const sku of [skus[0], skus[count - 1]]) {
      const item = findItem(engine, sku);
      engine.workspace(16);
      assert.equal(readCard(engine, item)?.sku, sku);
    }
    const taken = engine.HEAPU8.length - before;
    assert.ok(taken <= 64 * table.length + 2 ** 20, `${taken} bytes for ${table.length}`);
    assert.ok(taken >= 8 * count, `${taken} bytes are too few to be true`);
  }
});

test('cards whose texts grow from block to block take no more', async () => {
  // Each card is a block of its own, with twice the text of the one before.
  const lengths = [...Array(8).keys()].map((k) => 2000 << k);
  const skus = lengths.map((_, k) => String(k));
  const subjects = { 2: textOfEach(lengths.map((length) => 'x'.repeat(length))) };
  const engine = await createEngine();
  const before = engine.HEAPU8.length;
  const table = writeTable(
    skus.map((sku) => ({ sku })),
    { cards: cardsSection({ skus, subjects }, { blockShift: 0 }) },
  );
  assert.equal(openBytes(engine, table), 0);
  for (const [k, sku] of skus.entries()) {
    const item = findItem(engine, sku);
    engine.workspace(16);
    assert.equal(readCard(engine, item)?.title?.length, lengths[k]);
  }
  const taken = engine.HEAPU8.length - before;
  assert.ok(taken <= 32 * table.length + 2 ** 19, `${taken} bytes for ${table.length}`);
});
