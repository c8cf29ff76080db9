import assert from 'node:assert/strict';
import { test } from 'node:test';

import { availableProducts, layOut } from '../../../web/src/element/offers.js';

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

/** @param {string} id @param {object} [facts] */
const product = (id, facts) => ({ ...DOCK, id, url: `/${id}`, requiresChoice: false, ...facts });
const LAPTOP = product('laptop');
const SHOP = {};
/** @param {number | undefined} minor @param {string} [currency] */
const price = (minor, currency = 'EUR') => (minor === undefined ? '' : `${minor} ${currency}`);

/** Products laid out. @param {object[]} products @param {object} [element] @param {object} [answer] @param {object} [shop] */
function laidOut(products, element, answer, shop = SHOP) {
  const page = globalThis.document;
  globalThis.document = { baseURI: 'https://shop.example/' }; // links are relative to it
  const usual = { layout: undefined, placement: 'product', quantity: false };
  const { layout_: layout, offers_: offers } = layOut(
    products,
    { anchor: LAPTOP, anchorInCart_: false, ...answer },
    { ...usual, ...element },
    shop,
    price,
  );
  globalThis.document = page;
  return { layout, offers, controls: offers.map(({ product: { id }, control }) => `${id} ${control}`) };
}

test('layout is a bundle on a product page, cards where the table has no anchor, a list elsewhere', () => {
  assert.equal(laidOut([DOCK]).layout, 'bundle');
  assert.equal(laidOut([DOCK], {}, { anchor: undefined }).layout, 'cards');
  for (const placement of ['cart', 'checkout', 'thank-you']) {
    assert.equal(laidOut([DOCK], { placement }).layout, 'list');
    assert.equal(laidOut([DOCK], { placement, layout: 'cards' }).layout, 'cards');
  }
});

test('layout is no bundle without a shop to add it, and items are links', () => {
  const { layout, controls } = laidOut([product('mouse'), product('dock', { requiresChoice: true })], {}, {}, null);
  assert.equal(layout, 'cards');
  assert.deepEqual(controls, ['mouse ', 'dock choose']);
});

test('bundle has its anchor first, unless that is not to be had', () => {
  const { offers, controls } = laidOut([product('mouse')]);
  assert.deepEqual(controls, ['laptop pick', 'mouse pick']);
  assert.deepEqual(
    offers.map(({ anchor }) => anchor),
    [true, false],
  );
  const soldOut = { anchor: { ...LAPTOP, available: false } };
  assert.deepEqual(laidOut([product('mouse')], {}, soldOut).controls, ['mouse pick']);
});

test('offers that need a choice lead to it, but for the anchor, and for one without a page', () => {
  const choice = { requiresChoice: true };
  const products = [product('mouse', choice), product('dock', { ...choice, url: '' })];
  const anchor = { ...LAPTOP, ...choice };
  assert.deepEqual(laidOut(products, {}, { anchor }).controls, ['laptop ', 'mouse choose', 'dock ']);
  assert.deepEqual(laidOut(products, { layout: 'list' }).controls, ['mouse choose', 'dock ']);
});

test('offers are checked to begin with, but for an anchor that is in the cart', () => {
  const checked = (answer) => laidOut([product('mouse')], {}, answer).offers.map((offer) => offer.checked);
  assert.deepEqual(checked({}), [true, true]);
  assert.deepEqual(checked({ anchorInCart_: true }), [false, true]);
});

test('offers tell a price before a reduction only where it was more', () => {
  const priced = (/** @type {object} */ facts) => {
    const [{ price, compareAt }] = laidOut([product('mouse', facts)], { layout: 'list' }).offers;
    return [price, compareAt];
  };
  assert.deepEqual(priced({ priceMinor: 80, compareAtMinor: 100 }), ['80 EUR', '100 EUR']);
  assert.deepEqual(priced({ priceMinor: 80, compareAtMinor: 80, currency: 'USD' }), ['80 USD', '']);
  assert.deepEqual(priced({ compareAtMinor: 100 }), ['', '']);
});

test('offers have a field for the quantity where the element wants it and they can be added', () => {
  const products = [product('mouse'), product('dock', { requiresChoice: true })];
  const counted = (element, shop) =>
    laidOut(products, { layout: 'list', ...element }, {}, shop).offers.map((o) => o.counted);
  assert.deepEqual(counted({ quantity: true }, SHOP), [true, false]);
  assert.deepEqual(counted({ quantity: true }, null), [false, false]);
  assert.deepEqual(counted({}, SHOP), [false, false]);
});
