// The demo shop as demo/build makes it from the real orders, in every engine.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before } from 'node:test';
import { eachEngine, serve } from '../harness/index.js';
import { settle } from '../web/widget-pages.js';
import { eventually, SITE, shopTester } from './pages.js';

const PRODUCT = 'product.html?id=22697';

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  server = await serve(SITE);
});
after(() => server.close());

/** The titles under the buy box. */
const shownBeside = () =>
  [...document.querySelectorAll('main goes-with .goeswith-name')].map((name) => name.textContent);
const isShown = () => document.querySelectorAll('main goes-with .goeswith-name').length >= 3;

eachEngine((engine, getBrowser) => {
  const pageTest = shopTester(getBrowser, () => server);

  pageTest(
    'product page: shows what past orders hold together with it, and says nothing on the console',
    PRODUCT,
    async (page) => {
      await eventually(page, isShown, true);
      const titles = await page.evaluate(shownBeside);
      assert.ok(
        titles.some((title) => /Regency/.test(title)),
        titles.join(', '),
      );
      for (const { url } of await page.requests()) assert.ok(url.startsWith(server.url), url);
    },
  );

  // Where the server's files come compressed: others ask for brotli only over TLS.
  if (engine === 'chromium') {
    pageTest(
      'product page: with all that it loads, the worker that prepares being offline apart, it takes 150 KB at most',
      PRODUCT,
      async (page) => {
        const others = await serve(SITE, { faults: [[/worker\.js/, 'stalled']] });
        try {
          await page.goto(others.url + PRODUCT);
          await eventually(page, isShown, true);
          await settle(page);
          const loaded = others.requests();
          const bytes = loaded.reduce((sum, request) => sum + request.bytes, 0);
          assert.ok(
            loaded.some(({ url }) => url.endsWith('.gwt')),
            'the table is among it',
          );
          assert.ok(bytes <= 150_000, `${bytes} bytes`);
        } finally {
          await others.close();
        }
      },
    );
  }

  pageTest('min-attach: the strictest shows nothing, and the page goes on without a hole', PRODUCT, async (page) => {
    await eventually(page, isShown, true);
    await page.evaluate(() => {
      document.querySelector('main goes-with').minAttach = 1;
    });
    await eventually(page, shownBeside, []);
    await page.evaluate(() => {
      document.querySelector('main goes-with').minAttach = 0.01;
    });
    await eventually(page, isShown, true);
  });

  pageTest(
    'search: finds by words of the title, in any case, and says so when there is nothing',
    'listing.html?q=red+HEART',
    async (page) => {
      const summary = () => document.querySelector('.summary').textContent;
      const titles = () =>
        [...document.querySelectorAll('.products .name')].map((name) => name.textContent.toLowerCase());
      await eventually(page, () => document.querySelectorAll('.products li').length > 5, true);
      for (const title of await page.evaluate(titles))
        assert.ok(title.includes('red') && title.includes('heart'), title);
      assert.match(await page.evaluate(summary), /^\d+ things for “red HEART”$/);
      await page.goto(`${server.url}listing.html?q=xyzzy`);
      await eventually(page, summary, 'Nothing for “xyzzy”. Try a shorter word.');
    },
  );

  pageTest(
    'listing: a category has its own things, page by page',
    'listing.html?category=Clocks&page=2',
    async (page) => {
      await eventually(page, () => document.querySelectorAll('.products li').length > 5, true);
      assert.equal(await page.evaluate(() => document.querySelector('h1').textContent), 'Clocks');
      assert.match(await page.evaluate(() => document.querySelector('.pages').textContent), /Page 2 of 2/);
      assert.ok(await page.evaluate(() => document.querySelector('.pages [rel=next]') === null));
    },
  );

  pageTest('link to an unknown product: a page that says so and leads on', 'product.html?id=NOPE', async (page) => {
    await eventually(page, () => document.querySelector('main h1')?.textContent, 'We do not have that');
    assert.equal(await page.evaluate(() => document.querySelectorAll('main a.button').length), 1);
  });

  pageTest(
    'cart from an older catalogue: says what is gone, counts the rest, and takes it out on request',
    'index.html',
    async (page) => {
      await page.evaluate(() => {
        localStorage.setItem(
          'thistle-and-tin-cart',
          JSON.stringify([['GONE-1', 2], ['22697', 1], ['bad'], 7, [22697, 1], ['x', -1]]),
        );
      });
      await page.goto(`${server.url}cart.html`);
      await eventually(page, () => document.querySelectorAll('.cart-lines .line').length, 2);
      assert.match(
        await page.evaluate(() => document.querySelector('.notice').textContent),
        /no longer sell one thing/,
      );
      assert.equal(await page.evaluate(() => document.querySelector('.subtotal').textContent), '£2.95');
      await page.click('.notice button');
      await eventually(page, () => document.querySelectorAll('.cart-lines .line').length, 1);
      assert.equal(await page.evaluate(() => document.querySelector('.notice').textContent), '');
    },
  );

  pageTest('a cart that is no cart at all: an empty one', 'index.html', async (page) => {
    await page.evaluate(() => localStorage.setItem('thistle-and-tin-cart', '{"half'));
    await page.goto(`${server.url}checkout.html`);
    await eventually(
      page,
      () => document.querySelector('.notice p')?.textContent,
      'There is nothing in your cart to pay for.',
    );
    await page.goto(`${server.url}thank-you.html`);
    await eventually(page, () => document.querySelector('h1')?.textContent, 'There is no order here yet');
  });

  pageTest('cart drawer: follows the cart, on any page', 'index.html', async (page) => {
    await page.evaluate(() => {
      localStorage.setItem('thistle-and-tin-cart', JSON.stringify([['22697', 1]]));
    });
    await page.goto(`${server.url}listing.html?category=Baking`);
    await eventually(page, () => document.querySelector('.count').textContent, '1');
    await page.click('.cart-button');
    await eventually(page, () => document.querySelectorAll('.drawer goes-with .goeswith-name').length, 3);
    const first = await page.evaluate(() => document.querySelector('.drawer .goeswith-name').textContent);
    await page.click('.drawer .goeswith-add');
    await eventually(page, () => document.querySelector('.count').textContent, '2');
    await eventually(page, () => document.querySelectorAll('.drawer .line').length, 2);
    // The list follows a moment after the lines: what is in the cart is not offered.
    const isOffered = (/** @type {string} */ title) =>
      [...document.querySelectorAll('.drawer .goeswith-name')].some((name) => name.textContent === title);
    await eventually(page, isOffered, false, first);
    await page.press('Escape');
    await eventually(page, () => document.querySelector('.drawer').open, false);
  });

  pageTest(
    'page that cannot load the shop’s own facts: says so',
    PRODUCT,
    async (page) => {
      await eventually(page, isShown, true);
      server.setFaults([[/\/data\//, 'missing']]);
      try {
        await page.goto(`${server.url}product.html?id=20725`);
        await eventually(page, () => document.querySelector('main').textContent.includes('could not be loaded'), true);
      } finally {
        server.setFaults([]);
      }
    },
    [/console.error.*status 404/, /resource/],
  );

  pageTest(
    'without the widget: the shop sells all the same',
    'index.html',
    async (page) => {
      server.setFaults([[/\/widget\//, 'missing']]);
      try {
        await page.goto(server.url + PRODUCT);
        await eventually(page, () => document.querySelector('main h1')?.textContent, 'Green Regency Teacup and Saucer');
        await page.click('.buy button');
        await eventually(page, () => document.querySelectorAll('.drawer .line').length, 1);
      } finally {
        server.setFaults([]);
      }
    },
    [/^resource: .*(?:widget|suggestions)/, /^console.error: .*(?:module|import)/i],
  );

  pageTest('a new generation of the table: is used at once, and the pages stay as they are', PRODUCT, async (page) => {
    await eventually(page, isShown, true);
    await eventually(
      page,
      () => document.querySelector('.saved').textContent !== '' && Boolean(navigator.serviceWorker.controller),
      true,
    );
    const manifest = await page.evaluate(async () => (await fetch('goeswith/manifest.json')).json());
    // The same table, published under another name, as after a night's build.
    const next = JSON.parse(JSON.stringify(manifest).replace(/table-[0-9a-f]+\.gwt/, 'table-00000000deadbeef.gwt'));
    const bytes = readFileSync(path.join(SITE, 'goeswith', manifest.table.file));
    server.setFaults([
      [/goeswith\/manifest\.json$/, { body: JSON.stringify(next), type: 'application/json' }],
      [/table-00000000deadbeef\.gwt$/, { body: bytes, type: 'application/octet-stream' }],
    ]);
    try {
      await page.goto(`${server.url}product.html?id=20725`);
      await eventually(page, isShown, true);
      const asked = (await page.requests()).map(({ url }) => url);
      assert.ok(
        asked.some((url) => url.endsWith('table-00000000deadbeef.gwt')),
        asked.join('\n'),
      );
    } finally {
      server.setFaults([]);
    }
  });

  // Only Chromium tells of layout shifts.
  for (const [width, height] of engine === 'chromium'
    ? [
        [390, 844],
        [1280, 800],
      ]
    : []) {
    pageTest(
      `every page, ${width} pixels wide: nothing shifts, from the first moment to the end of the page`,
      'index.html',
      async (page) => {
        await page.setViewport(width, height);
        await page.evaluate(() => {
          localStorage.setItem(
            'thistle-and-tin-cart',
            JSON.stringify([
              ['22697', 1],
              ['22961', 2],
            ]),
          );
          const order = { number: 'T1', lines: [{ id: '22697', quantity: 1 }], total: 645 };
          localStorage.setItem('thistle-and-tin-order', JSON.stringify(order));
        });
        for (const [address, lists] of [
          ['index.html', 0],
          ['listing.html?category=Baking', 0],
          ['product.html?id=22697', 1],
          ['product.html?id=NOPE', 0],
          ['cart.html', 1],
          ['checkout.html', 1],
          ['thank-you.html', 1],
          ['index.html#cart', 1],
        ]) {
          await page.goto('about:blank'); // an address that differs in its fragment alone would not be loaded anew
          await page.goto(server.url + address);
          await page.evaluate(watchShifts);
          for (let step = 0; step < 6; step++) await page.evaluate(() => scrollBy(0, innerHeight / 2));
          await eventually(
            page,
            (wanted) =>
              [...document.querySelectorAll('goes-with')].filter((list) => list.querySelector('.goeswith-name'))
                .length >= wanted,
            true,
            lists,
          );
          await page.evaluate(() => scrollTo(0, 0));
          await settle(page);
          assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], address);
        }
      },
    );
  }
});

/** Collects what has shifted so far, and from now on. */
function watchShifts() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      globalThis.shifts.push(`${value} ${sources.map(({ node }) => node?.className || node?.nodeName).join()}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}
