import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

import { LANGUAGES } from '../../../web/src/page/language.js';
import { english, englishOfLazyScripts } from '../../../web/src/page/strings.js';

const DIRECTORY = new URL('../../../web/src/languages/', import.meta.url);
const names = readdirSync(DIRECTORY).map((file) => file.replace('.js', ''));

const ENGLISH = { ...english, ...englishOfLazyScripts };

/** @param {import('../../../web/src/types.js').Text} text */
const forms = (text) => (typeof text === 'string' ? { other: text } : text);
/** @param {string} text */
const placeholders = (text) => [...new Set(text.match(/{\w+}/g))].sort().join();

test('languages are fifteen, and the element knows them all', () => {
  assert.equal(names.length, 15);
  assert.deepEqual(
    names.filter((name) => !LANGUAGES.test(name)),
    [],
  );
  assert.equal(LANGUAGES.source.split('|').length, 15);
});

for (const name of names) {
  const { default: strings } = await import(new URL(`${name}.js`, DIRECTORY).href);

  test(`${name} says all that English says, with the same placeholders`, () => {
    assert.deepEqual(Object.keys(strings).sort(), Object.keys(ENGLISH).sort());
    for (const [key, text] of Object.entries(ENGLISH)) {
      for (const [category, form] of Object.entries(forms(strings[key]))) {
        const wanted = placeholders(forms(text).other);
        // Where a form stands for one number only, it may say that number in words.
        const allowed = ['zero', 'one', 'two'].includes(category)
          ? [wanted, wanted.replace(/{count},?/, '')]
          : [wanted];
        assert.ok(allowed.includes(placeholders(/** @type {string} */ (form))), `${key}.${category}: ${form}`);
        assert.equal(form, form?.trim());
      }
    }
  });

  test(`${name} has a form for every plural of the language`, () => {
    const { pluralCategories } = new Intl.PluralRules(name).resolvedOptions();
    for (const key of ['addAll', 'total']) {
      assert.deepEqual(Object.keys(strings[key]).sort(), [...pluralCategories].sort(), key);
    }
  });
}

test('Arabic isolates prices and titles, whose own direction would mix with the sentence’s', async () => {
  const { default: strings } = await import(new URL('ar.js', DIRECTORY).href);
  for (const [key, text] of Object.entries(strings)) {
    for (const form of Object.values(forms(text))) {
      assert.doesNotMatch(form, /(?<![\u2067\u2068]){(price|items?)}|{(price|items?)}(?!\u2069)/, key);
    }
  }
});
