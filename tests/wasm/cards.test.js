// What the engine reads of cards, and refuses: all that a shopper sees of an item comes this way.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inflateCards } from '../../web/src/cards-section.js';
import { Engine } from '../../web/src/engine.js';
import { cardsSection, column, skuColumn, texts, varint, writeTable } from '../web/table-writer.js';
import { createEngine } from './engine_module.js';

const BAD_CARDS = 12;
const engine = new Engine(await createEngine());

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
const SKUS = skuColumn(['a', 'b']);

/** @param {Uint8Array<ArrayBuffer>} table */
async function open(table) {
  const handle = engine.open(table, await inflateCards(table), 0);
  if (handle < 1) throw new Error(`refused: ${-handle}`);
  return {
    item: (/** @type {string} */ sku) => engine.item(handle, sku),
    card: (/** @type {number} */ item) => engine.card(handle, item),
  };
}
/** @param {Uint8Array[]} columns of a table with the items a and b */
const openColumns = (...columns) => open(writeTable([{ sku: 'a' }, { sku: 'b' }], { columns }));

test('cards hold what the table knows of each item, and nothing of what it does not', async () => {
  const cards = await open(writeTable(ITEMS, { currency: 'EUR' }));
  assert.deepEqual(cards.card(0), { ...ITEMS[0], currency: 'EUR' });
  assert.deepEqual(cards.card(1), { ...ITEMS[1], currency: 'EUR', url: undefined, image: undefined, group: undefined });
  assert.deepEqual(cards.card(2), {
    ...{ sku: 'Ü/3', title: undefined, priceMinor: undefined, currency: 'EUR', url: undefined, image: undefined },
    ...{ category: 'Kitchen', group: undefined, available: undefined },
  });
});

test('cards number the items by SKU', async () => {
  const cards = await open(writeTable(ITEMS));
  assert.deepEqual(ITEMS.map(({ sku }) => cards.item(sku)), [0, 1, 2]);
  for (const sku of ['', 'K', 'K-', 'K-12', 'T', 'Ü', 'Ü/3 ', '\0']) assert.equal(cards.item(sku), -1, sku);
});

test('cards find each of many SKUs that begin alike, and no other', async () => {
  const skus = Array.from({ length: 500 }, (_, i) => `${'ab'.repeat(i % 70)}${i.toString(3)}`);
  skus.push('ab'.repeat(100), `${'ab'.repeat(100)}c`, `${'ab'.repeat(99)}a`);
  const items = [...new Set(skus)].map((sku) => ({ sku }));
  const cards = await open(writeTable(items));
  items.forEach(({ sku }, item) => {
    assert.equal(cards.item(sku), item);
    assert.equal(cards.card(item)?.sku, sku);
    assert.equal(cards.item(`${sku}!`), -1);
  });
});

test('cards put the SKU, percent-encoded, wherever a pattern says {id}', async () => {
  const cards = await open(writeTable(ITEMS, { urlPattern: '/p/{id}?from={id}' }));
  assert.equal(cards.card(1).url, '/p/T%202?from=T%202');
  assert.equal(cards.card(2).url, '/p/%C3%9C%2F3?from=%C3%9C%2F3');
});

test('cards of a table without items are none', async () => {
  const cards = await open(writeTable([]));
  assert.equal(cards.item('a'), -1);
  assert.equal(cards.card(0), undefined);
});

test('cards skip a column with a subject of the future', async () => {
  const cards = await openColumns(SKUS, column(200, 77, Buffer.from('whatever')));
  assert.equal(cards.card(1).sku, 'b');
});

const BROKEN = {
  'no column': [],
  'no SKUs': [column(2, 0, texts(['a', 'b']))],
  'an empty SKU': [skuColumn(['a', ''])],
  'fewer SKUs than items': [skuColumn(['a'])],
  'more SKUs than items': [skuColumn(['a', 'b', 'c'])],
  'text without its last NUL': [SKUS, column(2, 0, Buffer.from('x\0y'))],
  'a subject twice': [SKUS, SKUS],
  'subjects out of order': [column(2, 0, texts(['x', 'y'])), SKUS],
  'SKUs in an encoding that is not allowed': [column(1, 0, texts(['a', 'b']))],
  'a SKU that shares more than there is before it': [column(1, 4, Buffer.from('\x01a\0\x03b\0', 'latin1'))],
  'a SKU without its shared length': [column(1, 4, Buffer.from('\x01a\0\0'))],
  'a price as text': [SKUS, column(3, 0, texts(['1', '2']))],
  'an encoding of the future': [SKUS, column(2, 9, texts(['x', 'y']))],
  'fewer integers than items': [SKUS, column(3, 2, varint(1))],
  'more integers than items': [SKUS, column(3, 2, Buffer.from([1, 1, 1]))],
  'an integer that is longer than needed': [SKUS, column(3, 2, Buffer.from([0x81, 0, 1]))],
  'an integer beyond 32 bits': [SKUS, column(3, 2, Buffer.from([0xff, 0xff, 0xff, 0xff, 0x10, 1]))],
  'an integer without end': [SKUS, column(3, 2, Buffer.alloc(20, 0xff))],
  'a choice that is not there': [SKUS, column(7, 3, Buffer.concat([varint(1), texts(['x']), Buffer.from([1, 2])]))],
  'four billion choices': [SKUS, column(7, 3, Buffer.concat([varint(2 ** 32 - 1), texts(['x'])]))],
  'a column that goes on behind the end': [SKUS, column(2, 0, texts(['x', 'y'])).subarray(0, -1)],
};
for (const [what, columns] of Object.entries(BROKEN)) {
  test(`cards with ${what} are refused`, async () => {
    await assert.rejects(openColumns(...columns), { message: `refused: ${BAD_CARDS}` });
  });
}

test('card whose text is not UTF-8 is refused when it is asked for, and the others are not', async () => {
  const cards = await openColumns(SKUS, column(2, 0, Buffer.from([0xc3, 0, 0x41, 0])));
  assert.equal(cards.card(0), undefined);
  assert.equal(cards.card(1).title, 'A');
});

test('of equal SKUs the first is taken', async () => {
  assert.equal((await openColumns(skuColumn(['a', 'a']))).item('a'), 0);
});

test('cards that inflate to another size than announced are refused', async () => {
  const items = [{ sku: 'a' }, { sku: 'b' }];
  const { length } = Buffer.concat([Buffer.from([1]), SKUS]);
  await open(writeTable(items, { cards: cardsSection([SKUS], { raw: length }) }));
  for (const raw of [0, length - 1, length + 1]) {
    await assert.rejects(open(writeTable(items, { cards: cardsSection([SKUS], { raw }) })), `${raw}`);
  }
});

test('cards that announce more than their section can justify are refused before memory is taken', async () => {
  await assert.rejects(open(writeTable([{ sku: 'a' }], { cards: cardsSection([SKUS], { raw: 0xffffffff }) })), {
    message: `refused: ${BAD_CARDS}`,
  });
});

test('cards of a table cut anywhere are refused', async () => {
  const table = writeTable(ITEMS, { currency: 'EUR' });
  for (let length = 0; length < table.length; length++) {
    await assert.rejects(open(table.subarray(0, length)), `${length} bytes`);
  }
});
