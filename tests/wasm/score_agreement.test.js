// dist/score.js in Node and the native command: the same lists, the same mails and the same fragments, to the byte. Needs
// the build of the release preset and web/dist.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import { writeTable } from '../table/table-writer.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const command = path.resolve(process.env.GOESWITH_COMMAND ?? path.join(repository, 'build/release/bin/goeswith'));
const module = new URL('../../web/dist/score.js', import.meta.url);
if (!existsSync(command) || !existsSync(module)) {
  throw new Error(`${command} and ${fileURLToPath(module)} are needed. Run "demo/build".`);
}
const { emailHtml, emailText, fragmentName, GoesWithError, openTable, prerender } = await import(module.href);

const directory = await mkdtemp(path.join(tmpdir(), 'goeswith-score-'));
after(() => rm(directory, { recursive: true, force: true }));

const BASE = 'https://shop.example/de/index.html';
const ITEMS = [
  {
    sku: 'kettle',
    title: 'Kettle',
    priceMinor: 2400,
    url: 'p/kettle',
    goesWith: { tea: 15, pot: 12, mug: 9, bad: 7, big: 5, away: 3 },
  },
  {
    sku: 'tea',
    title: 'Tea & "biscuits"',
    priceMinor: 450,
    url: "p/tée?a=1&b='2'",
    image: 'i/tea.png',
    category: 'Food',
  },
  { sku: 'pot', title: 'Pot', priceMinor: 123456, url: '/p/../pot', image: '/i/pot.SVG?v=2', group: 'pots' },
  { sku: 'mug', url: 'HTTPS://Elsewhere.example/a b', image: '//cdn.example/mug.jpg' },
  {
    sku: 'bad',
    title: '</a><script>alert(1)</script>\n\u{1F375}',
    priceMinor: 1,
    url: 'java\nscript:x',
    image: 'data:x',
  },
  { sku: 'big', title: 'Big pot', url: '#big', group: 'pots' },
  { sku: 'away', title: 'Sold out', url: '/p/away', available: false },
  { sku: 'lonely', title: 'Lonely' },
];
const bytes = writeTable(ITEMS, { currency: 'GBP' });
const file = path.join(directory, 'shop.gwt');
await writeFile(file, bytes);
const table = await openTable(new Uint8Array(bytes));

/** @param {string[]} args */
function goeswith(...args) {
  const run = spawnSync(command, args, { encoding: 'utf8' });
  return run.status === 0 ? run.stdout : run.stderr;
}

// What is sold out no miner puts into a table; one that somebody wrote by hand is believed, here and natively.
test('score: says what goes with a cart, as the table has it, without variants of what is in it', () => {
  const skus = (cart, options) => table.score(cart, options).map(({ sku }) => sku);
  assert.deepEqual(skus(['kettle']), ['tea', 'pot', 'mug']);
  assert.deepEqual(skus(['kettle', 'pot'], { limit: 20 }), ['tea', 'mug', 'bad', 'away']);
  assert.deepEqual(skus(['unknown', 'lonely']), []);
  assert.deepEqual(skus([]), []);
  assert.equal(table.card('tea').title, 'Tea & "biscuits"');
  assert.equal(table.card('unknown'), undefined);
});

test('openTable: refuses what is no table with a code', async () => {
  const damaged = Uint8Array.from(bytes);
  damaged[damaged.length - 1] ^= 1;
  for (const [table, code] of [
    [new Uint8Array(), 'not-a-table'],
    [new TextEncoder().encode('<!doctype html>'.repeat(9)), 'not-a-table'],
    [bytes.subarray(0, -1), 'wrong-size'],
    [damaged, 'damaged'],
  ]) {
    await assert.rejects(openTable(table), (error) => {
      assert.ok(error instanceof GoesWithError);
      assert.equal(error.code, code);
      return true;
    });
  }
  await assert.rejects(openTable(bytes, { wasm: Uint8Array.of(1, 2, 3) }), { code: 'engine-unavailable' });
});

test("openTable: takes the engine's bytes, and works in a worker", async () => {
  const wasm = new Uint8Array(await readFile(new URL('goeswith.wasm', module)));
  assert.equal((await openTable(bytes, { wasm })).score(['kettle']).length, 3);
  const source = `import { parentPort, workerData } from 'node:worker_threads';
    import { emailText, openTable } from ${JSON.stringify(module.href)};
    const table = await openTable(workerData);
    parentPort.postMessage(emailText(table.score(['kettle']), { baseUrl: ${JSON.stringify(BASE)} }));`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
    workerData: new Uint8Array(bytes),
  });
  const text = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  assert.equal(text, emailText(table.score(['kettle']), { baseUrl: BASE }));
  await worker.terminate();
});

test('mails: are the same bytes natively and in Node', () => {
  for (const [cart, limit, words] of [
    ['kettle', 3, {}],
    ['kettle', 20, { heading: '<b>"Dazu"', button: "Zu 'uns'", lang: 'ar-EG' }],
    ['kettle,pot,unknown', 2, { lang: 'he' }],
    ['lonely', 3, {}],
  ]) {
    const list = table.score(cart.split(','), { limit, placement: 'email' });
    const options = { baseUrl: BASE, ...words };
    const args = ['email', file, '--cart', cart, '-n', String(limit), '--base-url', BASE];
    for (const [name, value] of Object.entries(words)) args.push(`--${name}`, value);
    assert.equal(emailHtml(list, options), goeswith(...args));
    assert.equal(emailText(list, options), goeswith(...args, '--text'));
  }
});

test('prices: are the same in both, for currencies with and without decimals and a sign of their own', async () => {
  for (const currency of [
    'EUR',
    'GBP',
    'USD',
    'JPY',
    'CHF',
    'PLN',
    'KWD',
    'CAD',
    'AUD',
    'INR',
    'BRL',
    'SEK',
    'HUF',
    'KRW',
    'MXN',
  ]) {
    const prices = [0, 5, 99, 100, 123456, 4294967293].map((priceMinor, i) => ({
      sku: `p${i}`,
      priceMinor,
      url: 'https://s.example/',
    }));
    const bytes = writeTable(
      [{ sku: 'all', goesWith: Object.fromEntries(prices.map(({ sku }, i) => [sku, 15 - i])) }, ...prices],
      { currency },
    );
    const file = path.join(directory, `${currency}.gwt`);
    await writeFile(file, bytes);
    const list = (await openTable(bytes)).score(['all'], { limit: 6, placement: 'email' });
    assert.equal(list.length, 6);
    assert.equal(emailText(list), goeswith('email', file, '--cart', 'all', '-n', '6', '--text'), currency);
  }
});

test('mails: a relative URL without a base and a wrong base are refused', () => {
  assert.throws(() => emailHtml(table.score(['kettle'])), {
    name: 'TypeError',
    message: /the URL 'p\/tée.*' of item 'tea' is relative, .* say where the shop is with baseUrl/,
  });
  assert.throws(() => emailHtml([], { baseUrl: 'shop.example' }), { name: 'TypeError', message: /baseUrl is no http/ });
});

test("the demo's table: gives the same lists and mails for orders of every size", async () => {
  const published = path.join(repository, 'build/demo/site/goeswith');
  const manifest = JSON.parse(await readFile(path.join(published, 'manifest.json'), 'utf8'));
  const demo = await openTable(new Uint8Array(await readFile(path.join(published, manifest.table.file))));
  for (const cart of [['85123A'], ['22697', '22961'], ['20725', '22470', '85123A', '84879', '22720']]) {
    const list = demo.score(cart, { limit: 4, placement: 'email' });
    assert.ok(list.length > 0);
    const args = ['email', published, '--cart', cart.join(), '-n', '4', '--base-url', BASE];
    assert.equal(emailHtml(list, { baseUrl: BASE }), goeswith(...args));
    assert.equal(emailText(list, { baseUrl: BASE }), goeswith(...args, '--text'));
  }
});

test('fragments: are the same bytes natively and in Node, under the same names', async () => {
  const skus = ITEMS.map(({ sku }) => sku);
  for (const [name, options, args] of [
    ['cards', {}, []],
    ['list', { layout: 'list', buttons: true, limit: 20 }, ['--layout', 'list', '--buttons', '-n', '20']],
    ['bundle', { layout: 'bundle', baseUrl: BASE, limit: 1 }, ['--layout', 'bundle', '--base-url', BASE, '-n', '1']],
  ]) {
    const out = path.join(directory, name);
    execFileSync(command, ['prerender', file, '-o', out, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    for (const sku of skus) {
      const native = await readFile(path.join(out, fragmentName(sku)), 'utf8');
      assert.equal(await prerender(table, sku, options), native, `${name}: ${sku}`);
    }
  }
});

test('fragments: speak the language of the page', async () => {
  const german = await prerender(table, 'kettle', { locale: 'de-AT', layout: 'bundle', limit: 1 });
  assert.match(german, /lang="de"/);
  const { default: words } = await import(new URL('languages/de.js', module).href);
  assert.ok(german.includes(`>${words.heading}</h2>`));
  assert.match(german, /€|£/);
  assert.equal(await prerender(table, 'unknown'), '');
});

test('templates: are taken and refused alike, to the words, by the command and in Node', async () => {
  const pieces = [
    '{{#items}}',
    '{{/items}}',
    '{{title}}',
    '{{#url}}',
    '{{url}}',
    '{{/url}}',
    '{{^price}}',
    '{{/price}}',
    '{{#price}}{{price}}{{/price}}',
    '{{heading}}',
    '{{#last}}',
    '{{/last}}',
    '{{first}}',
    '{{!x}}',
    '{{',
    '}}',
    '{{{',
    '\n',
    '  ',
    '<a href="',
    '">',
    "<p title='",
    "'>",
    '<script>',
    '</script>',
    '<!--',
    '-->',
    'text',
    '{{ sku }}',
    '<img src=',
  ];
  const whole = '{{#items}}{{#url}}{{url}}{{/url}}{{title}}{{/items}}';
  let state = 11;
  const random = (below) => (state = (state * 48271) % 2147483647) % below;
  const list = table.score(['kettle'], { limit: 3, placement: 'email' });
  let taken = 0;
  for (let round = 0; round < 300; round++) {
    let template = round % 3 ? whole : '';
    for (let left = random(7); left > 0; left--) template += pieces[random(pieces.length)];
    const name = path.join(directory, 'template');
    await writeFile(name, template);
    let answer;
    try {
      answer = emailHtml(list, { template, baseUrl: BASE });
      taken++;
    } catch (error) {
      assert.ok(error instanceof SyntaxError, error.stack);
      answer = `goeswith: ${error.message.replace(/^template:/, `${name}:`)}\n`;
    }
    assert.equal(answer, goeswith('email', file, '--cart', 'kettle', '--template', name, '--base-url', BASE), template);
  }
  assert.ok(taken > 50 && taken < 250, `${taken} of 300`);
});
