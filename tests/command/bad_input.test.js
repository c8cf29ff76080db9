// Broken orders, items and rules: the command ends with 1, names the file and the line, prints nothing else, and leaves
// nothing behind. What only looks broken is read.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const command = join(root, 'build/release/bin/goeswith');
const scratch = mkdtempSync(join(tmpdir(), 'goeswith-bad-input-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

const good = {
  orders: 'order_id,item_id\n1,tea\n1,pot\n2,tea\n2,pot\n3,tea\n3,cup\n',
  items: 'sku,title,price,currency,category\ntea,Tea,4.50,EUR,Food\npot,Pot,20,EUR,Kitchen\ncup,Cup,3,EUR,Kitchen\n',
};

/** Bytes from text; \xNN in `text` stands for that byte, so that broken UTF-8 can be written. */
const bytes = (text) =>
  Buffer.isBuffer(text)
    ? text
    : Buffer.concat(
        text
          .split(/(\\x[0-9a-f]{2})/)
          .map((part) => (/^\\x/.test(part) ? Buffer.from(part.slice(2), 'hex') : Buffer.from(part))),
      );

function build(files, options = []) {
  for (const name of ['orders', 'items', 'rules']) rmSync(join(scratch, name), { force: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(scratch, name), content);
  rmSync(join(scratch, 'out'), { recursive: true, force: true });
  const args = ['build', 'orders', '-o', 'out', ...options];
  for (const name of ['items', 'rules']) if (files[name] !== undefined) args.push(`--${name}`, name);
  const run = spawnSync(command, args, { encoding: 'utf8', cwd: scratch });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

/** Expects that `file` with this content is refused at `line` (0: as a whole) with a reason. */
function refuses(file, what, content, line, reason, options = []) {
  test(`${file} with ${what}: named${line ? ` on line ${line}` : ''}, exit code 1, nothing published`, () => {
    const files = { orders: good.orders, ...(file === 'rules' && { items: good.items }), [file]: bytes(content) };
    const run = build(files, options);
    assert.equal(run.code, 1, run.err);
    assert.equal(run.out, '');
    assert.match(run.err, /^[^\n]+\n$/);
    const place = line ? `goeswith: ${file}:${line}: ` : `goeswith: ${file}: `;
    assert.ok(run.err.startsWith(place), `${run.err} should start with ${place}`);
    assert.match(run.err, reason);
    assert.match(run.err, /^[\x20-\x7e\n“”…€−]*$/, 'a message holds no raw bytes of the input');
    assert.equal(existsSync(join(scratch, 'out')), false);
  });
}

/** Expects that it is read; of most, nothing can be suggested. */
function reads(what, files, options = [], warning = /^$/) {
  test(`${what}: is read`, () => {
    const run = build(
      Object.fromEntries(Object.entries({ orders: good.orders, ...files }).map(([name, text]) => [name, bytes(text)])),
      ['--allow-shrink', ...options],
    );
    assert.equal(run.code, 0, run.err);
    assert.match(run.err, warning);
  });
}

// Orders as lines of fields, in the forms that they come in. `line` of a defect counts from the header's 1.
const header = ['order_id', 'item_id', 'quantity', 'created_at'];
const lines = [
  ['1', 'tea', '1', '2026-01-01'],
  ['1', 'pot', '2', '2026-01-01'],
  ['2', 'tea', '1', '2026-01-02'],
  ['2', 'pot', '1', '2026-01-02'],
];
const joined = (delimiter, end, rows) => rows.map((row) => row.join(delimiter)).join(end);
const delimitedForms = {
  CSV: (rows) => [joined(',', '\n', rows), 0],
  'CSV with CRLF': (rows) => [joined(',', '\r\n', rows), 0],
  'CSV with a byte order mark': (rows) => [`\uFEFF${joined(',', '\r\n', rows)}\r\n`, 0],
  'CSV with semicolons': (rows) => [joined(';', '\n', rows), 0],
  TSV: (rows) => [joined('\t', '\n', rows), 0],
  'CSV behind blank lines': (rows) => [`\n\r\n${joined(',', '\n', rows)}`, 2],
  'CSV with quotes around all': (rows) => [
    joined(
      ',',
      '\n',
      rows.map((row) => row.map((field) => `"${field}"`)),
    ),
    0,
  ],
  'CSV behind a field of two lines': ([head, ...rows]) => [
    joined(',', '\n', [head, ['0', '"one\ntwo"', '1', '2026-01-01'], ...rows]),
    2,
  ],
  gzip: (rows) => [joined(',', '\n', rows), 0, true],
};
const fieldDefects = {
  'a quantity in words': [2, 'many', /quantity "many" is no number/],
  'a quantity of two numbers': [2, '1 2', /quantity "1 2" is no number/],
  'an infinite quantity': [2, 'inf', /quantity "inf" is no number/],
  'a NUL byte in an item': [1, 'te\0a', /item "te a" holds NUL bytes/],
  'a NUL byte in an order id': [0, '1\0x', /order id "1 x" holds NUL bytes/],
};
const pack = ([text, , gzip]) => (gzip ? gzipSync(bytes(text)) : text);
for (const [form, write] of Object.entries(delimitedForms)) {
  for (const [what, [column, value, reason]] of Object.entries(fieldDefects)) {
    const rows = [
      header,
      ...lines.map((row, k) =>
        k === 2 ? (row.with?.(column, value) ?? row.map((field, c) => (c === column ? value : field))) : row,
      ),
    ];
    const form_ = write(rows);
    refuses('orders', `${what}, as ${form}`, pack(form_), 4 + form_[1], reason);
  }
  for (const [what, row] of [['a field too many', [...lines[2], 'x']]]) {
    const form_ = write([header, ...lines.slice(0, 2), row, ...lines.slice(3)]);
    refuses('orders', `${what}, as ${form}`, pack(form_), 4 + form_[1], /fields where the header has 4/);
  }
  const twice = write([['order_id', 'item_id', 'quantity', 'Item ID'], ...lines]);
  refuses(
    'orders',
    `a header that names the item twice, as ${form}`,
    pack(twice),
    form.includes('blank') ? 3 : 1,
    /occurs twice/,
  );
}

const json = (row, names = header) => JSON.stringify(Object.fromEntries(row.map((value, k) => [names[k], value])));
const jsonForms = {
  'JSON lines': (rows) => [rows.join('\n'), 0],
  'JSON lines with CRLF and a byte order mark': (rows) => [`\uFEFF${rows.join('\r\n')}\r\n`, 0],
  'JSON lines with blank lines': (rows) => [`\n\n${rows.join('\n\n')}`, 2, 2],
  'JSON lines in gzip': (rows) => [rows.join('\n'), 0, 1, true],
};
const jsonDefects = {
  'half an object': ['{"order_id":"2","item_id":', /no JSON object/],
  'a list': ['["2","tea"]', /no JSON object/],
  'a number': ['7', /no JSON object/],
  'two objects on a line': ['{"order_id":"2","item_id":"tea"}{"order_id":"3"}', /no JSON object/],
  'a comma behind the object': ['{"order_id":"2","item_id":"tea"},', /no JSON object/],
  'single quotes': ["{'order_id':'2','item_id':'tea'}", /no JSON object/],
  'broken UTF-8': ['{"order_id":"2","item_id":"t\\xff"}', /no JSON object/],
  'a NUL byte': ['{"order_id":"2","item_id":"t\0"}', /no JSON object/],
  'an escaped NUL': ['{"order_id":"2","item_id":"t\\u0000a"}', /holds NUL bytes/],
  'a quantity in words': ['{"order_id":"2","item_id":"tea","quantity":"two"}', /is no number/],
  'a quantity of true': ['{"order_id":"2","item_id":"tea","quantity":true}', /is no number/],
};
for (const [form, write] of Object.entries(jsonForms)) {
  for (const [what, [text, reason]] of Object.entries(jsonDefects)) {
    const [content, before, step = 1, gzip] = write([json(lines[0]), json(lines[1]), text, json(lines[3])]);
    refuses('orders', `${what}, as ${form}`, gzip ? gzipSync(bytes(content)) : content, 1 + before + 2 * step, reason);
  }
}

// Orders as a whole.
for (const [what, content, line, reason, options] of [
  ['nothing in it', '', 0, /is empty/],
  ['only a byte order mark', '\uFEFF', 0, /is empty/],
  ['only blank lines', '\n\r\n\n', 0, /is empty/],
  ['only a header', 'order_id,item_id\n', 0, /no line below/],
  ['no header', '1,tea\n1,pot\n', 1, /no column is known to hold the order ids/],
  ['a header of other names', 'a,b\n1,tea\n', 1, /the columns are "a", "b"/],
  ['no items', 'order_id,price\n1,2\n', 1, /no column is known to hold the items/],
  ['two order columns of one name', 'order_id,order_id,item_id\n1,1,tea\n', 1, /occurs twice/],
  ['two quantities', 'order_id,item_id,quantity,Quantity\n1,tea,1,1\n', 1, /occurs twice/],
  ['two times', 'order_id,item_id,date,DATE\n1,tea,2026-01-01,2026-01-01\n', 1, /occurs twice/],
  ['commas where the header has semicolons', 'order_id;item_id\n1,tea\n', 2, /1 fields where the header has 2/],
  ['tabs where the header has commas', 'order_id,item_id\n1\ttea\n', 2, /1 fields where the header has 2/],
  ['a quote that never closes', 'order_id,item_id\n1,"tea\n2,pot\n', 2, /a quote opens here and never closes/],
  ['a quote that never closes, later', 'order_id,item_id\n1,"a\nb"\n2,"tea\n3,pot\n', 4, /a quote opens here/],
  ['text behind a closing quote', 'order_id,item_id\n1,tea\n2,"tea"x\n', 3, /text follows a closing quote/],
  ['a header whose quote never closes', 'order_id,"item_id\n1,tea\n', 1, /a quote opens here/],
  ['an object without items', '{"order_id":1}\n{"order_id":2}\n', 1, /no column is known to hold the items/],
  ['HTML', '<!doctype html>\n<title>Log in</title>\n', 0, /this is a web page \(HTML\)/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 0, /a PNG image/],
  ['a zip archive cut short', Buffer.from('504b0304140006000800000021', 'hex'), 0, /damaged zip archive/],
  ['zeros', Buffer.alloc(4096), 0, /is empty/],
  ['gzip cut short', gzipSync(good.orders.repeat(99)).subarray(0, 60), 0, /damaged gzip/],
  [
    'gzip with a flipped bit',
    (() => {
      const b = gzipSync(good.orders.repeat(99));
      b[b.length - 6] ^= 1;
      return b;
    })(),
    0,
    /damaged gzip/,
  ],
  ['only returns', 'order_id,item_id,quantity\n1,tea,-1\n2,pot,-2\n', 0, /no order line is left/],
  ['only cancelled orders', 'order_id,item_id,status\n1,tea,cancelled\n2,pot,refunded\n', 0, /no order line is left/],
  ['only blank items', 'order_id,item_id\n1,\n2,\n', 0, /no order line is left/],
  [
    'a named column that is missing',
    good.orders,
    1,
    /there is no column "basket"/,
    ['--columns', 'order=basket,item=item_id'],
  ],
  ['a named quantity that is missing', good.orders, 0, /there is no column "pieces"/, ['--columns', 'quantity=pieces']],
  ['a line of 17 MiB', `order_id,item_id\n1,${'x'.repeat(17 << 20)}\n`, 2, /longer than 16 MiB/],
  ['a first line of 17 MiB', 'x'.repeat(17 << 20), 1, /longer than 16 MiB/],
])
  refuses('orders', what, content, line, reason, options);

// Items, as CSV and as a JSON list of one element a line, which starts on line 2 of its file as the CSV's rows do.
const itemNames = ['sku', 'title', 'price', 'currency', 'url', 'image', 'category', 'group', 'availability', 'stock'];
const itemLines = ['tea', 'pot', 'cup'].map((sku) => [
  sku,
  sku.toUpperCase(),
  '4.50',
  'EUR',
  `/${sku}`,
  `/${sku}.jpg`,
  'Kitchen',
  '',
  'in stock',
  '3',
]);
const itemForms = {
  CSV: (rows) => joined(',', '\n', [itemNames, ...rows]),
  'CSV with CRLF and a byte order mark': (rows) => `\uFEFF${joined(',', '\r\n', [itemNames, ...rows])}\r\n`,
  TSV: (rows) => joined('\t', '\n', [itemNames, ...rows]),
  'a JSON list': (rows) => `[\n${rows.map((row) => json(row, itemNames)).join(',\n')}\n]`,
};
const itemDefects = {
  'a negative price': ['price', '-1', /price "-1" is negative/],
  'a price in words': ['price', '1 apple', /price "1 apple" is no number/],
  'a price that can be read in two ways': ['price', '1.234.5', /price "1.234.5" is no number/],
  'a price beyond all bounds': ['price', '99999999999', /above 4294967293 minor units/],
  'a price in another currency than its line says': ['price', '3 USD', /is not in EUR/],
  'another currency': ['currency', 'USD', /price is in USD, but that on line 2 in EUR/],
  'a currency that is none': ['currency', 'money', /currency "money" is not known/],
  'an availability that is none': ['availability', 'soon', /availability "soon" is not known/],
  'a stock in words': ['stock', 'plenty', /stock "plenty" is no number/],
};
for (const [form, write] of Object.entries(itemForms)) {
  for (const [what, [name, value, reason]] of Object.entries(itemDefects)) {
    const rows = itemLines.map((row, k) =>
      k === 2 ? row.map((field, c) => (itemNames[c] === name ? value : field)) : row,
    );
    refuses('items', `${what}, as ${form}`, write(rows), 4, reason);
  }
}
for (const name of ['sku', 'title', 'category', 'group']) {
  for (const [what, value] of [['a NUL byte', 'x\0x']]) {
    const columns = name === 'sku' ? 'sku,title' : `sku,${name}`;
    const row = name === 'sku' ? `${value},t` : `tea,${value}`;
    refuses('items', `${what} in ${name}`, `${columns}\npot,p\n${row}\n`, 3, /holds NUL bytes/);
  }
}
for (const [what, content, line, reason, options] of [
  ['nothing in it', '', 0, /is empty/],
  ['only a header', 'sku,title\n', 0, /holds no item/],
  ['no id column', 'thing,colour\nx,red\n', 1, /no column is known to hold the item ids/],
  ['two id columns', 'sku,SKU\na,a\n', 1, /occurs twice/],
  ['two titles', 'sku,title,Title\na,b,c\n', 1, /occurs twice/],
  ['only blank ids', 'sku,title\n,x\n', 0, /no item has an id/],
  ['a field too many', 'sku,title\ntea,a,b\n', 2, /3 fields where the header has 2/],
  ['semicolons below commas', 'sku;title\ntea,Tea\n', 2, /1 fields where the header has 2/],
  ['an empty JSON list', '[]', 0, /holds no item/],
  ['a JSON list that is not closed', '[\n{"sku":"tea"}\n', 3, /not closed by \]/],
  ['text behind the JSON list', '[{"sku":"tea"}]\nx', 2, /text follows the end/],
  ['an element that is no object', '[{"sku":"tea"},\n"pot"]', 2, /a JSON object starts with/],
  ['a dollar without its country', 'sku,price\ntea,$4\n', 2, /does not say which currency/],
  ['prices with and without a currency', 'sku,price\ntea,4 EUR\npot,3\n', 3, /a currency that is not named/],
  [
    'a named column that is missing',
    'sku,title\ntea,Tea\n',
    0,
    /there is no column "name_de"/,
    ['--item-columns', 'title=name_de'],
  ],
  ['a named id that is missing', 'sku,title\ntea,Tea\n', 1, /there is no column "code"/, ['--item-columns', 'id=code']],
])
  refuses('items', what, content, line, reason, options);

// Rules.
for (const [what, content, line, reason] of [
  ['nothing in it', '', 1, /ends before its JSON does/],
  ['a list', '[]', 1, /is a list; it should be an object/],
  ['a number', '7', 1, /it should be an object/],
  ['half an object', '{\n"pin": [', 2, /ends before its JSON does/],
  ['a comma too many', '{\n"pin": [],\n}', 3, /superfluous comma/],
  ['single quotes', "{\n'pin': []}", 2, /no JSON/],
  ['a comment', '{\n// pins\n"pin": []}', 2, /no JSON/],
  ['text behind it', '{}\n{}', 2, /no JSON|ends before/],
  ['broken UTF-8', '{\n"pin": [{"for": "\\xff"}]}', 2, /not clean UTF-8/],
  ['a NUL byte', '{\n\n"pin\0": []}', 3, /not clean UTF-8/],
  ['CSV', 'for,show\ntea,pot\n', 1, /no JSON/],
  ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le'), 1, /not clean UTF-8/],
  ['a key twice', '{"pin": [],\n"block": [],\n"pin": []}', 3, /"pin" stands on line 1 already/],
  ['an unknown key', '{\n"pins": []}', 2, /"pins", which is not known.*did you mean "pin"/],
  ['__proto__', '{\n"__proto__": {}}', 2, /not known/],
  ['lists without end', `{"pin": ${'['.repeat(100000)}`, 1, /nested more than 16/],
  ['pins that are no list', '{\n"pin": {}}', 2, /"pin" is an object; it should be a list/],
  ['a pin that is text', '{"pin": [\n"tea"]}', 2, /a pin is the text "tea"/],
  ['a pin of nothing', '{"pin": [\n{"for": "tea"}]}', 2, /"show" of a pin is missing/],
  ['a pin for nothing', '{"pin": [\n{"show": "tea"}]}', 2, /"for" of a pin is missing/],
  ['a pin of an empty text', '{"pin": [\n{"for": "tea", "show": " "}]}', 2, /"show" of a pin is empty/],
  ['a pin of a number', '{"pin": [\n{"for": 7, "show": "tea"}]}', 2, /"for" of a pin is the number 7/],
  ['a pin of itself', '{"pin": [\n{"for": "tea", "show": "tea"}]}', 2, /never shown for itself/],
  [
    'a pin twice',
    '{"pin": [{"for": "tea", "show": "pot"},\n{"for": "tea", "show": "pot"}]}',
    2,
    /stands on line 1 already/,
  ],
  [
    'a pin of what is blocked',
    '{"pin": [\n{"for": "tea", "show": "pot"}],\n"block": [{"item": "pot"}]}',
    2,
    /block on line 3 forbids it/,
  ],
  ['a pin of an unknown item', '{"pin": [\n{"for": "tea", "show": "kettle"}]}', 2, /kettle/],
  ['a pin for an unknown item', '{"pin": [\n{"for": "kettle", "show": "tea"}]}', 2, /kettle/],
  ['an unknown key in a pin', '{"pin": [\n{"for": "tea", "shows": "pot"}]}', 2, /"shows", which is not known/],
  ['a block of nothing', '{"block": [\n{}]}', 2, /names no "item" and no "category"/],
  ['a block of too much', '{"block": [\n{"item": "tea", "category": "Food"}]}', 2, /both an "item" and a "category"/],
  [
    'a block of a pair and an item',
    '{"block": [\n{"item": "tea", "for": "pot", "show": "cup"}]}',
    2,
    /write one rule for each/,
  ],
  ['a block twice', '{"block": [{"item": "tea"},\n{"item": "tea"}]}', 2, /stands on line 1 already/],
  ['a block of an unknown category', '{"block": [\n{"category": "Foood"}]}', 2, /Foood/],
  ['a boost without a factor', '{"boost": [\n{"item": "tea"}]}', 2, /"factor" of a boost is missing/],
  ['a boost by nothing', '{"boost": [\n{"item": "tea", "factor": 0}]}', 2, /number from 0.1 to 10/],
  ['a boost without bounds', '{"boost": [\n{"item": "tea", "factor": 1e9}]}', 2, /number from 0.1 to 10/],
  ['a boost by text', '{"boost": [\n{"item": "tea", "factor": "2"}]}', 2, /number from 0.1 to 10/],
  [
    'a boost of what is blocked',
    '{"boost": [\n{"item": "tea", "factor": 2}],\n"block": [{"item": "tea"}]}',
    2,
    /block on line 3 forbids it/,
  ],
  ['a number that overflows', '{"boost": [\n{"item": "tea", "factor": 1e999}]}', 2, /./],
  ['a price cap of nothing', '{\n"price_cap": {}}', 2, /neither "absolute" nor "relative"/],
  ['a price cap of true', '{\n"price_cap": {"absolute": true}}', 2, /it should be a price/],
  ['a price cap in words', '{\n"price_cap": {"absolute": "dear"}}', 2, /dear/],
  ['a price cap below zero', '{\n"price_cap": {"relative": -1}}', 2, /number from 0.1 to 10/],
  ['an upsell that is unknown', '{\n"upsell": "never"}', 2, /"exclude", "allow" or a number/],
  ['a same_category that is unknown', '{\n"same_category": "no"}', 2, /"allow", "calibrated" or "exclude"/],
  ['categories in a list', '{\n"categories": []}', 2, /it should be an object/],
  ['a category rule of nothing', '{"categories": {"deny": [\n{"for": "Food", "show": []}]}}', 2, /is an empty list/],
  [
    'a category rule without show',
    '{"categories": {"deny": [\n{"for": "Food"}]}}',
    2,
    /"show" of a category rule is missing/,
  ],
  [
    'a category both allowed and denied',
    '{"categories": {"allow": [{"for": "Food", "show": ["Kitchen"]}],\n"deny": [{"for": "Food", "show": ["Kitchen"]}]}}',
    2,
    /both allowed and denied/,
  ],
  ['a minimal stock of nothing', '{\n"min_stock": 0}', 2, /number from 1/],
  ['a minimal stock of half a piece', '{\n"min_stock": 1.5}', 2, /whole number/],
  ['a limit of nothing', '{"limits": {\n"cart": 0}}', 2, /number from 1 to 20/],
  ['a limit that is too high', '{"limits": {\n"cart": 21}}', 2, /number from 1 to 20/],
  ['a limit of an unknown place', '{"limits": {\n"basket": 3}}', 2, /"basket", which is not known/],
])
  refuses('rules', what, content, line, reason);

// What looks broken and is not.
reads(
  'an order of 100,000 lines',
  {
    orders: `order_id,item_id\n${Array.from({ length: 100000 }, (_, k) => `1,item${k}`).join('\n')}\n${good.orders.split('\n').slice(1).join('\n')}`,
  },
  [],
  /^goeswith: warning: orders: one order holds 100,002 of the 100,006 lines[^\n]+\n$/,
);
reads(
  'an order that repeats an item 100,000 times',
  { orders: good.orders + '1,tea\n'.repeat(100000) },
  [],
  /^goeswith: warning: orders: 99 % of the lines are of an item that its order held already[^\n]+\n$/,
);
reads('a byte order mark, CRLF and no last line end', {
  orders: `\uFEFF${good.orders.replaceAll('\n', '\r\n').trimEnd()}`,
});
reads('an item with a line end, a quote and a delimiter in quotes', {
  orders: 'order_id,item_id\n1,"a\r\nb ""c"", d"\n1,tea\n2,tea\n',
});
reads('all of Unicode in an item', { orders: 'order_id,item_id\n1,茶 ☕ 🫖 é\u0301 \u200f\u202e\n1,tea\n2,tea\n' });
reads('a header in quotes with blanks around', {
  orders: `${' "order_id" ,item_id\n'.replace(' "', '"').replace('" ', '"')}1,tea\n1,pot\n`,
});
reads('a column without a name', { orders: 'order_id,item_id,\n1,tea,x\n1,pot,\n' });
reads('columns of one name that nobody reads', { orders: 'order_id,item_id,note,note\n1,tea,a,b\n1,pot,a,b\n' });
reads('JSON lines whose objects have other keys each', {
  orders: '{"order_id":1,"item_id":"tea"}\n{"note":null,"item_id":"pot","order_id":1}\n',
});
reads('gzip of two parts', {
  orders: Buffer.concat([gzipSync('order_id,item_id\n1,tea\n'), gzipSync('1,pot\n2,tea\n')]),
});
reads('rules with a byte order mark and CRLF', {
  items: good.items,
  rules: '\uFEFF{\r\n"pin": [{"for": "tea", "show": "cup"}]\r\n}\r\n',
});
reads('rules that say nothing', { items: good.items, rules: '{}' });
reads('items that no order holds', { items: `${good.items}kettle,Kettle,9,EUR,Kitchen\n` });
