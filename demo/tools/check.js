// Looks at the shop's pages as a shopper's browser would and prints one JSON line a page:
//   node check.js DIRECTORY PORT
// A page's errors are uncaught errors, unhandled rejections, console warnings and errors, and failed requests.

import { existsSync } from 'node:fs';
import path from 'node:path';

import puppeteer from 'puppeteer-core';

import { chromiumLaunchOptions } from './browsers.js';
import { serveDirectory } from './static_server.js';

const SUGGESTIONS_TIMEOUT_MS = 10_000;
const CART = ['22697', '22961'];
/** `orders`: the cart is bought first; `file`: only where the site has it. */
const PAGES = [
  { page: 'index.html', cart: [], suggests: false },
  { page: 'listing.html?category=Baking', cart: [], suggests: false },
  { page: 'listing.html?q=red+heart', cart: [], suggests: false },
  { page: 'product.html?id=85123A', cart: [], suggests: true },
  { page: 'product.html?id=22697', cart: [], suggests: true },
  { page: 'product.html?id=20725', cart: [], suggests: true },
  { page: 'index.html#cart', cart: CART, suggests: true },
  { page: 'cart.html', cart: CART, suggests: true },
  { page: 'checkout.html', cart: CART, suggests: true },
  { page: 'thank-you.html', cart: CART, suggests: true, orders: true },
  { page: 'email.html', cart: [], suggests: false, file: 'email/follow-up.html' },
];

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} base
 * @param {typeof PAGES[number]} visit
 */
async function look(browser, base, visit) {
  // Empty storage and cache for every page.
  const context = await browser.createBrowserContext();
  for (const sku of visit.cart) await addToCart(context, base, sku);
  if (visit.orders) await order(context, base);

  const page = await context.newPage();
  const requests = [];
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error?.message ?? error)));
  page.on('console', (message) => {
    if (['warn', 'error'].includes(message.type())) errors.push(message.text());
  });
  page.on('requestfailed', (request) => errors.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    requests.push({ url: response.url(), bytes: Number(response.headers()['content-length'] ?? 0) });
    if (response.status() >= 400) errors.push(`${response.url()}: status ${response.status()}`);
  });
  await page.evaluateOnNewDocument(() => {
    globalThis.shownItems = [];
    document.addEventListener('goeswith:change', (event) => {
      globalThis.shownItems = event.detail.items.map(({ id }) => id);
    });
  });
  await page.goto(base + visit.page, { waitUntil: 'networkidle0' });
  if (visit.suggests) {
    await page
      .waitForFunction(() => globalThis.shownItems.length > 0, { timeout: SUGGESTIONS_TIMEOUT_MS })
      .catch(() => errors.push('nothing was suggested'));
    await page.waitForNetworkIdle();
  }
  const { cart, shown } = await page.evaluate(async () => {
    const shop = await import(new URL('cart.js', document.baseURI).href);
    const { lines } = await shop.cart.getCart();
    // After an order it is the bought items that the suggestions are for.
    const bought = document.querySelector('main goes-with[placement=thank-you]')?.cart;
    return { cart: bought ?? lines.map(({ productId }) => productId), shown: globalThis.shownItems };
  });
  await context.close();
  return { page: visit.page, cart, shown, requests, errors };
}

/** Puts an item into the cart as a shopper does, on its own page. */
async function addToCart(context, base, sku) {
  const page = await context.newPage();
  await page.goto(`${base}product.html?id=${sku}`);
  await (await page.waitForSelector('.buy button')).click();
  await page.waitForSelector(`.drawer .line[data-id="${sku}"]`);
  await page.close();
}

/** Buys what is in the cart, as a shopper does. */
async function order(context, base) {
  const page = await context.newPage();
  await page.goto(`${base}checkout.html`);
  await page.waitForSelector('.pay:not(:disabled)');
  for (const field of ['#name', '#street', '#town']) await page.type(field, 'x');
  await Promise.all([page.waitForNavigation(), page.click('.pay')]);
  await page.close();
}

const [directory, port] = process.argv.slice(2);
let server;
let browser;
try {
  server = await serveDirectory(directory, { port: Number(port) });
  browser = await puppeteer.launch(chromiumLaunchOptions());
  for (const visit of PAGES) {
    if (visit.file && !existsSync(path.join(directory, visit.file))) continue;
    const line = await look(browser, server.url, visit);
    console.log(JSON.stringify(line));
    if (line.errors.length) process.exitCode = 1;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server?.close();
}
