// Measurements that a shop may make, and that nothing is measured, stored or sent unless it asks.

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before } from 'node:test';

import { eachEngine, serve } from '../harness/index.js';
import { eventually, mount, pageTester, settle, shown, watchAdding, writeSite } from './widget-pages.js';

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  root = await writeSite();
  server = await serve(root);
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

const pushed = () => globalThis.dataLayer;

eachEngine((_engine, getBrowser) => {
  const pageTest = pageTester(getBrowser, () => server);

  pageTest('by default nothing is stored and nothing but static files of the shop is asked for', async (page) => {
    const asked = server.requests().length;
    await page.evaluate(mount, { 'product-id': 'kettle', layout: 'bundle' });
    await eventually(page, () => document.querySelectorAll('goes-with li').length, 4);
    await page.click('goes-with .goeswith-add-all');
    await eventually(page, () => events.some(([type]) => type === 'added'), true);
    await settle(page);
    const kept = await page.evaluate(async () => [
      document.cookie,
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases?.())?.length ?? 0,
      typeof dataLayer,
    ]);
    assert.deepEqual(kept, ['', 0, 0, 0, 'undefined']);
    const urls = [
      ...(await page.requests()).map(({ url }) => url),
      ...server
        .requests()
        .slice(asked)
        .map(({ url }) => url),
    ];
    assert.ok(urls.length > 5);
    for (const url of urls) {
      const { origin, search } = new URL(url, server.url);
      assert.deepEqual([`${origin}/`, search], [server.url, ''], url);
    }
  });

  pageTest('a data layer gets the events of Google Analytics, each list by itself', async (page) => {
    await page.evaluate(() => {
      globalThis.dataLayer = [];
      const product = {
        url: '/p/tea.html',
        image: { src: '' },
        currency: 'EUR',
        available: true,
        requiresChoice: false,
      };
      const adapter = shop.memoryAdapter({
        products: [
          { ...product, id: 'tea', title: 'Tea', priceMinor: 1234, variantId: 'tea-1' },
          { ...product, id: 'spoon', title: 'Spoon', priceMinor: 500, currency: 'JPY' },
        ],
      });
      shop.configure({ dataLayer: true, adapter });
      document.querySelector('main').addEventListener('click', (event) => event.preventDefault());
    });
    await page.evaluate(mount, { 'product-id': 'kettle', limit: '2', heading: 'Goes with it', quantity: '' });
    await eventually(page, () => globalThis.dataLayer.length, 2);
    const list = { item_list_id: 'goeswith_product', item_list_name: 'Goes with it' };
    const tea = {
      item_id: 'tea',
      item_name: 'Tea',
      item_variant: 'tea-1',
      ...list,
      index: 0,
      price: 12.34,
      quantity: 1,
    };
    const pot = { item_id: 'pot', item_name: 'The pot', ...list, index: 1, price: 10.03, quantity: 1 };
    assert.deepEqual(await page.evaluate(pushed), [
      { ecommerce: null },
      { event: 'view_item_list', ecommerce: { ...list, currency: 'EUR', value: 22.37, items: [tea, pot] } },
    ]);

    await page.evaluate(() => (globalThis.dataLayer.length = 0));
    await page.click('goes-with li:nth-child(2) a');
    await eventually(page, () => globalThis.dataLayer.length, 2);
    assert.deepEqual(await page.evaluate(pushed), [
      { ecommerce: null },
      { event: 'select_item', ecommerce: { ...list, currency: 'EUR', value: 10.03, items: [pot] } },
    ]);

    await page.evaluate(() => {
      globalThis.dataLayer.length = 0;
      document.querySelector('goes-with input').value = '3';
    });
    await page.click('goes-with li:nth-child(1) button');
    await eventually(page, () => globalThis.dataLayer.length, 2);
    // A button is no link: there is no select_item.
    assert.deepEqual(await page.evaluate(pushed), [
      { ecommerce: null },
      { event: 'add_to_cart', ecommerce: { ...list, currency: 'EUR', value: 37.02, items: [{ ...tea, quantity: 3 }] } },
    ]);

    await page.evaluate(() => (globalThis.dataLayer.length = 0));
    await page.evaluate(mount, { placement: 'cart', cart: 'mug', id: 'drawer' });
    await eventually(page, () => document.querySelectorAll('#drawer li').length, 2);
    await page.evaluate(() => document.querySelector('#drawer').scrollIntoView());
    await eventually(page, () => globalThis.dataLayer.length, 2);
    const [, { ecommerce }] = await page.evaluate(pushed);
    assert.deepEqual(
      [
        ecommerce.item_list_id,
        ecommerce.item_list_name,
        ecommerce.items.map((item) => [item.item_id, item.index, item.price]),
      ],
      [
        'drawer',
        'Frequently bought together',
        [
          ['spoon', 0, 500],
          ['saucer', 1, 10.06],
        ],
      ],
    );
    assert.deepEqual(['currency' in ecommerce, 'value' in ecommerce], [false, false]); // yen and euros have no sum
  });

  pageTest('a data layer of the page’s own counts a bundle’s item too, but in no list', async (page) => {
    await page.evaluate(() => {
      globalThis.layer = [];
      shop.configure({ dataLayer: layer });
    });
    await page.evaluate(mount, { 'product-id': 'mug', layout: 'bundle', shadow: '' });
    await eventually(page, () => globalThis.layer.length, 2);
    await page.evaluate(() =>
      document.querySelector('goes-with').shadowRoot.querySelector('.goeswith-add-all').click(),
    );
    await eventually(page, () => globalThis.layer.length, 4);
    const { event, ecommerce } = await page.evaluate(() => globalThis.layer[3]);
    assert.deepEqual(
      [
        event,
        ecommerce.item_list_name,
        ecommerce.items.map((item) => [item.item_id, item.index ?? null, item.item_list_id ?? null]),
      ],
      [
        'add_to_cart',
        'Frequently bought together',
        [
          ['mug', null, null],
          ['spoon', 0, 'goeswith_product'],
          ['saucer', 1, 'goeswith_product'],
        ],
      ],
    );
    await page.evaluate(() => shop.configure({ dataLayer: undefined }));
    await page.evaluate(mount, { 'product-id': 'kettle' });
    await eventually(page, () => events.filter(([type]) => type === 'view').length, 2);
    assert.equal(await page.evaluate(() => globalThis.layer.length), 4);
  });

  pageTest(
    'a holdout shows nothing to its share of the carts, downloads nothing, and shows everything to the others',
    async (page) => {
      // By their hashes the first is at .10, the second at .51.
      await page.evaluate(() => shop.configure({ holdout: { share: 0.2, token: 'a' } }));
      await page.evaluate(mount, { 'product-id': 'mug' }, 'Ask us.');
      await settle(page);
      assert.deepEqual(await page.evaluate(shown), ['Ask us.']);
      assert.deepEqual(
        (await page.requests()).filter(({ url }) => /wasm|manifest|gwt/.test(url)),
        [],
      );
      await page.evaluate(() => {
        const token = new Promise((resolve) => (shop.tell = resolve));
        shop.configure({ holdout: { share: 0.2, token } });
      });
      await settle(page);
      assert.deepEqual(await page.evaluate(shown), ['Ask us.']);
      await page.evaluate(() => shop.tell('b'));
      await eventually(page, shown, [['spoon', 'saucer']]);
      await page.evaluate(() => shop.configure({ holdout: { share: 1, token: undefined } }));
      await settle(page);
      assert.deepEqual(await page.evaluate(shown), [['spoon', 'saucer']]);
      await page.evaluate(() => shop.configure({ holdout: { share: 1, token: 'b' } }));
      await eventually(page, shown, ['Ask us.']);
    },
  );

  pageTest(
    'a holdout that is no share, or whose token fails, holds nobody out, and says so',
    async (page) => {
      await page.evaluate(() => shop.configure({ holdout: { share: 20, token: 'a' } }));
      await page.evaluate(mount, { 'product-id': 'mug' });
      await eventually(page, shown, [['spoon', 'saucer']]);
      await page.evaluate(() => {
        const token = Promise.reject(new Error('no cart'));
        shop.configure({ holdout: { share: 1, token } });
        document.querySelector('goes-with').productId = 'kettle';
      });
      await eventually(page, shown, [['tea', 'pot', 'mug']]);
    },
    { expectedProblems: [/holdout.* the share 20/, /token.*no cart/] },
  );

  pageTest(
    'options that do not load leave the suggestions',
    async (page) => {
      await page.evaluate(() => shop.configure({ dataLayer: true }));
      await page.evaluate(mount, { 'product-id': 'mug' });
      await eventually(page, shown, [['spoon', 'saucer']]);
    },
    {
      prepare: () => server.setFaults([[/measuring\.js/, 'missing']]),
      expectedProblems: [/measuring\.js \[unreachable\]/],
    },
  );

  pageTest('a first look loads what every page needs, and nothing else', async (page) => {
    await page.evaluate(mount, { 'product-id': 'kettle', layout: 'bundle' }, 'Ask us.');
    await eventually(page, () => document.querySelectorAll('goes-with li').length, 4);
    await settle(page);
    const scripts = (await page.requests())
      .map(({ url }) => url.slice(server.url.length))
      .filter((name) => /\.js$/.test(name));
    assert.deepEqual(scripts.sort(), ['adapters/memory.js', 'goeswith.js', 'shop.js']);
  });

  for (const [what, type] of [
    ['the pointer', 'pointerover'],
    ['the focus', 'focusin'],
  ]) {
    pageTest(`${what} on the element loads what adding needs before any click, once`, async (page) => {
      const adding = async () => (await page.requests()).filter(({ url }) => url.endsWith('/adding.js')).length;
      await page.evaluate(mount, { 'product-id': 'kettle' });
      await eventually(page, shown, [['tea', 'pot', 'mug']]);
      await settle(page);
      assert.equal(await adding(), 0);
      const come = (/** @type {string} */ type) =>
        document.querySelector('goes-with li a').dispatchEvent(new Event(type, { bubbles: true }));
      await page.evaluate(come, type);
      await eventually(page, () => performance.getEntriesByName(`${location.origin}/adding.js`).length, 1);
      for (const again of ['pointerover', 'focusin']) await page.evaluate(come, again);
      await settle(page);
      assert.equal(await adding(), 1);
    });
  }

  pageTest(
    'what keeps choice and focus does not load: the list changes all the same',
    async (page) => {
      await page.evaluate(mount, { 'product-id': 'kettle' });
      await eventually(page, shown, [['tea', 'pot', 'mug']]);
      await page.evaluate(() => shop.adapter.setQuantity('tea', 1));
      await eventually(page, shown, [['pot', 'mug', 'mat']]);
    },
    { prepare: () => server.setFaults([[/keep\.js/, 'missing']]), expectedProblems: [/keep\.js \[unreachable\]/] },
  );

  pageTest(
    'what several elements need does not load: all of them show, in their order, and no item twice',
    async (page) => {
      const lists = () =>
        [...document.querySelectorAll('goes-with')].map((element) =>
          Array.from(element.querySelectorAll('.goeswith-name'), ({ textContent }) => textContent).join(),
        );
      for (let i = 0; i < 2; i++) await page.evaluate(mount, { 'product-id': 'kettle', limit: '2' }, 'Ask us.');
      await eventually(page, lists, ['The tea,The pot', 'The mug,The mat']);
      await page.evaluate(() => shop.adapter.setQuantity('tea', 1));
      await eventually(page, lists, ['The pot,The mug', 'The mat']);
      await page.evaluate(() => shop.adapter.setQuantity('tea', 0));
      await eventually(page, lists, ['The tea,The pot', 'The mug,The mat']);
    },
    { prepare: () => server.setFaults([[/keep\.js/, 'missing']]), expectedProblems: [/keep\.js \[unreachable\]/] },
  );

  pageTest(
    'what gives room back does not load: there are no suggestions, and the children stay',
    async (page) => {
      await page.evaluate(mount, { 'product-id': 'mug' }, 'Ask us.');
      await eventually(page, shown, [['spoon', 'saucer']]);
      await page.evaluate(() => (document.querySelector('goes-with').productId = 'lonely'));
      await eventually(page, shown, ['Ask us.']);
    },
    { prepare: () => server.setFaults([[/hide\.js/, 'missing']]), expectedProblems: [/hide\.js \[unreachable\]/] },
  );

  pageTest(
    'adding that does not load is told to the shopper',
    async (page) => {
      await page.evaluate(mount, { 'product-id': 'mug' });
      await eventually(page, shown, [['spoon', 'saucer']]);
      await page.click('goes-with li button');
      await eventually(
        page,
        () => document.querySelector('[role=status]').textContent.trim(),
        'The spoon could not be added.',
      );
      assert.equal(await page.evaluate(() => document.querySelector('li button').hasAttribute('aria-disabled')), false);
    },
    { prepare: () => server.setFaults([[/adding\.js/, 'missing']]), expectedProblems: [/adding\.js \[unreachable\]/] },
  );

  pageTest(
    'adding that does not load leaves a bundle its right total, and says which of the chosen items were not added',
    async (page) => {
      await page.evaluate(watchAdding);
      await page.evaluate(mount, { 'product-id': 'kettle', layout: 'bundle' });
      await eventually(
        page,
        () => document.querySelector('goes-with output')?.textContent,
        'Total for 4 items: €40.15',
      );
      await page.click('li:nth-child(3) input');
      await page.click('li:nth-child(4) input');
      const words = () =>
        ['output', '.goeswith-add-all'].map((name) => document.querySelector(`goes-with ${name}`).textContent);
      assert.deepEqual(await page.evaluate(words), ['Total for 2 items: €20.09', 'Add 2 items to cart']);
      await page.click('.goeswith-add-all');
      const status = () => document.querySelector('goes-with [role=status]').textContent.trim();
      await eventually(page, status, 'The kettle, The tea could not be added.');
      const state = await page.evaluate(() => [
        document.querySelector('goes-with [role=status]').hasAttribute('data-error'),
        document.querySelector('.goeswith-add-all').hasAttribute('aria-disabled'),
        shop.requests,
      ]);
      assert.deepEqual(state, [true, false, []]);
    },
    { prepare: () => server.setFaults([[/adding\.js/, 'missing']]), expectedProblems: [/adding\.js \[unreachable\]/] },
  );
});
