import assert from 'node:assert/strict';
import { test } from 'node:test';

import { availableProducts } from '../../../web/src/element/offers.js';

const SUGGESTIONS = [
  { sku: 'mouse', score: 9, card: { sku: 'mouse', title: 'Mouse', priceMinor: 1900, currency: 'EUR', url: '/mouse' } },
  { sku: 'laptop-red', score: 8, card: { sku: 'laptop-red', group: 'laptop' } },
  { sku: 'case', score: 7, card: { sku: 'case', available: false } },
  { sku: 'dock', score: 6, card: { sku: 'dock', image: '/dock.jpg', available: true } },
];
const DOCK = { id: 'dock', title: 'Dock', url: '', image: { src: '' }, available: true, requiresChoice: true };

/** @param {{id: string}[]} offers */
const ids = (offers) => offers.map(({ id }) => id);

test('offers are in the order of the suggestions, without those that are not to be had', () => {
  assert.deepEqual(ids(availableProducts(SUGGESTIONS, [])), ['mouse', 'laptop-red', 'dock']);
});

test('offers follow what the shop says now, and the card where it says nothing', () => {
  const live = [{ ...DOCK, id: 'case' }, { ...DOCK, id: 'mouse', available: false }, DOCK];
  const offers = availableProducts(SUGGESTIONS, live);
  assert.deepEqual(ids(offers), ['laptop-red', 'case', 'dock']);
  assert.equal(offers[2], DOCK);
});

test('an offer from a card alone shows the SKU when there is no title', () => {
  const [mouse, laptop] = availableProducts(SUGGESTIONS, []);
  assert.deepEqual(mouse, {
    ...{ id: 'mouse', title: 'Mouse', url: '/mouse', image: { src: '' }, priceMinor: 1900, currency: 'EUR' },
    ...{ available: true, requiresChoice: false },
  });
  assert.equal(laptop?.title, 'laptop-red');
});
