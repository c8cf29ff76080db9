// How soon a page has its first suggestion once the bytes are in memory, cold, in Chromium: the engine and a table
// against JSON.parse and a Map of the same rows and cards. Prints both and their ratio; and the same without what the
// engine takes to start, with a table of one item, which a page does while the table is still on its way.
//
//   node tests/bench/start.js ORDERS [ITEMS] [--neighbours N]     needs demo/build to have run

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import puppeteer from 'puppeteer-core';

import { chromiumLaunchOptions } from '../../demo/tools/browsers.js';
import { serveDirectory } from '../../demo/tools/static_server.js';
import { writeTable } from '../web/table-writer.js';

const root = new URL('../..', import.meta.url).pathname;
const goeswith = path.join(root, 'build/release/bin/goeswith');
const RUNS = 9;
const { values: options, positionals: [orders, items] } = parseArgs({
  allowPositionals: true,
  options: { neighbours: { type: 'string', default: '16' } },
});
if (!orders) throw new Error('usage: node tests/bench/start.js ORDERS [ITEMS] [--neighbours N]');

const site = mkdtempSync(path.join(tmpdir(), 'goeswith-start-'));
execFileSync(goeswith, ['build', orders, ...(items ? ['--items', items] : []), '--ridge', '35', '--shards', 'never', '--neighbours', options.neighbours, '-o', `${site}/t`]);
copyFileSync(`${site}/t/${readdirSync(`${site}/t`).find((name) => name.endsWith('.gwt'))}`, `${site}/table.gwt`);
for (const name of ['score.js', 'goeswith.wasm']) copyFileSync(path.join(root, 'web/dist', name), path.join(site, name));

// The same rows and cards as JSON: what every single item would suggest, with the names by which a page finds them.
const { openTable } = await import(path.join(root, 'web/dist/score.js'));
const table = await openTable(new Uint8Array(readFileSync(`${site}/table.gwt`)));
const { readTable } = await import('../golden/reader.js');
const { cards, rows } = readTable(readFileSync(`${site}/table.gwt`));
const json = cards.map(({ sku, title, priceMinor }, item) => ({
  sku, title, priceMinor,
  neighbours: rows[item].edges.map(({ target, weight }) => ({ id: cards[target].sku, score: weight })),
}));
writeFileSync(`${site}/table.json`, JSON.stringify(json));
const anchor = cards.find(({ sku }) => table.score([sku]).length === 3).sku;
writeFileSync(`${site}/one.gwt`, writeTable([{ sku: anchor }]));
writeFileSync(`${site}/index.html`, '<!doctype html><title>start</title>');
writeFileSync(`${site}/measure.js`, `
async function first(file, anchor) {
  const { openTable } = await import('./score.js');
  const [table, wasm] = await Promise.all([file, 'goeswith.wasm'].map(async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer())));
  const from = performance.now();
  (await openTable(table, { wasm })).score([anchor]);
  return performance.now() - from;
}
export const engine = (anchor) => first('table.gwt', anchor);
export const start = (anchor) => first('one.gwt', anchor);
export async function json(anchor) {
  const text = await (await fetch('table.json')).text();
  const from = performance.now();
  const rows = new Map(JSON.parse(text).map((item) => [item.sku, item]));
  const list = rows.get(anchor).neighbours.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).slice(0, 3);
  return list[0].id ? performance.now() - from : NaN;
}
`);

const server = await serveDirectory(site);
const times = { engine: [], start: [], json: [] };
try {
  for (let run = 0; run < RUNS; run++) {
    for (const way of Object.keys(times)) {
      const browser = await puppeteer.launch(chromiumLaunchOptions());
      const page = await browser.newPage();
      await page.goto(server.url);
      const ms = await page.evaluate(async ([way, anchor]) => (await import('/measure.js'))[way](anchor), [way, anchor]);
      times[way].push(ms);
      await browser.close();
    }
  }
} finally {
  await server.close();
  rmSync(site, { recursive: true });
}
const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[values.length >> 1];
const [ours, start, theirs] = [times.engine, times.start, times.json].map(median);
const row = (/** @type {string} */ what, /** @type {number} */ ms) =>
  console.log(`${what.padEnd(36)} ${ms.toFixed(1).padStart(7)} ms ${(theirs / ms).toFixed(1).padStart(6)} times as fast as JSON`);
console.log(`${json.length} items, ${json.reduce((sum, { neighbours }) => sum + neighbours.length, 0)} edges; the first suggestion, cold:`);
row('JSON.parse and a Map', theirs);
row('the engine and its table', ours);
row('the table, the engine being there', ours - start);
