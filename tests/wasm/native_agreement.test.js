// The browser's engine and the native command give the same lists, for carts out of real orders. Needs the builds of
// the wasm and release presets.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { decodeCards } from '../../web/src/cards.js';
import { createEngine, openBytes, scoreCart } from './engine_module.js';

const CART_COUNT = 1000;
const LIMIT = 20;

const repository = fileURLToPath(new URL('../..', import.meta.url));
const orders = path.join(repository, 'demo/data/uk_retail.tsv.gz');
const command = path.resolve(process.env.GOESWITH_COMMAND ?? path.join(repository, 'build/release/bin/goeswith'));

let directory = '';

before(async () => {
  assert.ok(
    existsSync(command),
    `No command at ${command}. Build it with "cmake --preset release && cmake --build --preset release", ` +
      'or let GOESWITH_COMMAND name it.',
  );
  directory = await mkdtemp(path.join(tmpdir(), 'goeswith-agreement-'));
});

after(() => rm(directory, { recursive: true, force: true }));

/** All but the last item of every k-th order of at least two items, spread over the whole file. */
async function readCarts() {
  /** @type {Map<string, Set<string>>} */
  const baskets = new Map();
  for (const line of gunzipSync(await readFile(orders)).toString().trimEnd().split('\n').slice(1)) {
    const [order, item] = line.split('\t');
    const basket = baskets.get(order);
    if (basket) basket.add(item);
    else baskets.set(order, new Set([item]));
  }
  const carts = [...baskets.values()].filter((basket) => basket.size > 1).map((basket) => [...basket].slice(0, -1));
  const step = Math.floor(carts.length / CART_COUNT);
  return carts.filter((_, k) => k % step === 0).slice(0, CART_COUNT);
}

test('1,000 carts of real orders get the same items and scores natively and in WebAssembly', async () => {
  const published = path.join(directory, 'published');
  const cartsFile = path.join(directory, 'carts.tsv');
  const carts = await readCarts();
  assert.equal(carts.length, CART_COUNT);
  await writeFile(cartsFile, carts.map((cart) => `${cart.join('\t')}\n`).join(''));
  execFileSync(command, ['build', orders, '-o', published], { stdio: ['ignore', 'ignore', 'inherit'] });
  const native = execFileSync(command, ['score', published, '--carts', cartsFile, '-n', String(LIMIT), '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'], // what it says of unknown items is of no interest here
  });
  const nativeLists = native.trimEnd().split('\n').map((line) => JSON.parse(line).items);
  assert.equal(nativeLists.length, CART_COUNT);

  const manifest = JSON.parse(await readFile(path.join(published, 'manifest.json'), 'utf8'));
  const table = new Uint8Array(await readFile(path.join(published, manifest.table.file)));
  const cards = await decodeCards(table);
  const engine = await createEngine();
  const handle = openBytes(engine, table);
  assert.ok(handle >= 1);

  let suggestions = 0;
  carts.forEach((cart, k) => {
    const items = cart.map((sku) => cards.items.get(sku)).filter((item) => item !== undefined);
    const list = scoreCart(engine, handle, items, LIMIT).map(([item, score]) => ({ sku: cards.card(item).sku, score }));
    assert.deepEqual(list, nativeLists[k], `cart ${k + 1}: ${cart.join(' ')}`);
    suggestions += list.length;
  });
  assert.ok(suggestions > 10 * CART_COUNT, `only ${suggestions} suggestions to compare`);
});
