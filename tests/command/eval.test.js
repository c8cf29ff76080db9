// goeswith eval as people run it: figures, messages, the page that it writes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const command = join(root, 'build/release/bin/goeswith');
const realOrders = join(root, 'demo/data/uk_retail.tsv.gz');
const realItems = join(root, 'demo/data/uk_retail.items.tsv');
const scratch = mkdtempSync(join(tmpdir(), 'goeswith-eval-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs the command. */
function goeswith(args, env = {}) {
  const run = spawnSync(command, args, {
    encoding: 'utf8',
    cwd: scratch,
    env: { ...process.env, ...env },
    maxBuffer: 1 << 26,
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

function file(name, content) {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

/** 400 orders: pairs 0+1, 2+3 … 18+19 of twenty items, now and then with a third; one order a day. */
function pairedOrders() {
  const lines = ['order_id,item_id,date'];
  for (let order = 0; order < 400; ++order) {
    const first = ((order * 7) % 10) * 2;
    const date = new Date(Date.UTC(2024, 0, 1 + order)).toISOString().slice(0, 10);
    const items = new Set([first, first + 1, ...(order % 3 === 0 ? [(order * 11) % 20] : [])]);
    for (const item of items) lines.push(`${order},i${item},${date}`);
  }
  return lines;
}

const paired = file('paired.csv', pairedOrders().join('\n'));

function evaluation(...args) {
  const run = goeswith(['eval', ...args, '--json']);
  assert.equal(run.code, 0, run.err);
  return JSON.parse(run.out);
}

const rankerKeys = [
  'table',
  'bare',
  'refit',
  'ease',
  'weighted_count',
  'bm25',
  'jaccard',
  'cosine',
  'count',
  'popularity',
];
const pageKeys = ['views', 'P@3', 'hit@3', 'precision', 'answered', 'three', 'se_P@3'];
const qualityKeys = ['cases', 'R@1', 'R@3', 'R@5', 'R@10', 'R@20', 'MRR@10', 'coverage@10', 'answered', 'se_R@10'];

test('eval --json: has every ranker and every figure under its name, as shares', () => {
  const result = evaluation(paired, '--split', 'random');
  assert.deepEqual(Object.keys(result), [
    'goeswith',
    'headline',
    'has_few_carts',
    'split',
    'table',
    'hits_in_three',
    'rankers',
    'left_out',
    'same_category_of_truth',
    'carts',
    'pages',
    'examples',
    'understood',
  ]);
  assert.deepEqual(
    result.rankers.map((ranker) => ranker.key),
    rankerKeys,
  );
  for (const ranker of result.rankers) {
    assert.deepEqual(Object.keys(ranker), [
      'key',
      'name',
      ...qualityKeys,
      'same_category@3',
      'single_item_carts',
      'larger_carts',
      'pages',
    ]);
    assert.deepEqual(Object.keys(ranker.pages), [...pageKeys, 'same_category', 'same_family']);
    assert.equal(ranker.single_item_carts.cases + ranker.larger_carts.cases, ranker.cases);
    for (const key of qualityKeys.slice(1)) {
      assert.ok(ranker[key] >= 0 && ranker[key] <= 1, `${ranker.key} ${key}`);
      assert.equal(ranker[key], Math.round(ranker[key] * 1e4) / 1e4);
    }
    for (const [k, next] of [
      [1, 3],
      [3, 5],
      [5, 10],
      [10, 20],
    ])
      assert.ok(ranker[`R@${k}`] <= ranker[`R@${next}`]);
  }
  assert.equal(result.split.training_orders + result.split.test_orders, 400);
});

test('eval: finds pairs that are always bought together, which popularity does not', () => {
  const result = evaluation(paired, '--split', 'temporal');
  const of = (key) => result.rankers.find((ranker) => ranker.key === key);
  assert.equal(result.split.test_orders, 80);
  assert.ok(of('table').single_item_carts['R@1'] > 0.95);
  assert.ok(of('table')['R@3'] > 0.8);
  assert.ok(of('popularity')['R@3'] < 0.4);
  assert.ok(of('table').pages['hit@3'] > 0.8);
  assert.ok(of('popularity').pages['hit@3'] < 0.5);
  for (const task of ['carts', 'pages']) {
    const [anything, ...stricter] = result[task].strictness;
    assert.ok(anything.shown >= anything.answered && anything.precision > 0);
    for (const point of stricter) assert.ok(point.shown <= anything.shown);
  }
  assert.match(result.headline, new RegExp(`three suggestions in ${Math.round(result.hits_in_three * 100)}\\.$`));
});

test('eval: gives the same figures and the same page for shuffled lines, on one thread and on two', () => {
  const [head, ...lines] = pairedOrders();
  const shuffled = file('shuffled.csv', [head, ...lines.reverse()].join('\n'));
  const results = [
    [paired, '1'],
    [shuffled, '1'],
    [shuffled, '2'],
  ].map(([orders, threads], k) => {
    const page = join(scratch, `same-${k}.html`);
    const run = goeswith(['eval', orders, '--split', 'temporal', '--json', '--report', page], {
      OMP_NUM_THREADS: threads,
    });
    assert.equal(run.code, 0, run.err);
    return [run.out.replaceAll(orders, 'ORDERS'), readFileSync(page, 'utf8')];
  });
  assert.deepEqual(results[1], results[0]);
  assert.deepEqual(results[2], results[0]);
});

test('eval --alike: keeps nearly all of the unpruned model on real orders, and beats every baseline', () => {
  const {
    rankers,
    split,
    same_category_of_truth: truth,
  } = evaluation(realOrders, '--items', realItems, '--max-cases', '2000', '--alike');
  assert.equal(split.cases, 2000);
  assert.equal(truth, null); // this catalogue has no categories
  const [, table, refit, ...others] = rankers;
  assert.ok(table['R@10'] >= 0.97 * refit['R@10'], `${table['R@10']} of ${refit['R@10']}`);
  for (const ranker of others.filter(({ key }) => key !== 'ease'))
    assert.ok(table['R@10'] > ranker['R@10'], ranker.key);
});

test('eval: compares categories where the items have them', () => {
  const items = file(
    'categories.csv',
    ['id,category', ...Array.from({ length: 20 }, (_, item) => `i${item},${item % 2 ? 'odd' : 'even'}`)].join('\n'),
  );
  const result = evaluation(paired, '--items', items);
  const popularity = result.rankers.find((ranker) => ranker.key === 'popularity');
  assert.ok(result.same_category_of_truth > 0 && result.same_category_of_truth < 0.5);
  assert.ok(popularity['same_category@3'] > 0);
});

test('eval: prints lines of one length in each table', () => {
  const run = goeswith(['eval', paired]);
  assert.equal(run.code, 0, run.err);
  assert.match(
    run.out,
    /^Of 100 carts that went on to buy one more thing, it was among our three suggestions in \d+\.$/m,
  );
  const lines = run.out.split('\n');
  const first = lines.findIndex((line) => line.includes('R@10'));
  const widths = new Set(lines.slice(first, first + 1 + rankerKeys.length).map((line) => line.length));
  assert.equal(widths.size, 1, run.out);
});

test('eval: gives no figure for carts that there are none of', () => {
  const lines = Array.from({ length: 300 }, (_, order) => ['a', 'b', 'c'].map((item) => `${order},${item}`)).flat();
  const run = goeswith(['eval', file('threes.csv', ['order_id,item_id', ...lines].join('\n'))]);
  assert.equal(run.code, 0, run.err);
  assert.match(run.out, /^goeswith, as shown .* - +1\.0000$/m); // one item in the cart; more
});

test('eval: of a handful of carts tells how many were right and that they are too few, and no shares', () => {
  const lines = Array.from({ length: 60 }, (_, order) => ['a', 'b', 'c'].map((item) => `${order},${item}`)).flat();
  const orders = file('handful.csv', ['order_id,item_id', ...lines].join('\n'));
  const run = goeswith(['eval', orders]);
  assert.equal(run.code, 0, run.err);
  assert.match(
    run.out,
    /^Only \d+ carts to judge by, too few to tell .* \(50 are needed\): .* among our three in \d+\.$/m,
  );
  assert.doesNotMatch(run.out, /%|Of 100|R@10/);
  assert.equal(evaluation(orders).has_few_carts, true);
  assert.equal(evaluation(paired).has_few_carts, false);
});

test('eval: says what to do when a temporal split has no timestamps, or there are too few orders', () => {
  const undated = file('undated.csv', 'order_id,item_id\n1,a\n1,b\n2,a\n2,b\n');
  const run = goeswith(['eval', undated, '--split', 'temporal']);
  assert.equal(run.code, 1);
  assert.equal(run.out, '');
  assert.match(run.err, /undated\.csv: the orders carry no timestamps.*--split random/);
  const few = goeswith(['eval', file('few.csv', 'order_id,item_id\n1,a\n2,b\n')]);
  assert.equal(few.code, 1);
  assert.match(few.err, /few\.csv: 2 orders, 0 of them of two items or more, are too few/);
});

test('eval: refuses unknown splits and missing orders as mistakes on the command line', () => {
  assert.equal(goeswith(['eval', paired, '--split', 'spatial']).code, 2);
  assert.equal(goeswith(['eval']).code, 2);
  assert.equal(goeswith(['eval', paired, '--max-cases', '0']).code, 2);
});

test('eval --report: leaves no file behind when it cannot write', () => {
  const blocked = file('blocked', '');
  const run = goeswith(['eval', paired, '--report', join(blocked, 'page.html')]);
  assert.equal(run.code, 1);
  assert.match(run.err, /blocked/);
  assert.ok(!existsSync(join(blocked, 'page.html')));
  assert.deepEqual(
    readdirSync(scratch).filter((name) => name.startsWith('.')),
    [],
  );
});

// What the reader leaves of it: elements are no part of a title.
const shownTitle = 'document.title = "hacked"<!-- & "';
const hostileTitle = '</script><script>document.title = "hacked"</script><img src=x onerror=alert(1)><!-- & "\u2028';

test('eval --report: shows hostile titles as text, asks no network, and draws its plots', async () => {
  const items = file(
    'hostile.csv',
    [
      'id,title',
      ...Array.from({ length: 20 }, (_, item) => `i${item},"${hostileTitle.replaceAll('"', '""')} ${item}"`),
    ].join('\n'),
  );
  const page = join(scratch, 'hostile.html');
  const run = goeswith(['eval', paired, '--items', items, '--report', page]);
  assert.equal(run.code, 0, run.err);
  assert.ok(!readFileSync(page, 'utf8').includes('<script>document.title'));

  const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const tab = await browser.newPage();
    const troubles = [];
    tab.on('pageerror', (error) => troubles.push(error.message));
    tab.on('console', (message) => troubles.push(message.text()));
    tab.on('dialog', (dialog) => {
      troubles.push('a dialog');
      dialog.dismiss();
    });
    tab.on('request', (request) => {
      if (request.url() !== pathToFileURL(page).href) troubles.push(request.url());
    });
    await tab.goto(pathToFileURL(page).href);
    assert.equal(await tab.title(), 'How good the suggestions would have been');
    assert.match(await tab.$eval('h1', (heading) => heading.textContent), /three suggestions in \d+\.$/);
    assert.ok((await tab.$eval('#examples-list', (list) => list.textContent)).includes(shownTitle));
    assert.equal(await tab.$$eval('img', (images) => images.length), 0);
    assert.equal(await tab.$$eval('#rankers-table tbody tr', (rows) => rows.length), rankerKeys.length);
    assert.ok(
      await tab.$eval('#rankers-plot', (canvas) =>
        canvas
          .getContext('2d')
          .getImageData(0, 0, canvas.width, canvas.height)
          .data.some((value) => value !== 0),
      ),
    );
    // Whoever cannot see the plots is told what they show and finds their numbers.
    for (const canvas of await tab.$$('section:not([hidden]) canvas')) {
      assert.equal(await canvas.evaluate((element) => element.getAttribute('role')), 'img');
      assert.match(await canvas.evaluate((element) => element.getAttribute('aria-label')), /table below/);
      assert.ok(
        (await canvas.evaluate((element) => element.closest('section').querySelectorAll('tbody tr').length)) > 0,
      );
    }
    assert.deepEqual(troubles, []);
  } finally {
    await browser.close();
  }
});
