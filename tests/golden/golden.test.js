// The golden files, the independent reader and scorer, the `goeswith` command and core/FORMAT.md must agree.
// tests/core/score/golden_test.cpp compares every number; here the command is asked as a whole.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { annotate } from './example.js';
import { baseFor, makeAll } from './make.js';
import { FormatError, readTable } from './reader.js';
import { scoreCart } from './scorer.js';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const command = join(root, 'build/release/bin/goeswith');
const scratch = mkdtempSync(join(tmpdir(), 'goeswith-golden-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Tables and shards of a folder: name and bytes. */
const golden = (folder) =>
  readdirSync(join(here, folder))
    .filter((name) => /\.gw[ts]$/.test(name))
    .map((name) => ({ name, path: join(here, folder, name), bytes: readFileSync(join(here, folder, name)) }));
const valid = golden('valid');
const invalid = golden('invalid');

/** What the command says, by reason. */
const SENTENCES = {
  'not-a-table': 'not a goeswith table',
  'unsupported-version': 'another format version',
  'wrong-size': 'is cut short, or goes on',
  'checksum-mismatch': 'checksum does not match',
  'bad-head': 'head breaks',
  'bad-rows': 'rows break',
  'bad-cards': 'cards do not decode',
  'other-generation': 'does not go with the base',
};

/**
 * The path of a golden file for the command, which looks for the base of a shard beside it, under the name that bases
 * have in published directories.
 */
const pathForCommand = (name, path) => {
  if (!name.endsWith('.gws')) return path;
  const directory = join(scratch, name);
  mkdirSync(directory, { recursive: true });
  const base = baseFor(name);
  if (base) writeFileSync(join(directory, 'base.gws'), base);
  const copy = join(directory, base ? '0.gws' : 'base.gws');
  writeFileSync(copy, readFileSync(path));
  return copy;
};

/** It reads one file by itself: nothing is wrong with a base then. */
const TAKEN_BY_COMMAND = 'other-generation.second-base.gws';

const goeswith = (...args) => spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });

test('golden files are what make.js makes', () => {
  const made = makeAll();
  const names = ['valid', 'invalid'].flatMap((folder) =>
    readdirSync(join(here, folder)).map((name) => `${folder}/${name}`),
  );
  assert.deepEqual([...made.keys()].sort(), [...names, 'carts.json'].sort());
  for (const [path, bytes] of made) {
    assert.ok(bytes.equals(readFileSync(join(here, path))), path);
  }
});

test('golden files are small enough to be read by people', () => {
  for (const { name, bytes } of [...valid, ...invalid]) {
    assert.ok(bytes.length < 2048, name);
  }
});

for (const { name, path, bytes } of valid) {
  test(`valid ${name} says what is written beside it, to the reader and to the command`, () => {
    const content = readTable(bytes, baseFor(name));
    assert.deepEqual(
      JSON.parse(JSON.stringify(content)),
      JSON.parse(readFileSync(path.replace(/\.gw[ts]$/, '.json'), 'utf8')),
    );
    const run = goeswith('inspect', '--json', pathForCommand(name, path));
    assert.equal(run.status, 0, run.stderr);
    const { items, edges, levels } = JSON.parse(run.stdout);
    assert.deepEqual({ items, edges, levels }, { items: content.items, edges: content.edges, levels: content.levels });
  });
}

for (const { name, path, bytes } of invalid) {
  test(`invalid ${name} is refused for the reason in its name, by the reader and, if need be, the command`, () => {
    const reason = name.split('.')[0];
    assert.throws(
      () => readTable(bytes, baseFor(name)),
      (error) => error instanceof FormatError && error.reason === reason,
    );
    const run = goeswith('inspect', pathForCommand(name, path));
    if (name === TAKEN_BY_COMMAND) {
      assert.equal(run.status, 0, run.stderr);
      return;
    }
    assert.equal(run.status, 1, run.stderr);
    assert.ok(run.stderr.includes(SENTENCES[reason]), run.stderr);
  });
}

test('every reason has a golden file', () => {
  assert.deepEqual([...new Set(invalid.map(({ name }) => name.split('.')[0]))].sort(), Object.keys(SENTENCES).sort());
});

test('the command scores carts of whole golden tables as the independent scorer does', () => {
  const carts = JSON.parse(readFileSync(join(here, 'carts.json'), 'utf8'));
  let compared = 0;
  for (const { files, cart, list, limit = 6, ...options } of carts) {
    const table = files[0].endsWith('.gwt') && readTable(readFileSync(join(here, 'valid', files[0])));
    const known = table && [...new Set(cart)].filter((item) => item < table.items);
    if (!known || known.length === 0 || Object.keys(options).length > 0) continue;
    const skuOf = (item) => table.cards[item].sku;
    const run = goeswith(
      'score',
      join(here, 'valid', files[0]),
      ...known.map(skuOf),
      '-n',
      String(limit),
      '--alike',
      '--json',
    );
    assert.equal(run.status, 0, run.stderr);
    const shown = JSON.parse(run.stdout).items.map(({ sku, score }) => [sku, score]);
    assert.deepEqual(
      shown,
      list.map(([item, score]) => [skuOf(item), score]),
      `${files} ${cart}`,
    );
    compared++;
  }
  assert.ok(compared >= 20, `${compared} carts`);
});

test('the command shows a shard and refuses to score from it', () => {
  for (const { name, path } of valid.filter(({ name }) => name.endsWith('.gws'))) {
    const shard = pathForCommand(name, path);
    assert.equal(goeswith('inspect', shard).status, 0, name);
    const run = goeswith('score', shard, 'a');
    assert.equal(run.status, 1, name);
    assert.ok(run.stderr.includes('is a shard'), run.stderr);
  }
});

/** The bundled orders, a part of them, and all items with all that a catalogue can say of them. */
function minedShop() {
  const orders = join(scratch, 'orders.tsv');
  const lines = gunzipSync(readFileSync(join(root, 'demo/data/uk_retail.tsv.gz')))
    .toString()
    .split('\n');
  writeFileSync(orders, `${lines.slice(0, 60_000).join('\n')}\n`);
  const catalogue = readFileSync(join(root, 'demo/data/uk_retail.items.tsv'), 'utf8').trim().split('\n').slice(1);
  const items = catalogue.map((line, k) => {
    const [sku, title, , price] = line.split('\t');
    const pence = Math.round(price * 100);
    const url = `/p/${title.toLowerCase().replaceAll(/\W+/g, '-')}.html`;
    const category = title.split(' ').at(-1);
    const group = sku.slice(0, 5);
    return {
      sku,
      title: title.replace('T-LIGHT', 'Teelicht “Zoë”'),
      pence,
      url,
      category,
      group,
      available: k % 3 > 0,
    };
  });
  const rows = items.map(({ sku, title, pence, url, category, group, available }) =>
    [
      sku,
      title,
      (pence / 100).toFixed(2),
      'GBP',
      url,
      `/i/${sku}.jpg`,
      category,
      group,
      available ? 'in stock' : 'out of stock',
    ].join('\t'),
  );
  const itemsFile = join(scratch, 'items.tsv');
  const header = 'id title price currency url image category group availability'.replaceAll(' ', '\t');
  writeFileSync(itemsFile, `${[header, ...rows].join('\n')}\n`);
  const directory = join(scratch, 'published');
  const build = goeswith('build', orders, '--items', itemsFile, '--shards', 'always', '-o', directory);
  assert.equal(build.status, 0, build.stderr);
  const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
  const path = join(directory, manifest.table.file);
  return {
    items: new Map(items.map((item) => [item.sku, item])),
    path,
    table: readTable(readFileSync(path)),
    shards: join(directory, manifest.shards.directory),
  };
}
const mined = minedShop();

test('a table mined from real orders has the cards of the catalogue', () => {
  const { table, items } = mined;
  assert.equal(table.currency, 'GBP');
  let known = 0;
  for (const card of table.cards) {
    const item = items.get(card.sku);
    if (!item) continue;
    known++;
    assert.deepEqual(
      [card.title, card.url, card.image, card.category, card.group, card.available, card.priceMinor],
      [item.title, item.url, `/i/${item.sku}.jpg`, item.category, item.group, item.available, item.pence],
    );
  }
  assert.ok(known > 1000, `${known} cards`);
});

test('shards of a table mined from real orders say of their items what the table does', () => {
  const { table, shards } = mined;
  const names = readdirSync(shards).filter((name) => name !== 'base.gws');
  const base = readFileSync(join(shards, 'base.gws'));
  /** What shards leave to the base. */
  const shared = ({ rules, calibration }) => [rules.sameCategoryPrice, rules.price, rules.placementLimits, calibration];
  assert.deepEqual(shared(readTable(base)), shared(table));
  const found = names.flatMap((name) => {
    const shard = readTable(readFileSync(join(shards, name)), base);
    assert.ok(shard.part.standsOnBase, name);
    for (const row of shard.rows) assert.deepEqual(row, table.rows[row.item]);
    shard.cards.forEach((card, k) => {
      assert.deepEqual(card, table.cards[card.item]);
      assert.equal(shard.biases[k], table.biases[card.item]);
    });
    return shard.part.rows;
  });
  assert.deepEqual(
    found.sort((a, b) => a - b),
    table.rows.map(({ item }) => item),
  );
});

test('a table mined from real orders reads the same, and 50 carts get the same lists', () => {
  const { table, path } = mined;
  const inspected = JSON.parse(goeswith('inspect', '--json', path).stdout);
  assert.deepEqual([table.items, table.edges, table.levels], [inspected.items, inspected.edges, inspected.levels]);
  assert.ok(table.edges > 1000, `${table.edges} edges`);

  // Carts of one to four items from all over the catalogue.
  const carts = Array.from({ length: 50 }, (_, k) =>
    Array.from({ length: 1 + (k % 4) }, (__, place) => (k * 37 + place * 101 + place * place * 7) % table.items),
  ).map((cart) => [...new Set(cart)]);
  const cartsFile = join(scratch, 'carts.tsv');
  writeFileSync(cartsFile, carts.map((cart) => `${cart.map((item) => table.cards[item].sku).join('\t')}\n`).join(''));
  const run = goeswith('score', path, '--carts', cartsFile, '-n', '20', '--alike', '--json');
  assert.equal(run.status, 0, run.stderr);
  const lists = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).items.map(({ sku, score }) => [sku, score]));
  const expected = carts.map((cart) =>
    scoreCart([table], cart, { limit: 20 }).map(([item, score]) => [table.cards[item].sku, score]),
  );
  assert.ok(expected.flat().length > 200, 'lists that hold something');
  assert.deepEqual(lists, expected);
});

// --- core/FORMAT.md

const document = readFileSync(join(root, 'core/FORMAT.md'), 'utf8');
const prose = document.replace(/^```[\s\S]*?^```$/gm, '');

test('FORMAT.md shows the bytes of the worked example as they are', () => {
  const bytes = readFileSync(join(here, 'valid/tiny.gwt'));
  assert.ok(document.includes(`\n${annotate(bytes)}\n`), annotate(bytes));
  const rows = readTable(bytes).rows.map((row) => JSON.stringify(row));
  assert.ok(document.includes(`\n${rows.join('\n')}\n`), rows.join('\n'));
});

test('FORMAT.md names every golden file where its rule is, and no other', () => {
  const defined = new Map([...prose.matchAll(/^\[([\w.-]+)\]: (.+)$/gm)].map(([, name, target]) => [name, target]));
  for (const { name, path } of [...valid, ...invalid]) {
    const label = name.replace(/\.gw[ts]$/, '');
    assert.equal(join(root, 'core', defined.get(label) ?? ''), path, label);
    assert.ok(prose.includes(`[${label}]`) && prose.split(`[${label}]`).length > 2, `${label} is named nowhere`);
  }
  assert.equal(defined.size, valid.length + invalid.length);
  for (const [, name] of prose.matchAll(/\[([\w.-]+)\](?![(:])/g)) assert.ok(defined.has(name), name);
});

test('FORMAT.md has every heading that it links to', () => {
  const anchors = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
  for (const [, anchor] of prose.matchAll(/\]\(#([^)]+)\)/g)) assert.ok(anchors.includes(anchor), anchor);
});
