import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createRecommender } from '../../../web/src/engine/recommender.js';
import { writeTable } from '../../table/table-writer.js';
import { putInPlace } from './engine-in-place.js';
import { answers } from './engine-stand-in.js';

putInPlace(new URL('engine-stand-in.js', import.meta.url));
const { openRecommender } = await import('../../../web/src/engine/open-recommender.js');

const TABLE = writeTable([{ sku: 'a' }, { sku: 'b' }, { sku: 'c' }]);
const EMPTY_WASM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** @type {string[]} */
let asked;
/** Each test has a table of its own, since tables stay open for as long as the page. */
let tables = 0;
/** @type {string} */
let url;

beforeEach(() => {
  asked = [];
  url = `https://shop.example/${++tables}.gwt`;
  Object.assign(answers, { open: () => 0, score: () => [], title: [65] });
  serve(TABLE);
});

/** @returns {never} */
function trap() {
  throw new WebAssembly.RuntimeError('unreachable');
}

/** @param {Uint8Array | undefined} table */
function serve(table) {
  globalThis.fetch = async (requested) => {
    asked.push(String(requested));
    if (String(requested).endsWith('.wasm')) return new Response(EMPTY_WASM);
    return new Response(/** @type {any} */ (table), { status: table ? 200 : 404 });
  };
}

test('recommender names what the engine ranks, with scores and cards', async () => {
  answers.score = (cart) => (cart.join() === '0' ? [2, 90, 6_554, 1, 40, 0] : []);
  const suggestions = (await openRecommender(url)).score(['a'], 5);
  assert.deepEqual(
    suggestions.map(({ sku, score, card, attachRate = -1 }) => [sku, score, card.sku, attachRate.toFixed(3)]),
    [
      ...[
        ['c', 90, 'c', '0.100'],
        ['b', 40, 'b', '-1.000'],
      ],
    ],
  );
});

test('recommender passes over SKUs that it does not know, and leaves repeated ones to the engine', async () => {
  /** @type {number[]} */
  let scored = [];
  answers.score = (cart) => ((scored = cart), []);
  const recommender = await openRecommender(url);
  assert.deepEqual(recommender.score(['b', 'unknown', 'b', 'a', '__proto__', ''], 5), []);
  assert.deepEqual(scored, [1, 1, 0]);
});

test('recommender knows the card of a SKU, or nothing', async () => {
  const recommender = await openRecommender(url);
  assert.equal(recommender.card('a')?.title, 'A');
  assert.equal(recommender.card('unknown'), undefined);
});

test('recommenders of one table are one, and share one download', async () => {
  const [first, second] = await Promise.all([openRecommender(url), openRecommender(url)]);
  assert.equal(first, second);
  assert.equal(await openRecommender(url), first);
  assert.equal(asked.filter((requested) => requested === url).length, 1);
});

test('recommender that could not be opened is tried again by the next call', async () => {
  serve(undefined);
  await Promise.all(
    [openRecommender(url), openRecommender(url)].map((opening) => assert.rejects(opening, { code: 'http-status' })),
  );
  assert.equal(asked.filter((requested) => requested === url).length, 1);
  serve(TABLE);
  assert.equal((await openRecommender(url)).card('b')?.sku, 'b');
});

/** @type {[number, string][]} TableErrorCode and what becomes of it */
const REFUSALS = [
  [1, 'wrong-size'],
  [2, 'not-a-table'],
  [3, 'wrong-version'],
  [4, 'damaged'],
  [5, 'invalid-table'],
  [6, 'invalid-table'],
  [7, 'invalid-table'],
  [8, 'invalid-table'],
  [99, 'invalid-table'],
];
for (const [reason, code] of REFUSALS) {
  test(`table that the engine refuses for reason ${reason} is ${code}`, async () => {
    answers.open = () => reason;
    await assert.rejects(openRecommender(url), { name: 'GoesWithError', code, url });
  });
}

test('card whose text is not UTF-8 is refused when it is asked for', async () => {
  answers.title = [0xc3];
  const recommender = await openRecommender(url);
  answers.score = () => [1, 9, 0];
  assert.throws(() => recommender.card('a'), { code: 'invalid-table', url });
  assert.throws(() => recommender.score(['a'], 5), { code: 'invalid-table', url });
});

test('engine that traps is dropped: the call fails, and the next recommender has a new one', async () => {
  const recommender = await openRecommender(url);
  const { started } = answers;
  answers.score = trap;
  assert.throws(() => recommender.score(['a'], 5), { name: 'GoesWithError', code: 'engine-failed' });
  answers.score = () => [1, 1, 0];
  const next = await openRecommender(url);
  assert.notEqual(next, recommender);
  assert.equal(next.score(['a'], 5).length, 1);
  assert.equal(answers.started, started + 1);
});

test('engine that traps leaves the other tables as they are, and its own is opened anew', async () => {
  const other = url.replace('.gwt', '-other.gwt');
  const [first, second] = await Promise.all([openRecommender(url), openRecommender(other)]);
  answers.score = trap;
  assert.throws(() => first.score(['a'], 5), { code: 'engine-failed', url });
  asked = [];
  assert.equal(await openRecommender(other), second);
  assert.deepEqual(asked, []);
  const next = await openRecommender(url);
  assert.notEqual(next, first);
  assert.deepEqual(asked, [url]);
  answers.score = () => [1, 1, 0];
  assert.equal(second.score(['a'], 5).length, 1);
  assert.throws(() => first.score(['a'], 5), { code: 'engine-failed' });
  assert.equal(await openRecommender(url), next, 'a late call of the old one drops nothing');
});

test('engine that has trapped is not called again: all fails', () => {
  let calls = 0;
  let drops = 0;
  const module = { ...movingModule(), workspace: () => (calls++, 64), findItem: trap };
  const recommender = createRecommender(module, url, () => drops++);
  assert.throws(() => recommender.card('1'), { code: 'engine-failed', url });
  assert.deepEqual([calls, drops > 0], [1, true]);
  for (const call of [() => recommender.add(TABLE), () => recommender.card('1'), () => recommender.score(['1'], 3)]) {
    assert.throws(call, { name: 'GoesWithError', code: 'engine-failed', url });
  }
  assert.equal(calls, 1);
});

test('engine that traps on reading a card is dropped, and the table is not blamed', async () => {
  const recommender = await openRecommender(url);
  Object.defineProperty(answers, 'title', { configurable: true, get: trap });
  try {
    assert.throws(() => recommender.card('a'), { code: 'engine-failed' });
  } finally {
    Object.defineProperty(answers, 'title', { configurable: true, writable: true, value: [65] });
  }
});

test('engine that traps on opening a table fails that table alone', async () => {
  const recommender = await openRecommender(url);
  answers.open = trap;
  const other = url.replace('.gwt', '-other.gwt');
  await assert.rejects(openRecommender(other), { code: 'engine-failed' });
  assert.equal(recommender.card('a')?.sku, 'a');
  answers.open = () => 0;
  assert.equal((await openRecommender(other)).card('b')?.sku, 'b');
});

/**
 * A module that moves its heap with every call, as a growing WebAssembly memory does, and answers with the cart's
 * numbers, each with itself as score and no rate. Its SKUs are the numbers of its items.
 */
function movingModule() {
  const move = () => {
    const heap = module.HEAPU8.slice();
    module.HEAPU8.fill(0xee);
    module.HEAPU8 = heap;
    module.HEAP32 = new Int32Array(heap.buffer);
  };
  /** @type {import('../../../web/src/engine/engine-module.js').EngineModule & {opened?: Uint8Array}} */
  const module = {
    HEAPU8: new Uint8Array(1024),
    HEAP32: new Int32Array(0),
    workspace: (byteCount) => (move(), byteCount > 512 ? 0 : 64),
    openTable: (byteCount) => {
      module.opened = module.HEAPU8.slice(64, 64 + byteCount);
      return 0;
    },
    findItem: (byteCount) => (move(), Number(new TextDecoder().decode(module.HEAPU8.subarray(64, 64 + byteCount)))),
    readCard: (item) => {
      move();
      module.HEAP32.set([0, 0, 256, 8], 16);
      module.HEAPU8.set([48 + item, 0, 0, 0, 0, 0, 0, 0], 256);
      return 64;
    },
    score: (cartCount) => {
      const cart = module.HEAP32.slice(16, 16 + cartCount);
      move();
      cart.forEach((item, i) => module.HEAP32.set([item, item, 0], 16 + 3 * i));
      return cartCount;
    },
  };
  return module;
}

test('table, SKUs, lists and cards are written and read where the heap is now', () => {
  const module = movingModule();
  const recommender = createRecommender(module);
  recommender.add(Uint8Array.of(1, 2, 3));
  assert.deepEqual(module.opened, Uint8Array.of(1, 2, 3));
  assert.deepEqual(
    recommender.score(['5', '6'], 3).map(({ sku, score }) => [sku, score]),
    [
      ['5', 5],
      ['6', 6],
    ],
  );
});

test('what finds no memory fails, and nothing is written elsewhere', () => {
  const module = { ...movingModule(), workspace: () => 0 };
  const recommender = createRecommender(module);
  for (const call of [
    () => recommender.add(new Uint8Array(3)),
    () => recommender.card('1'),
    () => recommender.score([], 3),
  ]) {
    assert.throws(call, { code: 'engine-failed' });
  }
  assert.ok(module.HEAPU8.every((byte) => byte === 0));
});

test('an item whose block of cards is broken is refused, and not called unknown', () => {
  const recommender = createRecommender({ ...movingModule(), findItem: () => -2 }, url);
  assert.throws(() => recommender.card('a'), { code: 'invalid-table', url });
});
