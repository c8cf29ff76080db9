// goeswith email as people run it: what it writes, what it refuses, and what it leaves on the disk.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { writeTable } from '../table/table-writer.js';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const command = join(root, 'build/release/bin/goeswith');
const scratch = mkdtempSync(join(tmpdir(), 'goeswith-email-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs `goeswith email TABLE ARGS…`. */
function email(table, ...args) {
  const run = spawnSync(command, ['email', table, ...args], { encoding: 'utf8', cwd: scratch });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

function file(name, content) {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

const XSS = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
const items = [
  { sku: 'kettle', title: 'Kettle', goesWith: { tea: 15, pot: 12, mug: 9, bad: 7, big: 5 } },
  { sku: 'tea', title: 'Tea & biscuits', priceMinor: 450, url: 'p/tea.html', image: 'i/tea.png' },
  { sku: 'pot', title: 'Pot', priceMinor: 123456, url: '/p/pot?a=1&b=2', image: '/i/pot.SVG?v=2', group: 'pots' },
  { sku: 'mug', url: 'https://elsewhere.example/mug', image: '//cdn.example/mug.jpg' },
  { sku: 'bad', title: XSS, priceMinor: 1, url: 'javascript:alert(1)', image: 'data:image/png;base64,AAAA' },
  { sku: 'big', title: 'Big pot', url: '/p/big', group: 'pots' },
  { sku: 'lonely', title: 'Lonely' },
];
const table = file('shop.gwt', writeTable(items, { currency: 'GBP' }));
const BASE = ['--base-url', 'https://shop.example/de/'];

test('email: writes tables with inline styles, absolute URLs and alternative texts, and nothing that mail clients drop', () => {
  const { code, out, err } = email(table, '--cart', 'kettle', '-n', '3', ...BASE);
  assert.equal(code, 0, err);
  assert.equal(err, '');
  assert.match(out, /^<table role="presentation"[^>]* width="600"/);
  assert.doesNotMatch(
    out,
    /<(script|svg|style|link|form|iframe|div)\b|javascript:|data:|\bon\w+=|class=|position:|flex|grid/i,
  );
  for (const [tag] of out.matchAll(/<table\b[^>]*>/g)) assert.match(tag, /role="presentation"/);
  assert.equal(out.match(/<table\b/g).length, out.match(/<\/table>/g).length);
  assert.ok(Buffer.byteLength(out) < 20480);
  const urls = [...out.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url);
  for (const url of urls) assert.match(url, /^https:\/\/[a-z.]+\//);
  assert.deepEqual(
    [...new Set(urls)],
    [
      'https://shop.example/de/p/tea.html',
      'https://shop.example/de/i/tea.png',
      'https://shop.example/p/pot?a=1&amp;b=2',
      'https://elsewhere.example/mug',
      'https://cdn.example/mug.jpg',
    ],
  );
  const pictures = [...out.matchAll(/<img\b[^>]*>/g)].map(([tag]) => tag);
  assert.equal(pictures.length, 2, 'the SVG is left out');
  for (const picture of pictures) assert.match(picture, /width="112" alt="[^"]+"/);
  assert.match(out, /Tea &amp; biscuits/);
  assert.match(out, /£4\.50/);
  assert.match(out, /£1,234\.56/);
});

test('email: twenty items with long titles stay below 20 KB, and more is said to be too much', () => {
  const many = Array.from({ length: 21 }, (_, i) => ({
    sku: `m${i}`,
    title: `${'A long title '.repeat(4)}${i}`,
    priceMinor: 1995,
    url: `https://shop.example/products/${'long-name-'.repeat(3)}${i}`,
  }));
  many[0].goesWith = Object.fromEntries(many.slice(1).map(({ sku }, i) => [sku, 15 - (i % 15)]));
  const path = file('many.gwt', writeTable(many, { currency: 'EUR' }));
  const six = email(path, '--cart', 'm0', '-n', '6');
  assert.equal(six.err, '');
  assert.ok(Buffer.byteLength(six.out) < 20480);
  const twenty = email(path, '--cart', 'm0', '-n', '20');
  assert.equal(twenty.code, 0);
  assert.equal(twenty.out.match(/>View</g).length, 20);
  assert.match(twenty.err, /bytes, and mail services cut what is long; show fewer items with --limit/);
});

test('email: hostile titles are text, and URLs of other schemes are no links', () => {
  const { out, code } = email(table, '--cart', 'kettle', '-n', '4', ...BASE);
  assert.equal(code, 0);
  assert.ok(
    out.includes('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt;'),
  );
  assert.doesNotMatch(out, /<script|javascript:|data:|<img src=x/);
  const text = email(table, '--cart', 'kettle', '-n', '4', '--text', ...BASE).out;
  assert.ok(text.includes(`* ${XSS} – £0.01\n`));
  assert.doesNotMatch(text, /javascript:/);
});

test('email: plain text says the same in the same order', () => {
  assert.equal(
    email(table, '--cart', 'kettle', '-n', '3', '--text', ...BASE).out,
    `Goes well with your order

* Tea & biscuits – £4.50
  https://shop.example/de/p/tea.html

* Pot – £1,234.56
  https://shop.example/p/pot?a=1&b=2

* mug
  https://elsewhere.example/mug
`,
  );
});

test('email: leaves out what is sold out and variants of what is in the order', () => {
  const text = email(table, '--cart', 'kettle,pot', '-n', '20', '--text', ...BASE).out;
  assert.doesNotMatch(text, /Big pot|\* Pot/);
  assert.match(text, /Tea/);

  // A table that the command has made offers nothing that is sold out.
  const orders = ['order,item'];
  for (let k = 0; k < 40; k++)
    orders.push(`${k},Kettle`, `${k},${k % 2 ? 'Tea' : 'Away'}`, `x${k},Soap`, `x${k},Towel`);
  const withItems = (name, availability) => {
    const directory = join(scratch, name);
    const catalogue = [
      'id,title,availability',
      'Kettle,Kettle,in stock',
      'Tea,Tea,in stock',
      `Away,Sold out,${availability}`,
    ];
    const args = [
      'build',
      file(`${name}.csv`, orders.join('\n')),
      '--items',
      file(`${name}.items.csv`, catalogue.join('\n')),
    ];
    assert.equal(spawnSync(command, [...args, '-o', directory]).status, 0);
    return email(directory, '--cart', 'Kettle', '-n', '20', '--text').out;
  };
  assert.match(withItems('there', 'in stock'), /Sold out/);
  const left = withItems('away', 'out of stock');
  assert.doesNotMatch(left, /Sold out/);
  assert.match(left, /Tea/);
});

test('email -o: writes both files or neither', () => {
  const out = join(scratch, 'out/order-7');
  assert.equal(email(table, '--cart', 'kettle', '-o', out, ...BASE).code, 0);
  assert.equal(readFileSync(`${out}.html`, 'utf8'), email(table, '--cart', 'kettle', ...BASE).out);
  assert.equal(readFileSync(`${out}.txt`, 'utf8'), email(table, '--cart', 'kettle', '--text', ...BASE).out);
  assert.deepEqual(readdirSync(join(scratch, 'out')).sort(), ['order-7.html', 'order-7.txt']);

  mkdirSync(join(scratch, 'half/a.txt'), { recursive: true });
  const half = email(table, '--cart', 'kettle', '-o', join(scratch, 'half/a'), ...BASE);
  assert.equal(half.code, 1);
  assert.match(half.err, /a\.txt: is a directory/);
  assert.deepEqual(readdirSync(join(scratch, 'half')), ['a.txt']);

  const inFile = email(table, '--cart', 'kettle', '-o', join(table, 'x'), ...BASE);
  assert.equal(inFile.code, 1);
  assert.match(inFile.err, /^goeswith: .+/);
});

test('email: --cart takes one word, may be repeated, and leaves what follows alone', () => {
  const wanted = email(table, 'kettle', 'pot', ...BASE).out;
  for (const args of [
    ['--cart', 'kettle,pot', table],
    ['--cart', 'kettle', '--cart', 'pot', table],
    ['--cart', 'kettle', table, 'pot'],
  ]) {
    const run = spawnSync(command, ['email', ...args, ...BASE], { encoding: 'utf8' });
    assert.deepEqual([run.stdout, run.stderr], [wanted, ''], args.join(' '));
  }
});

test('email: where nothing fits it is empty, says so, and ends well', () => {
  const { code, out, err } = email(table, '--cart', 'lonely', ...BASE);
  assert.deepEqual([code, out], [0, '']);
  assert.match(err, /nothing fits this order/);
  const to = join(scratch, 'nothing');
  assert.equal(email(table, '--cart', 'lonely', '-o', to).code, 0);
  assert.deepEqual([readFileSync(`${to}.html`, 'utf8'), readFileSync(`${to}.txt`, 'utf8')], ['', '']);
});

test('email: items that the table does not know count for nothing and are named', () => {
  const { code, out, err } = email(table, '--cart', 'new,kettle,newer', ...BASE);
  assert.equal(code, 0);
  assert.equal(out, email(table, 'kettle', ...BASE).out);
  assert.match(err, /'new' is not in the table; 2 such SKUs were left out/);
});

test('email: relative URLs without a base are refused, and nothing is written', () => {
  const to = join(scratch, 'relative');
  const { code, out, err } = email(table, '--cart', 'kettle', '-o', to);
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, /the URL 'p\/tea\.html' of item 'tea' is relative, .* --base-url https:\/\/…/);
  assert.equal(existsSync(`${to}.html`), false);
});

test('email: a template says it in its own way', () => {
  const html = file(
    'own.html',
    '<ul lang="{{lang}}" dir="{{dir}}">\n{{#items}}\n' +
      '<li>{{number}} {{title}} {{sku}}{{#category}} {{category}}{{/category}}' +
      '{{#url}} <a href="{{url}}">{{button}}</a>{{/url}}\n{{/items}}\n</ul>' +
      '<a href="https://shop.example/cart/{{#items}}{{sku}}:1{{^last}},{{/last}}{{/items}}">{{heading}}</a>',
  );
  const { out, code, err } = email(
    table,
    '--cart',
    'kettle',
    '-n',
    '2',
    '--template',
    html,
    '--lang',
    'he-IL',
    '--heading',
    '<b>',
    '--button',
    'Zu "uns"',
    ...BASE,
  );
  assert.equal(code, 0, err);
  assert.equal(
    out,
    `<ul lang="he-IL" dir="rtl">
<li>1 Tea &amp; biscuits tea <a href="https://shop.example/de/p/tea.html">Zu &quot;uns&quot;</a>
<li>2 Pot pot <a href="https://shop.example/p/pot?a=1&amp;b=2">Zu &quot;uns&quot;</a>
</ul><a href="https://shop.example/cart/tea:1,pot:1">&lt;b&gt;</a>`,
  );
  const text = file('own.txt', '{{#items}}{{title}} {{#url}}{{url}}{{/url}};{{/items}}');
  assert.equal(
    email(table, '--cart', 'kettle', '-n', '1', '--text', '--text-template', text, ...BASE).out,
    'Tea & biscuits https://shop.example/de/p/tea.html;',
  );
});

test('email: a template with a mistake is refused by file and line whatever the order is, and nothing is written', () => {
  const start = '{{#items}}<a href="{{#url}}{{url}}{{/url}}">{{title}}</a>';
  for (const [name, content, message] of [
    [
      'missing',
      '<p>\n{{#items}}{{#url}}<a href="{{url}}">{{/url}}x{{/items}}',
      /missing\.html:1: holds no \{\{title\}\} between/,
    ],
    ['links', '{{#items}}{{title}}{{/items}}', /links\.html:1: holds no \{\{url\}\} between/],
    ['unknown', `<p>\n\n{{titel}}`, /unknown\.html:3: \{\{titel\}\} is not known; there are items, title, sku, /],
    ['price', `${start}\n{{price}}{{/items}}`, /price\.html:2: \{\{price\}\} may be missing; put it between/],
    ['open', `\n${start}`, /open\.html:2: \{\{#items\}\} is not closed/],
    ['script', `${start}{{/items}}<script>\n"{{heading}}"</script>`, /script\.html:2: .* in a script or a style/],
    ['raw', '{{{title}}}', /raw\.html:1: text is always escaped/],
    ['empty', '', /empty\.html:1: holds no \{\{title\}\}/],
  ]) {
    for (const cart of ['kettle', 'lonely']) {
      const to = join(scratch, `mistake-${name}`);
      const run = email(table, '--cart', cart, '-o', to, '--template', file(`${name}.html`, content), ...BASE);
      assert.equal(run.code, 1, name);
      assert.match(run.err, message);
      assert.equal(existsSync(`${to}.html`), false);
      assert.equal(existsSync(`${to}.txt`), false);
    }
  }
  const gone = email(table, '--cart', 'kettle', '--template', 'gone.html', ...BASE);
  assert.equal(gone.code, 1);
  assert.match(gone.err, /gone\.html: cannot be opened/);
});

test('email: prices are written after an example', () => {
  assert.match(email(table, '--cart', 'kettle', '--text', '--money', '£ 1.234,50', ...BASE).out, /Pot – £ 1\.234,56/);
  const { code, err } = email(table, '--cart', 'kettle', '--money', '19.95', ...BASE);
  assert.equal(code, 2);
  assert.match(err, /'19\.95' is no example of a price; write 1234\.50/);
});

test('email: mistakes on the command line end with 2', () => {
  for (const [args, message] of [
    [[], /name the items of the order/],
    [['--cart', ','], /cart/],
    [['--cart', 'kettle', '-n', '0'], /limit/],
    [['--cart', 'kettle', '-n', '21'], /limit/],
    [['--cart', 'kettle', '--min-attach', '2'], /min-attach/],
    [['--cart', 'kettle', '--base-url', 'shop.example'], /--base-url is no http or https URL/],
    [['--cart', 'kettle', '--base-url', 'javascript:alert(1)'], /--base-url is no http or https URL/],
    [['--cart', 'kettle', '--text', '-o', 'x'], /--out writes both/],
  ]) {
    const run = email(table, ...args);
    assert.equal(run.code, 2, args.join(' '));
    assert.match(run.err, message);
  }
});

test("email: the table's limit for mails is kept", () => {
  const orders = file(
    'orders.csv',
    [
      'order_id,item_id',
      ...Array.from({ length: 30 }, (_, k) => ['a', 'b', 'c', 'd'].map((item) => `${k},${item}`)).flat(),
      ...Array.from({ length: 30 }, (_, k) => `x${k},other-${k % 3}`),
    ].join('\n'),
  );
  const rules = file('rules.json', '{"limits": {"email": 1, "thank-you": 2}}');
  const shop = join(scratch, 'limited');
  const built = spawnSync(command, ['build', orders, '--rules', rules, '-o', shop], { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  const shown = email(shop, '--cart', 'a', '--text').out;
  assert.equal(shown.match(/^\* /gm)?.length, 1);
});

test('email: a disk that is full leaves the old files', () => {
  const to = join(scratch, 'full');
  assert.equal(email(table, '--cart', 'kettle', '-o', to, ...BASE).code, 0);
  const before = [readFileSync(`${to}.html`, 'utf8'), readFileSync(`${to}.txt`, 'utf8')];
  // A limit on the size of files fails a write as a full disk does, for root too.
  const script = 'ulimit -f 0; trap "" XFSZ; "$@"';
  const args = [command, 'email', table, '--cart', 'kettle', '-n', '1', '-o', to, ...BASE];
  const run = spawnSync('bash', ['-c', script, 'bash', ...args], { encoding: 'utf8' });
  assert.equal(run.status, 1);
  assert.match(run.stderr, /full\.html: cannot be written: File too large/);
  assert.deepEqual([readFileSync(`${to}.html`, 'utf8'), readFileSync(`${to}.txt`, 'utf8')], before);
  assert.deepEqual(
    readdirSync(scratch).filter((name) => name.startsWith('.full')),
    [],
  );
});
