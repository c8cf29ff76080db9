// goeswith prerender as people run it: the fragments, the directory as a whole, and what is left when something fails.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { english } from '../../web/src/page/strings.js';
import { writeTable } from '../table/table-writer.js';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const command = join(root, 'build/release/bin/goeswith');
const scratch = mkdtempSync(join(tmpdir(), 'goeswith-prerender-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs `goeswith prerender TABLE -o DIR ARGS…`. */
function prerender(table, directory, ...args) {
  const run = spawnSync(command, ['prerender', table, '-o', directory, ...args], { encoding: 'utf8', cwd: scratch });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

function file(name, content) {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

const HOSTILE = [
  '../../escape',
  '/etc/passwd',
  'con',
  'a',
  'A',
  '.goeswith-fragments',
  '..',
  'x'.repeat(300),
  '<b>"\'&',
  'é',
];
const table = file(
  'shop.gwt',
  writeTable(
    [
      {
        sku: 'Kettle',
        title: 'Kettle',
        priceMinor: 2400,
        url: 'p/kettle',
        image: 'i/kettle.svg',
        goesWith: { tea: 15, pot: 12, bad: 9 },
      },
      { sku: 'tea', title: 'Tea & biscuits', priceMinor: 450, url: 'p/tea', image: 'i/tea.svg' },
      { sku: 'pot', title: 'Pot', priceMinor: 1000 },
      { sku: 'bad', title: '</a><script>alert(1)</script>', url: 'javascript:alert(1)', image: 'data:text/html,x' },
      ...HOSTILE.map((sku) => ({ sku, goesWith: { tea: 1 } })),
    ],
    { currency: 'GBP' },
  ),
);

/** The fragments of a directory by name, the marker left out. */
function fragments(directory, below = '') {
  return readdirSync(join(directory, below), { withFileTypes: true })
    .flatMap((entry) => {
      const name = join(below, entry.name);
      if (entry.isDirectory()) return fragments(directory, name);
      return name === '.goeswith-fragments' ? [] : [name];
    })
    .sort();
}

/** Names of what failed runs may have left beside directories. */
const leftovers = () => readdirSync(scratch).filter((name) => name.startsWith('.'));

test('prerender: writes a fragment an item, empty where nothing fits', () => {
  const directory = join(scratch, 'out');
  const { code, out, err } = prerender(table, directory);
  assert.equal(code, 0, err);
  assert.equal(out, '14 fragments, 11 of them with suggestions\n');
  assert.equal(fragments(directory).length, 14);
  const kettle = readFileSync(join(directory, '_kettle.html'), 'utf8');
  assert.match(
    kettle,
    /^<section class="goeswith" data-layout="cards" lang="en" aria-label="Frequently bought together">/,
  );
  assert.deepEqual(
    [...kettle.matchAll(/<span class="goeswith-name">(.*?)<\/span>/g)].map(([, name]) => name),
    ['Tea &amp; biscuits', 'Pot', '&lt;/a&gt;&lt;script&gt;alert(1)&lt;/script&gt;'],
  );
  assert.deepEqual(
    [...kettle.matchAll(/(?:href|src)="(.*?)"/g)].map(([, url]) => url),
    ['p/tea', 'i/tea.svg'],
  );
  assert.match(kettle, /<span class="goeswith-price">£4\.50<\/span>/);
  assert.doesNotMatch(kettle, /<button|<input|style=|<script/);
  assert.equal(readFileSync(join(directory, 'tea.html'), 'utf8'), '');
  assert.equal(statSync(directory).mode & 0o777, 0o755);
  assert.equal(statSync(join(directory, 'tea.html')).mode & 0o777, 0o644);
});

test('prerender: no SKU leads out of the directory, and none shares a file with another whatever their case', () => {
  const directory = join(scratch, 'safe/fragments');
  assert.equal(prerender(table, directory).code, 0);
  assert.deepEqual(readdirSync(join(scratch, 'safe')), ['fragments']);
  const names = fragments(directory);
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, 14);
  for (const name of names) assert.match(name, /^[a-z0-9_~/-]+\.html$/);
  for (const name of ['~2e~2e~2f~2e~2e~2fescape.html', '~63on.html', 'a.html', '_a.html', '~c3~a9.html']) {
    assert.ok(names.includes(name), name);
  }
});

test('prerender: an item whose SKU is too long for a file has no fragment, and all others have', () => {
  const long = file(
    'long.gwt',
    writeTable([{ sku: 'Kettle' }, { sku: 'x'.repeat(5000) }, { sku: '茶'.repeat(460) }, { sku: '茶'.repeat(100) }]),
  );
  const run = prerender(long, 'long-skus');
  assert.equal(run.code, 0, run.err);
  assert.match(
    run.err,
    /^goeswith: warning: 2 items have SKUs too long for a file's name, like "x+…?", and no fragment\n$/,
  );
  assert.match(run.out, /^2 fragments, /);
  assert.equal(existsSync(join(scratch, 'long-skus/_kettle.html')), true);
});

test('prerender: replaces the whole directory, through a link too, and repeats itself to the byte', () => {
  const directory = join(scratch, 'twice');
  const read = () => fragments(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]);
  assert.equal(prerender(table, directory, '-n', '1').code, 0);
  const before = read();
  writeFileSync(join(directory, 'gone-from-the-shop.html'), 'old');
  symlinkSync(directory, join(scratch, 'link'));
  assert.equal(prerender(table, join(scratch, 'link'), '-n', '1').code, 0);
  assert.deepEqual(read(), before);
  assert.equal(statSync(join(scratch, 'link')).isDirectory(), true);
  assert.equal(prerender(table, `${directory}/`).code, 0);
  assert.notDeepEqual(read(), before);
  assert.deepEqual(leftovers(), []);
});

test('prerender: a directory of other files, a file, and a place that cannot be written are refused as they are', () => {
  const others = join(scratch, 'others');
  mkdirSync(others);
  writeFileSync(join(others, 'index.html'), 'mine');
  for (const [directory, message] of [
    [others, /others: holds other files than goeswith's fragments, which would be lost/],
    [join(others, 'index.html'), /index\.html: is a file; name a directory/],
    [join(others, 'index.html/below'), /.+/],
    ['/proc/goeswith', /\/proc.*(cannot|Permission)/],
    ['/', /.+/],
  ]) {
    const { code, out, err } = prerender(table, directory);
    assert.deepEqual([code, out], [1, ''], directory);
    assert.match(err, message);
  }
  assert.deepEqual(readdirSync(others), ['index.html']);
  assert.equal(readFileSync(join(others, 'index.html'), 'utf8'), 'mine');
  assert.deepEqual(leftovers(), []);
});

test('prerender: where a disk is full the old fragments stay, and nothing else', () => {
  const directory = join(scratch, 'full');
  assert.equal(prerender(table, directory, '-n', '1').code, 0);
  const before = readFileSync(join(directory, '_kettle.html'), 'utf8');
  const script = 'ulimit -f 0; trap "" XFSZ; "$@"';
  const run = spawnSync('bash', ['-c', script, 'bash', command, 'prerender', table, '-o', directory], {
    encoding: 'utf8',
  });
  assert.equal(run.status, 1);
  assert.match(run.stderr, /_kettle\.html: cannot be written: File too large/);
  assert.equal(readFileSync(join(directory, '_kettle.html'), 'utf8'), before);
  assert.deepEqual(leftovers(), []);
});

test('prerender: a template with a mistake is refused by file and line, and no directory is made', () => {
  const directory = join(scratch, 'mistaken');
  const own = file('own.html', '<ul>\n{{#items}}<li>{{title}}<a href="{{url}}">{{/items}}');
  const { code, err } = prerender(table, directory, '--template', own);
  assert.equal(code, 1);
  assert.match(err, /own\.html:2: \{\{url\}\} may be missing; put it between \{\{#url\}\} and \{\{\/url\}\}/);
  assert.equal(existsSync(directory), false);
  writeFileSync(own, '{{#items}}{{#url}}<a href="{{url}}">{{/url}}{{title}};{{/items}}');
  assert.equal(prerender(table, directory, '--template', own, '--base-url', 'https://shop.example').code, 0);
  assert.equal(
    readFileSync(join(directory, '_kettle.html'), 'utf8'),
    '<a href="https://shop.example/p/tea">Tea &amp; biscuits;Pot;&lt;/a&gt;&lt;script&gt;alert(1)&lt;/script&gt;;',
  );
});

test("prerender: a bundle and buttons have the element's words", () => {
  const directory = join(scratch, 'words');
  assert.equal(prerender(table, directory, '--layout', 'bundle', '-n', '2').code, 0);
  const bundle = readFileSync(join(directory, '_kettle.html'), 'utf8');
  const filled = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);
  const numbers = { count: 3, price: '£38.50' };
  for (const words of [
    english.heading,
    english.legend,
    english.anchor,
    filled(english.view, { item: 'Pot' }),
    filled(english.total.other, numbers),
    filled(english.addAll.other, numbers),
  ]) {
    if (words === 'View Pot') assert.equal(bundle.includes(words), false, 'it has no page');
    else assert.ok(bundle.includes(words), words);
  }
  assert.ok(bundle.includes(filled(english.view, { item: 'Tea &amp; biscuits' })));
  for (const [control] of bundle.matchAll(/<(?:button|input)[^>]*>/g)) assert.match(control, / disabled>/);

  assert.equal(prerender(table, directory, '--buttons', '--heading', 'Dazu "passt"', '--lang', 'de').code, 0);
  const cards = readFileSync(join(directory, '_kettle.html'), 'utf8');
  assert.ok(cards.includes(`aria-label="${english.add}: Pot" disabled>${english.add}</button>`));
  assert.ok(cards.includes('lang="de" aria-label="Dazu &quot;passt&quot;"'));
  const source = readFileSync(join(root, 'core/command/ahead/english.h'), 'utf8');
  for (const words of [english.addAll.one, english.total.one]) assert.ok(source.includes(`"${words}"`), words);
});

test('prerender: killed while it writes, the old fragments stay', async () => {
  // Titles that do not compress beyond what the format allows.
  const title = (i) => `T${(Math.imul(i, 0x9e3779b1) >>> 0).toString(36)}`;
  const many = Array.from({ length: 60000 }, (_, i) => ({
    sku: `i${i}`,
    title: title(i),
    goesWith: { [`i${(i + 1) % 60000}`]: 1 },
  }));
  const big = file('big.gwt', writeTable(many));
  const directory = join(scratch, 'killed');
  assert.equal(prerender(table, directory).code, 0);
  const before = fragments(directory);
  const child = spawn(command, ['prerender', big, '-o', directory], { stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', (code, signal) => done(signal ?? code)));
  while (child.exitCode === null && !readdirSync(scratch).some((name) => name.startsWith('.killed.'))) {
    await new Promise((done) => setTimeout(done, 2));
  }
  child.kill('SIGKILL');
  assert.equal(await ended, 'SIGKILL');
  assert.deepEqual(fragments(directory), before);
});

test('prerender: mistakes on the command line end with 2', () => {
  for (const args of [
    ['-n', '0'],
    ['--layout', 'carousel'],
    ['--base-url', 'x'],
    ['--money', '1'],
  ]) {
    assert.equal(prerender(table, join(scratch, 'never'), ...args).code, 2, args.join(' '));
  }
  assert.equal(spawnSync(command, ['prerender', table]).status, 2);
  assert.equal(existsSync(join(scratch, 'never')), false);
});
