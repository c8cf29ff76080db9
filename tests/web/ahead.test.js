// Suggestions that were rendered ahead: what a page without JavaScript shows, and how the element takes it over, in every
// engine, under a strict CSP and Trusted Types.

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { eachEngine, serve } from '../harness/index.js';
import { writeTable } from '../table/table-writer.js';
import { eventually, ITEMS, pageTester, settle, writeSite } from './widget-pages.js';

const { openTable, prerender } = await import(new URL('../../web/dist/score.js', import.meta.url).href);

/** Runs right behind the element, before any module: keeps what is there and all that happens to it. */
const WATCH = `(() => {
  const element = document.querySelector('goes-with');
  const nodes = [...element.querySelectorAll('*')];
  const rects = () => [...nodes, document.querySelector('#below')].map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return [x, y, width, height].map(Math.round).join(' ');
  });
  const watched = (globalThis.watched = { nodes, rects, element, taken: [], events: [], shifts: [] });
  new MutationObserver((records) => {
    for (const { removedNodes } of records) watched.taken.push(...removedNodes);
  }).observe(element, { childList: true, subtree: true });
  addEventListener('goeswith:change', ({ detail }) => watched.events.push(detail.items.map(({ id }) => id)));
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) watched.shifts.push(value);
    }).observe({ type: 'layout-shift', buffered: true });
  }
  // Fonts, styles and pictures are there: whatever moves from now on is the element's doing.
  addEventListener('load', async () => {
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    watched.before = rects();
    element.querySelector('a')?.focus();
    await import(element.dataset.script);
  });
})();`;
/** @param {string} configured */
const script = (configured) => `
  import { configure } from '/goeswith.js';
  import { memoryAdapter } from '/adapters/memory.js';
  const product = (id, more) => ({ id, title: 'The ' + id, url: '/p/' + id + '.html', image: { src: '/pixel.png' },
    priceMinor: 1003, currency: 'EUR', available: true, requiresChoice: false, ...more });
  const adapter = memoryAdapter();
  globalThis.shop = { adapter };
  configure({ table: '/table/', currency: 'EUR', ${configured} });`;

/** @param {string} attributes @param {string} fragment @param {string} [to] the script that the page loads */
const page = (
  attributes,
  fragment,
  to = '/with-adapter.js',
) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
  <title>Shop</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/goeswith.css"></head><body><h1>Shop</h1>
  <goes-with ${attributes} data-script="${to}">${fragment}</goes-with><p id="below">Below</p><script src="/watch.js"></script>
  </body></html>`;

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  const table = await openTable(new Uint8Array(writeTable(ITEMS)));
  /** @param {any} [options] */
  const kettle = (options) => prerender(table, 'kettle', { currency: 'EUR', ...options });
  const bundle = await kettle({ layout: 'bundle' });
  const cards = await kettle();
  const buttons = await kettle({ layout: 'cards', buttons: true });
  const german = await kettle({ locale: 'de', layout: 'list', buttons: true });
  const here = (await kettle()).replaceAll('href="/p/', 'href="p/').replaceAll('src="/pixel', 'src="./pixel');
  root = await writeSite({
    'watch.js': WATCH,
    'with-adapter.js': script('adapter'),
    'links.js': script(''),
    'sold-out.js': script(`adapter: { ...adapter, products: async () => [product('tea', { available: false })] }`),
    'nothing.js': script(
      `adapter: { ...adapter, products: async (ids) => ids.map((id) => product(id, { available: false })) }`,
    ),
    'withheld.js': script('withhold: true'),
    'broken.js': script(`table: '/no-table/'`),
    'bundle.html': page('product-id="kettle"', bundle),
    'buttons.html': page('product-id="kettle" layout="cards"', `\n  ${buttons}\n`),
    'german.html': page('product-id="kettle" layout="list" lang="de"', german),
    'cards.html': page('product-id="kettle"', cards, '/links.js'),
    'here.html': page('product-id="kettle"', here, '/links.js'),
    'sold-out.html': page('product-id="kettle" layout="cards"', buttons, '/sold-out.js'),
    'nothing.html': page('product-id="kettle" layout="cards"', buttons, '/nothing.js'),
    'withheld.html': page('product-id="kettle"', cards, '/withheld.js'),
    'broken.html': page('product-id="kettle"', cards, '/broken.js'),
    'still.html': page('product-id="kettle"', cards).replace(/<script.*<\/script>/, ''),
  });
  server = await serve(root);
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

/** The fate of the nodes that were there: whether all of them still are, at their place, and nothing shifted. */
const stayed = () => ({
  nodes: watched.nodes.every((node) => watched.element.contains(node)),
  taken: watched.nodes.filter((node) => watched.taken.includes(node)).length,
  moved: watched.rects().filter((rect, i) => rect !== watched.before[i]),
  shifts: watched.shifts.reduce((sum, shift) => sum + shift, 0),
  focus: document.activeElement === watched.element.querySelector('a'),
  sections: watched.element.querySelectorAll('section').length,
  disabled: watched.element.querySelectorAll('[disabled]').length,
});
const AS_BEFORE = { nodes: true, taken: 0, moved: [], shifts: 0, focus: true, sections: 1, disabled: 0 };

eachEngine((_engine, getBrowser) => {
  const pageTest = pageTester(getBrowser, () => server);

  test('rendered ahead, without a script: there are links to follow', async (t) => {
    const page = await (await getBrowser()).newPage();
    t.after(() => page.close());
    await page.goto(`${server.url}still.html`);
    const links = await page.evaluate(() =>
      [...document.querySelectorAll('goes-with a')].map((link) => [
        link.pathname,
        link.textContent.trim(),
        link.offsetHeight > 20,
      ]),
    );
    assert.deepEqual(links, [
      ['/p/tea.html', 'The tea', true],
      ['/p/pot.html', 'The pot', true],
      ['/p/mug.html', 'The mug', true],
    ]);
    assert.deepEqual(await page.problems(), []);
  });

  for (const file of ['bundle.html', 'buttons.html', 'german.html', 'cards.html', 'here.html']) {
    pageTest(
      `rendered ahead, ${file.slice(0, -5)}: stays node for node, nothing moves, and the focus stays`,
      async (page) => {
        await eventually(page, () => globalThis.watched?.events, [['tea', 'pot', 'mug']]);
        await settle(page);
        assert.deepEqual(await page.evaluate(stayed), AS_BEFORE);
      },
      { file },
    );
  }

  pageTest(
    "rendered ahead, a bundle: works as the element's own",
    async (page) => {
      await eventually(page, () => globalThis.watched?.events.length, 1);
      await page.click('goes-with li:nth-child(2) input');
      await eventually(page, () => document.querySelector('.goeswith-add-all').textContent, 'Add 3 items to cart');
      await page.click('.goeswith-add-all');
      await eventually(page, async () => (await shop.adapter.getCart()).lines.map(({ productId }) => productId), [
        'kettle',
        'pot',
        'mug',
      ]);
      // An item that is in the cart is offered no more, and the others take its place.
      await eventually(page, () => watched.events.at(-1).includes('pot'), false);
      assert.equal(await page.evaluate(() => document.querySelectorAll('goes-with section').length), 1);
      assert.match(await page.evaluate(() => document.querySelector('[role=status]').textContent), /added to cart/);
    },
    { file: 'bundle.html' },
  );

  pageTest(
    'rendered ahead, buttons: add the item beside them',
    async (page) => {
      await eventually(page, () => globalThis.watched?.events.length, 1);
      await page.click('goes-with li:nth-child(2) button');
      await eventually(page, async () => (await shop.adapter.getCart()).lines.map(({ productId }) => productId), [
        'pot',
      ]);
    },
    { file: 'buttons.html' },
  );

  pageTest(
    'rendered ahead, with an item that is sold out by now: shows another, and nothing below moves',
    async (page) => {
      await eventually(page, () => globalThis.watched?.events, [['pot', 'mug', 'mat']]);
      await settle(page);
      const now = await page.evaluate(() => ({
        names: [...document.querySelectorAll('goes-with .goeswith-name')].map((name) => name.textContent),
        sections: document.querySelectorAll('goes-with section').length,
        below: watched.rects().at(-1) === watched.before.at(-1),
        shifts: watched.shifts.length,
      }));
      assert.deepEqual(now, { names: ['The pot', 'The mug', 'The mat'], sections: 1, below: true, shifts: 0 });
    },
    { file: 'sold-out.html' },
  );

  for (const [file, why] of [
    ['nothing.html', 'all is sold out'],
    ['withheld.html', 'the shopper is held out'],
  ]) {
    pageTest(
      `rendered ahead, while ${why}: is not to be seen, and what is below stays`,
      async (page) => {
        await eventually(
          page,
          () => {
            const section = document.querySelector('goes-with section');
            return section && getComputedStyle(section).visibility;
          },
          'hidden',
        );
        await settle(page);
        const now = await page.evaluate(() => ({
          below: watched.rects().at(-1) === watched.before.at(-1),
          shifts: watched.shifts.length,
          events: watched.events.length,
        }));
        assert.deepEqual(now, { below: true, shifts: 0, events: 0 });
      },
      { file },
    );
  }

  pageTest(
    'rendered ahead, with a table that cannot be had: stays as it is',
    async (page) => {
      await eventually(page, () => 'shop' in globalThis, true);
      await settle(page);
      assert.deepEqual(await page.evaluate(stayed), AS_BEFORE);
    },
    { file: 'broken.html', expectedProblems: [/no-table/] },
  );
});
