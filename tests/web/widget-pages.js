// Pages with the element as built, for the browser tests: a table, a shop in memory, a strict CSP and Trusted Types.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { writeTable } from '../table/table-writer.js';

const DIST = fileURLToPath(new URL('../../web/dist', import.meta.url));
if (!existsSync(path.join(DIST, 'goeswith.js'))) {
  throw new Error('web/dist is not built. Run "npm ci && npm run build" in web/.');
}

/** axe-core as a function of the page: a file of the site's would be among the requests that tests look at. */
const installAxe = new Function(
  readFileSync(fileURLToPath(new URL('../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8'),
);

/**
 * Finds what bars people from using the elements of the page, by WCAG 2.2 AA.
 * @returns {Promise<string[]>} rules that are broken, each with the nodes concerned
 */
async function findBarriers() {
  if (!document.querySelector('goes-with')) return [];
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await globalThis.axe.run({ include: ['goes-with'] }, { runOnly });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/**
 * Asserts that the elements of the page, as they are now, keep nobody out.
 * @param {any} page
 */
export async function auditAccessibility(page) {
  await page.evaluate(installAxe);
  assert.deepEqual(await page.evaluate(findBarriers), []);
}

/** @param {string} sku @param {object} [more] */
export const item = (sku, more) => ({
  ...{ sku, title: `The ${sku}`, priceMinor: 1000 + sku.length, url: `/p/${sku}.html`, image: '/pixel.png' },
  ...more,
});
export const ITEMS = [
  item('kettle', { goesWith: { tea: 15, pot: 12, mug: 9, mat: 5 } }),
  item('tea'),
  item('pot', { group: 'pots' }),
  item('mug', { goesWith: { spoon: 14, saucer: 13 } }),
  item('mat'),
  item('spoon'),
  item('saucer'),
  item('big pot', { group: 'pots' }),
  item('lonely'),
];

export const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
  </head><body><h1>Shop</h1><button id="before">Before</button><main></main>
  <script type="module" src="/shop.js"></script></body></html>`;
/** Pages that load the element in one way or another, by name. */
const FILES = {
  'index.html': PAGE,
  'shop.js': `
    import { configure, openRecommender } from '/goeswith.js';
    import { memoryAdapter } from '/adapters/memory.js';
    globalThis.events = [];
    for (const type of ['view', 'select', 'change', 'before-add', 'added', 'error']) {
      addEventListener('goeswith:' + type, ({ detail }) => events.push([type, detail]));
    }
    globalThis.shop = { configure, memoryAdapter, openRecommender, adapter: memoryAdapter() };
    configure({ table: '/table/', adapter: shop.adapter, currency: 'EUR' });`,
  'twice.html': PAGE.replace('</body>', '<script type="module" src="/goeswith.js?again"></script></body>'),
  'early.html': PAGE.replace('<script', '<script src="/early.js"></script><script'),
  'early.js': `const element = document.createElement('goes-with');
    document.querySelector('main').append(Object.assign(element, { cart: ['mug'], placement: 'cart' }));`,
  'late.html': PAGE.replace('<script', '<script type="module" src="/goeswith.js"></script><script').replace(
    '<main>',
    '<main><goes-with product-id="mug" layout="cards"></goes-with>',
  ),
  'no-wasm.html': PAGE.replace('<script', '<script src="/no-wasm.js"></script><script'),
  'no-wasm.js': 'delete globalThis.WebAssembly;',
  'classic.html': PAGE.replace(
    '<script type="module" src="/shop.js">',
    '<script src="/calls.js"></script><script src="/goeswith.classic.js" data-table="/table/" data-cfasync="false">',
  ),
  'calls.js': `window.GoesWith = window.GoesWith || { q: [] }; GoesWith.q.push(['configure', { currency: 'USD' }]);`,
  'p/tea.html': '<!doctype html><title>Tea</title><link rel="icon" href="data:,">',
};
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

/**
 * Writes a site with the element, the pages above and a table of ITEMS in table/.
 * @param {Record<string, string>} [files] further files
 * @returns {Promise<string>} its directory, for `serve`; whoever asked removes it
 */
export async function writeSite(files = {}) {
  const root = await mkdtemp(path.join(tmpdir(), 'goeswith-site-'));
  cpSync(DIST, root, { recursive: true });
  await mkdir(path.join(root, 'p'));
  for (const [name, content] of Object.entries({ ...FILES, ...files })) await writeFile(path.join(root, name), content);
  await writeFile(path.join(root, 'pixel.png'), Buffer.from(PIXEL, 'base64'));
  await publish(root, 'table', writeTable(ITEMS));
  return root;
}

/**
 * @param {string} root
 * @param {string} directory below root
 * @param {Buffer} table
 */
export async function publish(root, directory, table) {
  const file = `table-${createHash('sha256').update(table).digest('hex').slice(0, 16)}.gwt`;
  await mkdir(path.join(root, directory));
  await writeFile(path.join(root, directory, file), table);
  const manifest = { format: 'goeswith', version: 1, table: { file, bytes: table.length } };
  await writeFile(path.join(root, directory, 'manifest.json'), JSON.stringify(manifest));
}

/** Puts an element into the page, with a grid of items unless `attributes` ask for more. `fallback` is a child's text. */
export function mount(attributes = {}, fallback = '') {
  const element = document.createElement('goes-with');
  if (!('layout' in attributes)) element.setAttribute('layout', 'cards');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (fallback) {
    const child = document.createElement('p');
    child.textContent = fallback;
    element.append(child);
  }
  document.querySelector('main').append(element);
}

/** Keeps what the shop is asked to add, one request after the other, in `shop.requests`. */
export function watchAdding() {
  const { adapter } = globalThis.shop;
  globalThis.shop.requests = [];
  const addLines = (lines, options) => {
    globalThis.shop.requests.push(lines.map(({ variantId, quantity }) => [variantId, quantity]));
    return adapter.addLines(lines, options);
  };
  globalThis.shop.configure({ adapter: { ...adapter, addLines } });
}

/** The contents of the page's elements: titles of items, or else their text. */
export function shown() {
  return [...document.querySelectorAll('goes-with')].map((element) => {
    const names = [...element.querySelectorAll('.goeswith-name')].map((name) => name.textContent.replace(/^The /, ''));
    return names.length ? names : element.textContent;
  });
}

/**
 * Waits until a function of the page gives what is expected.
 * @param {any} page
 * @param {(...args: any[]) => unknown} read
 * @param {unknown} expected
 * @param {...any} args of the function
 */
export async function eventually(page, read, expected, ...args) {
  const end = Date.now() + 20_000; // busy machines are slow
  for (;;) {
    const value = await page.evaluate(read, ...args);
    try {
      return assert.deepEqual(value, expected);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/**
 * Holds back a file of the site.
 * @param {any} server
 * @param {RegExp} pattern
 * @param {[RegExp, any][]} [faults] what happens to others
 * @returns {() => void} lets it come
 */
export function holdBack(server, pattern, faults = []) {
  let release = () => {};
  const until = new Promise((resolve) => (release = () => resolve(undefined)));
  server.setFaults([[pattern, { until }], ...faults]);
  return release;
}

/** @param {any} page */
export const settle = (page) => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));

/**
 * @typedef {object} PageTestOptions
 * @property {string} [file] of the site
 * @property {RegExp[]} [expectedProblems] all that may go wrong on the page, in order
 * @property {() => any} [site] the server, where it is not the usual one
 * @property {() => void} [prepare]
 * @property {boolean} [audited] false: the test says itself why the audit is not for it
 */

/**
 * Makes a function that defines tests of pages in one engine.
 * @param {() => Promise<any>} getBrowser
 * @param {() => any} usualSite
 * @returns {(name: string, run: (page: any) => Promise<void>, options?: PageTestOptions) => void} opens a page, runs a
 *   test on it, audits the accessibility of what the test leaves there, and looks at what went wrong
 */
export function pageTester(getBrowser, usualSite) {
  return (name, run, { file = '', expectedProblems = [], site = usualSite, prepare, audited = true } = {}) => {
    test(name, async (t) => {
      const page = await (await getBrowser()).newPage();
      t.after(() => {
        usualSite().setFaults([]);
        return page.close();
      });
      prepare?.();
      await page.goto(site().url + file);
      await eventually(page, () => 'shop' in globalThis || 'GoesWith' in globalThis, true);
      await run(page);
      if (audited) await auditAccessibility(page);
      // Warnings come a moment after their cause.
      const readProblems = async () => (await page.problems()).map(({ kind, text }) => `${kind}: ${text}`);
      let problems = await readProblems();
      for (const end = Date.now() + 2000; problems.length < expectedProblems.length && Date.now() < end; ) {
        await settle(page);
        problems = await readProblems();
      }
      assert.equal(problems.length, expectedProblems.length, problems.join('\n'));
      problems.forEach((problem, i) => assert.match(problem, /** @type {RegExp} */ (expectedProblems[i])));
    });
  };
}
