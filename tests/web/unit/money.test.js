import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formatMoney } from '../../../web/src/page/money.js';

/** Intl writes some of its spaces as no-break spaces, which look the same here. @param {string} text */
const plain = (text) => text.replaceAll('\u00a0', ' ');

test('money counts in the minor unit of its currency', () => {
  assert.equal(formatMoney(1995, 'EUR', 'en'), '€19.95');
  assert.equal(formatMoney(1995, 'JPY', 'en'), '¥1,995');
  assert.equal(plain(formatMoney(1995, 'KWD', 'en')), 'KWD 1.995');
  assert.equal(formatMoney(0, 'USD', 'en'), '$0.00');
});

test('money counts in hundredths even where the locale shows none', () => {
  assert.match(formatMoney(199500, 'HUF', 'en'), /^HUF.1,995/);
  assert.match(formatMoney(199500, 'IDR', 'en'), /^IDR.1,995/);
});

test('money is written as the locale does', () => {
  assert.equal(plain(formatMoney(123456, 'EUR', 'de')), '1.234,56 €');
});

test('money that is no price is nothing', () => {
  for (const minor of [undefined, NaN, Infinity, 19.5, '1995', null, {}]) {
    assert.equal(formatMoney(/** @type {any} */ (minor), 'EUR', 'en'), '');
  }
  assert.equal(formatMoney(1995, undefined, 'en'), '');
  assert.equal(formatMoney(1995, 'no currency', 'en'), '');
});
