// What shops export is read for what it is, and what cannot be read is called by its name: forms and containers, what
// the command says it understood, and how ids of orders and catalogue come together. Layouts have their tests in
// tests/core/mine/read.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const command = join(root, 'build/release/bin/goeswith');
const scratch = mkdtempSync(join(tmpdir(), 'goeswith-reading-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

// Forty orders in which a cup goes with a pot, and a lamp with a bulb.
const pairs = Array.from({ length: 40 }, (_, k) => [100 + k, k % 2 ? ['CUP', 'POT'] : ['LAMP', 'BULB']]);
const rows = pairs.flatMap(([order, items]) => items.map((item) => [order, item]));
const csv = ['order_id,sku', ...rows.map((row) => row.join(','))].join('\n');
const items = 'sku,title,price\nCUP,Cup,3\nPOT,Pot,9\nLAMP,Lamp,20\nBULB,Bulb,2\n';

function run(args) {
  const result = spawnSync(command, args, { encoding: 'utf8', cwd: scratch });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

/** Builds from files by name, and gives the report with what was understood. */
function build(files, args = []) {
  rmSync(join(scratch, 'out'), { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(scratch, name), content);
  const options = files.items === undefined ? [] : ['--items', 'items'];
  const result = run(['build', 'orders', ...options, '-o', 'out', '--json', ...args]);
  return { ...result, report: result.code === 0 ? JSON.parse(result.out) : undefined };
}

/** What goes with the item, first to last. */
function goesWith(item) {
  const result = run(['score', 'out', item, '-n', '3', '--json']);
  assert.equal(result.code, 0, result.err);
  return result.out;
}

function readsAll(content, args = [], files = {}) {
  const { code, err, report } = build({ orders: content, ...files }, args);
  assert.equal(code, 0, err);
  assert.equal(report.orders.orders, 40);
  assert.equal(report.orders.kept, 80);
  assert.match(goesWith('CUP'), /POT/);
  return report.understood;
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; ++k) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A zip archive whose files are stored as they are. */
function zip(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), data]);
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
        fields,
        Buffer.alloc(10),
        Buffer.from(Uint32Array.of(at).buffer),
        Buffer.from(name),
      ]),
    );
    parts.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, entries, end]);
}

function workbook(sheet) {
  const shared = [...new Set(sheet.flat().filter((cell) => typeof cell === 'string'))];
  const cell = (value, r, c) => {
    const reference = `${String.fromCharCode(65 + c)}${r + 1}`;
    if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`;
    return `<c r="${reference}" t="s"><v>${shared.indexOf(value)}</v></c>`;
  };
  return zip({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="Orders" sheetId="1" r:id="rId7"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId7" Target="worksheets/a.xml"/></Relationships>',
    'xl/sharedStrings.xml': `<sst>${shared.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/worksheets/a.xml': `<worksheet><sheetData>${sheet
      .map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, r, c)).join('')}</row>`)
      .join('')}</sheetData></worksheet>`,
  });
}

/** A zstd frame with one raw block. */
function zstd(content) {
  const data = Buffer.from(content);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  const block = Buffer.alloc(4);
  block.writeUInt32LE((data.length << 3) | 1);
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0]), size, block.subarray(0, 3), data]);
}

const forms = {
  'UTF-16 with a mark': Buffer.from(`\uFEFF${csv}`, 'utf16le'),
  'UTF-16 without a mark': Buffer.from(csv, 'utf16le'),
  'UTF-16, big-endian': Buffer.from(`\uFEFF${csv}`, 'utf16le').swap16(),
  'a line that names the delimiter': `sep=;\r\n${csv.replaceAll(',', ';')}`,
  pipes: csv.replaceAll(',', '|'),
  'CR line ends': csv.replaceAll('\n', '\r'),
  'delimiters behind the last column': csv.replaceAll('\n', ',,\n'),
  'a header that repeats': `${csv}\n\uFEFForder_id,sku`,
  'a title above the header': `Sales report, March\n\n${csv.replaceAll(/$/gm, ',1,x')}`,
  'NULs at the end': `${csv}\n${'\0'.repeat(5000)}`,
  'quotes against spreadsheets': csv.replaceAll(/^(\d+),(\w+)$/gm, '$1,"=""$2"""'),
  'a footer': `${csv}\nGrand total,\n`,
  zstd: zstd(csv),
  'a zip archive of one file': zip({ 'export/orders.csv': csv }),
  'an Excel workbook': workbook([['order_id', 'sku'], ...rows]),
  'a JSON list': JSON.stringify(rows.map(([order, sku]) => ({ order_id: order, sku }))),
  'a JSON list over lines': JSON.stringify(
    rows.map(([order, sku]) => ({ order_id: order, sku })),
    null,
    2,
  ),
  'an answer that wraps its orders': JSON.stringify({
    orders: pairs.map(([id, skus]) => ({ order_id: id, line_items: skus.map((sku) => ({ sku })) })),
    next: null,
  }),
  'orders on their first line alone': pairs
    .map(([order, [a, b]]) => `${order},${a}\n,${b}`)
    .reduce((text, line) => `${text}\n${line}`, 'order_id,sku'),
  baskets: pairs
    .map(([order, skus]) => `${order},"${skus.join(', ')}"`)
    .reduce((a, b) => `${a}\n${b}`, 'order_id,items'),
};
for (const [what, content] of Object.entries(forms)) {
  test(`orders in ${what}: are read`, () => {
    readsAll(content);
  });
}

for (const [what, content, reason] of [
  ['a web page', '<!DOCTYPE html><html><body>Log in</body></html>', /web page \(HTML\)/],
  ['a Parquet file', 'PAR1\x15\x04', /Parquet/],
  ['a PDF document', '%PDF-1.7\n', /PDF/],
  ['a zip archive of two files', zip({ a: csv, b: csv }), /zip archive of 2 files: "a", "b"; unpack it/],
  ['a workbook without a sheet', zip({ 'xl/workbook.xml': '<workbook/>' }), /Excel workbook .* save it as CSV/],
  ['zstd cut short', zstd(csv).subarray(0, 60), /damaged zstd/],
  ['a binary file', Buffer.from(Array.from({ length: 600 }, (_, k) => (k * 7) % 31)), /binary file/],
]) {
  test(`${what}: is named for what it is, and nothing is published`, () => {
    const { code, err } = build({ orders: content });
    assert.equal(code, 1);
    assert.match(err, reason);
    assert.equal(existsSync(join(scratch, 'out')), false);
  });
}

test('a product feed in XML: titles, prices, availability and pictures', () => {
  const feed = `<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel>${[
    'CUP',
    'POT',
    'LAMP',
    'BULB',
  ]
    .map(
      (id) =>
        `<item><g:id>${id}</g:id><title>A &amp; ${id}</title><link>https://s.example/${id}</link><g:price>3.50 EUR</g:price>` +
        `<g:availability>${id === 'BULB' ? 'out of stock' : 'in stock'}</g:availability>` +
        `<g:shipping><g:price>9 EUR</g:price></g:shipping></item>`,
    )
    .join('')}</channel></rss>`;
  const understood = readsAll(csv, [], { items: feed });
  assert.equal(understood.items.layout, 'google-merchant');
  assert.equal(understood.items.items, 4);
  assert.equal(understood.items.not_for_sale, 1);
  assert.equal(understood.items.without_price, 0);
});

test('bad rows: a few are left out, counted and shown; more than --max-bad are refused', () => {
  const bad = `${csv}\n${Array.from({ length: 400 }, (_, k) => `x${k},CUP`).join('\n')}\n1,a,b\n`;
  const { report } = build({ orders: bad });
  assert.equal(report.understood.orders.bad, 1);
  assert.match(report.understood.orders.bad_lines[0], /^orders:482: the line has 3 fields/);
  const worse = build({ orders: `${csv}\n1,a,b\n2,a,b\n` });
  assert.equal(worse.code, 1);
  assert.match(worse.err, /^goeswith: orders:82: the line has 3 fields .*2 of the file's 82 lines/);
  assert.equal(build({ orders: `${csv}\n1,a,b\n2,a,b\n` }, ['--max-bad', '5']).code, 0);
});

test('statuses: what was left out and what is not known is told', () => {
  const withStatus = csv
    .split('\n')
    .map((line, k) => `${line},${k === 0 ? 'status' : 'Completed'}`)
    .concat(['900,CUP,Storniert', '901,CUP,Moonlit'])
    .join('\n');
  const { report } = build({ orders: withStatus });
  assert.deepEqual(
    report.understood.orders.statuses.map(({ status, counts, known }) => [status, counts, known]),
    [
      ['Completed', true, true],
      ['Moonlit', true, false],
      ['Storniert', false, true],
    ],
  );
});

test('ids that differ in case: are one, and that is said', () => {
  const understood = readsAll(csv.replaceAll('CUP', 'cup'), [], { items });
  assert.equal(understood.ids.by_case, 1);
  assert.equal(understood.ids.example, '"cup" = "CUP"');
});

test('ids that no catalogue lists: an example of each side is given', () => {
  const { report } = build({ orders: csv, items: items.replaceAll('CUP,Cup', 'MUG,Mug') });
  assert.equal(report.understood.ids.unlisted, 1);
  assert.equal(report.understood.ids.ordered_example, 'CUP');
  assert.equal(report.understood.ids.listed_example, 'MUG');
});

test('build without --json: says which column is what, and what items lack', () => {
  writeFileSync(join(scratch, 'orders'), csv);
  writeFileSync(join(scratch, 'items'), items);
  const { out } = run(['build', 'orders', '--items', 'items', '-o', 'out']);
  assert.match(out, /CSV, layout plain: orders from "order_id", items from "sku", no quantity, no time/);
  assert.match(out, /4 without a currency/);
  assert.match(out, /4 without a link/);
});

test('--layout: an unknown one is refused before anything is read', () => {
  const { code, err } = run(['build', 'nowhere', '-o', 'out', '--layout', 'shopifi']);
  assert.equal(code, 2);
  assert.match(err, /no layout 'shopifi'; goeswith layouts lists them/);
});

test('layouts: lists those of orders and of items', () => {
  const { out } = run(['layouts']);
  for (const name of ['shopify', 'woocommerce-rest', 'ga4', 'odoo', 'google-merchant'])
    assert.match(out, new RegExp(`^  ${name} `, 'm'));
});

test('--url-pattern and --image-pattern: stand in for what an export lacks', () => {
  const { report } = build({ orders: csv, items }, [
    '--currency',
    'EUR',
    '--url-pattern',
    'https://s.example/{sku}',
    '--image-pattern',
    'https://s.example/{sku}.jpg',
  ]);
  assert.equal(report.understood.items.without_url, 0);
  assert.equal(report.understood.items.without_image, 0);
});
