import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createEngine, openBytes } from '../../wasm/engine_module.js';
import createFallback from '../../../web/dist/goeswith.fallback.js';
import { Engine } from '../../../web/src/engine.js';
import { writeTable } from '../table-writer.js';

const ITEMS = 500;
const CARTS = 5_000;

/** A stream of numbers below `bound` that is the same on every run. */
function numbers(seed = 1) {
  let state = seed;
  return (/** @type {number} */ bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

test('engine as JavaScript gives the same lists as WebAssembly, byte by byte', async () => {
  const next = numbers();
  const sku = (/** @type {number} */ item) => `item-${String(item).padStart(3, '0')}`;
  const items = Array.from({ length: ITEMS }, (_, i) => ({
    sku: sku(i),
    goesWith: Object.fromEntries(Array.from({ length: next(20) }, () => [sku(next(ITEMS)), 1 + next(15)])),
  }));
  items.forEach((item) => delete item.goesWith[item.sku]);
  const table = writeTable(items);

  const [wasm, fallback] = await Promise.all([createEngine(), createFallback()]);
  const engines = [wasm, fallback].map((module) => ({ engine: new Engine(module), handle: openBytes(module, table) }));
  assert.ok(engines.every(({ handle }) => handle > 0));
  let suggestions = 0;
  for (let i = 0; i < CARTS; i++) {
    const cart = Array.from({ length: 1 + next(8) }, () => next(ITEMS));
    const [first, second] = engines.map(({ engine, handle }) => engine.score(handle, cart, 20, 0, 0));
    assert.deepEqual(second, first, `${cart}`);
    suggestions += first?.length ?? 0;
  }
  assert.ok(suggestions > 10 * CARTS, `${suggestions}`);
});

test('engine as JavaScript refuses what WebAssembly refuses, with the same codes', async () => {
  const table = writeTable([{ sku: 'a', goesWith: { b: 9 } }, { sku: 'b' }]);
  const modules = await Promise.all([createEngine(), createFallback()]);
  for (let length = 0; length < table.length; length++) {
    const [first, second] = modules.map((module) => openBytes(module, table.subarray(0, length)));
    assert.ok(Number(first) < 1);
    assert.equal(second, first, `${length} bytes`);
  }
});
