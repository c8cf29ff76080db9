// The five example shops: what is shown in each keeps the promise of its description, whatever the dice say.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { itemsCsv, makeOrders, makeRandom, ordersCsv } from '../../demo/examples/generate.js';

const SHOPS = ['laptop', 'business-software', 'online-course', 'clothing', 'business-website'];
const SEEDS = Array.from({ length: 10 }, (_, k) => k + 1);
const SHOWN = 3; // places of the pages' elements
const LISTED = 20; // the most that an element can have

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const examples = join(root, 'demo/examples');
const command = join(root, 'build/release/bin/goeswith');
const scratch = mkdtempSync(join(tmpdir(), 'goeswith-examples-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

const readShop = (name) => JSON.parse(readFileSync(join(examples, name, 'shop.json'), 'utf8'));

function goeswith(...args) {
  const run = spawnSync(command, args, { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
}

/** Publishes the shop with the orders of `seed`; returns the table's directory. */
function publish(name, shop, seed) {
  const orders = join(scratch, `${name}-${seed}.orders.csv`);
  const items = join(scratch, `${name}-${seed}.items.csv`);
  writeFileSync(orders, ordersCsv(makeOrders(shop, seed)));
  writeFileSync(items, itemsCsv(shop));
  const table = join(scratch, `${name}-${seed}`);
  goeswith('build', orders, '--items', items, '--rules', join(examples, 'rules.json'), '-o', table);
  return table;
}

/** What the element would list for each cart, best first. */
function listsFor(table, carts) {
  const file = `${table}.carts`;
  writeFileSync(file, carts.map((cart) => `${cart.join('\t')}\n`).join(''));
  const out = goeswith('score', table, '--carts', file, '-n', String(LISTED), '--json');
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).items.map(({ sku }) => sku));
}

/** Whether an item is what one of `names` says: a SKU, a group, a category or one above it. */
const isOf = (item, names) =>
  names.some((name) => [item.sku, item.group, item.category].includes(name) || item.category.startsWith(`${name} > `));

for (const name of SHOPS) {
  const shop = readShop(name);
  const itemOf = new Map(shop.items.map((item) => [item.sku, item]));
  const sold = shop.items.filter((item) => !item.new);

  test(`${name}: keeps its promises, whatever the dice say`, () => {
    assert.ok(shop.promises.some(({ offers }) => offers.length >= 2));
    for (const seed of SEEDS) {
      const carts = [...shop.promises.map(({ cart }) => cart), ...sold.map(({ sku }) => [sku])];
      const lists = listsFor(publish(name, shop, seed), carts);
      shop.promises.forEach(({ cart, offers, never }, k) => {
        const shown = lists[k].slice(0, SHOWN);
        const where = `seed ${seed}, ${cart.join(' + ')}: ${shown.join(', ') || 'nothing'}`;
        for (const offer of offers) {
          assert.ok(
            shown.some((sku) => isOf(itemOf.get(sku), [offer])),
            `${where}; not ${offer}`,
          );
        }
        for (const sku of shown) assert.ok(!isOf(itemOf.get(sku), never), `${where}; ${sku} never`);
      });
      sold.forEach((anchor, k) => {
        const list = lists[shop.promises.length + k];
        const where = `seed ${seed}, ${anchor.sku}: ${list.join(', ')}`;
        for (const item of list.map((sku) => itemOf.get(sku))) {
          assert.ok(item && !item.new, `${where}; nobody has bought ${item?.sku}`);
          assert.ok(item.group === undefined || item.group !== anchor.group, `${where}; ${item.sku} is a variant`);
          const isUpsell = item.category === anchor.category && item.price > anchor.price && isOf(item, shop.rivals);
          assert.ok(!isUpsell, `${where}; ${item.sku} is an upsell`);
        }
        if (anchor.sku in shop.bestsellers) return;
        for (const sku of list) {
          assert.ok(!(sku in shop.bestsellers), `${where}; ${sku} sells with everything`);
        }
      });
    }
  });

  test(`${name}: shows nothing for an item without history`, () => {
    const newcomers = shop.items.filter((item) => item.new);
    assert.ok(newcomers.length > 0);
    const table = publish(name, shop, shop.seed);
    // As the element does, the command leaves out what the table does not know.
    for (const list of listsFor(
      table,
      newcomers.map(({ sku }) => [sku]),
    ))
      assert.deepEqual(list, []);
  });

  test(`${name}: the dice are loaded against the miner`, () => {
    const orders = makeOrders(shop);
    const share = (holds) => orders.filter(holds).length / orders.length;
    // Rivals, or two sizes of one thing, do stand together, and bestsellers stand beside what they do not go with.
    const [rivals] = shop.rivals;
    const twice = share((order) => order.filter((sku) => isOf(itemOf.get(sku), [rivals])).length > 1);
    assert.ok(twice > 0.002, `${twice} of the orders hold two of ${rivals}`);
    const [bestseller] = Object.keys(shop.bestsellers);
    const beside = share((order) => order.includes(bestseller) && order.some((sku) => isOf(itemOf.get(sku), [rivals])));
    assert.ok(beside > 0.02, `${beside} of the orders hold ${bestseller} beside ${rivals}`);
    assert.ok(share((order) => order.length === 1) > 0.1);
  });
}

test('without the rule of the examples a bestseller gets in, so that the rule is what keeps it out', () => {
  const shop = readShop('laptop');
  const orders = join(scratch, 'no-rule.orders.csv');
  const items = join(scratch, 'no-rule.items.csv');
  writeFileSync(orders, ordersCsv(makeOrders(shop)));
  writeFileSync(items, itemsCsv(shop));
  const table = join(scratch, 'no-rule');
  goeswith('build', orders, '--items', items, '-o', table);
  const sold = shop.items.filter((item) => !item.new && !(item.sku in shop.bestsellers));
  const lists = listsFor(
    table,
    sold.map(({ sku }) => [sku]),
  );
  assert.ok(lists.some((list) => list.slice(0, SHOWN).some((sku) => sku in shop.bestsellers)));
});

test('generator: the same seed gives the same orders, another one others', () => {
  const shop = readShop('clothing');
  assert.deepEqual(makeOrders(shop, 7), makeOrders(shop, 7));
  assert.notDeepEqual(makeOrders(shop, 7), makeOrders(shop, 8));
  assert.equal(makeOrders(shop, 7).length, shop.orders);
});

test('generator: its numbers are even enough to make up orders with', () => {
  for (const seed of [0, 1, 2, 999_999_999]) {
    const random = makeRandom(seed);
    const tenths = new Array(10).fill(0);
    for (let k = 0; k < 10_000; k++) tenths[Math.floor(random() * 10)]++;
    for (const count of tenths) assert.ok(Math.abs(count - 1000) < 150, `seed ${seed}: ${tenths}`);
  }
});

test('generator: a description that names nothing in the shop is refused by name', () => {
  const shop = readShop('laptop');
  shop.shoppers[0].takes[0].from = ['Lapdogs'];
  assert.throws(() => makeOrders(shop), /No item, group or category is called "Lapdogs"/);
});

test('generator: a wrong command line is told how it goes, with exit code 2', () => {
  const script = join(examples, 'generate.js');
  for (const args of [[], ['shop.json'], ['shop.json', scratch, '--seed', 'x'], ['shop.json', scratch, '--sed', '1']]) {
    const run = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
    assert.equal(run.status, 2);
    assert.match(run.stderr, /^Usage: node generate\.js SHOP\.json DIRECTORY/);
  }
});
