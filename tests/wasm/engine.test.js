// The contract of wasm/README.md, on the module that the browser downloads. Needs the wasm preset's build.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { createEngine, inflatedCards, openBytes, scoreCart } from './engine_module.js';
import { cardsSection, file, rowsSection, seal, tableBytes } from './table_bytes.js';

// Enumerators of core/table/table_error.h.
const TRUNCATED = 1;
const NOT_A_TABLE = 2;
const UNSUPPORTED_VERSION = 3;
const TRAILING_BYTES = 4;
const CHECKSUM_MISMATCH = 5;
const RESERVED_BITS_SET = 6;
const LIMIT_EXCEEDED = 7;
const BAD_DIRECTORY = 8;
const UNKNOWN_SECTION = 9;
const MISSING_SECTION = 10;
const BAD_ROWS = 11;
const BAD_CARDS = 12;
const OTHER_GENERATION = 17;

const MAXIMUM_MEMORY = 256 * 2 ** 20;
const MAX_SUGGESTIONS = 1000;
const MAX_WORKSPACE_WORDS = 2 ** 24;

// Scale 64 leaves level values as they are: magnitude q of 16 levels weighs floor((4095 q² + 128) / 256).
const NEGATIVE = 16;
const ROWS = [
  { targets: [1, 2], codes: [15, 7], scale: 64 }, //              1: 4095, 2: 1024
  { targets: [0, 2, 3], codes: [3, 3, NEGATIVE | 0], scale: 64 }, // 0: 256, 2: 256, 3: −16
  { targets: [3], codes: [1], scale: 64 }, //                     3: 64
  { targets: [], codes: [], scale: 0 },
  { targets: [0, 1, 2, 3], codes: [3, 3, 3, 3], scale: 64 }, //  0 … 3: 256 each
];
const TABLE = tableBytes(ROWS);

const edited = (/** @type {number} */ at, /** @type {number} */ value) => {
  const bytes = Uint8Array.from(TABLE);
  bytes[at] = value;
  return bytes;
};

test('a table opens, and scores are sums of its rows, best first, without the cart', async () => {
  const engine = await createEngine();
  const handle = openBytes(engine, TABLE);
  assert.ok(handle >= 1);
  assert.deepEqual(scoreCart(engine, handle, [0], 6), [[1, 4095], [2, 1024]]);
  assert.deepEqual(scoreCart(engine, handle, [0, 1], 6), [[2, 1280]]);
  assert.deepEqual(scoreCart(engine, handle, [1, 2], 6), [[0, 256], [3, 48]]);
});

test('equal scores stand in order of item number', async () => {
  const engine = await createEngine();
  const handle = openBytes(engine, TABLE);
  assert.deepEqual(scoreCart(engine, handle, [4], 3), [[0, 256], [1, 256], [2, 256]]);
});

test('a cart of unknown and repeated items counts each known one once', async () => {
  const engine = await createEngine();
  const handle = openBytes(engine, TABLE);
  assert.deepEqual(scoreCart(engine, handle, [0, 0, 5, -1, 2 ** 31 - 1, 0], 6), scoreCart(engine, handle, [0], 6));
});

test('a table without items gives no suggestions', async () => {
  const engine = await createEngine();
  const handle = openBytes(engine, tableBytes([]));
  assert.ok(handle >= 1);
  assert.deepEqual(scoreCart(engine, handle, [0], 6), []);
});

test('tables are open side by side, and closing one leaves the others', async () => {
  const engine = await createEngine();
  const first = openBytes(engine, TABLE);
  const second = openBytes(engine, tableBytes([{ targets: [1], codes: [0], scale: 64 }, ROWS[3]]));
  const third = openBytes(engine, TABLE);
  assert.equal(new Set([first, second, third]).size, 3);
  assert.equal(engine.closeTable(first), 0);
  assert.deepEqual(scoreCart(engine, second, [0], 6), [[1, 16]]);
  assert.deepEqual(scoreCart(engine, third, [0], 1), [[1, 4095]]);
});

test('a handle that is closed, foreign or nonsense is refused', async () => {
  const engine = await createEngine();
  engine.workspace(1);
  const handle = openBytes(engine, TABLE);
  assert.equal(engine.closeTable(handle), 0);
  const reopened = openBytes(engine, TABLE);
  assert.notEqual(reopened, handle);
  for (const bad of [handle, 0, -1, reopened + 1, 2 ** 31 - 1, -(2 ** 31)]) {
    assert.equal(engine.closeTable(bad), -1);
    assert.equal(engine.score(bad, 0, 6, 0, 0), -1);
  }
  assert.deepEqual(scoreCart(engine, reopened, [0], 1), [[1, 4095]]);
});

test('a cart longer than the workspace is refused', async () => {
  const engine = await createEngine();
  const handle = openBytes(engine, TABLE);
  assert.equal(engine.score(handle, 1, 6, 0, 0), -1, 'before there is a workspace');
  assert.equal(engine.score(handle, 0, 6, 0, 0), 0);
  engine.workspace(5000);
  assert.equal(engine.score(handle, 5000, 6, 0, 0), 2, 'fresh words are 0, the first item');
  for (const count of [5001, 2 ** 30, 2 ** 31 - 1, -1, 2 ** 32 - 1]) assert.equal(engine.score(handle, count, 6, 0, 0), -1);
});

test('a limit is taken as at most the longest list there is', async () => {
  const engine = await createEngine();
  const items = MAX_SUGGESTIONS + 500;
  const few = { targets: [], codes: [], scale: 0 };
  const rows = Array.from({ length: items }, (_, item) => {
    if (item >= 10) return few;
    const targets = Array.from({ length: 150 }, (__, k) => 10 + 148 * item + k);
    return { targets, codes: targets.map(() => 3), scale: 64 };
  });
  const handle = openBytes(engine, tableBytes(rows));
  const cart = Array.from({ length: 10 }, (_, item) => item);
  assert.equal(scoreCart(engine, handle, cart, 0).length, 0);
  assert.equal(scoreCart(engine, handle, cart, MAX_SUGGESTIONS).length, MAX_SUGGESTIONS);
  assert.equal(scoreCart(engine, handle, cart, 2 ** 32 - 1).length, MAX_SUGGESTIONS);
});

test('the workspace stays where it is until more is asked for, and has an end', async () => {
  const engine = await createEngine();
  const handle = openBytes(engine, TABLE);
  const address = engine.workspace(10);
  assert.ok(address > 0 && address % 4 === 0);
  engine.score(handle, 10, MAX_SUGGESTIONS, 0, 0);
  openBytes(engine, TABLE);
  assert.equal(engine.workspace(3), address);
  const grown = engine.workspace(MAX_WORKSPACE_WORDS);
  assert.ok(grown > 0);
  assert.ok(engine.HEAPU8.length >= grown + 4 * MAX_WORKSPACE_WORDS, 'the heap view is the grown one');
  for (const words of [MAX_WORKSPACE_WORDS + 1, 2 ** 30, 2 ** 32 - 1, -1]) assert.equal(engine.workspace(words), 0);
  assert.equal(engine.workspace(1), grown, 'a refusal leaves the workspace');
});

test('memory that cannot be had is refused, and the engine lives on', async () => {
  const engine = await createEngine();
  for (const count of [MAXIMUM_MEMORY - 1, MAXIMUM_MEMORY, 2 ** 31, 2 ** 32 - 1, -1]) {
    assert.equal(engine.allocate(count), 0);
  }
  assert.ok(openBytes(engine, TABLE) >= 1);
});

test('an address or a length that allocate did not give is refused and frees nothing', async () => {
  const engine = await createEngine();
  assert.equal(engine.openTable(0, 0, 0), 0, 'before anything is allocated');
  const cards = inflatedCards(TABLE);
  const whole = TABLE.length + cards.length;
  const address = engine.allocate(whole);
  engine.HEAPU8.set(TABLE, address);
  engine.HEAPU8.set(cards, address + TABLE.length);
  for (const [at, length] of [
    [0, TABLE.length],
    [address + 8, TABLE.length - 8],
    [address, whole + 1],
    [address, 2 ** 32 - 1],
    [2 ** 32 - 8, TABLE.length],
    [engine.HEAPU8.length, TABLE.length],
  ]) {
    assert.equal(engine.openTable(at, length, 0), 0);
  }
  assert.equal(engine.openTable(address, TABLE.length, 1), 0, 'shards that are not open');
  assert.ok(engine.openTable(address, TABLE.length, 0) >= 1);
  assert.equal(engine.openTable(address, TABLE.length, 0), 0, 'the buffer is taken over once');
});

test('a second allocation replaces the first', async () => {
  const engine = await createEngine();
  const first = engine.allocate(1000);
  const second = engine.allocate(2000);
  assert.equal(engine.openTable(first, 1000, 0), 0);
  assert.equal(engine.openTable(second, 2000, 0), -NOT_A_TABLE);
});

test('a table cut short at any byte is refused', async () => {
  const engine = await createEngine();
  for (let length = 0; length < TABLE.length; length++) {
    assert.equal(openBytes(engine, TABLE.subarray(0, length)), -TRUNCATED, `${length} bytes`);
  }
});

test('a table with any one bit flipped is refused', async () => {
  const engine = await createEngine();
  for (let bit = 0; bit < 8 * TABLE.length; bit++) {
    const code = -openBytes(engine, edited(bit >> 3, TABLE[bit >> 3] ^ (1 << (bit & 7))));
    const at = bit >> 3;
    if (at < 8) assert.equal(code, NOT_A_TABLE);
    else if (at === 8) assert.equal(code, UNSUPPORTED_VERSION);
    else if (at < 12) assert.equal(code, RESERVED_BITS_SET);
    else if (at >= 16 && at < 20) assert.ok(code === TRUNCATED || code === TRAILING_BYTES);
    else assert.equal(code, CHECKSUM_MISMATCH);
  }
});

test('each way of breaking the format has its code', async () => {
  const engine = await createEngine();
  const rows = rowsSection(ROWS);
  const cards = cardsSection(ROWS.length);
  const edges = 10;
  /** @type {[string, Uint8Array, number][]} */
  const cases = [
    ['a byte more', Uint8Array.from([...TABLE, 0]), TRAILING_BYTES],
    ['too many items', seal(file(2 ** 24 + 1, 0, [['ROWS', rows], ['CARD', cards]])), LIMIT_EXCEEDED],
    ['a section twice', seal(file(5, edges, [['ROWS', rows], ['ROWS', rows]])), BAD_DIRECTORY],
    ['a section beyond the end', seal(edited(40, 255)), BAD_DIRECTORY],
    ['an unknown section', seal(file(5, edges, [['ROWS', rows], ['CARD', cards], ['NEWS', cards]])), UNKNOWN_SECTION],
    ['no cards', seal(file(5, edges, [['ROWS', rows]])), MISSING_SECTION],
    ['rows without a header', seal(file(5, edges, [['ROWS', rows.subarray(0, 3)], ['CARD', cards]])), BAD_ROWS],
    ['a block less', seal(file(500, edges, [['ROWS', rows], ['CARD', cards]])), BAD_ROWS],
    ['cards without a length', seal(file(5, edges, [['ROWS', rows], ['CARD', cards.subarray(0, 3)]])), BAD_CARDS],
  ];
  for (const [name, bytes, code] of cases) assert.equal(openBytes(engine, bytes), -code, name);
  const skippable = seal(file(5, edges, [['ROWS', rows], ['CARD', cards], ['news', cards]]));
  assert.ok(openBytes(engine, skippable) >= 1, 'an unknown section that may be skipped');
});

test('rows that break the format are refused when they are used, and the table lives on', async () => {
  const engine = await createEngine();
  // Item 1's row has target 3, which is beyond three items.
  const handle = openBytes(engine, seal(file(3, 10, [['ROWS', rowsSection(ROWS)], ['CARD', cardsSection(3)]])));
  assert.ok(handle >= 1);
  assert.deepEqual(scoreCart(engine, handle, [0], 6), [[1, 4095], [2, 1024]]);
  engine.HEAP32[engine.workspace(1) / 4] = 1;
  assert.equal(engine.score(handle, 1, 6, 0, 0), -2);
  assert.deepEqual(scoreCart(engine, handle, [0], 1), [[1, 4095]]);
});

test('a shard joins an open one of its generation, and nothing else does', async () => {
  const engine = await createEngine();
  const [first, second] = await Promise.all(
    ['shard-a', 'shard-b'].map((name) => readFile(new URL(`../golden/valid/${name}.gws`, import.meta.url))),
  );
  const join = (/** @type {Uint8Array} */ bytes, /** @type {number} */ handle) => openBytes(engine, bytes, undefined, handle);
  const handle = join(first, 0);
  assert.ok(handle >= 1);
  assert.equal(join(second, handle), handle);
  assert.equal(join(TABLE, handle), -OTHER_GENERATION);
  assert.equal(join(first.subarray(1), handle), -NOT_A_TABLE);
  assert.equal(join(second, handle + 1), 0, 'no such handle');
  assert.equal(engine.closeTable(handle), 0);
  assert.equal(join(second, handle), 0, 'closed');
});

test('items and cards of a handle, a SKU or an item that are not there are none', async () => {
  const engine = await createEngine();
  const handle = openBytes(engine, TABLE);
  assert.equal(engine.findItem(handle, 1), -1, 'before there is a workspace');
  const find = (/** @type {string} */ sku, /** @type {number} */ of) => {
    const bytes = new TextEncoder().encode(sku);
    engine.HEAPU8.set(bytes, engine.workspace(bytes.length));
    return engine.findItem(of, bytes.length);
  };
  assert.deepEqual(['a0', 'a4', 'a5', 'a', ''].map((sku) => find(sku, handle)), [0, 4, -1, -1, -1]);
  for (const bad of [0, -1, handle + 1]) assert.equal(find('a0', bad), -1);
  for (const count of [2 ** 30, -1]) assert.equal(engine.findItem(handle, count), -1);
  assert.ok(engine.readCard(handle, 4) > 0);
  for (const item of [5, -1, 2 ** 31]) assert.equal(engine.readCard(handle, item), 0);
  assert.equal(engine.readCard(handle + 1, 0), 0);
});

test('bytes that are not WebAssembly are refused', async () => {
  await assert.rejects(createEngine(Buffer.from('<!doctype html>')), WebAssembly.CompileError);
});

const EMPTY_WASM = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

test('a module that cannot be instantiated is refused, as one of another version is', async () => {
  // One import, env.f: a function without parameters.
  const importing = Uint8Array.from([...EMPTY_WASM, 1, 4, 1, 0x60, 0, 0, 2, 9, 1, 3, 0x65, 0x6e, 0x76, 1, 0x66, 0, 0]);
  // The imports are looked up in an object without that name: a TypeError.
  await assert.rejects(createEngine(importing), TypeError);
});

test('a module without the exports of the engine is refused', async () => {
  await assert.rejects(createEngine(Uint8Array.from(EMPTY_WASM)), TypeError);
});

test('the heap stays flat over 10,000 tables and 100,000 carts', async () => {
  const engine = await createEngine();
  const damaged = edited(TABLE.length - 1, 255);
  const round = () => {
    const handle = openBytes(engine, TABLE);
    for (let k = 0; k < 10; k++) scoreCart(engine, handle, [k % 5, (k + 1) % 5], 6);
    assert.equal(openBytes(engine, damaged), -CHECKSUM_MISMATCH);
    assert.equal(engine.closeTable(handle), 0);
  };
  for (let k = 0; k < 10; k++) round();
  const settled = engine.HEAPU8.length;
  for (let k = 0; k < 10_000; k++) round();
  assert.equal(engine.HEAPU8.length, settled);
  assert.ok(settled <= 2 ** 20, `${settled} bytes`);
});
