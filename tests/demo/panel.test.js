// The guided panel of the demo shop: what it tells, and its switches, each of which the page survives.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { eachEngine, serve } from '../harness/index.js';
import { eventually, SITE, shopTester } from './pages.js';

const PRODUCT = 'product.html?id=22697';

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  server = await serve(SITE);
});
after(() => server.close());

const shown = () => [...document.querySelectorAll('main goes-with .goeswith-name')].map((name) => name.textContent);
const isShown = () => document.querySelectorAll('main goes-with .goeswith-name').length >= 3;
const isEmpty = () => document.querySelectorAll('main goes-with .goeswith-name').length === 0;
const title = () => document.querySelector('main h1')?.textContent;

/** Uses a switch as a shopper's hand would end up doing: sets it, and tells the page. */
function setSwitch(words, value) {
  const label = [...document.querySelectorAll('.switches label')].find(({ textContent }) =>
    textContent.includes(words),
  );
  const control = label.querySelector('select, input');
  if (control.type === 'checkbox') {
    control.checked = value;
    control.dispatchEvent(new Event('change', { bubbles: true }));
  } else {
    control.value = value;
    control.dispatchEvent(new Event(control.localName === 'select' ? 'change' : 'input', { bubbles: true }));
  }
}

/** The same after the answer to the driver, since the page loads itself again. */
function setSwitchSoon(words, value) {
  setTimeout(() => {
    const label = [...document.querySelectorAll('.switches label')].find(({ textContent }) =>
      textContent.includes(words),
    );
    const control = label.querySelector('select, input');
    if (control.type === 'checkbox') control.checked = value;
    else control.value = value;
    control.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

eachEngine((_engine, getBrowser) => {
  /** Defines a test on a product page with suggestions and an open panel. */
  function panelTest(name, run, expected, getServer = () => server) {
    shopTester(getBrowser, getServer)(
      name,
      PRODUCT,
      async (page) => {
        await eventually(page, isShown, true);
        await openPanel(page);
        await run(page);
      },
      expected,
    );
  }

  async function openPanel(page) {
    await page.click('.explain');
    await eventually(
      page,
      () => document.querySelectorAll('.panel .answers').length === 1 && !document.querySelector('.panel').hidden,
      true,
    );
  }

  panelTest('panel: says what was decided, why and at what cost', async (page) => {
    await eventually(page, () => document.querySelectorAll('.answers li').length, 3);
    const answers = await page.evaluate(() => document.querySelector('.answers').textContent);
    assert.match(answers, /About \d[\d.]*% of such carts take it\./);
    assert.match(answers, /Because of Green Regency Teacup and Saucer/);
    await eventually(page, () => document.querySelectorAll('.costs dd').length, 6);
    const costs = await page.evaluate(() =>
      [...document.querySelectorAll('.costs dd')].map((value) => value.textContent),
    );
    assert.match(costs[1], /^\d{2,3},\d{3} bytes in \d requests$/);
    assert.equal(costs[2], '0', 'no request after the first list');
    assert.match(costs[4], /µs for one item$/);
  });

  panelTest('panel: Escape closes it and gives the focus back', async (page) => {
    await page.press('Escape');
    await eventually(page, () => document.querySelector('.panel').hidden, true);
    assert.equal(await page.evaluate(() => document.activeElement.className), 'explain');
  });

  panelTest('theme: the page follows, and so does the next one', async (page) => {
    const ground = () => getComputedStyle(document.body).backgroundColor;
    await page.evaluate(setSwitch, 'Theme', 'dark');
    assert.equal(await page.evaluate(ground), 'rgb(21, 26, 24)');
    await page.evaluate(setSwitch, 'Theme', 'light');
    assert.equal(await page.evaluate(ground), 'rgb(251, 250, 247)');
    await page.evaluate(setSwitch, 'Theme', 'dark');
    await page.goto(`${server.url}cart.html`);
    await eventually(page, ground, 'rgb(21, 26, 24)');
  });

  panelTest('language and direction: Arabic stands from right to left', async (page) => {
    await page.evaluate(setSwitch, 'Language', 'ar');
    await eventually(
      page,
      () => /[\u0600-\u06ff]/.test(document.querySelector('main .goeswith-title')?.textContent),
      true,
    );
    assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
    await page.evaluate(setSwitch, 'Language', 'de');
    await eventually(
      page,
      () => document.querySelector('main .goeswith-title')?.textContent,
      'Wird oft zusammen gekauft',
    );
    assert.equal(await page.evaluate(() => document.documentElement.dir), '');
  });

  panelTest('currency: shop and list tell the same price', async (page) => {
    await page.evaluate(setSwitch, 'Currency', 'EUR');
    await eventually(page, () => document.querySelector('.offer .price').textContent, '€3.54');
    await eventually(page, () => document.querySelector('main .goeswith-price').textContent, '€3.54');
    await page.evaluate(setSwitch, 'Currency', 'JPY');
    await eventually(
      page,
      () => /^(?:JP)?¥561$/.test(document.querySelector('main .goeswith-price').textContent),
      true,
    );
  });

  panelTest('strictness: the strictest shows less, and all comes back', async (page) => {
    await page.evaluate(setSwitch, 'at least', '60');
    await eventually(page, () => document.querySelectorAll('main goes-with .goeswith-name').length < 4, true);
    await page.evaluate(setSwitch, 'at least', '0');
    await eventually(page, () => document.querySelectorAll('main goes-with .goeswith-name').length, 4);
  });

  panelTest('sold out: the first suggestion leaves, another takes its place', async (page) => {
    const before = await page.evaluate(shown);
    await page.evaluate(setSwitch, 'sold out', true);
    await eventually(page, () => document.querySelectorAll('main goes-with .goeswith-name').length, 4);
    await eventually(
      page,
      () =>
        [...document.querySelectorAll('main goes-with .goeswith-name')].some(
          (name) => name.textContent === 'Roses Regency Teacup and Saucer',
        ),
      false,
    );
    const now = await page.evaluate(shown);
    assert.notDeepEqual(now, before);
    await page.evaluate(setSwitch, 'sold out', false);
    await eventually(
      page,
      () =>
        [...document.querySelectorAll('main goes-with .goeswith-name')].some(
          (name) => name.textContent === 'Roses Regency Teacup and Saucer',
        ),
      true,
    );
  });

  panelTest('holdout: nothing is shown, and the panel says why', async (page) => {
    await page.evaluate(setSwitch, 'Hold this shopper out', true);
    await eventually(page, isEmpty, true);
    await eventually(page, () => document.querySelector('.answers').textContent.includes('held out'), true);
  });

  for (const [value, code] of [
    ['address', 'http-status'],
    ['html', 'not-a-manifest'],
    ['truncated', 'wrong-size'],
  ]) {
    panelTest(
      `break it, ${value}: the list leaves, the page stays, the console has one warning`,
      async (page) => {
        await page.evaluate(setSwitch, 'Break it', value);
        await eventually(page, isEmpty, true);
        assert.equal(await page.evaluate(title), 'Green Regency Teacup and Saucer');
        await eventually(
          page,
          () => document.querySelector('.answers').textContent.includes('stayed out of the way'),
          true,
        );
        await eventually(page, () => globalThis.__harnessProblems.some(({ kind }) => kind === 'console.warn'), true);
        const warnings = (await page.problems()).filter(({ kind }) => kind === 'console.warn');
        assert.equal(warnings.length, 1, JSON.stringify(warnings));
        assert.ok(warnings[0].text.includes(`[${code}]`), warnings[0].text);
        await page.evaluate(setSwitch, 'Break it', '');
        await eventually(page, isShown, true);
      },
      [/console.warn/],
    );
  }

  panelTest(
    'break it, a policy that forbids WebAssembly: the fallback answers the same',
    async (page) => {
      const before = await page.evaluate(shown);
      await page.evaluate(setSwitchSoon, 'Break it', 'csp-wasm');
      await eventually(
        page,
        () =>
          document.querySelector('.panel') === null &&
          document.querySelectorAll('main goes-with .goeswith-name').length,
        4,
      );
      assert.deepEqual(await page.evaluate(shown), before);
    },
    [/^csp: script-src/],
  );

  panelTest('no WebAssembly at all: the same', async (page) => {
    const before = await page.evaluate(shown);
    await page.evaluate(setSwitchSoon, 'No WebAssembly', true);
    await eventually(
      page,
      () =>
        document.querySelector('.panel') === null && document.querySelectorAll('main goes-with .goeswith-name').length,
      4,
    );
    assert.deepEqual(await page.evaluate(shown), before);
    assert.equal(await page.evaluate(() => typeof WebAssembly), 'undefined');
  });

  panelTest(
    'break it, a policy that forbids the table: the shop sells all the same',
    async (page) => {
      await page.evaluate(setSwitchSoon, 'Break it', 'csp-table');
      await eventually(
        page,
        () => document.querySelector('.panel') === null && document.querySelector('main h1')?.textContent,
        'Green Regency Teacup and Saucer',
      );
      await page.click('.buy button');
      await eventually(page, () => document.querySelectorAll('.drawer .line').length, 1);
      assert.equal(await page.evaluate(isEmpty), true);
    },
    [/^csp: connect-src/, /console.warn/],
  );

  // An origin of its own: on the other, pages were closed while their service worker was being installed.
  let quiet;
  before(async () => {
    quiet = await serve(SITE);
  });
  after(() => quiet.close());
  panelTest(
    'cut the network: badge, pages and suggestions go on, until it is mended',
    async (page) => {
      await eventually(
        page,
        () => document.querySelector('.saved').textContent !== '' && Boolean(navigator.serviceWorker.controller),
        true,
      );
      await page.evaluate(setSwitch, 'Cut the network', true);
      await eventually(page, () => document.querySelector('.network').textContent, 'Offline');
      const before = quiet.requests().length;
      await page.goto(`${quiet.url}product.html?id=20725`);
      await eventually(page, isShown, true);
      await eventually(page, () => document.querySelector('.offer .picture').naturalWidth > 0, true);
      assert.deepEqual(
        quiet
          .requests()
          .slice(before)
          .filter(({ url }) => !url.includes('worker.js')),
        [],
      );
      await eventually(page, () => document.querySelector('.network').textContent, 'Offline');
      await openPanel(page);
      await page.evaluate(setSwitch, 'Cut the network', false);
      await eventually(page, () => document.querySelector('.network').textContent, '');
      await page.goto(quiet.url + PRODUCT); // without a network there was nothing to watch the page for problems
      await eventually(page, isShown, true);
    },
    [],
    () => quiet,
  );
});
