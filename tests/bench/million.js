// A catalogue of a million items: generates it with a seed, builds it with defaults, and measures what a product view
// downloads from the shards that were published.
//
//   node tests/bench/million.js [--items N] [--orders N] [--keep DIRECTORY]

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { shardOf } from '../../web/src/engine/shards.js';

const goeswith = new URL('../../build/release/bin/goeswith', import.meta.url).pathname;
const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '1000000' },
    orders: { type: 'string', default: '3000000' },
    keep: { type: 'string' },
  },
});
const itemCount = Number(values.items);
const orderCount = Number(values.orders);
const directory = values.keep ?? mkdtempSync(path.join(tmpdir(), 'goeswith-million-'));

/** Items that are bought together; most of an order's items are of its theme, which is popular or not as Zipf says. */
const THEME_ITEMS = 16;
const NOUNS = [
  'lamp',
  'mug',
  'tray',
  'clock',
  'basket',
  'candle',
  'frame',
  'bowl',
  'cushion',
  'apron',
  'kettle',
  'vase',
];
const STYLES = [
  'vintage',
  'enamel',
  'oak',
  'linen',
  'glass',
  'woven',
  'brass',
  'slate',
  'felt',
  'copper',
  'rustic',
  'plain',
];
const COLOURS = ['red', 'blue', 'green', 'ivory', 'black', 'rose', 'sand', 'teal', 'grey', 'amber'];

/** Mulberry32, a small generator with a seed (public domain, Tommy Ettinger). */
let state = 20261124;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

/** A number below `count`, small ones more often: about Zipf with exponent 0.9. */
const zipf = (/** @type {number} */ count) => Math.floor(count * random() ** 6);
const sku = (/** @type {number} */ item) => `P${(1000000 + ((item * 7919) % 9000000)).toString()}`;
const pick = (/** @type {string[]} */ words, /** @type {number} */ n) => words[n % words.length];

/** @param {string} file @param {Iterable<string>} lines */
async function writeLines(file, lines) {
  const out = createWriteStream(path.join(directory, file));
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length > 1 << 20) {
      if (!out.write(chunk)) await once(out, 'drain');
      chunk = '';
    }
  }
  out.end(chunk);
  await once(out, 'finish');
}

function* items() {
  yield 'id\ttitle\tprice\n';
  for (let item = 0; item < itemCount; item++) {
    const title = `${pick(STYLES, item >> 3)} ${pick(COLOURS, item)} ${pick(NOUNS, item >> 5)} no. ${(item >> 7) % 500}`;
    yield `${sku(item)}\t${title}\t${(1 + (item % 97) / 2 + 0.49).toFixed(2)}\n`;
  }
}

function* orders() {
  yield 'order_id\titem_id\n';
  const themes = Math.ceil(itemCount / THEME_ITEMS);
  for (let order = 0; order < orderCount; order++) {
    const theme = random() < 0.5 ? zipf(themes) : Math.floor(random() * themes);
    const size = 2 + Math.floor(random() * 6);
    for (let k = 0; k < size; k++) {
      const ofTheme = (theme * THEME_ITEMS + Math.floor(random() * THEME_ITEMS)) % itemCount;
      yield `${order}\t${sku(random() < 0.85 ? ofTheme : zipf(itemCount))}\n`;
    }
  }
}

console.log(`generating ${itemCount} items and ${orderCount} orders …`);
await writeLines('items.tsv', items());
await writeLines('orders.tsv', orders());

const site = path.join(directory, 'site');
const started = process.hrtime.bigint();
const args = [
  'build',
  `${directory}/orders.tsv`,
  '--items',
  `${directory}/items.tsv`,
  '-o',
  site,
  '--json',
  '--timings',
];
const build = spawnSync('/usr/bin/time', ['-f', '%M %U %S', goeswith, ...args], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
if (build.status !== 0) throw new Error(build.stderr);
const report = JSON.parse(build.stdout);
const [kilobytes = 0, user = 0, system = 0] = build.stderr.trim().split('\n').at(-1).split(' ').map(Number);

const shards = path.join(site, report.shards.directory);
const count = report.shards.count;
const sizes = Array.from({ length: count }, (_, shard) => statSync(path.join(shards, `${shard}.gws`)).size);
// Every item is looked at as often as any other: a full shard is met more often than an empty one.
const views = new Uint32Array(itemCount);
for (let item = 0; item < itemCount; item++) views[item] = sizes[shardOf(sku(item), count)];
views.sort();
const at = (/** @type {number} */ share) => views[Math.min(itemCount - 1, Math.floor(share * itemCount))];

console.log(`orders lines       ${report.orders.lines}`);
console.log(`edges              ${report.table.edges}, ${(report.table.edges / itemCount).toFixed(1)} an item`);
console.log(
  `build              ${seconds.toFixed(0)} s (${user} s user, ${system} s system), ${(kilobytes / 1e6).toFixed(2)} GB`,
);
console.log(`stages             ${JSON.stringify(report.timings)}`);
console.log(`whole table        ${report.table.bytes} bytes`);
console.log(`shards             ${count}, ${readdirSync(shards).length} files`);
console.log(
  `one product view   p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} bytes, 1 request once the base is there`,
);
console.log(`their base         ${statSync(path.join(shards, 'base.gws')).size} bytes`);
if (values.keep) console.log(`kept in            ${directory}`);
else rmSync(directory, { recursive: true });
if (at(0.99) > 7000) process.exitCode = 1;
