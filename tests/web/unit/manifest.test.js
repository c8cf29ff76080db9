// Descriptions of the element agree with it: custom-elements.json, the README, data for editors, hashes.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { ATTRIBUTES } from '../../../web/src/element/attributes.js';

const web = new URL('../../../web/', import.meta.url);
/** @param {string} file */
const read = (file) => readFileSync(new URL(file, web), 'utf8');
const manifest = JSON.parse(read('custom-elements.json'));
const [declaration] = manifest.modules[0].declarations;
const sources = ['', 'page/', 'engine/', 'element/', 'lazy/', 'node/'].flatMap((room) =>
  readdirSync(new URL(`src/${room}`, web))
    .filter((name) => name.endsWith('.js'))
    .map((name) => read(`src/${room}${name}`)),
);
const themes = readdirSync(new URL('src/themes/', web)).map((name) => read(`src/themes/${name}`));

/** @param {string} key */
const names = (key) => declaration[key].map(({ name }) => name);
/** @param {Iterable<string>} list */
const sorted = (list) => [...new Set(list)].sort();
/** @param {string} text @param {RegExp} pattern */
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, found]) => found);

test('manifest has the attributes that the element observes, and shadow', () => {
  assert.deepEqual(sorted(names('attributes')), sorted([...Object.keys(ATTRIBUTES), 'shadow']));
});

test('manifest has the properties of the element, each with its attribute', () => {
  const [, declared = ''] = /interface GoesWithElement \{([\s\S]*?)\n {2}\}/.exec(read('src/types.d.ts')) ?? [];
  assert.deepEqual(sorted(names('members')), sorted(['cart', ...all(declared, /^ {4}(\w+): /gm)]));
  assert.equal(names('members').length, Object.keys(ATTRIBUTES).length);
  for (const { name, attribute } of declaration.members) {
    assert.equal(
      name,
      attribute.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()),
    );
  }
});

test('manifest has the events of the types', () => {
  const [, map = ''] = /interface GoesWithEventMap \{([\s\S]*?)\n\}/.exec(read('src/types.d.ts')) ?? [];
  assert.deepEqual(sorted(names('events')), sorted(all(map, /'(goeswith:[\w-]+)':/g)));
});

test('manifest has a part for every class, but for what is never seen', () => {
  const classes = sources.flatMap((source) => all(source, /node\(\s*(?:'\w+'|[^,']*'\w+' : '\w+'),\s*'([\w-]+)'/g));
  const templates = ['header', 'empty', 'footer'];
  const controls = ['add', 'choose']; // item.js has their names from the offer
  assert.ok(classes.length > 15, classes.join());
  assert.deepEqual(
    sorted(names('cssParts')),
    sorted([...classes.filter((name) => name !== 'unseen'), 'section', 'form', ...templates, ...controls]),
  );
});

test('manifest has the custom properties that the styles use', () => {
  const used = [read('src/element/goeswith.css'), ...themes].flatMap((style) => all(style, /(--goeswith-[\w-]+)/g));
  assert.deepEqual(sorted(names('cssProperties')), sorted(used));
});

test('manifest has the slots of the templates', () => {
  const [, list = ''] = /\[('header'[^\]]*)\]\.includes\(slot\)/.exec(read('src/lazy/custom.js')) ?? [];
  assert.deepEqual(sorted(names('slots')), sorted([...all(list, /'(\w+)'/g), 'item', '']));
});

test('README tells every attribute, event, part and custom property', () => {
  const readme = read('README.md');
  for (const name of [...names('attributes'), ...names('events'), ...names('cssProperties')]) {
    assert.ok(readme.includes(`\`${name}\``), name);
  }
  for (const name of names('cssParts'))
    assert.ok(readme.includes(`\`${name === 'section' ? 'goeswith' : `-${name}`}\``), name);
});

test('themes say everything twice, by class and by part', () => {
  for (const theme of themes) {
    const bare = theme.replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, selector = ''] of bare.matchAll(/([^{};]*\.goeswith[^{};]*)\{/g)) {
      if (/:has\(|:hover \.goeswith-name/.test(selector)) continue; // nothing of the kind exists for parts
      assert.match(selector, /goes-with[^{]*::part\(/, selector.trim());
    }
  }
});

test('data for editors has every attribute, with its values', () => {
  const { tags } = JSON.parse(read('dist/html-custom-data.json'));
  assert.deepEqual(
    tags.map(({ name }) => name),
    ['goes-with'],
  );
  assert.deepEqual(sorted(tags[0].attributes.map(({ name }) => name)), sorted(names('attributes')));
  const layout = tags[0].attributes.find(({ name }) => name === 'layout');
  assert.deepEqual(layout.values, [{ name: 'bundle' }, { name: 'list' }, { name: 'cards' }]);
});

test('sri.json has the hash of every file that a page loads', () => {
  const hashes = JSON.parse(read('dist/sri.json'));
  const files = readdirSync(new URL('dist/', web), { recursive: true, encoding: 'utf8' });
  const loaded = files.filter((name) => /\.(js|css|wasm)$/.test(name) && !name.startsWith('types'));
  assert.deepEqual(sorted(Object.keys(hashes)), sorted(loaded));
  for (const name of loaded) {
    const hash = createHash('sha384')
      .update(readFileSync(new URL(`dist/${name}`, web)))
      .digest('base64');
    assert.equal(hashes[name], `sha384-${hash}`);
  }
  for (const name of ['goeswith.js', 'themes/plain.css'])
    assert.ok(read('dist/README.md').includes(hashes[name]), name);
});
