// The goeswith command as people run it: results, messages, exit codes, and what it leaves on the disk.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const command = join(root, 'build/release/bin/goeswith');
const realOrders = join(root, 'demo/data/uk_retail.tsv.gz');
const scratch = mkdtempSync(join(tmpdir(), 'goeswith-command-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs the command; `input` goes to its standard input. */
function goeswith(args, input = '') {
  const run = spawnSync(command, args, { encoding: 'utf8', input, cwd: scratch });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

function file(name, content) {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

const smallOrders = [
  'order_id,item_id',
  '1,tea',
  '1,pot',
  '2,tea',
  '2,pot',
  '3,tea',
  '3,cup',
  '4,tea',
  '4,cup',
  '5,pot',
].join('\n');

/** Publishes `orders` to a fresh directory and returns its path. */
function publish(name, orders = smallOrders, ...options) {
  const directory = join(scratch, name);
  const run = goeswith(['build', file(`${name}.csv`, orders), '-o', directory, ...options]);
  assert.equal(run.code, 0, run.err);
  return directory;
}

function suggestions(directory, ...skus) {
  const run = goeswith(['score', directory, ...skus, '--json']);
  assert.equal(run.code, 0, run.err);
  return JSON.parse(run.out).items.map((item) => item.sku);
}

test('build: publishes a table that score answers from, by directory, manifest and file', () => {
  const directory = publish('small');
  assert.deepEqual(suggestions(directory, 'tea').sort(), ['cup', 'pot']);
  assert.deepEqual(suggestions(directory, 'tea', 'pot'), ['cup']);
  const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
  const table = join(directory, manifest.table.file);
  assert.equal(manifest.format, 'goeswith');
  assert.equal(readFileSync(table).length, manifest.table.bytes);
  assert.deepEqual(suggestions(table, 'tea'), suggestions(directory, 'tea'));
  assert.deepEqual(suggestions(join(directory, 'manifest.json'), 'tea'), suggestions(directory, 'tea'));
});

test('build: gives the same bytes from shuffled lines, gzip, TSV, JSON lines and standard input', () => {
  const expected = readFileSync(join(publish('straight'), 'manifest.json'), 'utf8');
  const [head, ...lines] = smallOrders.split('\n');
  const rows = lines.map((line) => line.split(','));
  const variants = {
    'shuffled.csv': [head, ...lines.reverse()].join('\n'),
    'orders.csv.gz': gzipSync(smallOrders),
    'orders.tsv': smallOrders.replaceAll(',', '\t'),
    'bom.csv': `\uFEFF${smallOrders.replaceAll('\n', '\r\n')}\r\n`,
    'orders.jsonl': rows.map(([order, item]) => JSON.stringify({ order_id: order, item_id: item })).join('\n'),
  };
  for (const [name, content] of Object.entries(variants)) {
    const directory = join(scratch, `from-${name}`);
    const run = goeswith(['build', file(name, content), '-o', directory]);
    assert.equal(run.code, 0, `${name}: ${run.err}`);
    assert.equal(readFileSync(join(directory, 'manifest.json'), 'utf8'), expected, name);
  }
  const directory = join(scratch, 'from-stdin');
  assert.equal(goeswith(['build', '-', '-o', directory], smallOrders).code, 0);
  assert.equal(readFileSync(join(directory, 'manifest.json'), 'utf8'), expected);
});

test('build: gives the same bytes on one thread and on two', () => {
  const bytes = (threads) => {
    const directory = join(scratch, `threads-${threads}`);
    const run = spawnSync(command, ['build', realOrders, '-o', directory], {
      env: { ...process.env, OMP_NUM_THREADS: threads },
    });
    assert.equal(run.status, 0);
    return readFileSync(join(directory, 'manifest.json'), 'utf8');
  };
  assert.equal(bytes('1'), bytes('2'));
});

test('build: counts what it leaves out', () => {
  const orders = ['order_id,item_id,quantity', '1,a,1', '1,b,2', '2,a,1', '2,b,1', '3,a,-1', '4,a,0', '5,,1', '1,b,1'];
  const run = goeswith(['build', file('left-out.csv', orders.join('\n')), '-o', join(scratch, 'left-out'), '--json']);
  assert.equal(run.code, 0, run.err);
  const report = JSON.parse(run.out);
  assert.deepEqual(report.orders, {
    files: 1,
    lines: 8,
    kept: 4,
    duplicates: 1,
    returns: 1,
    cancelled: 0,
    zero_quantity: 1,
    blank: 1,
    orders: 2,
    multi_item_orders: 2,
    without_timestamp: 2,
    items: 2,
  });
});

test('build: takes titles and prices from the items file and offers only what it lists', () => {
  const items = file(
    'items.csv',
    'sku,title,price,currency,availability\ntea,Tea,4.50,EUR,in stock\npot,Pot,20,EUR,out of stock\n',
  );
  const directory = publish('with-items', smallOrders, '--items', items);
  assert.deepEqual(suggestions(directory, 'pot'), ['tea']);
  assert.deepEqual(suggestions(directory, 'tea'), []); // the pot is sold out, the cup is not listed
  assert.match(goeswith(['score', directory, 'pot']).out, /tea\s+\d+\s+Tea/);
});

test('score: says that nothing fits, in words and as an empty list', () => {
  const directory = publish('nothing', 'order_id,item_id\n1,a\n2,b\n', '--allow-shrink');
  assert.match(goeswith(['score', directory, 'a']).out, /Nothing fits/);
  assert.deepEqual(suggestions(directory, 'a'), []);
});

test('score --carts: answers a line a cart, empty ones and unknown SKUs too', () => {
  const directory = publish('carts');
  const carts = file('carts.tsv', 'tea\n\ntea\tpot\r\nnew\ttea\nnew\n');
  const run = goeswith(['score', directory, '--carts', carts, '-n', '20', '--json']);
  assert.equal(run.code, 0, run.err);
  const lists = run.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).items.map((item) => item.sku));
  assert.deepEqual(
    lists.map((list) => list.length),
    [2, 0, 1, 2, 0],
  );
  assert.match(run.err, /carts\.tsv:4: 'new' is not in the table; 2 cart lines/);
  for (const item of JSON.parse(run.out.split('\n')[0]).items)
    assert.ok(Number.isInteger(item.score) && item.score > 0);
});

test('inspect: accounts for every byte of the table', () => {
  const directory = publish('inspected');
  const description = JSON.parse(goeswith(['inspect', directory, '--json']).out);
  const { total, ...parts } = description.bytes;
  assert.equal(
    Object.values(parts).reduce((sum, bytes) => sum + bytes, 0),
    total,
  );
  assert.equal(total, readFileSync(description.file).length);
  assert.equal(description.items, 3);
  assert.equal(description.edges, 4);
  assert.equal(description.coverage.with_suggestions, 1);
  assert.match(goeswith(['inspect', directory]).out, /bits an edge/);
});

test('inspect: accounts for every byte of a shard and of what it stands on, and says what is missing', () => {
  const directory = publish('inspected-shards', smallOrders, '--shards', 'always', '--shard-items', '1');
  const shards = join(
    directory,
    readdirSync(directory).find((name) => name.startsWith('shards-')),
  );
  const files = readdirSync(shards);
  assert.deepEqual(files.sort(), ['0.gws', '1.gws', '2.gws', 'base.gws']);
  for (const name of files) {
    const { total, ...parts } = JSON.parse(goeswith(['inspect', join(shards, name), '--json']).out).bytes;
    assert.equal(
      Object.values(parts).reduce((sum, bytes) => sum + bytes, 0),
      total,
      name,
    );
    assert.equal(total, readFileSync(join(shards, name)).length);
  }
  rmSync(join(shards, 'base.gws'));
  const alone = goeswith(['inspect', join(shards, '0.gws')]);
  assert.notEqual(alone.code, 0);
  assert.match(alone.err, /0\.gws: stands on base\.gws beside it.*base\.gws/);
});

/** Orders in which coffee, a filter and a mug go together, sugar goes with everything, and two grinders never meet. */
function manyOrders() {
  const lines = ['order_id,item_id,timestamp'];
  const add = (order, ...items) => {
    for (const item of items) lines.push(`${order},${item},2026-01-${String(1 + (order % 28)).padStart(2, '0')}`);
  };
  for (let k = 0; k < 1500; k++) {
    if (k % 3 === 0) add(k, 'coffee', 'filter', ...(k % 2 ? ['mug'] : []));
    else if (k % 3 === 1) add(k, k % 2 ? 'grinder-a' : 'grinder-b', 'coffee', ...(k % 5 ? [] : ['sugar']));
    else add(k, 'tea', 'pot', ...(k % 4 ? ['sugar'] : []));
  }
  return lines.join('\n');
}

const manyItems = [
  'sku,title,price,currency,category',
  'coffee,Coffee,9,EUR,Food > Coffee',
  'filter,Filter,3,EUR,Tools > Filters',
  'mug,Mug,7,EUR,Tools > Mugs',
  'grinder-a,Grinder A,50,EUR,Tools > Grinders',
  'grinder-b,Grinder B,80,EUR,Tools > Grinders',
  'tea,Tea,6,EUR,Food > Tea',
  'pot,Pot,20,EUR,Tools > Pots',
  'sugar,Sugar,2,EUR,Food > Sugar',
].join('\n');

test('score --why: names the items of the cart and, when published, how many orders speak', () => {
  const silent = publish('why', manyOrders());
  const [item] = JSON.parse(goeswith(['score', silent, 'tea', '--why', '--json']).out).items;
  assert.equal(item.sku, 'pot');
  assert.equal(item.why[0].sku, 'tea');
  assert.ok(item.why[0].weight > 0);
  assert.equal('orders' in item.why[0], false);
  const open = publish('why-open', manyOrders(), '--publish-support');
  const [told] = JSON.parse(goeswith(['score', open, 'tea', '--why', '--json']).out).items;
  assert.deepEqual([told.why[0].orders, told.why[0].of], [500, 500]);
  assert.match(goeswith(['score', open, 'tea', '--why']).out, /together in 500 or more of 500 or more orders/);
});

test('score --min-attach: shows only what promises as much, and a promise is what orders held', () => {
  const directory = publish('attach', manyOrders());
  const [item] = JSON.parse(goeswith(['score', directory, 'tea', '--json']).out).items;
  assert.ok(item.attach > 0.5 && item.attach <= 1, String(item.attach));
  const strict = (...options) =>
    JSON.parse(goeswith(['score', directory, 'tea', '--json', ...options]).out).items.length;
  assert.ok(strict('--min-attach', String(item.attach)) >= 1);
  assert.equal(strict('--min-attach', '1'), 0);
});

test('score: shows one of items that look alike, as the widget does, and with --alike all of them', () => {
  const items = file(
    'alike-items.csv',
    manyItems.replace('Grinder A,50', 'Grinder red,50').replace('Grinder B', 'Grinder blue'),
  );
  const directory = publish('alike', manyOrders(), '--items', items);
  const shown = (...options) =>
    JSON.parse(goeswith(['score', directory, 'coffee', '--json', ...options]).out)
      .items.map(({ sku }) => sku)
      .filter((sku) => sku.startsWith('grinder'));
  assert.deepEqual(shown('--alike').sort(), ['grinder-a', 'grinder-b']);
  assert.equal(shown().length, 1);
  const carts = file('alike-carts.tsv', 'coffee\n');
  const lists = (...options) =>
    goeswith(['score', directory, '--carts', carts, ...options]).out.match(/grinder/g).length;
  assert.deepEqual([lists('--alike'), lists()], [2, 1]);
});

test('build --rules: pins, blocks and limits reach the list', () => {
  const items = file('many-items.csv', manyItems);
  const rules = file(
    'rules.json',
    JSON.stringify({ pin: [{ for: 'tea', show: 'mug' }], block: [{ item: 'sugar' }], limits: { checkout: 1 } }),
  );
  const directory = publish('ruled', manyOrders(), '--items', items, '--rules', rules);
  assert.deepEqual(suggestions(directory, 'tea').slice(0, 2), ['mug', 'pot']);
  const all = ['tea', 'coffee', 'pot', 'filter'].flatMap((sku) => suggestions(directory, sku));
  assert.equal(all.includes('sugar'), false);
  const checkout = goeswith(['score', directory, 'tea', '--json', '--placement', 'checkout']);
  assert.equal(JSON.parse(checkout.out).items.length, 1);
});

/** What `score` lists for carts with and without these rules: {before, after}, each cart → SKUs. */
function ruled(name, rules, carts, items = manyItems) {
  const itemsFile = file(`${name}.items.csv`, items);
  // An item's own category would hide what a rule hides; "allow" leaves the rules alone.
  const options = ['--items', itemsFile, '--same-category', 'allow', '--ridge', '35'];
  const plain = publish(`${name}-plain`, manyOrders(), ...options);
  const directory = publish(name, manyOrders(), ...options, '--rules', file(`${name}.json`, JSON.stringify(rules)));
  const lists = (table) => Object.fromEntries(carts.map((cart) => [cart, suggestions(table, ...cart.split('+'))]));
  return { before: lists(plain), after: lists(directory), directory };
}

test('rules: a blocked item is shown for nothing, a blocked pair and category only stay away from where they are blocked', () => {
  const item = ruled('block-item', { block: [{ item: 'filter' }] }, ['coffee', 'mug']);
  assert.ok(item.before.coffee.includes('filter') && item.before.mug.includes('filter'));
  assert.ok(!item.after.coffee.includes('filter') && !item.after.mug.includes('filter'));
  const pair = ruled('block-pair', { block: [{ for: 'coffee', show: 'filter' }] }, ['coffee', 'mug', 'coffee+mug']);
  assert.ok(!pair.after.coffee.includes('filter') && pair.after.mug.includes('filter'));
  assert.ok(!pair.after['coffee+mug'].includes('filter'));
  const category = ruled('block-category', { block: [{ category: 'Tools' }] }, ['coffee', 'tea']);
  assert.ok(category.before.tea.includes('pot'));
  assert.deepEqual(
    category.after.tea.filter((sku) => sku !== 'sugar' && sku !== 'coffee'),
    [],
  );
  assert.ok(!category.after.coffee.some((sku) => ['filter', 'mug', 'grinder-a', 'grinder-b'].includes(sku)));
});

test('rules: a pin comes first for its item and nowhere else', () => {
  const { before, after } = ruled('pin', { pin: [{ for: 'tea', show: 'mug' }] }, ['tea', 'pot', 'tea+coffee']);
  assert.notEqual(before.tea[0], 'mug');
  assert.equal(after.tea[0], 'mug');
  assert.equal(after['tea+coffee'][0], 'mug');
  assert.ok(!after.pot.includes('mug'));
});

test('rules: a boost lifts an item, also by its category, and never where nothing speaks for it', () => {
  const { before, after } = ruled('boost', { boost: [{ item: 'sugar', factor: 10 }] }, ['coffee', 'tea', 'filter']);
  assert.notEqual(before.tea[0], 'sugar');
  assert.equal(after.tea[0], 'sugar');
  assert.deepEqual(after.filter.includes('sugar'), before.filter.includes('sugar'));
  const category = ruled('boost-category', { boost: [{ category: 'Food', factor: 10 }] }, ['tea']);
  assert.equal(category.after.tea[0], 'sugar');
});

test('rules: price caps leave out what is dearer, in money and against the dearest of the cart', () => {
  const absolute = ruled('cap', { price_cap: { absolute: '10 EUR' }, upsell: 'allow' }, ['tea', 'coffee']);
  assert.ok(absolute.before.tea.includes('pot')); // 20 EUR
  assert.ok(!absolute.after.tea.includes('pot') && absolute.after.tea.includes('sugar'));
  assert.ok(absolute.after.coffee.every((sku) => ['filter', 'mug', 'sugar', 'tea', 'coffee'].includes(sku)));
  const relative = ruled('cap-relative', { price_cap: { relative: 0.5 }, upsell: 'allow' }, [
    'coffee',
    'coffee+grinder-a',
  ]);
  assert.ok(relative.before.coffee.includes('mug')); // 7 beside 9 EUR
  assert.ok(!relative.after.coffee.includes('mug') && relative.after.coffee.includes('filter'));
  assert.ok(relative.after['coffee+grinder-a'].every((sku) => ['filter', 'mug', 'sugar', 'pot', 'tea'].includes(sku)));
});

test('rules: categories allowed for another are the only ones shown, those denied are not', () => {
  const allow = ruled('allow', { categories: { allow: [{ for: 'Food > Coffee', show: ['Tools > Mugs'] }] } }, [
    'coffee',
    'tea',
  ]);
  assert.ok(allow.before.coffee.includes('filter'));
  assert.deepEqual(allow.after.coffee, ['mug']);
  assert.ok(allow.after.tea.includes('pot'));
  const deny = ruled('deny', { categories: { deny: [{ for: 'Food', show: ['Tools > Pots'] }] } }, [
    'tea',
    'tea+mug',
    'coffee',
  ]);
  assert.ok(deny.before.tea.includes('pot'));
  assert.ok(!deny.after.tea.includes('pot') && !deny.after['tea+mug'].includes('pot'));
  assert.ok(deny.after.coffee.includes('filter'));
});

test('rules: what has less than the minimum stock is not shown; what has no stock number is', () => {
  const stock = { filter: 5, mug: 2, sugar: '' };
  const items = manyItems
    .split('\n')
    .map((line, k) => `${line},${k === 0 ? 'stock' : (stock[line.split(',')[0]] ?? 50)}`)
    .join('\n');
  const { before, after, directory } = ruled('stock', { min_stock: 3 }, ['coffee', 'tea'], items);
  assert.ok(before.coffee.includes('mug') && before.coffee.includes('filter'));
  assert.ok(!after.coffee.includes('mug') && after.coffee.includes('filter'));
  assert.ok(after.tea.includes('sugar'));
  const run = goeswith([
    'build',
    file('stock.csv', manyOrders()),
    '--items',
    join(scratch, 'stock.items.csv'),
    '--rules',
    join(scratch, 'stock.json'),
    '-o',
    directory,
  ]);
  assert.match(run.out, /min_stock: changes 1 \(1 item has no stock number and stays\)/);
});

test('rules: each placement keeps its own limit', () => {
  const { directory } = ruled('limits', { limits: { checkout: 1, cart: 2 } }, ['coffee']);
  const shown = (...options) =>
    JSON.parse(goeswith(['score', directory, 'coffee', '--json', ...options]).out).items.length;
  assert.ok(shown() > 2);
  assert.equal(shown('--placement', 'checkout'), 1);
  assert.equal(shown('--placement', 'cart'), 2);
  assert.equal(shown('--placement', 'email'), shown());
});

test('build from little: says what it cannot know, and what it cannot know is not shown', () => {
  const run = (name, lines, ...options) =>
    goeswith([
      'build',
      file(`${name}.csv`, ['order_id,item_id', ...lines].join('\n')),
      '-o',
      join(scratch, name),
      ...options,
    ]);
  const build = (name, ...lines) => {
    const built = run(name, lines);
    assert.equal(built.code, 0, built.err);
    return built.out;
  };
  const orders = (count, ...items) =>
    Array.from({ length: count }, (_, k) => items.map((item) => `${k},${item}`)).flat();
  // Orders of one item say nothing of what goes with what.
  const refuses = (name, reason, ...lines) => {
    const refused = run(name, lines);
    assert.equal(refused.code, 1);
    assert.match(refused.err, reason);
    assert.equal(existsSync(join(scratch, name)), false);
    const allowed = run(name, lines, '--allow-shrink');
    assert.equal(allowed.code, 0, allowed.err);
    assert.match(allowed.out, reason);
    assert.deepEqual(suggestions(join(scratch, name), 'a'), []);
  };
  refuses('one-item', /no order holds two items.*--columns order=NAME/, ...orders(50, 'a'));
  refuses('apart', /no order holds two items/, ...orders(50, 'a'), '98,b', '99,b');
  // A single order is believed where there is nothing else.
  build('one-order', '1,a', '1,b');
  assert.deepEqual(suggestions(join(scratch, 'one-order'), 'a'), ['b']);
  // Two items that always meet, and orders that are all alike, leave no doubt.
  const out = build('together', ...orders(50, 'a', 'b'));
  assert.match(out, /50 +of two items or more/);
  assert.match(out, /ridge 35, the default/);
  assert.deepEqual(suggestions(join(scratch, 'together'), 'a'), ['b']);
  assert.deepEqual(suggestions(join(scratch, 'together'), 'a', 'b'), []);
  build('all-alike', ...orders(200, 'a', 'b', 'c'));
  assert.deepEqual(suggestions(join(scratch, 'all-alike'), 'a', 'c'), ['b']);
  assert.match(build('few', '1,a', '1,b', '2,a', '2,b'), /no attach rates: .*--min-attach holds nothing back/);
});

test('build with times in only some orders: says so, and that none count then', () => {
  const orders = file('some-times.csv', 'order_id,item_id,date\n1,a,2026-01-01\n1,b,2026-01-01\n2,a,\n2,b,\n');
  const run = goeswith(['build', orders, '-o', join(scratch, 'some-times')]);
  assert.match(run.out, /1 +orders without time +so that all orders count as if none had one/);
  assert.doesNotMatch(
    goeswith(['build', file('o.csv', smallOrders), '-o', join(scratch, 'no-times')]).out,
    /without time/,
  );
});

test('a dearer item of the same category: is no suggestion, nor is a second grinder', () => {
  const directory = publish('upsell', manyOrders(), '--items', file('many-items.csv', manyItems));
  assert.equal(suggestions(directory, 'grinder-a').includes('grinder-b'), false);
  assert.equal(suggestions(directory, 'grinder-a', 'coffee').includes('grinder-b'), false);
});

test('build with bad rules: names file and line and ends with 1', () => {
  const orders = file('o.csv', smallOrders);
  for (const [content, message] of [
    ['{"pin": [\n{"for": "tea", "show": "kettle"}]}', /rules\.json:2: .*kettle/],
    ['{"pim": []}', /rules\.json:1: .*pim/],
    ['{"pin": [{"for": "tea", "show": "pot"}],\n"block": [{"for": "tea", "show": "pot"}]}', /rules\.json:[12]: /],
    ['{"limits": {\n"cart": 0}}', /rules\.json:2: /],
    ['{', /rules\.json:1: /],
  ]) {
    const run = goeswith(['build', orders, '--rules', file('rules.json', content), '-o', join(scratch, 'no-rules')]);
    assert.equal(run.code, 1, content);
    assert.match(run.err, message);
  }
  assert.equal(existsSync(join(scratch, 'no-rules')), false);
});

test('build --half-life: needs timestamps, and then lets old orders fade', () => {
  const run = goeswith(['build', file('o.csv', smallOrders), '--half-life', '30', '-o', join(scratch, 'no')]);
  assert.equal(run.code, 1);
  assert.match(run.err, /o\.csv: --half-life needs the time/);
  // Once tea went with the pot, lately it goes with the cup.
  const lines = ['order_id,item_id,timestamp'];
  for (let k = 0; k < 60; k++) lines.push(`a${k},tea,2020-01-01`, `a${k},pot,2020-01-01`);
  for (let k = 0; k < 40; k++) lines.push(`b${k},tea,2026-01-01`, `b${k},cup,2026-01-01`);
  assert.deepEqual(suggestions(publish('forever', lines.join('\n'), '--neighbours', '4'), 'tea')[0], 'pot');
  assert.deepEqual(
    suggestions(publish('fading', lines.join('\n'), '--neighbours', '4', '--half-life', '30'), 'tea')[0],
    'cup',
  );
});

test('build --ridge: takes the model as given, and reports the choice otherwise', () => {
  const orders = file('many.csv', manyOrders());
  const given = JSON.parse(goeswith(['build', orders, '-o', join(scratch, 'given'), '--ridge', '70', '--json']).out);
  assert.deepEqual([given.model.ridge, given.model.chosen_by, given.model.tried], [70, 'command line', []]);
  const chosen = JSON.parse(goeswith(['build', orders, '-o', join(scratch, 'chosen'), '--json', '--timings']).out);
  assert.ok(chosen.model.tried.length > 3);
  assert.equal(chosen.model.chosen_by, 'held-out orders');
  assert.ok(chosen.timings.every((stage) => stage.cpu_s >= 0 && stage.peak_mb > 0));
});

const badOrders = {
  'a missing column': ['order_id,thing\n1,a\n', /bad\.csv:1: .*--columns/],
  'a line with too many fields': ['order_id,item_id\n1,a\n2,b,c,d\n', /bad\.csv:3: /],
  'a quantity that is no number': ['order_id,item_id,quantity\n1,a,1\n1,b,many\n', /bad\.csv:3: /],
  'a quote that never ends': ['order_id,item_id\n1,"a\n2,b\n3,c\n', /bad\.csv:2: /],
  'a NUL byte': ['order_id,item_id\n1,a\0b\n', /bad\.csv:2: /],
  'an empty file': ['', /bad\.csv: /],
  'only a header': ['order_id,item_id\n', /bad\.csv: /],
  'nothing but returns': ['order_id,item_id,quantity\n1,a,-1\n', /bad\.csv: .*left/],
  'broken JSON': ['{"order_id":1,"item_id":"a"}\n{"order_id":\n', /bad\.csv:2: /],
  'damaged gzip': [gzipSync(smallOrders.repeat(50)).subarray(0, 60), /bad\.csv: .*gzip/],
};
for (const [what, [content, message]] of Object.entries(badOrders)) {
  test(`build with ${what}: says where, ends with 1 and leaves the last good table`, () => {
    const directory = publish('kept');
    const before = readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'latin1')]);
    const run = goeswith(['build', file('bad.csv', content), '-o', directory]);
    assert.equal(run.code, 1);
    assert.match(run.err, message);
    assert.equal(run.out, '');
    assert.deepEqual(
      readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'latin1')]),
      before,
    );
  });
}

test('build with files that are not there, directories, an output that is a file: says so and ends with 1', () => {
  for (const args of [
    ['nowhere.csv', '-o', 'out'],
    ['.', '-o', 'out'],
    [file('o.csv', smallOrders), '--items', 'nowhere', '-o', 'out'],
    [file('o.csv', smallOrders), '-o', file('a-file', 'x')],
  ]) {
    const run = goeswith(['build', ...args]);
    assert.equal(run.code, 1, args.join(' '));
    assert.match(run.err, /^goeswith: \S+: ./);
  }
  assert.equal(existsSync(join(scratch, 'out')), false);
});

test('build with a bad items file: names file and line and ends with 1', () => {
  const orders = file('o.csv', smallOrders);
  for (const [content, message] of [
    ['sku,price\ntea,1 EUR\npot,2 USD\n', /items\.csv:3: /],
    ['sku,price\na,-1\n', /items\.csv:2: .*negative/],
    ['sku,price\na,$5\n', /items\.csv:2: .*--currency/],
    ['name\nx\n', /items\.csv:1: /],
    ['', /items\.csv: /],
  ]) {
    const run = goeswith(['build', orders, '--items', file('items.csv', content), '-o', join(scratch, 'no')]);
    assert.equal(run.code, 1, content);
    assert.match(run.err, message);
  }
  assert.equal(existsSync(join(scratch, 'no')), false);
});

test('the command line when wrong: says how it should be and ends with 2', () => {
  const orders = file('o.csv', smallOrders);
  for (const args of [
    ['frobnicate'],
    ['build'],
    ['build', orders],
    ['score'],
    ['score', 'x'],
    ['score', 'x', 'a', '--carts', 'f'],
    ['build', orders, '-o', 'x', '--neighbours', '0'],
    ['build', orders, '-o', 'x', '--neighbours', '256'],
    ['build', orders, '-o', 'x', '--popularity', '2'],
    ['build', orders, '-o', 'x', '--columns', 'colour=x'],
    ['build', orders, '-o', 'x', '--item-columns', 'title'],
    ['inspect'],
    ['score', 'x', 'a', '-n', 'many'],
  ]) {
    const run = goeswith(args);
    assert.equal(run.code, 2, args.join(' '));
    assert.notEqual(run.err, '');
  }
});

test('--help and --version: end with 0', () => {
  for (const args of [
    ['--help'],
    ['build', '--help'],
    ['score', '--help'],
    ['inspect', '--help'],
    ['generations', '--help'],
    ['rollback', '--help'],
    ['prune', '--help'],
    ['--version'],
  ]) {
    const run = goeswith(args);
    assert.equal(run.code, 0);
    assert.notEqual(run.out, '');
  }
});

test('score of an unknown SKU: names it and the table and ends with 1', () => {
  const directory = publish('unknown');
  const run = goeswith(['score', directory, 'TEA']);
  assert.equal(run.code, 1);
  assert.match(run.err, /table-[0-9a-f]{16}\.gwt: no item 'TEA' among its 3/);
});

test('a table that is truncated, flipped, of another version, HTML or missing: is refused with its reason', () => {
  const damage = {
    'cut short': (path) => truncateSync(path, 100),
    flipped: (path) => {
      const b = readFileSync(path);
      b[b.length - 3] ^= 4;
      writeFileSync(path, b);
    },
    version: (path) => {
      const b = readFileSync(path);
      b[8] = 9;
      writeFileSync(path, b);
    },
    'not a goeswith table': (path) =>
      writeFileSync(path, '<!doctype html><title>404</title>'.padEnd(readFileSync(path).length)),
  };
  for (const [name, harm] of Object.entries(damage)) {
    const directory = publish(`damaged-${name.replaceAll(' ', '-')}`);
    const table = join(directory, JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')).table.file);
    harm(table);
    for (const path of [directory, table]) {
      for (const verb of [
        ['score', path, 'tea'],
        ['inspect', path],
      ]) {
        const run = goeswith(verb);
        assert.equal(run.code, 1);
        assert.ok(run.err.includes(table), run.err);
      }
    }
    const reason = name === 'flipped' ? 'damaged' : name;
    assert.ok(goeswith(['score', table, 'tea']).err.includes(reason), name);
  }
});

test('a manifest that is no manifest, of another version, or points elsewhere: is refused', () => {
  const directory = publish('manifests');
  const manifest = join(directory, 'manifest.json');
  const good = JSON.parse(readFileSync(manifest, 'utf8'));
  for (const bad of [
    '',
    '{',
    '[]',
    'null',
    '{"format":1}',
    JSON.stringify({ ...good, version: 2 }),
    JSON.stringify({ ...good, table: 3 }),
    JSON.stringify({ ...good, table: { file: '../small/table.gwt', bytes: 1 } }),
    JSON.stringify({ ...good, table: { file: 'x', bytes: -1 } }),
    JSON.stringify({ ...good, table: { ...good.table, bytes: 1 } }),
  ]) {
    writeFileSync(manifest, bad);
    const run = goeswith(['score', directory, 'tea']);
    assert.equal(run.code, 1, bad);
    assert.match(run.err, /^goeswith: \S+: ./);
  }
  assert.equal(goeswith(['score', scratch, 'tea']).code, 1);
});

test('a build that is killed at any time: leaves the last good table serving', async () => {
  const directory = publish('killed');
  const before = readFileSync(join(directory, 'manifest.json'), 'utf8');
  let killed = 0;
  for (let delay = 0; delay < 600; delay += 30) {
    const run = spawn(command, ['build', realOrders, '-o', directory], { stdio: 'ignore' });
    const timer = setTimeout(() => run.kill('SIGKILL'), delay);
    const signal = await new Promise((done) => run.on('exit', (_code, by) => done(by)));
    clearTimeout(timer);
    const manifest = readFileSync(join(directory, 'manifest.json'), 'utf8');
    if (signal === 'SIGKILL') killed++;
    else assert.notEqual(manifest, before);
    const check = goeswith(['inspect', directory, '--json']);
    assert.equal(check.code, 0, check.err);
    assert.ok(manifest === before || JSON.parse(check.out).items > 3000);
  }
  assert.ok(killed > 0);
});

test('the output directory: holds files that a web server may read, and nothing half-written', () => {
  const directory = publish('tidy');
  publish('tidy');
  assert.equal(readdirSync(directory).length, 3);
  assert.deepEqual(
    readdirSync(directory).filter((name) => !/^(manifest(-[0-9a-f]{16})?\.json|table-[0-9a-f]{16}\.gwt)$/.test(name)),
    [],
  );
  for (const name of readdirSync(directory)) assert.equal(statSync(join(directory, name)).mode & 0o777, 0o644);
});
