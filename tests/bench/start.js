// How soon a page has its first suggestion once the bytes are in memory, cold, in Chromium: the engine and a table
// against JSON.parse and a Map of the same rows and cards. Prints both and their ratio.
//
//   node tests/bench/start.js ORDERS [ITEMS]     needs demo/build to have run

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import puppeteer from 'puppeteer-core';

import { chromiumLaunchOptions } from '../../demo/tools/browsers.js';
import { serveDirectory } from '../../demo/tools/static_server.js';

const root = new URL('../..', import.meta.url).pathname;
const goeswith = path.join(root, 'build/release/bin/goeswith');
const RUNS = 9;
const [orders, items] = process.argv.slice(2);
if (!orders) throw new Error('usage: node tests/bench/start.js ORDERS [ITEMS]');

const site = mkdtempSync(path.join(tmpdir(), 'goeswith-start-'));
execFileSync(goeswith, ['build', orders, ...(items ? ['--items', items] : []), '--ridge', '35', '--shards', 'never', '-o', `${site}/t`]);
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
writeFileSync(`${site}/index.html`, '<!doctype html><title>start</title>');
writeFileSync(`${site}/measure.js`, `
export async function engine(anchor) {
  const { openTable } = await import('./score.js');
  const [table, wasm] = await Promise.all(['table.gwt', 'goeswith.wasm'].map(async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer())));
  const from = performance.now();
  const list = (await openTable(table, { wasm })).score([anchor]);
  return { ms: performance.now() - from, first: list[0].sku };
}
export async function json(anchor) {
  const text = await (await fetch('table.json')).text();
  const from = performance.now();
  const rows = new Map(JSON.parse(text).map((item) => [item.sku, item]));
  const list = rows.get(anchor).neighbours.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).slice(0, 3);
  return { ms: performance.now() - from, first: list[0].id };
}
`);

const server = await serveDirectory(site);
const times = { engine: [], json: [] };
try {
  for (let run = 0; run < RUNS; run++) {
    for (const way of ['engine', 'json']) {
      const browser = await puppeteer.launch(chromiumLaunchOptions());
      const page = await browser.newPage();
      await page.goto(server.url);
      const { ms } = await page.evaluate(async ([way, anchor]) => (await import('/measure.js'))[way](anchor), [way, anchor]);
      times[way].push(ms);
      await browser.close();
    }
  }
} finally {
  await server.close();
  rmSync(site, { recursive: true });
}
const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[values.length >> 1];
const [ours, theirs] = [median(times.engine), median(times.json)];
console.log(`first suggestion, cold: engine and table ${ours.toFixed(1)} ms, JSON.parse and Map ${theirs.toFixed(1)} ms, ${(theirs / ours).toFixed(1)} times faster`);
