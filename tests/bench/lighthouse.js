// What Lighthouse says of the demo shop, on a simulated phone, with the widget and without: a table, page by page.
//
//   node tests/bench/lighthouse.js [--runs N]     needs demo/build, Chromium and a machine with nothing else to do; the
//                                                 median of N runs, 3 unless given. Ends with 1 when a promise is broken

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';

import { chromiumLaunchOptions } from '../../demo/tools/browsers.js';
import { CONTENT_HASHED, serveDirectory } from '../../demo/tools/static_server.js';

const SITE = fileURLToPath(new URL('../../build/demo/site', import.meta.url));
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
/** What is promised: every score, and how much the widget may change the one for performance. */
const LEAST_SCORE = 95;
const MOST_DIFFERENCE = 1;
const CART = [
  ['22697', 1],
  ['22961', 2],
];

export const PAGES = {
  home: 'index.html',
  product: 'product.html?id=22697',
  cart: 'cart.html',
};

/**
 * @typedef {object} Scores
 * @property {Record<string, number>} scores  0 … 100 by category
 * @property {number} shift                   cumulative layout shift
 * @property {string[]} failed                audits that cost points
 */

/**
 * Serves the shop and measures pages of it.
 *
 * @param {{widget: boolean}} options  false: the same pages without the widget's scripts
 */
export async function openShop({ widget }) {
  const server = await serveDirectory(SITE, {
    immutable: CONTENT_HASHED,
    intercept: async (pathname, reply) => (widget || path.extname(pathname) !== '.html' ? reply : withoutWidget(reply)),
  });
  return {
    /** @param {string} page @param {number} [runs] @returns {Promise<Scores>} the run with the median performance */
    async measure(page, runs = 1) {
      const results = [];
      for (let run = 0; run < runs; run++) results.push(await measureOnce(server.url + page));
      results.sort((a, b) => a.scores.performance - b.scores.performance);
      return results[Math.floor(results.length / 2)];
    },
    close: () => server.close(),
  };
}

/** @param {{headers: object, body: Buffer}} reply */
function withoutWidget(reply) {
  const lines = reply.body.toString('utf8').split('\n');
  const kept = lines.filter((line) => !/(?:href|src)="(?:suggestions\.js|history\.js|widget\/)/.test(line));
  return { ...reply, body: Buffer.from(kept.join('\n')) };
}

/** @param {string} url @returns {Promise<Scores>} */
async function measureOnce(url) {
  const browser = await puppeteer.launch(chromiumLaunchOptions());
  try {
    const page = await browser.newPage();
    // Lighthouse empties the storage first; the cart is there when the page begins.
    await page.evaluateOnNewDocument(
      (lines) => localStorage.setItem('thistle-and-tin-cart', JSON.stringify(lines)),
      CART,
    );
    const { lhr } = await lighthouse(url, { onlyCategories: CATEGORIES, logLevel: 'silent' }, undefined, page);
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    const scores = Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(100 * lhr.categories[name].score)]));
    const failed = CATEGORIES.flatMap((name) => lhr.categories[name].auditRefs)
      .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
      .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ''}`.trim());
    return { scores, shift: lhr.audits['cumulative-layout-shift'].numericValue, failed };
  } finally {
    await browser.close();
  }
}

/** Prints the table. @param {number} runs @returns {Promise<string[]>} the promises that were not kept */
async function printTable(runs) {
  const broken = [];
  /** @type {Record<string, number>} performance with the widget */
  const performance = {};
  console.log(`page      widget  ${CATEGORIES.map((name) => name.padStart(15)).join('')}  layout shift  below 90`);
  for (const widget of [true, false]) {
    const shop = await openShop({ widget });
    for (const [name, page] of Object.entries(PAGES)) {
      const { scores, shift, failed } = await shop.measure(page, runs);
      const columns = CATEGORIES.map((category) => String(scores[category]).padStart(15)).join('');
      const label = `${name.padEnd(9)} ${widget ? 'with   ' : 'without'}`;
      console.log(`${label} ${columns}  ${shift.toFixed(3).padStart(12)}  ${failed.join(', ')}`);
      const low = CATEGORIES.filter((category) => scores[category] < LEAST_SCORE);
      if (low.length || shift > 0)
        broken.push(`${label.trim()}: ${low.map((category) => `${category} ${scores[category]}`).join(', ')}`);
      if (widget) performance[name] = scores.performance;
      else if (Math.abs(performance[name] - scores.performance) > MOST_DIFFERENCE)
        broken.push(`${name}: the widget changes performance`);
    }
    await shop.close();
  }
  return broken;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' } } });
  const broken = await printTable(Number(values.runs));
  for (const line of broken) console.log(`NOT KEPT  ${line}`);
  process.exitCode = broken.length ? 1 : 0;
}
