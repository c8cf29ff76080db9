// The demo shop as demo/build makes it from the real orders, in every engine.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { eachEngine, serve } from './harness/index.js';
import { eventually } from './widget-pages.js';

const site = fileURLToPath(new URL('../../build/demo/site', import.meta.url));
const PRODUCT = 'product.html?id=22697';

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  assert.ok(existsSync(site), `${site} is not there. Run demo/build.`);
  server = await serve(site);
});
after(() => server.close());

/** The titles under the buy box. */
const shownBeside = () => [...document.querySelectorAll('main goes-with .goeswith-name')].map((name) => name.textContent);
const isShown = () => document.querySelectorAll('main goes-with .goeswith-name').length >= 3;

eachEngine((engine, getBrowser) => {
  /**
   * Defines a test on a page of the shop, after which nothing may have gone wrong there but what is expected.
   *
   * @param {string} name
   * @param {string} address
   * @param {(page: any) => Promise<void>} run
   * @param {RegExp[]} [expected]  problems, in any order
   */
  function pageTest(name, address, run, expected = []) {
    test(name, async (t) => {
      const page = await (await getBrowser()).newPage();
      t.after(() => page.close());
      await page.goto(server.url + 'robots.txt');
      await page.goto(server.url + 'index.html');
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await page.goto(server.url + address);
      await run(page);
      const problems = (await page.problems()).map(({ kind, text }) => `${kind}: ${text}`);
      const unexpected = problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)));
      assert.deepEqual(unexpected, []);
    });
  }

  pageTest('product page: shows what past orders hold together with it, and says nothing on the console', PRODUCT, async (page) => {
    await eventually(page, isShown, true);
    const titles = await page.evaluate(shownBeside);
    assert.ok(titles.some((title) => /Regency/.test(title)), titles.join(', '));
    for (const { url } of await page.requests()) assert.ok(url.startsWith(server.url), url);
  });

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

  pageTest('search: finds by words of the title, in any case, and says so when there is nothing', 'listing.html?q=red+HEART', async (page) => {
    const summary = () => document.querySelector('.summary').textContent;
    const titles = () => [...document.querySelectorAll('.products .name')].map((name) => name.textContent.toLowerCase());
    await eventually(page, () => document.querySelectorAll('.products li').length > 5, true);
    for (const title of await page.evaluate(titles)) assert.ok(title.includes('red') && title.includes('heart'), title);
    assert.match(await page.evaluate(summary), /^\d+ things for “red HEART”$/);
    await page.goto(`${server.url}listing.html?q=xyzzy`);
    await eventually(page, summary, 'Nothing for “xyzzy”. Try a shorter word.');
  });

  pageTest('listing: a category has its own things, page by page', 'listing.html?category=Clocks&page=2', async (page) => {
    await eventually(page, () => document.querySelectorAll('.products li').length > 5, true);
    assert.equal(await page.evaluate(() => document.querySelector('h1').textContent), 'Clocks');
    assert.match(await page.evaluate(() => document.querySelector('.pages').textContent), /Page 2 of 2/);
    assert.equal(await page.evaluate(() => document.querySelector('.pages [rel=next]')), null);
  });

  pageTest('link to an unknown product: a page that says so and leads on', 'product.html?id=NOPE', async (page) => {
    await eventually(page, () => document.querySelector('main h1')?.textContent, 'We do not have that');
    assert.equal(await page.evaluate(() => document.querySelectorAll('main a.button').length), 1);
  });

  pageTest('cart from an older catalogue: says what is gone, counts the rest, and takes it out on request', 'index.html', async (page) => {
    await page.evaluate(() => {
      localStorage.setItem('thistle-and-tin-cart', JSON.stringify([['GONE-1', 2], ['22697', 1], ['bad'], 7, [22697, 1], ['x', -1]]));
    });
    await page.goto(`${server.url}cart.html`);
    await eventually(page, () => document.querySelectorAll('.cart-lines .line').length, 2);
    assert.match(await page.evaluate(() => document.querySelector('.notice').textContent), /no longer sell one thing/);
    assert.equal(await page.evaluate(() => document.querySelector('.subtotal').textContent), '£2.95');
    await page.click('.notice button');
    await eventually(page, () => document.querySelectorAll('.cart-lines .line').length, 1);
    assert.equal(await page.evaluate(() => document.querySelector('.notice').textContent), '');
  });

  pageTest('a cart that is no cart at all: an empty one', 'index.html', async (page) => {
    await page.evaluate(() => localStorage.setItem('thistle-and-tin-cart', '{"half'));
    await page.goto(`${server.url}checkout.html`);
    await eventually(page, () => document.querySelector('.notice p')?.textContent, 'There is nothing in your cart to pay for.');
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
    const names = await page.evaluate(() => [...document.querySelectorAll('.drawer .goeswith-name')].map((name) => name.textContent));
    assert.ok(!names.includes(first), 'what is in the cart is not offered');
    await page.press('Escape');
    await eventually(page, () => document.querySelector('.drawer').open, false);
  });

  pageTest('page that cannot load the shop’s own facts: says so', PRODUCT, async (page) => {
    await eventually(page, isShown, true);
    server.setFaults([[/\/data\//, 'missing']]);
    try {
      await page.goto(`${server.url}product.html?id=20725`);
      await eventually(page, () => document.querySelector('main').textContent.includes('could not be loaded'), true);
    } finally {
      server.setFaults([]);
    }
  }, [/console.error.*status 404/, /resource/]);

  pageTest('without the widget: the shop sells all the same', 'index.html', async (page) => {
    server.setFaults([[/\/widget\//, 'missing']]);
    try {
      await page.goto(server.url + PRODUCT);
      await eventually(page, () => document.querySelector('main h1')?.textContent, 'Green Regency Teacup and Saucer');
      await page.click('.buy button');
      await eventually(page, () => document.querySelectorAll('.drawer .line').length, 1);
    } finally {
      server.setFaults([]);
    }
  }, [/resource/, /console.error/, /error:/, /rejection/]);
});
