import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { writeTable } from '../../table/table-writer.js';
import { createEngine, openBytes, scoreWords } from '../../wasm/engine_module.js';

const directory = process.env.GOESWITH_ENGINE_DIR;
/** The one beside the engine that is tested, or the one that is published. */
const file = directory
  ? pathToFileURL(path.resolve(directory, 'goeswith-engine-fallback.js'))
  : new URL('../../../web/dist/goeswith.fallback.js', import.meta.url);
const { default: createFallback } = await import(file.href);

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

  const engines = await Promise.all([createEngine(), createFallback()]);
  assert.deepEqual(
    engines.map((engine) => openBytes(engine, table)),
    [0, 0],
  );
  let suggestions = 0;
  for (let i = 0; i < CARTS; i++) {
    const cart = Array.from({ length: 1 + next(8) }, () => next(ITEMS));
    const [first, second] = engines.map((engine) => scoreWords(engine, cart, 20));
    assert.deepEqual(second, first, `${cart}`);
    suggestions += first.length;
  }
  assert.ok(suggestions > 10 * CARTS, `${suggestions}`);
});

test('engine as JavaScript refuses what WebAssembly refuses, with the same codes', async () => {
  const table = writeTable([{ sku: 'a', goesWith: { b: 9 } }, { sku: 'b' }]);
  const modules = await Promise.all([createEngine(), createFallback()]);
  for (let length = 0; length < table.length; length++) {
    const [first, second] = modules.map((module) => openBytes(module, table.subarray(0, length)));
    assert.ok(first > 0);
    assert.equal(second, first, `${length} bytes`);
  }
});
