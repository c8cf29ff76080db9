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

import { readCard } from '../../web/src/engine/recommender.js';
import { createEngine, findItem, openBytes, scoreWords } from './engine_module.js';

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
  for (const line of gunzipSync(await readFile(orders))
    .toString()
    .trimEnd()
    .split('\n')
    .slice(1)) {
    const [order, item] = line.split('\t');
    const basket = baskets.get(order);
    if (basket) basket.add(item);
    else baskets.set(order, new Set([item]));
  }
  const carts = [...baskets.values()].filter((basket) => basket.size > 1).map((basket) => [...basket].slice(0, -1));
  const step = Math.floor(carts.length / CART_COUNT);
  return carts.filter((_, k) => k % step === 0).slice(0, CART_COUNT);
}

const carts = await readCarts();

/**
 * Builds a table, asks the command and the engine for the lists of all carts, and compares them.
 * @param {string} name
 * @param {string[]} buildOptions
 * @param {string[]} scoreOptions
 * @param {{minAttachRate?: number, flags?: number}} engineOptions the same as scoreOptions
 */
async function compare(name, buildOptions, scoreOptions, { minAttachRate = 0, flags = 0 }) {
  const published = path.join(directory, name);
  const cartsFile = path.join(directory, 'carts.tsv');
  assert.equal(carts.length, CART_COUNT);
  await writeFile(cartsFile, carts.map((cart) => `${cart.join('\t')}\n`).join(''));
  execFileSync(command, ['build', orders, '-o', published, ...buildOptions], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const native = execFileSync(
    command,
    ['score', published, '--carts', cartsFile, '-n', String(LIMIT), '--json', ...scoreOptions],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'pipe'], // what it says of unknown items is of no interest here
    },
  );
  const nativeLists = native
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).items);
  assert.equal(nativeLists.length, CART_COUNT);

  const manifest = JSON.parse(await readFile(path.join(published, 'manifest.json'), 'utf8'));
  const table = new Uint8Array(await readFile(path.join(published, manifest.table.file)));
  const engine = await createEngine();
  assert.equal(openBytes(engine, table), 0);

  const skus = new Map();
  const skuOf = (/** @type {number} */ item) => {
    if (!skus.has(item)) skus.set(item, readCard(engine, item).sku);
    return skus.get(item);
  };
  let suggestions = 0;
  carts.forEach((cart, k) => {
    const items = cart.map((sku) => findItem(engine, sku)).filter((item) => item >= 0);
    const words = scoreWords(engine, items, LIMIT, minAttachRate, flags);
    const list = Array.from({ length: words.length / 3 }, (_, i) => {
      const [item, score, rate] = words.subarray(3 * i, 3 * i + 3);
      const attach = Math.floor((rate / 65536) * 1e5) / 1e5;
      return { sku: skuOf(item), score, ...(rate > 0 && { attach }) };
    });
    assert.deepEqual(list, nativeLists[k], `cart ${k + 1}: ${cart.join(' ')}`);
    suggestions += list.length;
  });
  return suggestions;
}

test('1,000 carts of real orders: get the same items, scores and rates natively and in WebAssembly', async () => {
  const suggestions = await compare('bare', [], ['--alike'], {});
  assert.ok(suggestions > 10 * CART_COUNT, `only ${suggestions} suggestions to compare`);
});

test('the same with a catalogue, rules, a diverse list and a least attach rate', async () => {
  // A made-up catalogue in which every rule has something to do.
  const skus = [...new Set(carts.flat())].sort();
  const items = path.join(directory, 'items.tsv');
  const colours = ['red', 'blue', 'green'];
  const lines = skus.map((sku, k) => {
    const title = `Thing ${Math.floor(k / 3)} ${colours[k % 3]}`;
    return [sku, title, ((k * 37) % 1000) / 100 + 1, 'GBP', `Category ${k % 40}`, k % 5 ? '' : `group-${k % 7}`].join(
      '\t',
    );
  });
  await writeFile(items, `id\ttitle\tprice\tcurrency\tcategory\tgroup\n${lines.join('\n')}\n`);
  const [first, second, third] = carts.map((cart) => cart[0]);
  const other = skus.find((sku) => ![first, second, third].includes(sku));
  const rules = path.join(directory, 'rules.json');
  await writeFile(
    rules,
    JSON.stringify({
      pin: [{ for: first, show: other }],
      block: [{ for: second, show: other }],
      price_cap: { relative: 2 },
      categories: { deny: [{ for: 'Category 1', show: ['Category 2', 'Category 3'] }] },
      limits: { cart: 12 },
    }),
  );
  const build = ['--items', items, '--rules', rules];
  const bare = await compare('ruled', build, ['--alike'], {});
  assert.ok(bare > CART_COUNT, `only ${bare} suggestions to compare`);
  const strict = await compare('ruled', build, ['--by-value', '--min-attach', '0.03125', '--placement', 'cart'], {
    minAttachRate: 2048,
    flags: 1 + 2 + 4 * 2,
  });
  assert.ok(strict > 0 && strict < bare, `${strict} of ${bare}`);
});
