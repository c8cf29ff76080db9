// A whole purchase in the demo shop, from the home page to the thanks, in every engine: with a network, and again with
// the network cut, which is to say with the server stopped.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eachEngine, serve } from '../harness/index.js';
import { eventually, SITE } from './pages.js';

const namesIn = (selector) =>
  [...document.querySelectorAll(`${selector} .goeswith-name`)].map((name) => name.textContent);
const listed = (selector) => document.querySelectorAll(`${selector} .goeswith-name`).length;

/**
 * Walks through the shop as a shopper does. Asserts on the way that each place suggests something.
 *
 * @param {any} page
 * @param {string} base
 * @returns {Promise<string[][]>}  what was suggested, place by place
 */
async function buy(page, base) {
  const suggested = [];
  const expectList = async (selector, least) => {
    await eventually(
      page,
      (found, wanted) => document.querySelectorAll(`${found} .goeswith-name`).length >= wanted,
      true,
      selector,
      least,
    );
    suggested.push(await page.evaluate(namesIn, selector));
  };

  await page.goto(`${base}index.html`);
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.goto(`${base}listing.html?q=regency+teacup`);
  await eventually(page, () => document.querySelectorAll('.products li').length >= 3, true);
  await page.goto(`${base}product.html?id=22697`);
  await expectList('main goes-with', 4);
  await eventually(page, () => document.querySelector('.offer .picture').naturalWidth > 0, true);
  await page.click('.goeswith-add-all');
  await eventually(page, () => document.querySelector('.count').textContent, '4');
  await expectList('.drawer goes-with', 3);
  await page.click('.drawer-actions a[href="cart.html"]');
  await eventually(
    page,
    () => location.pathname.endsWith('cart.html') && document.querySelectorAll('.cart-lines .line').length,
    4,
  );
  await expectList('main goes-with', 3);
  await page.click('.summary-box a');
  await eventually(
    page,
    () => location.pathname.endsWith('checkout.html') && document.querySelectorAll('.order-line').length,
    4,
  );
  await expectList('main goes-with', 1);
  assert.equal(await page.evaluate(listed, 'main goes-with'), 1, 'the checkout suggests one thing');
  for (const [field, text] of [
    ['#name', 'Ada'],
    ['#street', '1 High Street'],
    ['#town', 'Leeds LS1'],
  ]) {
    await page.click(field);
    await page.type(text);
  }
  await page.click('.pay');
  await eventually(
    page,
    () => location.pathname.endsWith('thank-you.html') && document.querySelectorAll('.order-line').length,
    4,
  );
  await expectList('main goes-with', 3);
  const bought = await page.evaluate(() =>
    [...document.querySelectorAll('.order-line .name')].map((name) => name.textContent),
  );
  for (const name of suggested.at(-1)) assert.ok(!bought.includes(name), `${name} was just bought`);
  assert.equal(await page.evaluate(() => document.querySelector('.count').textContent), '0');
  return suggested;
}

eachEngine((_engine, getBrowser) => {
  // An engine has a server, and so an origin, of its own: the network is cut for one alone.
  let server;
  let page;
  let online;
  before(async () => {
    server = await serve(SITE);
  });
  after(() => server.close());

  test('purchase, with a network: every place suggests something, and nothing goes wrong', async () => {
    page = await (await getBrowser()).newPage();
    online = await buy(page, server.url);
    assert.deepEqual(await page.problems(), []);
    for (const { url } of server.requests()) assert.doesNotMatch(url, /Ada|Leeds/, 'nothing of the shopper is sent');
  });

  test('purchase, with the network cut after it: the same pages, the same suggestions', async () => {
    await eventually(page, () => document.querySelector('.saved').textContent !== '', true);
    await eventually(page, () => Boolean(navigator.serviceWorker.controller), true);
    await server.close();
    const offline = await buy(page, server.url);
    assert.deepEqual(offline, online);
    assert.equal(await page.evaluate(() => document.querySelector('.network').textContent), 'Offline');
    await page.close();
  });
});
