// A developer's things besides the element: the debug panel, the queue, hashes, the gallery and the playground.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { eachEngine, serve } from '../harness/index.js';
import { eventually, mount, PAGE, pageTester, settle, writeSite } from './widget-pages.js';

const DEMO = fileURLToPath(new URL('../../build/demo/site', import.meta.url));
const INTEGRITY = JSON.parse(readFileSync(new URL('../../web/dist/sri.json', import.meta.url), 'utf8'))['goeswith.js'];

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {Awaited<ReturnType<typeof serve>>} */
let demo;

before(async () => {
  assert.ok(existsSync(`${DEMO}/gallery`), `${DEMO} has no gallery. Run demo/build.`);
  root = await writeSite({
    'hashed.html': PAGE.replace(
      '<script',
      `<script type="module" src="/goeswith.js" integrity="${INTEGRITY}"></script><script`,
    ),
  });
  server = await serve(root);
  demo = await serve(DEMO);
});

after(async () => {
  await server.close();
  await demo.close();
  await rm(root, { recursive: true });
});

/** How far things have moved by themselves since the page began. */
const layoutShifts = () =>
  new Promise((resolve) => {
    new PerformanceObserver((list) =>
      resolve(
        list
          .getEntries()
          .filter((entry) => !entry.hadRecentInput)
          .map(({ value }) => value),
      ),
    ).observe({
      type: 'layout-shift',
      buffered: true,
    });
    setTimeout(resolve, 300, []); // nothing is reported where there was none
  });
const panelText = () => document.querySelector('[aria-label="goeswith debug"]')?.shadowRoot.textContent ?? '';

eachEngine((engine, getBrowser) => {
  const pageTest = pageTester(getBrowser, () => server);

  pageTest(
    'debug opens a panel with score, reason and outcome of every suggestion, and closes it again',
    async (page) => {
      await page.evaluate(mount, { placement: 'cart', cart: 'kettle, mug', limit: '2', debug: '' });
      await eventually(
        page,
        () => document.querySelector('[aria-label="goeswith debug"]')?.shadowRoot.querySelectorAll('table').length,
        2,
      );
      const rows = await page.evaluate(() => {
        const [suggestions] = document
          .querySelector('[aria-label="goeswith debug"]')
          .shadowRoot.querySelectorAll('table');
        return [...suggestions.querySelectorAll('tbody tr')].map((row) =>
          [...row.children].map((cell) => cell.textContent),
        );
      });
      assert.deepEqual(rows.map(([place, item]) => [place, item]).slice(0, 3), [
        ['1', 'tea The tea'],
        ['2', 'spoon The spoon'],
        ['3', 'saucer The saucer'],
      ]);
      assert.match(rows[0][4], /^kettle \(\d+\)$/);
      assert.match(rows[1][4], /^mug \(\d+\)$/);
      assert.deepEqual(rows.map((row) => row[5]).slice(0, 3), ['shown', 'shown', 'beyond the limit of 2']);
      const text = await page.evaluate(panelText);
      assert.match(text, /scored for kettle, mug/);
      assert.match(text, /\d+\.\d µs a call/);
      assert.match(text, /--goeswith-reserve: [1-9]\d*px/);
      assert.match(text, /\d+ requests, [\d,]+ bytes/);
      assert.match(text, /goeswith\.wasm/);
      await page.evaluate(() => (document.querySelector('goes-with').cart = ['mug', 'nonsense']));
      await eventually(
        page,
        () =>
          /scored for mug; the table does not know 1 more/.test(
            document.querySelector('[aria-label="goeswith debug"]').shadowRoot.textContent,
          ),
        true,
      );
      await page.evaluate(() => (document.querySelector('goes-with').debug = false));
      await eventually(page, panelText, '');
      await page.evaluate(() => (document.querySelector('goes-with').debug = true));
      await eventually(page, () => !!document.querySelector('[aria-label="goeswith debug"]'), true);
      await page.evaluate(() => document.querySelector('goes-with').remove());
      await eventually(page, panelText, '');
    },
  );

  pageTest('debug says why an item is not shown: sold out, or another element’s', async (page) => {
    await page.evaluate(() => {
      const tea = {
        id: 'tea',
        title: 'The tea',
        url: '/',
        image: { src: '' },
        available: false,
        requiresChoice: false,
      };
      shop.configure({ adapter: shop.memoryAdapter({ products: [tea] }) });
    });
    await page.evaluate(mount, { placement: 'cart', cart: 'kettle, pot', limit: '1' });
    await page.evaluate(mount, { placement: 'cart', cart: 'kettle, pot', limit: '1', debug: '' });
    const outcomes = () =>
      [
        ...(document
          .querySelector('[aria-label="goeswith debug"]')
          ?.shadowRoot.querySelectorAll('table:first-of-type tbody tr') ?? []),
      ]
        .slice(0, 3)
        .map(({ lastElementChild }) => lastElementChild.textContent);
    await eventually(page, outcomes, ['not to be had, says the shop', 'offered by another element', 'shown']);
  });

  pageTest('debug panel is downloaded with the attribute only', async (page) => {
    await page.evaluate(mount, { 'product-id': 'kettle' });
    await eventually(page, () => document.querySelectorAll('goes-with li').length, 3);
    await settle(page);
    assert.deepEqual(
      (await page.requests()).filter(({ url }) => /debug\.js/.test(url)),
      [],
    );
  });

  pageTest(
    'calls of the queue count whether they come before the script or after it',
    async (page) => {
      await page.evaluate(mount, { 'product-id': 'kettle' });
      const prices = () => document.querySelector('goes-with .goeswith-price')?.textContent;
      await eventually(page, prices, '$10.03');
      await page.evaluate(() => GoesWith.q.push(['configure', { currency: 'JPY' }]));
      await eventually(page, prices, '¥1,003');
    },
    { file: 'classic.html' },
  );

  pageTest(
    'script with the hash of sri.json is accepted',
    async (page) => {
      await page.evaluate(mount, { 'product-id': 'kettle' });
      await eventually(page, () => document.querySelectorAll('goes-with li').length, 3);
    },
    { file: 'hashed.html' },
  );

  /** @param {string} name @param {string} file @param {(page: any) => Promise<void>} run @param {{moves?: boolean}} [options] whether the test itself moves things */
  const demoTest = (name, file, run, { moves = false } = {}) =>
    test(name, async (t) => {
      const page = await (await getBrowser()).newPage();
      t.after(() => page.close());
      await page.goto(demo.url + file);
      await run(page);
      assert.deepEqual(await page.problems(), []);
      for (const { url } of await page.requests()) assert.ok(url.startsWith(demo.url), url);
      if (engine === 'chromium' && !moves) assert.deepEqual(await page.evaluate(layoutShifts), []);
    });
  const items = () => {
    const element = document.querySelector('.preview goes-with, main goes-with');
    return [...(element?.shadowRoot ?? element ?? document).querySelectorAll('.goeswith-item')].length;
  };

  demoTest('gallery has a frame for each theme, layout, direction and scheme', 'gallery/index.html', async (page) => {
    await eventually(page, () => document.querySelectorAll('iframe').length, 5 * 3 * 2 * 2);
    const names = await page.evaluate(() => [...document.querySelectorAll('iframe')].map(({ title }) => title));
    assert.equal(new Set(names).size, names.length);
    await eventually(
      page,
      () => document.querySelector('iframe').contentDocument?.querySelectorAll('.goeswith-item').length,
      4,
    );
  });

  for (const theme of ['boutique', 'high-contrast']) {
    const file = `gallery/frame.html?theme=${theme}&layout=list&direction=rtl&scheme=dark&sample=offers`;
    demoTest(`frame of the gallery shows ${theme} as its address asks`, file, async (page) => {
      await eventually(page, items, 3);
      const look = await page.evaluate(() => {
        const { direction, colorScheme } = getComputedStyle(document.querySelector('goes-with section'));
        return [
          direction,
          colorScheme,
          document.querySelectorAll('.goeswith-compare').length,
          document.querySelectorAll('.goeswith-choose').length,
        ];
      });
      assert.deepEqual(look, ['rtl', 'dark', 1, 1]);
    });
  }

  demoTest(
    'playground follows its form, and says what to paste and what happened',
    'playground/index.html',
    async (page) => {
      await eventually(page, items, 4);
      const set = (name, value) => {
        const field = document.forms[0].elements.namedItem(name);
        if (field.type === 'checkbox') field.checked = value;
        else field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      };
      await page.evaluate(set, 'layout', 'list');
      await eventually(page, items, 3);
      await page.evaluate(set, 'lang', 'ar');
      await page.evaluate(set, 'currency', 'JPY');
      await eventually(
        page,
        () => /^\P{Nd}*\p{Nd}+\P{Nd}*$/u.test(document.querySelector('.preview .goeswith-price')?.textContent),
        true,
      );
      await page.evaluate(set, 'shadow', true);
      await eventually(page, items, 3);
      await page.evaluate(set, 'theme', 'grocery');
      const snippet = await page.evaluate(() => document.querySelector('.snippet').textContent);
      for (const part of ['themes/grocery.css', ' layout="list"', ' shadow', "locale: 'ar'", "currency: 'JPY'"]) {
        assert.ok(snippet.includes(part), `${part} in ${snippet}`);
      }
      await page.evaluate(set, 'shop', 'refuses');
      await page.evaluate(() =>
        document.querySelector('.preview goes-with').shadowRoot.querySelector('button').click(),
      );
      await eventually(
        page,
        () => /goeswith:error.*Only one a household/.test(document.querySelector('.events').textContent),
        true,
      );
      await page.evaluate(set, 'shop', '');
      await page.evaluate(set, 'add', '85123A');
      await eventually(page, () => document.querySelectorAll('.cart li').length, 1);
      await page.evaluate(() => document.querySelector('.cart button').click());
      await eventually(page, () => document.querySelectorAll('.cart li').length, 0);
    },
    { moves: true },
  );

  demoTest('playground comes without moving', 'playground/index.html', (page) => eventually(page, items, 4));

  for (const file of ['index.html', 'product.html?id=22697', 'product.html?id=85123A']) {
    demoTest(`shop's ${file} says nothing on the console, and nothing moves`, file, async (page) => {
      await settle(page);
      await settle(page);
      await eventually(page, () => document.querySelectorAll('.products li, main .goeswith-item').length > 0, true);
    });
  }
});
