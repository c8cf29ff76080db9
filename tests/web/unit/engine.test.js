import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Engine, startEngine } from '../../../web/src/engine.js';

/**
 * A module that moves its heap with every call, as a growing WebAssembly memory does, and answers with the cart's
 * numbers, each with itself as score and no rate.
 */
function movingModule() {
  const move = () => {
    const heap = module.HEAPU8.slice();
    module.HEAPU8.fill(0xee);
    module.HEAPU8 = heap;
    module.HEAP32 = new Int32Array(heap.buffer);
  };
  /** @type {import('../../../web/src/engine-module.js').EngineModule & {opened?: Uint8Array}} */
  const module = {
    HEAPU8: new Uint8Array(1024),
    HEAP32: new Int32Array(0),
    allocate: (byteCount) => (move(), byteCount > 512 ? 0 : 256),
    openTable: (address, byteCount) => {
      module.opened = module.HEAPU8.slice(address, address + byteCount + 1);
      return 7;
    },
    closeTable: () => 0,
    workspace: () => (move(), 64),
    findItem: () => -1,
    readCard: () => 0,
    score: (_, cartCount) => {
      const cart = module.HEAP32.slice(16, 16 + cartCount);
      move();
      cart.forEach((item, i) => module.HEAP32.set([item, item, 0], 16 + 3 * i));
      return cartCount;
    },
  };
  return module;
}

test('engine hands the table over whole, its cards behind it, though the heap moves', () => {
  const module = movingModule();
  assert.equal(new Engine(module).open(Uint8Array.of(1, 2, 3), Uint8Array.of(4), 0), 7);
  assert.deepEqual(module.opened, Uint8Array.of(1, 2, 3, 4));
});

test('engine answers 0 for a table that does not fit into memory', () => {
  const module = movingModule();
  assert.equal(new Engine(module).open(new Uint8Array(300), new Uint8Array(300), 0), 0);
  assert.equal(module.opened, undefined);
});

test('engine reads the scores from where the heap is now, and copies them', () => {
  const engine = new Engine(movingModule());
  const first = engine.score(7, [5, 6], 3, 0, 0);
  assert.deepEqual([...first], [5, 5, 0, 6, 6, 0]);
  engine.score(7, [9], 3, 0, 0);
  assert.deepEqual([...first], [5, 5, 0, 6, 6, 0]);
});

test('engine refuses a cart for which there is no memory', () => {
  const module = { ...movingModule(), workspace: () => 0 };
  assert.throws(() => new Engine(module).score(7, [5], 3, 0, 0), RangeError);
  assert.throws(() => new Engine(module).item(7, 'a'), RangeError);
});

test('starting the engine hands the bytes to the generated code', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  /** @type {BufferSource | undefined} */
  let received;
  const engine = await startEngine(async (options) => {
    received = options?.wasm;
    return movingModule();
  }, bytes);
  assert.equal(received, bytes);
  assert.ok(engine instanceof Engine);
});

test('starting the engine rejects when the generated code does', async () => {
  const refusal = new WebAssembly.CompileError('no');
  await assert.rejects(startEngine(() => Promise.reject(refusal), new Uint8Array()), refusal);
});
