// Lists without a page, as score.js writes them: names of files, URLs, and templates.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fragmentName } from '../../../web/src/node/ahead/fragment-names.js';
import { isAbsoluteUrl, isPictureUnknownToMail, linkUrl, normalBaseUrl } from '../../../web/src/node/ahead/link-url.js';
import { parseTemplate } from '../../../web/src/node/ahead/markup-template.js';

test('fragmentName: is readable, leads nowhere else, and never the same for two SKUs', () => {
  assert.equal(fragmentName('85123A'), '85123_a.html');
  assert.equal(fragmentName('../../etc/passwd'), '~2e~2e~2f~2e~2e~2fetc~2fpasswd.html');
  assert.equal(fragmentName('con'), '~63on.html');
  assert.equal(fragmentName('com'), 'com.html');
  assert.equal(fragmentName('é'), '~c3~a9.html');
  const long = fragmentName('X'.repeat(1000)).split('/');
  assert.equal(long.length, 10);
  assert.ok(long.every((name) => name.length <= 205));
  const alphabet = [...'aAbB_~.-/%1zZ é'];
  const names = alphabet.flatMap((a) =>
    alphabet.flatMap((b) => alphabet.map((c) => fragmentName(a + b + c).toLowerCase())),
  );
  assert.equal(new Set(names).size, alphabet.length ** 3);
});

test("linkUrl: agrees with the browser's own on all it lets through", () => {
  const base = 'https://shop.example/de/index.html?x=1#top';
  assert.equal(normalBaseUrl(base), base);
  for (const url of [
    'product.html?id=1',
    '/p/1',
    '../p/./1/../2',
    '../../../..',
    '?id=1',
    '#more',
    '//cdn.example/a.png',
    '\\p\\1',
    'HTTPS://Shop.Example',
    'https://shop.example:8443/a//b?c=/../d',
    ' /tée pot\t?q=a b\n',
    '/100%25',
    '.',
    './',
    '..',
    '/a/..',
    'a/b/../c/',
    '/a?b\\c#d\\e',
    '//',
    '///',
    '?',
    '/\u{1F375}',
  ]) {
    const linked = linkUrl(url, base);
    if (linked === undefined) continue;
    // Browsers leave \ ^ | ` and some brackets in queries and fragments as they are; encoded they mean the same.
    const own = new URL(url, base).href.replace(/\\/g, '%5C');
    assert.equal(linked, own, url);
  }
});

test('linkUrl: leads nowhere with other schemes, or hosts that deceive', () => {
  for (const url of [
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    '\x01javascript:x',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'https:shop.example',
    'https:///p',
    'https://a@evil.example/',
    'https://müller.example/',
    '',
    ' ',
    undefined,
  ]) {
    assert.equal(linkUrl(url, 'https://shop.example/'), undefined, url);
    assert.equal(linkUrl(url, ''), undefined, url);
  }
  assert.equal(linkUrl('/p "x"', ''), '/p%20%22x%22');
  assert.equal(linkUrl('//cdn.example/x', ''), '//cdn.example/x');
  assert.equal(normalBaseUrl('shop.example'), undefined);
  assert.ok(isAbsoluteUrl('HTTP://x/') && !isAbsoluteUrl('//x/') && !isAbsoluteUrl('a/b:c'));
  assert.ok(
    isPictureUnknownToMail('/a.SVG?v=1') &&
      isPictureUnknownToMail('/a.avif#x') &&
      !isPictureUnknownToMail('/a.png?b.svg'),
  );
});

/** @type {import('../../../web/src/node/ahead/markup-template.js').TemplateField[]} */
const FIELDS = [
  { name: 'heading' },
  { name: 'title', ofItem: true },
  { name: 'price', ofItem: true, mayLack: true },
  { name: 'url', kind: 'url', ofItem: true, mayLack: true },
  { name: 'last', kind: 'flag', ofItem: true },
];
/** @param {string} template @param {boolean} [isHtml] */
const rendered = (template, isHtml = true) =>
  parseTemplate(
    template,
    't',
    isHtml,
    FIELDS,
  )({ heading: 'Tea & <more>' }, [
    { title: `"Pot" 'n' <script>`, price: '£1', url: 'https://s.example/?a=1&b=2' },
    { title: 'Cup\nof tea', last: '1' },
  ]);

test('templates: escape values by where they stand', () => {
  assert.equal(
    rendered('<b title="{{heading}}">{{#items}}{{title}}{{#url}} <a href="{{url}}">{{/url}};{{/items}}'),
    '<b title="Tea &amp; &lt;more&gt;">&quot;Pot&quot; &#39;n&#39; &lt;script&gt; <a href="https://s.example/?a=1&amp;b=2">;Cup\nof tea;',
  );
  assert.equal(
    rendered('<a href="https://t.example/?q={{heading}}">'),
    '<a href="https://t.example/?q=Tea%20%26%20%3Cmore%3E">',
  );
  assert.equal(
    rendered('{{#items}}\n- {{title}}{{^last}},{{/last}}\n{{/items}}\n', false),
    `- "Pot" 'n' <script>,\n- Cup of tea\n`,
  );
});

test('templates with mistakes: are refused by line, whatever the items are', () => {
  for (const [template, message] of [
    ['a\n{{name}}', 't:2: {{name}} is not known; there are items, heading, title, price, url, last'],
    ['{{title}}', 't:1: {{title}} is of an item; put it between {{#items}} and {{/items}}'],
    ['{{#items}}\n{{price}}{{/items}}', 't:2: {{price}} may be missing; put it between {{#price}} and {{/price}}'],
    ['\n{{#items}}', 't:2: {{#items}} is not closed; write {{/items}} where it ends'],
    ['<a href="{{heading}}">', 't:1: {{heading}} is no URL, and a link cannot begin with it'],
    [
      '<p style="{{heading}}">',
      't:1: {{heading}} stands in a script or a style, where it could do harm; put it elsewhere',
    ],
    ['<p title={{heading}}>', 't:1: {{heading}} stands in a tag outside of quotes; write it as "{{heading}}"'],
    ['{{__proto__}}', 't:1: {{__proto__}} is not known; there are items, heading, title, price, url, last'],
  ]) {
    assert.throws(() => rendered(template), { name: 'SyntaxError', message });
  }
});
