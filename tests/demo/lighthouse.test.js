// Lighthouse on one page of the demo shop: what does not depend on how busy the machine is. The scores for performance,
// with and without the widget, and the other pages are tests/bench/lighthouse.js.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { openShop, PAGES } from '../bench/lighthouse.js';

describe('Lighthouse', () => {
  /** @type {Awaited<ReturnType<typeof openShop>>} */
  let shop;
  before(async () => {
    shop = await openShop({ widget: true });
  });
  after(() => shop.close());

  test('product page: accessibility, best practices and SEO reach 95, and nothing shifts', async () => {
    const { scores, shift, failed } = await shop.measure(PAGES.product);
    for (const name of ['accessibility', 'best-practices', 'seo'])
      assert.ok(scores[name] >= 95, `${name}: ${failed.join(', ')}`);
    assert.equal(shift, 0);
  });
});
