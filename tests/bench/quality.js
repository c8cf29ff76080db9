// How good suggestions are, and what they cost in bytes, on order files that lie in a directory:
//
//   node tests/bench/quality.js DIR [--only NAME,…] [--split random|temporal] [--seeds 1,2,…] [--share 0.2] [--inner]
//     [--neighbours 4,8,…] [--levels 4,8,…] [--build='OPTION …'] [--ranker 'COMMAND ARGUMENT …'] [--keep DIR]
//     [--json]
//
// DIR holds NAME.tsv.gz files with the columns order_id, item_id and perhaps timestamp, or folders NAME with a split
// that was made already: train.tsv.gz, cases.tsv.gz with one held-out item and its cart a line, and perhaps pages.tsv.gz
// with the item on a product page and the rest of its order a line. Where there are both, the folder counts. With a file
// NAME.items.tsv tables know titles, prices and categories.
//
// A fifth of the orders is set apart, by a hash of seed and order id or, with --split temporal, the last ones. One item
// of each order of two items or more, 6,000 orders at most, is held out; the table is mined from the other four fifths
// with the command's defaults and asked to complete the carts; short lists are filled by popularity. Then up to three
// items of each of these orders, 8,000 at most, are the item on a product page: P@3 is the share of three places that
// hold something of the rest of the order, in the bare ranking and, as "shown", with look-alikes and limits as a widget
// has them; answered pages show anything. Where categories are known, the share of what is shown that has the anchor's is
// told as well. --share takes only
// that share of the orders. --inner sets the test part aside unseen and splits the training part again: for choosing
// defaults. --neighbours and --levels are tried in all combinations; --build gives every build more options, as in
// --build='--ridge 35', which saves the automatic choice. --ranker runs COMMAND … TRAIN CASES on the same split; it
// prints one line {"items":[{"sku"}…]} a case. --keep leaves the splits there.
//
// Rows of one split are of the same cases; R@10 has a standard error of about .009 at 3,000 cases, differences on the
// same cases have less.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';

const command = join(resolve(fileURLToPath(import.meta.url), '../../..'), 'build/release/bin/goeswith');
const TEST_SHARE = 0.2;
const MAX_CASES = 6000;
const LIST_LENGTH = 20;
const VIEWS_PER_ORDER = 3;
const MAX_VIEWS = 8000;
const PLACES = 3;

const {
  values: options,
  positionals: [directory],
} = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    split: { type: 'string', default: 'random' },
    seeds: { type: 'string', default: '1' },
    share: { type: 'string', default: '1' },
    inner: { type: 'boolean', default: false },
    neighbours: { type: 'string' },
    levels: { type: 'string' },
    build: { type: 'string', default: '' },
    ranker: { type: 'string', multiple: true, default: [] },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
if (!directory || !['random', 'temporal'].includes(options.split)) {
  console.error('usage: node tests/bench/quality.js DIR [options]; the head of the file explains them');
  process.exit(2);
}

/** A number in 0 … 1 that depends on the words alone. */
function hash(...words) {
  return createHash('sha1').update(words.join('\0')).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** Orders as a list of {id, time, items}, items once each. */
function readOrders(path) {
  const [head, ...lines] = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
  const column = (name) => head.split('\t').indexOf(name);
  const [order, item, timestamp] = [column('order_id'), column('item_id'), column('timestamp')];
  if (order < 0 || item < 0) throw new Error(`${path}: has no columns order_id and item_id`);
  const orders = new Map();
  for (const line of lines) {
    const fields = line.split('\t');
    const id = fields[order];
    if (!orders.has(id)) orders.set(id, { id, time: timestamp < 0 ? '' : fields[timestamp], items: new Set() });
    orders.get(id).items.add(fields[item]);
  }
  return [...orders.values()].map(({ id, time, items }) => ({ id, time, items: [...items].sort() }));
}

function split(orders, seed) {
  const byHash = (purpose, list) =>
    list
      .map((order) => ({ order, key: hash(seed, purpose, order.id) }))
      .sort((a, b) => a.key - b.key)
      .map(({ order }) => order);
  let ranked = byHash('test', orders);
  if (options.split === 'temporal') {
    if (orders.some((order) => order.time === '')) throw new Error('a temporal split needs a timestamp in every order');
    ranked = ranked.sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
  }
  const testCount = Math.floor(ranked.length * TEST_SHARE);
  const asked = byHash(
    'case',
    ranked.slice(0, testCount).filter((order) => order.items.length >= 2),
  ).slice(0, MAX_CASES);
  const cases = asked.map(({ id, items }) => {
    const heldOut = Math.floor(hash(seed, 'item', id) * items.length);
    return [items[heldOut], ...items.filter((_, k) => k !== heldOut)];
  });
  const known = new Set(ranked.slice(testCount).flatMap(({ items }) => items));
  const pages = asked
    .flatMap(({ id, items }) =>
      items
        .map((item) => ({ item, key: hash(seed, 'page', id, item) }))
        .sort((a, b) => a.key - b.key)
        .slice(0, VIEWS_PER_ORDER)
        .filter(({ item }) => known.has(item))
        .map(({ item }) => [item, ...items.filter((other) => other !== item)]),
    )
    .slice(0, MAX_VIEWS);
  return { training: ranked.slice(testCount), cases, pages };
}

const linesOf = (path) =>
  gunzipSync(readFileSync(path))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));

/** Makes the split of a data set, or takes the one that is there; returns its files. */
function prepare(name, seed, place) {
  const ready = join(directory, name);
  if (existsSync(join(ready, 'cases.tsv.gz')) && !options.inner) {
    return {
      train: join(ready, 'train.tsv.gz'),
      cases: join(ready, 'cases.tsv.gz'),
      pages: existsSync(join(ready, 'pages.tsv.gz')) ? join(ready, 'pages.tsv.gz') : undefined,
    };
  }
  const source = existsSync(join(ready, 'train.tsv.gz')) ? join(ready, 'train.tsv.gz') : `${ready}.tsv.gz`;
  let orders = readOrders(source).filter((order) => hash(seed, 'share', order.id) < Number(options.share));
  if (options.inner && source.endsWith(`${name}.tsv.gz`)) orders = split(orders, seed).training;
  const made = split(orders, options.inner ? `inner ${seed}` : seed);
  mkdirSync(place, { recursive: true });
  const files = {
    train: join(place, 'train.tsv.gz'),
    cases: join(place, 'cases.tsv.gz'),
    pages: join(place, 'pages.tsv.gz'),
  };
  const hasTime = made.training.every((order) => order.time !== '');
  const rows = [hasTime ? 'order_id\titem_id\ttimestamp' : 'order_id\titem_id'];
  for (const { id, time, items } of made.training) {
    for (const item of items) rows.push(hasTime ? `${id}\t${item}\t${time}` : `${id}\t${item}`);
  }
  writeFileSync(files.train, gzipSync(`${rows.join('\n')}\n`));
  for (const task of ['cases', 'pages']) {
    writeFileSync(files[task], gzipSync(`${made[task].map((fields) => fields.join('\t')).join('\n')}\n`));
  }
  return files;
}

/** Items of the training orders, in the most orders first. */
function popular(train) {
  const seen = new Set();
  const orders = new Map();
  const [head, ...lines] = linesOf(train);
  const [order, item] = [head.indexOf('order_id'), head.indexOf('item_id')];
  for (const fields of lines) {
    const key = `${fields[order]}\t${fields[item]}`;
    if (seen.has(key)) continue;
    seen.add(key);
    orders.set(fields[item], (orders.get(fields[item]) ?? 0) + 1);
  }
  return [...orders].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([sku]) => sku);
}

function judge(cases, lists, bestsellers) {
  let found = 0;
  let reciprocal = 0;
  let own = 0;
  cases.forEach(([heldOut, ...cart], c) => {
    const list = lists[c].slice(0, LIST_LENGTH);
    own += list.length > 0;
    const barred = new Set([...cart, ...list]);
    for (const sku of bestsellers) {
      if (list.length >= 10) break;
      if (!barred.has(sku)) list.push(sku);
    }
    const place = list.indexOf(heldOut);
    if (place < 0 || place >= 10) return;
    found++;
    reciprocal += 1 / (place + 1);
  });
  const share = (number) => Number((number / cases.length).toFixed(4));
  return { 'R@10': share(found), 'MRR@10': share(reciprocal), answered: share(own) };
}

/** Of three places a page, those that hold something of the rest of the order. */
function precisionOf(pages, lists) {
  const hits = pages.map(([, ...truth], v) => lists[v].slice(0, PLACES).filter((sku) => truth.includes(sku)).length);
  return Number((hits.reduce((sum, count) => sum + count, 0) / PLACES / pages.length).toFixed(4));
}

/** Of what is shown on the pages, the share that has the anchor's category; only pairs that both have one count. */
function sameCategory(pages, lists, categories) {
  let known = 0;
  let same = 0;
  pages.forEach(([anchor], v) => {
    for (const sku of lists[v].slice(0, PLACES)) {
      if (!categories.get(anchor) || !categories.get(sku)) continue;
      known++;
      same += categories.get(anchor) === categories.get(sku);
    }
  });
  return known === 0 ? undefined : Number((same / known).toFixed(4));
}

/** Categories by SKU, as far as an items file has them. */
function readCategories(path) {
  const [head, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  const id = names.findIndex((name) => name === 'id' || name === 'item_id');
  const category = names.indexOf('category');
  if (category < 0) return new Map();
  return new Map(lines.map((line) => line.split('\t')).map((fields) => [fields[id], fields[category]]));
}

const parseLists = (text) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).items.map((item) => item.sku));
const run = (program, args, input) =>
  execFileSync(program, args, { encoding: 'utf8', input, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'pipe'] });

function judgePages(pages, output, categories) {
  const anchors = pages.map(([anchor]) => `${anchor}\n`).join('');
  const ask = (...args) =>
    parseLists(
      run(command, ['score', output, '--carts', '-', '-n', '6', '--placement', 'product', '--json', ...args], anchors),
    );
  const shown = ask();
  return {
    'P@3': precisionOf(pages, ask('--alike')),
    'shown P@3': precisionOf(pages, shown),
    pages_answered: Number((shown.filter((list) => list.length > 0).length / pages.length).toFixed(4)),
    same_category: sameCategory(pages, shown, categories),
  };
}

function tryTable(files, cases, bestsellers, flags, place, categories) {
  const output = join(place, 'table');
  const build = JSON.parse(run(command, ['build', files.train, '-o', output, '--json', '--timings', ...flags]));
  const carts = cases.map(([, ...cart]) => `${cart.join('\t')}\n`).join('');
  const lists = parseLists(
    run(command, ['score', output, '--carts', '-', '-n', String(LIST_LENGTH), '--alike', '--json'], carts),
  );
  const table = JSON.parse(run(command, ['inspect', output, '--json']));
  const total = (key) => Number(build.timings.reduce((sum, stage) => sum + stage[key], 0).toFixed(1));
  const bytes = statSync(build.table.file).size;
  const pages = files.pages ? judgePages(linesOf(files.pages), output, categories) : {};
  rmSync(output, { recursive: true });
  return {
    ...judge(cases, lists, bestsellers),
    ...pages,
    edges: table.edges,
    bits_an_edge: table.bits_per_edge,
    bytes,
    cpu_s: total('cpu_s'),
  };
}

const listOf = (text) => (text === undefined ? [undefined] : text.split(','));
const names = [
  ...new Set(
    readdirSync(directory).flatMap((entry) => {
      if (existsSync(join(directory, entry, 'cases.tsv.gz'))) return [entry];
      return entry.endsWith('.tsv.gz') ? [entry.slice(0, -'.tsv.gz'.length)] : [];
    }),
  ),
]
  .sort()
  .filter((name) => !options.only || options.only.split(',').includes(name));
if (names.length === 0) throw new Error(`${directory}: holds no NAME.tsv.gz and no NAME/cases.tsv.gz`);

const scratch = mkdtempSync(join(tmpdir(), 'goeswith-quality-'));
const rows = [];
try {
  for (const name of names) {
    for (const seed of options.seeds.split(',')) {
      const files = prepare(name, seed, join(options.keep ?? scratch, name, `${options.split}-${seed}`));
      const cases = linesOf(files.cases);
      const bestsellers = popular(files.train);
      const items = join(directory, `${name}.items.tsv`);
      const catalogue = existsSync(items) ? ['--items', items] : [];
      const categories = existsSync(items) ? readCategories(items) : new Map();
      const add = (ranker, result) => {
        rows.push({ data: name, seed, ranker, cases: cases.length, ...result });
        if (options.json) console.log(JSON.stringify(rows.at(-1)));
      };
      for (const neighbours of listOf(options.neighbours)) {
        for (const levels of listOf(options.levels)) {
          const flags = [
            ...catalogue,
            ...options.build.split(' ').filter(Boolean),
            ...(neighbours ? ['--neighbours', neighbours] : []),
            ...(levels ? ['--levels', levels] : []),
          ];
          add(['goeswith', ...flags].join(' '), tryTable(files, cases, bestsellers, flags, scratch, categories));
        }
      }
      for (const ranker of options.ranker) {
        const [program, ...args] = ranker.split(' ');
        add(
          args.at(-1) ?? program,
          judge(cases, parseLists(run(program, [...args, files.train, files.cases])), bestsellers),
        );
      }
    }
  }
  if (!options.json) console.table(rows);
} finally {
  rmSync(scratch, { recursive: true });
}
