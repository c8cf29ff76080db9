// A worse table does not replace a good one by accident: what build refuses, what it says then, and what stays.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const command = join(root, 'build/release/bin/goeswith');
const scratch = mkdtempSync(join(tmpdir(), 'goeswith-shrink-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

function goeswith(args) {
  const run = spawnSync(command, args, { encoding: 'utf8', cwd: scratch });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

function file(name, content) {
  writeFileSync(join(scratch, name), content);
  return name;
}

/** Orders in which each of `items` items is bought with its partner, four times. */
function orders(items, { prefix = 'TEA-', copies = 4 } = {}) {
  const lines = ['order_id,item_id'];
  for (let item = 0; item < items; item++) {
    for (let copy = 0; copy < copies; copy++) {
      lines.push(`${item}-${copy},${prefix}${item}`, `${item}-${copy},POT-${item}`);
    }
  }
  return lines.join('\n');
}

const itemsFile = (...skus) => `sku,title\n${skus.map((sku) => `${sku},A thing\n`).join('')}`;

/** Everything in a directory, by name. */
const contentOf = (directory) =>
  Object.fromEntries(
    readdirSync(join(scratch, directory)).map((name) => [
      name,
      readFileSync(join(scratch, directory, name)).toString('hex'),
    ]),
  );

/** Publishes 40 pairs to a fresh directory. */
function published(directory) {
  const run = goeswith(['build', file('good.csv', orders(40)), '-o', directory]);
  assert.equal(run.code, 0, run.err);
  return directory;
}

/** Expects that this build changes nothing, and that --allow-shrink publishes. */
function refuses(directory, args, reason) {
  const before = contentOf(directory);
  const refused = goeswith(['build', ...args, '-o', directory]);
  assert.equal(refused.code, 1, refused.err);
  assert.equal(refused.out, '');
  assert.match(refused.err, reason);
  assert.match(
    refused.err,
    new RegExp(`goeswith: ${directory}: nothing is published, and the last generation stays; --allow-shrink`),
  );
  assert.deepEqual(contentOf(directory), before);
  const allowed = goeswith(['build', ...args, '-o', directory, '--allow-shrink', '--json']);
  assert.equal(allowed.code, 0, allowed.err);
  assert.equal(JSON.parse(allowed.out).generation.number, 2);
}

test('a table with less than half of the items, edges and orders: is refused with both numbers', () => {
  refuses(
    published('third'),
    [file('third.csv', orders(13))],
    /third\.csv: less than half of the last generation is left: 26 of 80 items, \d+ of \d+ edges, 52 of 160 orders; are these all orders/,
  );
});

test('a table with half of everything: is published', () => {
  const directory = published('half');
  const run = goeswith(['build', file('half.csv', orders(20)), '-o', directory, '--json']);
  assert.equal(run.code, 0, run.err);
  assert.equal(JSON.parse(run.out).generation.number, 2);
});

test('as many items from less than half of the orders: is refused', () => {
  const alone = Array.from({ length: 80 }, (_, k) => `alone-${k},TEA-${k % 40}`).join('\n');
  const run = goeswith([
    'build',
    file('more.csv', `${orders(40)}\n${alone}\n${alone.replaceAll('alone', 'again')}`),
    '-o',
    'fewer',
  ]);
  assert.equal(run.code, 0, run.err);
  refuses('fewer', [file('fewer.csv', orders(40, { copies: 3 }))], /is left: 120 of 320 orders; are/);
});

test('items whose ids are none of the orders: are refused before any work, with an example of each side', () => {
  const items = file('prefixes.csv', itemsFile('UK_APRON', 'UK_TEA-7', 'UK_POT-7'));
  refuses(
    published('prefixes'),
    [file('good.csv', orders(40)), '--items', items],
    /prefixes\.csv: none of the 80 ordered items is listed; ordered: "[^"]+"; listed: "UK_[^"]+"/,
  );
});

test('items of which none is available: are refused, and it says why nothing is left', () => {
  const items = file('sold-out.csv', 'sku,title,availability\nTEA-1,Tea,out of stock\nPOT-1,Pot,out of stock\n');
  refuses(
    published('sold-out'),
    [file('good.csv', orders(40)), '--items', items],
    /good\.csv: nothing can be suggested: none of the 80 ordered items is listed and available/,
  );
});

test('orders of which most lines have no item: are pointed out with their share', () => {
  const extra = Array.from({ length: 900 }, (_, k) => `more-${k},`);
  const directory = published('blank-items');
  const run = goeswith(['build', file('blank-items.csv', [orders(40), ...extra].join('\n')), '-o', directory]);
  assert.match(run.err, /warning: blank-items\.csv: \d+ % of the lines have no order id or no item/);
});

test('ids that a spreadsheet has rounded: are refused when most are, and pointed out when some are', () => {
  refuses(
    published('rounded'),
    [
      file(
        'rounded.csv',
        orders(40, { prefix: '4.00123E+' })
          .replaceAll(/E\+(\d)\b/g, 'E+0$1')
          .replaceAll('POT-', '5.1E+1'),
      ),
    ],
    /rounded\.csv: \d+ items have ids like "[45]\.\d+E\+\d+", to which a spreadsheet has rounded several ids/,
  );
  const some = goeswith([
    'build',
    file('some.csv', `${orders(40)}\n900,4.00123E+12\n900,TEA-1`),
    '-o',
    'some',
    '--json',
  ]);
  assert.equal(some.code, 0, some.err);
  assert.match(some.err, /^goeswith: warning: some\.csv: 1 item has an id like "4\.00123E\+12"/);
  assert.deepEqual(
    JSON.parse(some.out).warnings.map(({ name }) => name),
    ['spreadsheet_ids'],
  );
});

test('a first build from which nothing can be suggested: publishes nothing', () => {
  const run = goeswith(['build', file('single.csv', 'order_id,item_id\n1,TEA-1\n2,TEA-1\n'), '-o', 'new']);
  assert.equal(run.code, 1);
  assert.match(run.err, /goeswith: new: nothing is published; --allow-shrink/);
  assert.equal(existsSync(join(scratch, 'new')), false);
});

test('a first build of twenty orders: is published without a word', () => {
  const run = goeswith(['build', file('twenty.csv', orders(5)), '-o', 'twenty']);
  assert.equal(run.code, 0, run.err);
  assert.equal(run.err, '');
});

test('a last generation whose table is missing or damaged: is compared with nothing, with a word, and replaced', () => {
  const directory = published('damaged');
  const table = readdirSync(join(scratch, directory)).find((name) => name.endsWith('.gwt'));
  truncateSync(join(scratch, directory, table), 20);
  const run = goeswith(['build', file('small.csv', orders(5)), '-o', directory]);
  assert.equal(run.code, 0, run.err);
  assert.match(
    run.err,
    /warning: nothing is compared with the table that is published, since it cannot be read: .*\.gwt/,
  );
});

test('eval: points out the same about its orders and items', () => {
  const items = file('prefixes.csv', itemsFile('UK_TEA-7'));
  const run = goeswith(['eval', file('good.csv', orders(40)), '--items', items]);
  assert.match(run.err, /goeswith: warning: prefixes\.csv: none of the 80 ordered items is listed/);
});
