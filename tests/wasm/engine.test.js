// The contract of wasm/README.md, on the module that the browser downloads. Needs the wasm preset's build.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { baseFor } from '../golden/make.js';
import { createEngine, findItem, openBytes, scoreCart, scoreWords } from './engine_module.js';
import { cardsSection, rowsSection, shardBytes, tableBytes, tableFile } from './table_bytes.js';

// Enumerators of core/table/table_error.h.
const WRONG_SIZE = 1;
const NOT_A_TABLE = 2;
const UNSUPPORTED_VERSION = 3;
const CHECKSUM_MISMATCH = 4;
const BAD_HEAD = 5;
const BAD_ROWS = 6;
const BAD_CARDS = 7;
const OTHER_GENERATION = 8;
/** By the reasons of core/FORMAT.md. @type {Record<string, number>} */
const CODES = {
  'not-a-table': NOT_A_TABLE,
  'unsupported-version': UNSUPPORTED_VERSION,
  'wrong-size': WRONG_SIZE,
  'checksum-mismatch': CHECKSUM_MISMATCH,
  'bad-head': BAD_HEAD,
  'bad-rows': BAD_ROWS,
  'bad-cards': BAD_CARDS,
  'other-generation': OTHER_GENERATION,
};

const MAXIMUM_MEMORY = 256 * 2 ** 20;
const MAX_SUGGESTIONS = 1000;
const HEADER_BYTES = 24;
/** What readCard() writes. */
const CARD_BYTES = 16;

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

/** @param {any} engine @param {Uint8Array} bytes */
const open = (engine, bytes) => assert.equal(openBytes(engine, bytes), 0);

/** Tables and shards of a folder of golden files. @param {'valid' | 'invalid'} folder */
const goldenFiles = async (folder) => {
  const directory = new URL(`../golden/${folder}/`, import.meta.url);
  const names = (await readdir(directory)).filter((name) => /\.gw[ts]$/.test(name));
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(new URL(name, directory)) })));
};

/** @param {string} name */
const goldenShard = (name) => readFile(new URL(`../golden/valid/${name}.gws`, import.meta.url));

const edited = (/** @type {number} */ at, /** @type {number} */ value) => {
  const bytes = Uint8Array.from(TABLE);
  bytes[at] = value;
  return bytes;
};

test('a table opens, and scores are sums of its rows, best first, without the cart', async () => {
  const engine = await createEngine();
  open(engine, TABLE);
  assert.deepEqual(scoreCart(engine, [0], 6), [
    [1, 4095],
    [2, 1024],
  ]);
  assert.deepEqual(scoreCart(engine, [0, 1], 6), [[2, 1280]]);
  assert.deepEqual(scoreCart(engine, [1, 2], 6), [
    [0, 256],
    [3, 48],
  ]);
});

test('equal scores stand in order of item number', async () => {
  const engine = await createEngine();
  open(engine, TABLE);
  assert.deepEqual(scoreCart(engine, [4], 3), [
    [0, 256],
    [1, 256],
    [2, 256],
  ]);
});

test('a cart of unknown and repeated items counts each known one once', async () => {
  const engine = await createEngine();
  open(engine, TABLE);
  assert.deepEqual(scoreCart(engine, [0, 0, 5, -1, 2 ** 31 - 1, 0], 6), scoreCart(engine, [0], 6));
});

test('a table without items gives no suggestions', async () => {
  const engine = await createEngine();
  open(engine, tableBytes([]));
  assert.deepEqual(scoreCart(engine, [0], 6), []);
});

test('before a table is open everything is refused', async () => {
  const engine = await createEngine();
  engine.workspace(100);
  assert.equal(engine.score(0, 6, 0, 0), -1);
  assert.equal(engine.findItem(0), -1);
  assert.equal(engine.readCard(0), 0);
});

test('a second table is refused, and the first lives on', async () => {
  const engine = await createEngine();
  open(engine, TABLE);
  assert.equal(openBytes(engine, tableBytes([{ targets: [1], codes: [0], scale: 64 }, ROWS[3]])), OTHER_GENERATION);
  assert.deepEqual(scoreCart(engine, [0], 1), [[1, 4095]]);
});

test('what is refused, asked again or scored again takes no memory', async () => {
  const engine = await createEngine();
  // More targets than a cart's sums have places for at first.
  const rows = Array.from({ length: 600 }, (_, item) => {
    const targets = Array.from({ length: 200 }, (_, k) => (item + 1 + k) % 600).sort((a, b) => a - b);
    return { targets, codes: targets.map(() => 3), scale: 64 };
  });
  open(engine, shardBytes(5000, rows, { standsOnBase: false }));
  const few = Array.from({ length: 5000 }, () => ROWS[3]);
  const other = shardBytes(4999, few.slice(1));
  // What is wrong is seen when all is read.
  const broken = shardBytes(5000, few, { cards: cardsSection(5000, { behindHead: [1, 1, 1, 1, 1] }) });
  const damaged = Uint8Array.from(broken);
  damaged[damaged.length - 1] ^= 1;
  const everything = () => {
    assert.equal(openBytes(engine, damaged), CHECKSUM_MISMATCH);
    assert.equal(openBytes(engine, other), OTHER_GENERATION);
    assert.equal(openBytes(engine, broken), BAD_CARDS);
    for (const size of [1, 400, 0, 40])
      scoreCart(
        engine,
        Array.from({ length: size }, (_, k) => k),
        1000,
      );
    assert.equal(findItem(engine, 'not there, whatever its length'.repeat(20)), -1);
    engine.workspace(CARD_BYTES);
    assert.notEqual(engine.readCard(0), 0);
  };
  for (let round = 0; round < 3; round++) everything();
  const before = engine.HEAPU8.length;
  for (let round = 0; round < 100; round++) everything();
  assert.equal(engine.HEAPU8.length, before);
});

test('longer and longer requests take no more than four times the longest', async () => {
  const engine = await createEngine();
  open(engine, TABLE);
  const before = engine.HEAPU8.length;
  for (let length = 1; length < 20_000; length += 7) assert.equal(findItem(engine, 'x'.repeat(length)), -1);
  assert.ok(engine.HEAPU8.length - before <= 2 * 65536, `${engine.HEAPU8.length - before} bytes`);
});

test('a table takes its bytes and little more than what is kept of its cards', async () => {
  const engine = await createEngine();
  const before = engine.HEAPU8.length;
  const bytes = tableBytes(Array.from({ length: 200_000 }, () => ROWS[3]));
  open(engine, bytes);
  assert.ok(
    engine.HEAPU8.length - before < bytes.length + 200_000 * 12 + 2 ** 18,
    `${engine.HEAPU8.length - before} bytes`,
  );
});

test('a cart or a list longer than the workspace is refused', async () => {
  const engine = await createEngine();
  open(engine, TABLE);
  assert.equal(engine.score(1, 6, 0, 0), -1, 'before there is a workspace');
  assert.equal(engine.score(0, 6, 0, 0), 0);
  engine.workspace(20_000);
  assert.equal(engine.score(5000, 6, 0, 0), 2, 'fresh words are 0, the first item');
  for (const count of [5001, 2 ** 30, 2 ** 31 - 1, -1, 2 ** 32 - 1]) assert.equal(engine.score(count, 6, 0, 0), -1);

  const small = await createEngine();
  open(small, TABLE);
  const start = small.workspace(23) / 4;
  const ask = (/** @type {number} */ limit) => {
    small.HEAP32[start] = 0;
    return small.score(1, limit, 0, 0);
  };
  assert.equal(ask(1), 1);
  assert.equal(ask(2), -1, 'six words in five');
  assert.equal(small.workspace(23) / 4, start);
});

test('flags that name no placement are refused', async () => {
  const engine = await createEngine();
  open(engine, TABLE);
  engine.workspace(100);
  for (let flags = 0; flags < 24; flags++) assert.ok(engine.score(1, 1, 0, flags) >= 0, `${flags}`);
  for (const flags of [24, 25, 1000, 2 ** 31, 2 ** 32 - 1, -1]) assert.equal(engine.score(1, 1, 0, flags), -1);
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
  open(engine, tableBytes(rows));
  const cart = Array.from({ length: 10 }, (_, item) => item);
  assert.equal(scoreCart(engine, cart, 0).length, 0);
  assert.equal(scoreCart(engine, cart, MAX_SUGGESTIONS).length, MAX_SUGGESTIONS);
  assert.equal(scoreCart(engine, cart, 2 ** 32 - 1).length, MAX_SUGGESTIONS);
});

test('the workspace stays where it is until more is asked for or a table is opened', async () => {
  const engine = await createEngine();
  open(engine, TABLE);
  const address = engine.workspace(12_000);
  assert.ok(address > 0 && address % 4 === 0);
  assert.equal(engine.score(10, MAX_SUGGESTIONS, 0, 0), 2);
  assert.equal(engine.findItem(3), -1);
  assert.ok(engine.readCard(0) > 0);
  assert.equal(engine.workspace(3), address);
  const size = 2 ** 26;
  const grown = engine.workspace(size);
  assert.ok(grown > 0);
  assert.ok(engine.HEAPU8.length >= grown + size, 'the heap view is the grown one');
  for (const bytes of [MAXIMUM_MEMORY, 2 ** 31, 2 ** 32 - 1, -1]) assert.equal(engine.workspace(bytes), 0);
  assert.equal(engine.workspace(1), grown, 'a refusal leaves the workspace');
  const refused = edited(TABLE.length - 1, TABLE[TABLE.length - 1] ^ 1);
  assert.equal(openBytes(engine, refused), CHECKSUM_MISMATCH);
  assert.equal(engine.workspace(1), grown, 'a table that is refused leaves the workspace');
  assert.deepEqual(engine.HEAPU8.slice(grown, grown + refused.length), refused, 'and its content');

  const other = await createEngine();
  open(other, TABLE);
  assert.equal(other.score(1, 6, 0, 0), -1, 'a table that is opened has taken it');
});

test('shards that are refused leave those that were opened as they were', async () => {
  const [base, first, second] = await Promise.all(['shard-base', 'shard-a', 'shard-b'].map(goldenShard));
  // Nothing is wrong with the one without a base beside a base.
  const others = (await goldenFiles('invalid')).filter(({ name }) => name !== 'other-generation.no-base.gws');
  const engine = await createEngine();
  open(engine, base);
  open(engine, first);
  const list = scoreCart(engine, [0], 6);
  assert.ok(list.length > 0);
  for (const { name, bytes } of others) {
    assert.ok(openBytes(engine, bytes) > 0, name);
    assert.deepEqual(scoreCart(engine, [0], 6), list, name);
  }
  open(engine, second);
  assert.notDeepEqual(scoreCart(engine, [0, 1], 6), list);
});

test('a table keeps what is behind it in the workspace out', async () => {
  const engine = await createEngine();
  const address = engine.workspace(TABLE.length + 1000);
  engine.HEAPU8.fill(255, address, address + TABLE.length + 1000);
  open(engine, TABLE);
  assert.deepEqual(scoreCart(engine, [0], 1), [[1, 4095]]);
});

test('memory that cannot be had is refused, and the engine lives on', async () => {
  const engine = await createEngine();
  for (const count of [MAXIMUM_MEMORY - 1, MAXIMUM_MEMORY, 2 ** 31, 2 ** 32 - 1, -1]) {
    assert.equal(engine.workspace(count), 0);
  }
  open(engine, TABLE);
});

test('more bytes than the workspace has are refused, and it is left as it was', async () => {
  const engine = await createEngine();
  assert.equal(engine.openTable(1), -1, 'before there is a workspace');
  const address = engine.workspace(TABLE.length);
  engine.HEAPU8.set(TABLE, address);
  for (const length of [TABLE.length + 1, 2 ** 31, 2 ** 32 - 1, -1]) assert.equal(engine.openTable(length), -1);
  assert.equal(engine.openTable(TABLE.length), 0);
  assert.equal(engine.openTable(TABLE.length), -1, 'the workspace is taken over once');
});

test('a table cut short at any byte is refused', async () => {
  const engine = await createEngine();
  for (let length = 0; length < TABLE.length; length++) {
    const code = openBytes(engine, TABLE.subarray(0, length));
    assert.equal(code, length < HEADER_BYTES ? NOT_A_TABLE : WRONG_SIZE, `${length} bytes`);
  }
});

test('a table with any one bit flipped is refused', async () => {
  const engine = await createEngine();
  for (let bit = 0; bit < 8 * TABLE.length; bit++) {
    const code = openBytes(engine, edited(bit >> 3, TABLE[bit >> 3] ^ (1 << (bit & 7))));
    const at = bit >> 3;
    if (at < 8) assert.equal(code, NOT_A_TABLE);
    else if (at < 12) assert.equal(code, UNSUPPORTED_VERSION);
    else if (at < 16) assert.equal(code, WRONG_SIZE);
    else assert.equal(code, CHECKSUM_MISMATCH);
  }
});

test('each way of breaking the format has its code', async () => {
  const engine = await createEngine();
  const sections = { ROWS: rowsSection(ROWS), CARD: cardsSection(ROWS.length) };
  const edges = 10;
  const changed = (/** @type {object} */ content, changes = {}) =>
    tableFile(5, edges, { ...sections, ...content }, changes);
  const { length } = sections.CARD;
  /** @type {[string, Uint8Array, number][]} */
  const cases = [
    ['a byte more', Uint8Array.from([...TABLE, 0]), WRONG_SIZE],
    ['a byte behind the sections', changed({}, { tail: [0] }), BAD_HEAD],
    ['a section beyond the end', changed({ lengths: { CARD: length + 1 } }), BAD_HEAD],
    ['a length of 2^31 and more', changed({ lengths: { info: 2 ** 32 - 2 } }), BAD_HEAD],
    ['a head beyond the end', changed({}, { headLength: 2 ** 32 - 1 }), BAD_HEAD],
    ['a bias less than cards', changed({ biasUnit: 1, biases: [1, 2, 3, 4] }), BAD_HEAD],
    ['more knots than are there', changed({ knots: 4095 }), BAD_HEAD],
    ['many more items than bytes', tableFile(2 ** 24 - 1, 0, sections, { zeros: 0 }), BAD_HEAD],
    ['no rows', changed({ ROWS: undefined }), BAD_ROWS],
    ['no cards', changed({ CARD: undefined }), BAD_CARDS],
    ['rows without a head', changed({ ROWS: sections.ROWS.subarray(0, 3) }), BAD_ROWS],
    ['a block less', tableFile(500, edges, sections), BAD_ROWS],
    ['cards without a head', changed({ CARD: sections.CARD.subarray(0, 3) }), BAD_CARDS],
  ];
  for (const [name, bytes, code] of cases) assert.equal(openBytes(engine, bytes), code, name);
});

test('every golden file is opened or refused for the reason in its name', async () => {
  for (const { name, bytes } of await goldenFiles('valid')) {
    const engine = await createEngine();
    const base = baseFor(name);
    if (base) open(engine, base);
    assert.equal(openBytes(engine, bytes), 0, name);
  }
  let refused = 0;
  for (const { name, bytes } of await goldenFiles('invalid')) {
    const engine = await createEngine();
    const base = baseFor(name);
    if (base) open(engine, base);
    const code = openBytes(engine, bytes);
    // What is wrong in a block, or only to one who looks at all cards, is seen when it is used, or not at all.
    if (code === 0) assert.ok(/^bad-(rows|cards)/.test(name), name);
    else assert.equal(code, CODES[name.split('.')[0]], name);
    refused += Number(code !== 0);
  }
  assert.ok(refused >= 40, `${refused} refused`);
});

/** Whether the engine refuses to score any item of a golden file, or to find one by its SKU. @param {any} engine */
function refusesAny(engine) {
  const scores = Array.from({ length: 300 }, (_, item) => {
    engine.HEAP32[engine.workspace(12 * MAX_SUGGESTIONS) / 4] = item;
    return engine.score(1, 20, 0, 0);
  });
  return scores.includes(-2) || ['a', 'b', 'z'].some((sku) => findItem(engine, sku) === -2);
}

test('of files that break the format just those are answered from of which FORMAT.md says that a reader may', async () => {
  const format = await readFile(new URL('../../core/FORMAT.md', import.meta.url), 'utf8');
  const [, duties = ''] = /^## What a reader owes$([\s\S]*?)^## /m.exec(format) ?? [];
  const allowed = [...duties.matchAll(/\[(bad-[\w.-]+)\]/g)].map(([, name]) => name);
  const answered = [];
  for (const { name, bytes } of await goldenFiles('invalid')) {
    const engine = await createEngine();
    const base = baseFor(name);
    if (base) open(engine, base);
    if (openBytes(engine, bytes) !== 0) continue;
    if (!refusesAny(engine)) answered.push(name.replace(/\.gw[ts]$/, ''));
  }
  assert.deepEqual(answered.sort(), allowed.sort());
});

test('a block that ends wrongly gives the lists of one that ends where it should', async () => {
  const files = await goldenFiles('invalid');
  // The other two have the same rows in a block that is in order.
  const names = ['block-not-used-up', 'more-edges-than-announced', 'fewer-edges-than-announced'];
  const lists = names.map(async (name) => {
    const engine = await createEngine();
    open(engine, /** @type {any} */ (files.find((file) => file.name === `bad-rows.${name}.gwt`)).bytes);
    return [0, 1, 2, 3, 4].map((item) => scoreCart(engine, [item], 6));
  });
  const [broken, ...sound] = await Promise.all(lists);
  assert.ok(/** @type {any[]} */ (broken).flat().length > 5);
  for (const each of sound) assert.deepEqual(broken, each);
});

test('carts of the golden files get the lists of the independent scorer, also from shards', async () => {
  const carts = JSON.parse(await readFile(new URL('../golden/carts.json', import.meta.url), 'utf8'));
  assert.ok(carts.length >= 100);
  for (const { files, cart, limit = 6, minAttach, diverse, byValue, placement = -1, list } of carts) {
    const engine = await createEngine();
    for (const name of files) open(engine, await readFile(new URL(`../golden/valid/${name}`, import.meta.url)));
    const flags = Number(Boolean(diverse)) + 2 * Number(Boolean(byValue)) + 4 * (placement + 1);
    const words = scoreWords(engine, cart, limit, minAttach, flags);
    assert.deepEqual([...words], list.flat(), JSON.stringify({ files, cart, minAttach, diverse, byValue, placement }));
  }
});

test('rows that break the format are refused when they are used, and the table lives on', async () => {
  const engine = await createEngine();
  // Item 1's row has target 3, which is beyond three items.
  open(engine, tableFile(3, 10, { ROWS: rowsSection(ROWS), CARD: cardsSection(3) }));
  assert.deepEqual(scoreCart(engine, [0], 6), [
    [1, 4095],
    [2, 1024],
  ]);
  engine.HEAP32[engine.workspace(72) / 4] = 1;
  assert.equal(engine.score(1, 6, 0, 0), -2);
  assert.deepEqual(scoreCart(engine, [0], 1), [[1, 4095]]);
});

test('shards join the base of their generation, and nothing else does', async () => {
  const engine = await createEngine();
  const [base, first, second] = await Promise.all(['shard-base', 'shard-a', 'shard-b'].map(goldenShard));
  assert.equal(openBytes(engine, first), OTHER_GENERATION, 'without what it stands on');
  open(engine, base);
  open(engine, second);
  open(engine, first);
  assert.equal(openBytes(engine, TABLE), OTHER_GENERATION);
  assert.equal(openBytes(engine, first.subarray(1)), NOT_A_TABLE);
  const whole = await createEngine();
  open(whole, TABLE);
  assert.equal(openBytes(whole, second), OTHER_GENERATION, 'a whole table is no base');
});

test('SKUs and items that are not there are none', async () => {
  const engine = await createEngine();
  open(engine, TABLE);
  assert.equal(engine.findItem(1), -1, 'before there is a workspace');
  assert.equal(engine.readCard(0), 0, 'nor room for a card');
  assert.deepEqual(
    ['a0', 'a4', 'a5', 'a', ''].map((sku) => findItem(engine, sku)),
    [0, 4, -1, -1, -1],
  );
  for (const count of [2 ** 30, -1]) assert.equal(engine.findItem(count), -1);
  engine.workspace(CARD_BYTES);
  assert.ok(engine.readCard(4) > 0);
  for (const item of [5, -1, 2 ** 31]) assert.equal(engine.readCard(item), 0);
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

test('the heap stays flat over 100,000 carts and 10,000 tables that are refused', async () => {
  const engine = await createEngine();
  const damaged = edited(TABLE.length - 1, 255);
  const broken = shardBytes(5, ROWS, { cards: cardsSection(5, { tail: [0] }) });
  open(engine, shardBytes(5, ROWS, { standsOnBase: false }));
  const round = (/** @type {number} */ k) => {
    scoreCart(engine, [k % 5, (k + 1) % 5], 6);
    engine.workspace(CARD_BYTES);
    engine.readCard(k % 5);
    if (k % 20 === 0) assert.equal(openBytes(engine, damaged), CHECKSUM_MISMATCH);
    if (k % 20 === 10) assert.equal(openBytes(engine, broken), BAD_CARDS);
  };
  for (let k = 0; k < 100; k++) round(k);
  const settled = engine.HEAPU8.length;
  for (let k = 0; k < 100_000; k++) round(k);
  assert.equal(engine.HEAPU8.length, settled);
  assert.ok(settled <= 2 ** 20, `${settled} bytes`);
});
