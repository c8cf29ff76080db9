import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { memoryAdapter } from '../../../web/src/adapters/memory.js';

const TEA = {
  ...{ id: 'tea', title: 'Tea', url: '/tea', image: { src: '/tea.jpg' }, available: true, requiresChoice: false },
  ...{ variantId: 'tea-100g', priceMinor: 450, currency: 'EUR' },
};
const SOLD_OUT = { ...TEA, id: 'cup', variantId: 'cup-white', available: false };

/** @param {import('../../../web/src/types.js').StoreAdapter} shop */
const quantities = async (shop) =>
  Object.fromEntries((await shop.getCart()).lines.map(({ variantId, quantity }) => [variantId, quantity]));

test('cart begins with the lines and currency given, as copies', async () => {
  const lines = [{ productId: 'tea', variantId: 'tea-100g', quantity: 1 }];
  const shop = memoryAdapter({ lines, currency: 'JPY' });
  const cart = await shop.getCart();
  assert.deepEqual(cart, { lines, currency: 'JPY' });
  /** @type {any} */ (cart.lines[0]).quantity = 9;
  assert.deepEqual(await quantities(shop), { 'tea-100g': 1 });
});

test('addLines adds to the line that is there, and merges duplicates', async () => {
  const shop = memoryAdapter({ lines: [{ productId: 'tea', variantId: 'tea-100g', quantity: 1 }], products: [TEA] });
  const seen = [];
  shop.onCartChange(() => seen.push(1));
  const result = await shop.addLines([
    { variantId: 'tea-100g', quantity: 2 },
    { variantId: 'pot', quantity: 1 },
    { variantId: 'tea-100g', quantity: 3 },
  ]);
  assert.deepEqual(result, { added: ['tea-100g', 'pot'], errors: [] });
  assert.deepEqual(await quantities(shop), { 'tea-100g': 6, pot: 1 });
  assert.equal((await shop.getCart()).lines[0]?.productId, 'tea');
  assert.equal(seen.length, 1);
});

test('addLines succeeds in part, and says of each line that failed why', async () => {
  const shop = memoryAdapter({
    products: [TEA, SOLD_OUT],
    refuse: ({ variantId }) => (variantId === 'pot' ? 'Two a household.' : undefined),
  });
  const lines = ['cup-white', 'pot', 'tea-100g'].map((variantId) => ({ variantId, quantity: 1 }));
  assert.deepEqual(await shop.addLines(lines), {
    added: ['tea-100g'],
    errors: [
      { variantId: 'cup-white', code: 'sold-out', message: 'It is sold out.' },
      { variantId: 'pot', code: 'refused', message: 'Two a household.' },
    ],
  });
});

test('addLines that fails rejects, changes nothing and does not stop those after it', async () => {
  let broken = true;
  const shop = memoryAdapter({
    refuse: () => {
      if (broken) throw new Error('the shop is down');
    },
  });
  const seen = [];
  shop.onCartChange(() => seen.push(1));
  await assert.rejects(shop.addLines([{ variantId: 'tea', quantity: 1 }]), /the shop is down/);
  assert.deepEqual([await quantities(shop), seen.length], [{}, 0]);
  broken = false;
  await shop.addLines([{ variantId: 'tea', quantity: 1 }]);
  assert.deepEqual(await quantities(shop), { tea: 1 });
});

test('writes run one after the other, in the order of the calls', async () => {
  const log = [];
  const shop = memoryAdapter({
    refuse: async ({ variantId, quantity }) => {
      log.push(`${variantId} begins`);
      await sleep(quantity);
      log.push(`${variantId} ends`);
    },
  });
  await Promise.all([
    shop.addLines([{ variantId: 'slow', quantity: 20 }]),
    shop.addLines([{ variantId: 'fast', quantity: 1 }]),
    shop.setQuantity('slow', 0),
  ]);
  assert.deepEqual(log, ['slow begins', 'slow ends', 'fast begins', 'fast ends']);
  assert.deepEqual(await quantities(shop), { fast: 1 });
});

test('addLines that was aborted before its turn adds nothing', async () => {
  const shop = memoryAdapter();
  await assert.rejects(shop.addLines([{ variantId: 'tea', quantity: 1 }], { signal: AbortSignal.abort() }), {
    name: 'AbortError',
  });
  assert.deepEqual(await quantities(shop), {});
});

test('onCartChange ends when its answer is called', async () => {
  const shop = memoryAdapter();
  const seen = [];
  const end = shop.onCartChange(() => seen.push(1));
  await shop.setQuantity('tea', 1);
  end();
  await shop.setQuantity('tea', 2);
  assert.equal(seen.length, 1);
});

test('products are those asked for that the shop sells', async () => {
  assert.deepEqual(await memoryAdapter({ products: [TEA, SOLD_OUT] }).products(['cup', 'unknown']), [SOLD_OUT]);
});
