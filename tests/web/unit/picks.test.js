import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countOf, currenciesOf, priceOf } from '../../../web/src/element/picks.js';

/** @param {number} quantity @param {object} [facts] */
const pick = (quantity, facts) => ({
  product: { id: 'tea', title: 'Tea', url: '', image: { src: '' }, available: true, requiresChoice: false, ...facts },
  quantity,
});

test('picks count and cost by their quantities', () => {
  const picks = [pick(2, { priceMinor: 1000 }), pick(1, { priceMinor: 5 })];
  assert.equal(countOf(picks), 3);
  assert.equal(priceOf(picks), 2005);
  assert.equal(countOf([]), 0);
  assert.equal(priceOf([]), 0);
});

test('picks have no price where one of them has none, or one that is no whole number', () => {
  for (const priceMinor of [undefined, null, 10.5, '10', NaN]) {
    assert.ok(Number.isNaN(priceOf([pick(2, { priceMinor }), pick(1, { priceMinor: 5 })])), String(priceMinor));
    assert.ok(Number.isNaN(priceOf([pick(1, { priceMinor: 5 }), pick(2, { priceMinor })])), String(priceMinor));
  }
});

test('picks have each currency once, and the usual one where they do not say theirs', () => {
  assert.deepEqual(currenciesOf([pick(1, { currency: 'EUR' }), pick(1), pick(1)], 'EUR'), ['EUR']);
  assert.deepEqual(currenciesOf([pick(1), pick(1, { currency: 'USD' })], 'EUR'), ['EUR', 'USD']);
  assert.deepEqual(currenciesOf([], 'EUR'), []);
});
