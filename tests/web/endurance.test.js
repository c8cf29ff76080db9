// The element over a long visit, and in the first moments of a page.

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before } from 'node:test';

import { eachEngine, serve } from '../harness/index.js';
import { eventually, mount, PAGE, pageTester, settle, shown, writeSite } from './widget-pages.js';

const MOUNTS = 2_000;
const CHANGES = 10_000;
/** The bytes that a heap may grow by between an early and a late moment: less than a byte a step would be noise. */
const MAX_GROWTH_BYTES = 64 * 1024;

/** @type {[what: string, attributes: string, items: number][]} */
const ARRIVALS = [
  ['a bundle', 'product-id="kettle"', 4],
  ['a list', 'placement="cart" cart="kettle"', 3],
  ['a grid of cards', 'product-id="kettle" layout="cards"', 3],
  ['nothing at all', 'product-id="lonely"', 0],
];
/** @param {string} attributes */
const steadyPage = (attributes) =>
  PAGE.replace(
    '<title>',
    '<link rel="stylesheet" href="/reserve.css"><script src="/shifts.js"></script><title>',
  ).replace('<main></main>', `<main><goes-with ${attributes}></goes-with><p>What comes below.</p></main>`);

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  root = await writeSite({
    'reserve.css': 'goes-with:not([hidden]) { display: block; min-block-size: 30rem; }',
    'shifts.js': `globalThis.shifts = [];
      new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) shifts.push(value);
      }).observe({ type: 'layout-shift', buffered: true });`,
    'unreserved.html': steadyPage('product-id="kettle"').replace('<link rel="stylesheet" href="/reserve.css">', ''),
    ...Object.fromEntries(
      ARRIVALS.map(([, attributes]) => [`${attributes.replace(/\W+/g, '-')}.html`, steadyPage(attributes)]),
    ),
  });
  server = await serve(root);
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

/** Puts elements into the page, lets them show something, and takes them away, `count` times in all. */
async function comeAndGo(count) {
  const main = document.querySelector('main');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let seen = 0;
  for (let left = count; left > 0; ) {
    const elements = ['kettle', 'mug', 'kettle', 'mug'].map((productId, i) => {
      const element = Object.assign(document.createElement('goes-with'), { productId, limit: 1 });
      element.layout = ['bundle', 'cards', 'list', 'bundle'][i];
      element.style.display = 'inline-block';
      return element;
    });
    main.append(...elements);
    left -= elements.length;
    for (let i = 0; i < 100 && !elements.every((element) => element.querySelector('li')); i++) await frame();
    seen += elements.filter((element) => element.querySelector('li')).length;
    main.replaceChildren();
    globalThis.events.length = 0; // the page's own list
  }
  return seen;
}

/** Changes the cart `count` times, and lets the element follow each time. */
async function changeCart(count) {
  for (let i = 0; i < count; i++) {
    await globalThis.shop.adapter.setQuantity(['tea', 'pot', 'mug', 'mat'][i % 4], i % 8 < 4 ? 1 : 0);
    if (i % 100 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  globalThis.events.length = 0;
}

eachEngine((engine, getBrowser) => {
  const pageTest = pageTester(getBrowser, () => server);

  if (engine === 'chromium') {
    pageTest(`elements that come and go ${MOUNTS} times leave nothing behind`, async (page) => {
      await page.evaluate(comeAndGo, MOUNTS / 4);
      const early = await page.heapBytes();
      assert.equal(await page.evaluate(comeAndGo, (MOUNTS * 3) / 4), (MOUNTS * 3) / 4);
      const late = await page.heapBytes();
      assert.ok(late.bytes - early.bytes < MAX_GROWTH_BYTES, `${early.bytes} bytes, then ${late.bytes}`);
      assert.ok(late.nodes <= early.nodes + 5, `${early.nodes} nodes, then ${late.nodes}`);
      assert.ok(late.listeners <= early.listeners, `${early.listeners} listeners, then ${late.listeners}`);
    });

    pageTest(
      `cart that changes ${CHANGES} times takes no more memory than one that changes ${CHANGES / 10} times`,
      async (page) => {
        await page.evaluate(mount, { 'product-id': 'kettle', layout: 'bundle', limit: '2' });
        await eventually(page, () => document.querySelectorAll('goes-with li').length, 3);
        await page.evaluate(changeCart, CHANGES / 10);
        const early = await page.heapBytes();
        await page.evaluate(changeCart, (CHANGES * 9) / 10);
        const late = await page.heapBytes();
        assert.ok(late.bytes - early.bytes < MAX_GROWTH_BYTES, `${early.bytes} bytes, then ${late.bytes}`);
        assert.ok(late.nodes <= early.nodes + 5, `${early.nodes} nodes, then ${late.nodes}`);
        assert.ok(late.listeners <= early.listeners + 2, `${early.listeners} listeners, then ${late.listeners}`);
        // And the element still follows.
        await page.evaluate(async () => {
          for (const { variantId } of (await shop.adapter.getCart()).lines)
            await shop.adapter.setQuantity(variantId, 0);
        });
        await eventually(page, shown, [['This item: The kettle', 'tea', 'pot']]);
      },
    );

    for (const [what, attributes, items] of ARRIVALS) {
      pageTest(
        `${what}, in room reserved for it, moves nothing on the page`,
        async (page) => {
          await eventually(page, () => document.querySelectorAll('goes-with li').length, items);
          await eventually(page, () => performance.now() > 1500, true);
          assert.deepEqual(await page.evaluate(() => globalThis.shifts), []);
        },
        {
          file: `${attributes.replace(/\W+/g, '-')}.html`,
          prepare: () => server.setFaults([[/\.gwt/, { delay: 400 }]]),
        },
      );
    }

    pageTest(
      'room that is not reserved moves what is below: the test sees it',
      async (page) => {
        await eventually(page, () => globalThis.shifts.length > 0, true);
      },
      { file: 'unreserved.html', prepare: () => server.setFaults([[/\.gwt/, { delay: 400 }]]) },
    );
  }

  pageTest('first suggestions are there in the first frame after table and engine', async (page) => {
    server.setFaults([[/\.gwt/, { delay: 200 }]]);
    await page.evaluate(mount, { 'product-id': 'kettle', layout: 'bundle' });
    const items = await page.evaluate(async () => {
      await shop.openRecommender(new URL('/table/', location.href).href);
      return new Promise((resolve) =>
        requestAnimationFrame(() => resolve(document.querySelectorAll('goes-with li').length)),
      );
    });
    assert.equal(items, 4);
  });

  pageTest('fast changes of everything at once end with the newest', async (page) => {
    await page.evaluate(mount, { 'product-id': 'kettle' });
    await page.evaluate(async () => {
      const element = document.querySelector('goes-with');
      for (let i = 0; i < 300; i++) {
        element.productId = ['kettle', 'lonely', 'mug'][i % 3];
        element.limit = 1 + (i % 2);
        element.layout = ['bundle', 'list', 'cards'][i % 3];
        if (i % 7 === 0) shop.adapter.setQuantity('spoon', i % 2);
        if (i % 11 === 0) document.body.append(element);
        if (i % 5 === 0) await new Promise((resolve) => setTimeout(resolve));
        if (i % 50 === 0) element.replaceChildren();
      }
      await shop.adapter.setQuantity('spoon', 0);
    });
    await eventually(page, shown, [['spoon', 'saucer']]);
    await settle(page);
    assert.deepEqual(await page.evaluate(shown), [['spoon', 'saucer']]);
  });

  pageTest('choosing another variant of the item on the page changes what goes with it', async (page) => {
    await page.evaluate(mount, { 'product-id': 'kettle', layout: 'bundle', limit: '1' });
    await eventually(page, shown, [['This item: The kettle', 'tea']]);
    await page.evaluate(() => (document.querySelector('goes-with').productId = 'mug'));
    await eventually(page, shown, [['This item: The mug', 'spoon']]);
    await page.evaluate(() => document.querySelector('goes-with').removeAttribute('product-id'));
    await eventually(page, () => document.querySelectorAll('goes-with li').length, 0);
  });
});
