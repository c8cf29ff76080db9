// Takes the pictures of the README from the shop as it is built:
//
//   node take_pictures.js SITE DIRECTORY       writes product.png, drawer.png, panel.png and email.png, and report.png of
//                                              what `goeswith eval` says of the bundled orders; needs Chromium

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import puppeteer from 'puppeteer-core';

import { chromiumLaunchOptions } from './browsers.js';
import { serveDirectory } from './static_server.js';

const CART = [
  ['22697', 1],
  ['22961', 2],
];

/** @type {{name: string, page: string, cart: [string, number][], size: [number, number], shows: string, act?: string}[]} */
const PICTURES = [
  { name: 'product', page: 'product.html?id=22697', cart: [], size: [1040, 700], shows: 'main .goeswith-name' },
  {
    name: 'drawer',
    page: 'listing.html?category=Tea+and+coffee#cart',
    cart: CART,
    size: [920, 640],
    shows: '.drawer .goeswith-name',
  },
  {
    name: 'panel',
    page: 'product.html?id=22697',
    cart: CART.slice(1),
    size: [960, 640],
    shows: '.answers li',
    act: '.explain',
  },
  { name: 'email', page: 'email/follow-up.html', cart: [], size: [680, 640], shows: 'td a' },
];

const [site, directory] = process.argv.slice(2);
const server = await serveDirectory(site);
const browser = await puppeteer.launch(chromiumLaunchOptions());
try {
  for (const picture of PICTURES) await take(picture);
  await takeReport();
} finally {
  await browser.close();
  await server.close();
}

/** @param {typeof PICTURES[number]} picture */
async function take({ name, page: address, cart, size: [width, height], shows, act }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: 'light' },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.evaluateOnNewDocument(
    (lines) => localStorage.setItem('thistle-and-tin-cart', JSON.stringify(lines)),
    cart,
  );
  await page.goto(server.url + address, { waitUntil: 'networkidle0' });
  if (act) await page.click(act);
  await page.waitForSelector(shows);
  await page.waitForNetworkIdle();
  // Without the ring around whatever a page has focused by itself.
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  await page.screenshot({ path: path.join(directory, `${name}.png`) });
  await context.close();
}

/** The top of the report. */
async function takeReport() {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const reports = mkdtempSync(path.join(tmpdir(), 'goeswith-report-'));
  try {
    const orders = path.join(root, 'demo/data/uk_retail.tsv.gz');
    const file = path.join(reports, 'report.html');
    execFileSync(path.join(root, 'build/release/bin/goeswith'), [
      'eval',
      orders,
      '--split',
      'temporal',
      '--report',
      file,
    ]);
    const page = await browser.newPage();
    // The whole chart, in few bytes.
    await page.setViewport({ width: 880, height: 885, deviceScaleFactor: 0.8 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: path.join(directory, 'report.png') });
  } finally {
    rmSync(reports, { recursive: true });
  }
}
