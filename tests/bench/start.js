// How soon a page has its first suggestion once the bytes are in memory, cold, in Chromium: the engine and a table
// against JSON.parse and a Map of the same rows and cards. Prints both and their ratio, with what the engine takes to
// start and without, since a page does that while the table is still on its way.
//
//   node tests/bench/start.js ORDERS [ITEMS] [--neighbours N]     needs demo/build to have run

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import puppeteer from 'puppeteer-core';

import { chromiumLaunchOptions } from '../../demo/tools/browsers.js';
import { serveDirectory } from '../../demo/tools/static_server.js';
import { readTable } from '../golden/reader.js';

const root = new URL('../..', import.meta.url).pathname;
const esbuild = createRequire(path.join(root, 'web/package.json'))('esbuild');
const goeswith = path.join(root, 'build/release/bin/goeswith');
const engine = path.join(root, 'build/wasm/wasm/goeswith-engine');
const RUNS = 9;
/** What a browser does after it has started would be measured along. */
const SETTLED_MS = 1500;
const {
  values: options,
  positionals: [orders, items],
} = parseArgs({
  allowPositionals: true,
  options: { neighbours: { type: 'string', default: '16' } },
});
if (!orders) throw new Error('usage: node tests/bench/start.js ORDERS [ITEMS] [--neighbours N]');

const site = mkdtempSync(path.join(tmpdir(), 'goeswith-start-'));
execFileSync(goeswith, [
  'build',
  orders,
  ...(items ? ['--items', items] : []),
  '--ridge',
  '35',
  '--shards',
  'never',
  '--neighbours',
  options.neighbours,
  '-o',
  `${site}/t`,
]);
copyFileSync(`${site}/t/${readdirSync(`${site}/t`).find((name) => name.endsWith('.gwt'))}`, `${site}/table.gwt`);
copyFileSync(`${engine}.wasm`, `${site}/engine.wasm`);

// The same rows and cards as JSON: what every single item would suggest, with the names by which a page finds them.
const { cards, rows } = readTable(readFileSync(`${site}/table.gwt`));
const json = cards.map(({ sku, title, priceMinor }, item) => ({
  sku,
  title,
  priceMinor,
  neighbours: rows[item].edges.map(({ target, weight }) => ({ id: cards[target].sku, score: weight })),
}));
writeFileSync(`${site}/table.json`, JSON.stringify(json));
const anchor = json.find(({ neighbours }) => neighbours.filter(({ score }) => score > 0).length >= 6).sku;
writeFileSync(`${site}/index.html`, '<!doctype html><title>start</title>');
// The page's own modules, of which each way runs what it needs and nothing else.
await esbuild.build({
  stdin: {
    resolveDir: root,
    contents: `
      import createEngine from './build/wasm/wasm/goeswith-engine.js';
      import { createRecommender } from './web/src/engine/recommender.js';
      const bytes = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());
      export async function engine(anchor) {
        const [table, wasm] = await Promise.all([bytes('table.gwt'), bytes('engine.wasm')]);
        await new Promise((resolve) => setTimeout(resolve, ${SETTLED_MS}));
        const from = performance.now();
        const engine = await createEngine({ wasm });
        const started = performance.now();
        const recommender = createRecommender(engine);
        recommender.add(table);
        const list = recommender.score([anchor], 3);
        const end = performance.now();
        return list.length > 0 ? [end - from, end - started] : [];
      }
      export async function json(anchor) {
        const text = await (await fetch('table.json')).text();
        await new Promise((resolve) => setTimeout(resolve, ${SETTLED_MS}));
        const from = performance.now();
        const rows = new Map(JSON.parse(text).map((item) => [item.sku, item]));
        const list = rows.get(anchor).neighbours.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).slice(0, 3);
        return list.length > 0 ? [performance.now() - from] : [];
      }`,
  },
  bundle: true,
  minify: true,
  format: 'esm',
  outfile: `${site}/measure.js`,
});

const server = await serveDirectory(site);
/** @type {Record<string, number[][]>} */
const times = { engine: [], json: [] };
try {
  for (let run = 0; run < RUNS; run++) {
    for (const way of Object.keys(times)) {
      const browser = await puppeteer.launch(chromiumLaunchOptions());
      const page = await browser.newPage();
      await page.goto(server.url);
      const taken = await page.evaluate(
        async ([way, anchor]) => (await import('/measure.js'))[way](anchor),
        [way, anchor],
      );
      if (taken.length === 0) throw new Error(`${way}: nothing goes with ${anchor}`);
      times[way].push(taken);
      await browser.close();
    }
  }
} finally {
  await server.close();
  rmSync(site, { recursive: true });
}
const sorted = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b);
const [theirs, whole, ours] = [
  times.json.map(([all]) => all),
  times.engine.map(([all]) => all),
  times.engine.map(([, first]) => first),
].map(sorted);
const middle = RUNS >> 1;
const row = (/** @type {string} */ what, /** @type {number[]} */ ms) =>
  console.log(
    `${what.padEnd(36)} ${ms[middle].toFixed(1).padStart(7)} ms (best ${ms[0].toFixed(1).padStart(5)}) ` +
      `${(theirs[middle] / ms[middle]).toFixed(1).padStart(6)} times as fast as JSON`,
  );
console.log(
  `${json.length} items, ${json.reduce((sum, { neighbours }) => sum + neighbours.length, 0)} edges; the first suggestion, cold:`,
);
row('JSON.parse and a Map', theirs);
row('the engine and its table', whole);
row('the table, the engine being there', ours);
