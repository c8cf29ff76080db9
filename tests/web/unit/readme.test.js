// The tables of web/README.md name what there is, all of it and nothing else.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { ATTRIBUTES } from '../../../web/src/element/attributes.js';

const source = (/** @type {string} */ file) => readFileSync(new URL(`../../../web/${file}`, import.meta.url), 'utf8');
const README = source('README.md');
const TYPES = source('src/types.d.ts');

/**
 * @param {string} start of the table's first line
 * @returns {string[]} what stands in backquotes in the first cells
 */
function firstCells(start) {
  const from = README.indexOf(`\n${start}`);
  assert.ok(from >= 0, start);
  const [table = ''] = README.slice(from + 1).split('\n\n');
  return table
    .split('\n')
    .slice(2)
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

/** @param {string} name of an interface @returns {string[]} its properties */
function propertiesOf(name) {
  const [, body = ''] = new RegExp(`interface ${name} {\\n(.*?)\\n}`, 's').exec(TYPES) ?? [];
  return [...body.matchAll(/^ {2}'?([\w:-]+)'?\??:/gm)].map(([, property = '']) => property);
}

test('README lists the attributes', () => {
  assert.deepEqual(firstCells('| attribute | property |').sort(), [...Object.keys(ATTRIBUTES), 'shadow'].sort());
});

test('README lists the events', () => {
  assert.deepEqual(firstCells('| event |').sort(), propertiesOf('GoesWithEventMap').sort());
});

test('README lists the settings, and so does the warning about one that does not exist', () => {
  const settings = propertiesOf('Settings').sort();
  assert.ok(settings.length > 8);
  assert.deepEqual(firstCells('| setting |').sort(), settings);
  const [, listed = ''] = /SETTINGS =\s+'([^']+)'/.exec(source('src/lazy/messages.js')) ?? [];
  assert.deepEqual(listed.split(', ').sort(), settings);
});

test('README lists the classes and custom properties of the default style and of the items', () => {
  const code = ['element/view', 'element/item', 'lazy/custom'].map((name) => source(`src/${name}.js`)).join('');
  const made = [...code.matchAll(/node\(\s*(?:'\w+'|[^,]+\? '\w+' : '\w+'),\s*'([\w-]+)'/g)].map(
    ([, name = '']) => name,
  );
  const listed = firstCells('| class |').map((name) => name.replace(/^(goeswith)?-/, ''));
  assert.ok(made.length > 20);
  assert.deepEqual(
    made.filter((name) => !listed.includes(name)),
    [],
  );
  const style = source('src/element/goeswith.css');
  const styled = [...style.matchAll(/\.goeswith-([\w-]+)/g)].map(([, name = '']) => name);
  assert.deepEqual(
    styled.filter((name) => !listed.includes(name)),
    [],
  );
  const properties = new Set([...style.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name));
  assert.deepEqual(firstCells('| property |').sort(), [...properties].sort());
});
