// How the element looks and what assistive technology gets of it: every theme, layout, direction and colour scheme.

import assert from 'node:assert/strict';
import { copyFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';

import { eachEngine, serve } from '../harness/index.js';
import { eventually, mount, PAGE, pageTester, writeSite } from './widget-pages.js';

const AXE = fileURLToPath(new URL('../node_modules/axe-core/axe.min.js', import.meta.url));
const THEMES = (await readdir(new URL('../../web/dist/themes/', import.meta.url))).map((name) =>
  path.basename(name, '.css'),
);
const LAYOUTS = ['bundle', 'list', 'cards'];
const TEMPLATES = `<template slot="header"><h2>Our <em>picks</em></h2></template>
  <template slot="item"><a data-goeswith="link"><img data-goeswith="image"><b data-goeswith="title"></b></a>
    <i data-goeswith="price"></i><button data-goeswith="add">Add</button></template>
  <template slot="empty"><p>Nothing yet.</p></template><template slot="footer"><p>Chosen by past orders.</p></template>`;

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  root = await writeSite({
    'looks.html': PAGE.replace(
      '<script',
      '<link rel="stylesheet" href="/page.css"><script src="/shifts.js"></script><script src="/axe.js"></script><script',
    ),
    // WebKit says of its own buttons that they are white on light grey where it is dark, and paints them otherwise.
    'page.css': 'button { background: Canvas; color: CanvasText; }',
    'templates.html': PAGE.replace('<script', '<script src="/axe.js"></script><script').replace(
      '<main>',
      `<main><goes-with product-id="kettle" layout="cards">${TEMPLATES}</goes-with>`,
    ),
    'shifts.js': `globalThis.shifts = [];
      if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
        new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value)))
          .observe({ type: 'layout-shift', buffered: true });
      }`,
  });
  await copyFile(AXE, path.join(root, 'axe.js'));
  server = await serve(root);
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

/** Barriers on the whole page, by WCAG 2.2 AA: axe's findings. */
async function audit() {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations, passes } = await globalThis.axe.run(document, { runOnly: tags });
  if (!passes.length) return ['axe looked at nothing'];
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join(' | ')}`,
  );
}

/**
 * Dresses the page; resolves when the theme is there.
 * @param {{theme?: string, direction?: string, scheme?: string}} look
 */
async function dress({ theme, direction = 'ltr', scheme = 'light' }) {
  const { documentElement } = document;
  documentElement.dir = direction;
  documentElement.lang = direction === 'rtl' ? 'ar' : 'en';
  // axe takes what has no colour of its own for white.
  Object.assign(documentElement.style, { colorScheme: scheme, background: 'Canvas', color: 'CanvasText' });
  document.querySelector('link.theme')?.remove();
  if (!theme) return;
  const link = document.createElement('link');
  Object.assign(link, { rel: 'stylesheet', className: 'theme', href: `/themes/${theme}.css` });
  await new Promise((resolve, reject) => {
    Object.assign(link, { onload: resolve, onerror: reject });
    document.head.append(link);
  });
}

/** A shop with a reduced item, one that needs a choice, one that it refuses, and writes that wait for `shop.release`. */
function sellHard() {
  const product = (id, more) => ({
    ...{ id, title: `The ${id}`, url: `/p/${id}.html`, image: { src: '/pixel.png' }, currency: 'EUR' },
    ...{ priceMinor: 1000, available: true, requiresChoice: false, ...more },
  });
  globalThis.shop.held = undefined;
  globalThis.shop.adapter = globalThis.shop.memoryAdapter({
    products: [
      product('kettle'),
      product('tea', { compareAtMinor: 1500 }),
      product('pot', { requiresChoice: true }),
      product('mug', { available: false }),
      product('mat'),
    ],
    refuse: async ({ variantId }) => {
      await globalThis.shop.held;
      return variantId === 'tea' ? 'Two a household.' : undefined;
    },
  });
  globalThis.shop.configure({ adapter: globalThis.shop.adapter });
}

/** Shows an element in a layout, afresh. @param {Record<string, string>} attributes */
async function show(attributes) {
  document.querySelector('goes-with')?.remove();
  const element = document.createElement('goes-with');
  for (const [name, value] of Object.entries({ 'product-id': 'kettle', quantity: '', ...attributes })) {
    element.setAttribute(name, value);
  }
  document.querySelector('main').append(element);
  const inside = () => element.shadowRoot ?? element;
  for (const end = Date.now() + 5000; inside().querySelectorAll('li').length < 3; ) {
    if (Date.now() > end) throw new Error(`only ${inside().textContent}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Uses the first button that adds, and leaves the shop busy. */
function beginToAdd() {
  globalThis.shop.held = new Promise((resolve) => (globalThis.shop.release = resolve));
  const element = document.querySelector('goes-with');
  (element.shadowRoot ?? element).querySelector('button').click();
}

/** Lets the shop answer, and waits until the element tells what came of it. */
async function endAdding() {
  globalThis.shop.release();
  const element = document.querySelector('goes-with');
  for (const end = Date.now() + 5000; !(element.shadowRoot ?? element).querySelector('[role=status][data-error]'); ) {
    if (Date.now() > end) throw new Error('no failure was told');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

eachEngine((engine, getBrowser) => {
  const looksTest = (name, run, options) =>
    pageTester(getBrowser, () => server)(name, run, { file: 'looks.html', ...options });
  const isChromium = engine === 'chromium';
  const looks = [
    { direction: 'ltr', scheme: 'light' },
    { direction: 'rtl', scheme: 'dark' },
    ...(isChromium
      ? [
          { direction: 'rtl', scheme: 'light' },
          { direction: 'ltr', scheme: 'dark' },
        ]
      : []),
  ];

  for (const theme of [undefined, ...THEMES]) {
    looksTest(
      `${theme ?? 'no theme'}: every layout, direction and scheme passes axe, also busy and after a failure`,
      async (page) => {
        for (const look of looks) {
          await page.evaluate(dress, { theme, ...look });
          for (const layout of LAYOUTS) {
            for (const attributes of isChromium && look.scheme === 'dark' ? [{ layout, shadow: '' }] : [{ layout }]) {
              const where = `${layout} ${JSON.stringify(look)}`;
              await page.evaluate(sellHard); // with an empty cart
              await page.evaluate(show, attributes);
              assert.deepEqual(await page.evaluate(audit), [], where);
              await page.evaluate(beginToAdd);
              assert.deepEqual(await page.evaluate(audit), [], `${where}, busy`);
              await page.evaluate(endAdding);
              assert.deepEqual(await page.evaluate(audit), [], `${where}, with a failure`);
            }
          }
        }
      },
    );

    looksTest(
      `${theme ?? 'no theme'}: nothing is wider than a page of ${isChromium ? 280 : 450} pixels, in any layout`,
      async (page) => {
        await page.setViewport(isChromium ? 280 : 450, 800);
        await page.evaluate(sellHard);
        for (const direction of ['ltr', 'rtl']) {
          await page.evaluate(dress, { theme, direction });
          for (const layout of LAYOUTS) {
            await page.evaluate(show, { layout });
            const wide = () => {
              const { scrollWidth, clientWidth } = document.documentElement;
              const outside = [...document.querySelectorAll('goes-with *')].filter((node) => {
                if (getComputedStyle(node).clipPath !== 'none' || node.closest('.goeswith-unseen, [role=status]'))
                  return false;
                const { left, right } = node.getBoundingClientRect();
                return left < -0.5 || right > clientWidth + 0.5;
              });
              return [scrollWidth - clientWidth, ...outside.map(({ className }) => className)];
            };
            assert.deepEqual(await page.evaluate(wide), [0], `${layout} ${direction}`);
          }
        }
      },
    );
  }

  looksTest(
    'loading, empty and failed: the children pass axe, and the page says nothing that is not so',
    async (page) => {
      server.setFaults([[/table\/manifest/, 'stalled']]);
      await page.evaluate(mount, { 'product-id': 'kettle' }, 'Ask us.');
      assert.deepEqual(await page.evaluate(audit), []);
      await page.evaluate(() => {
        const element = document.querySelector('goes-with');
        element.table = '/gone/';
      });
      await eventually(page, () => events.filter(([type]) => type === 'error').length, 1);
      assert.deepEqual(await page.evaluate(audit), []);
      server.setFaults([]);
      await page.evaluate(mount, { 'product-id': 'lonely', table: '/table/?fresh' }, 'Nothing goes with it.');
      assert.deepEqual(await page.evaluate(audit), []);
    },
    { expectedProblems: [/./] },
  );

  looksTest('theme in a shadow root looks as it does in the page, by its parts', async (page) => {
    await page.evaluate(sellHard);
    const styles = () => {
      const element = document.querySelector('goes-with');
      const inside = element.shadowRoot ?? element;
      return ['', '-title', '-item', '-price', '-add', '-choose', '-name'].map((name) => {
        const node = inside.querySelector(name ? `.goeswith${name}` : 'section');
        const { color, backgroundColor, fontFamily, fontSize, borderTopWidth, borderRadius, padding } =
          getComputedStyle(node);
        return [name, color, backgroundColor, fontFamily, fontSize, borderTopWidth, borderRadius, padding];
      });
    };
    for (const theme of THEMES) {
      await page.evaluate(dress, { theme });
      for (const layout of ['list', 'cards']) {
        await page.evaluate(show, { layout });
        const light = await page.evaluate(styles);
        await page.evaluate(show, { layout, shadow: '' });
        assert.deepEqual(await page.evaluate(styles), light, `${theme} ${layout}`);
      }
    }
  });

  looksTest(
    'header, item, empty and footer are the page’s templates, and pass axe',
    async (page) => {
      const texts = () =>
        [...document.querySelectorAll('.goeswith-header,.goeswith-footer,.goeswith-empty')].map((e) =>
          e.textContent.trim(),
        );
      await eventually(page, texts, ['Our picks', 'Chosen by past orders.']);
      assert.deepEqual(
        await page.evaluate(() =>
          [...document.querySelectorAll('li')].map((li) => [...li.children].map((e) => e.textContent.trim()).join('|')),
        ),
        ['The tea|€10.03|Add', 'The pot|€10.03|Add', 'The mug|€10.03|Add'],
      );
      assert.deepEqual(await page.evaluate(audit), []);
      await page.evaluate(() => (document.querySelector('goes-with').productId = 'lonely'));
      await eventually(page, texts, ['Nothing yet.']);
      assert.deepEqual(await page.evaluate(audit), []);
      await page.evaluate(() => (document.querySelector('goes-with').productId = 'kettle'));
      await eventually(page, texts, ['Our picks', 'Chosen by past orders.']);
    },
    { file: 'templates.html' },
  );

  looksTest(
    'by keyboard: a box is unticked with the space bar, and all is added with Enter, the focus staying put',
    async (page) => {
      await page.evaluate(mount, { 'product-id': 'kettle', layout: 'bundle' });
      await eventually(page, () => document.querySelectorAll('goes-with input').length, 4);
      await page.evaluate(() => document.querySelector('#before').focus());
      const focused = () => document.activeElement.className;
      const seen = [];
      for (let i = 0; i < 20 && seen.at(-1) !== 'goeswith-add-all'; i++) {
        await page.press('Tab');
        seen.push(await page.evaluate(focused));
        if (seen.filter((name) => name === 'goeswith-check').length === 2 && seen.at(-1) === 'goeswith-check')
          await page.press(' ');
      }
      assert.deepEqual(seen.filter((name) => name === 'goeswith-check').length, 4);
      assert.equal(seen.at(-1), 'goeswith-add-all');
      await eventually(page, () => document.querySelector('.goeswith-add-all').textContent, 'Add 3 items to cart');
      await page.press('Enter');
      await eventually(page, async () => (await shop.adapter.getCart()).lines.map((line) => line.productId), [
        'kettle',
        'pot',
        'mug',
      ]);
      await eventually(
        page,
        () => document.querySelector('[role=status]').textContent,
        'The kettle, The pot, and The mug added to cart.',
      );
      assert.equal(await page.evaluate(focused), 'goeswith-add-all');
    },
  );

  if (!isChromium) return;

  looksTest(
    'accessibility tree has a named region, checkboxes with prices, a live total and the outcome',
    async (page) => {
      await page.evaluate(sellHard);
      await page.evaluate(show, { layout: 'bundle' });
      const tree = await page.accessibilityTree();
      const roles = (role) => tree.filter((node) => node.role === role).map(({ name }) => name);
      assert.deepEqual(roles('region'), ['Frequently bought together']);
      assert.deepEqual(roles('group'), ['Choose items']);
      assert.deepEqual(
        roles('checkbox').map((name) => name.replace(/\s+/g, ' ')),
        ['This item: The kettle €10.00', 'The tea Previous price: €15.00 €10.00', 'The mat €10.00'],
      );
      assert.deepEqual(
        tree.filter(({ role }) => role === 'checkbox').map(({ checked }) => checked),
        ['true', 'true', 'true'],
      );
      assert.ok(roles('link').includes('Choose options: The pot'), roles('link').join());
      assert.ok(roles('button').includes('Add 3 items to cart'), roles('button').join());
      assert.deepEqual(
        tree.filter(({ role }) => role === 'status').map(({ live, atomic }) => [live, atomic]),
        [
          ['polite', true], // the total
          ['polite', true],
        ],
      );
      await page.evaluate(beginToAdd);
      const busy = (await page.accessibilityTree()).find(({ name }) => name === 'Add 3 items to cart');
      assert.equal(busy?.disabled, true);
      await page.evaluate(endAdding);
      const said = (await page.accessibilityTree()).filter(({ role }) => role === 'StaticText').map(({ name }) => name);
      assert.ok(
        said.some((text) =>
          /^The kettle and The mat added to cart\. The tea could not be added\. Two a household\.$/.test(text),
        ),
        said.join('\n'),
      );
    },
  );

  looksTest('forced colours: buttons and checkboxes stay visible, and axe passes', async (page) => {
    await page.setMedia({ 'forced-colors': 'active' });
    await page.evaluate(sellHard);
    for (const theme of THEMES) {
      await page.evaluate(dress, { theme });
      await page.evaluate(show, { layout: 'bundle' });
      const border = () => {
        const { borderTopStyle, borderTopWidth } = getComputedStyle(document.querySelector('.goeswith-add-all'));
        return [matchMedia('(forced-colors: active)').matches, borderTopStyle, parseFloat(borderTopWidth) >= 1];
      };
      assert.deepEqual(await page.evaluate(border), [true, 'solid', true], theme);
      assert.deepEqual(await page.evaluate(audit), [], theme);
    }
  });

  looksTest('nothing moves unless motion is welcome', async (page) => {
    await page.evaluate(sellHard);
    const durations = () => {
      const all = [...document.querySelectorAll('goes-with *')].flatMap((node) => {
        const { transitionDuration, animationName } = getComputedStyle(node);
        return [...transitionDuration.split(', '), animationName];
      });
      return all.filter((value) => value !== '0s' && value !== 'none').length > 0;
    };
    for (const theme of THEMES) {
      await page.evaluate(dress, { theme });
      await page.evaluate(show, { layout: 'cards' });
      await page.setMedia({ 'prefers-reduced-motion': 'reduce' });
      assert.equal(await page.evaluate(durations), false, theme);
    }
  });

  looksTest('targets are 24 pixels or more in both directions, in every theme and layout', async (page) => {
    await page.evaluate(sellHard);
    for (const theme of [undefined, ...THEMES]) {
      await page.evaluate(dress, { theme });
      for (const layout of LAYOUTS) {
        await page.evaluate(show, { layout });
        const small = () =>
          [...document.querySelectorAll('goes-with :is(a, button, input)')]
            .map((node) => ({ name: node.className, box: node.getBoundingClientRect() }))
            .filter(({ box }) => box.width < 24 || box.height < 24)
            .map(({ name, box }) => `${name} ${box.width} × ${box.height}`);
        assert.deepEqual(await page.evaluate(small), [], `${theme} ${layout}`);
      }
    }
  });

  looksTest('with room reserved nothing below moves, in any theme and layout', async (page) => {
    await page.evaluate(sellHard);
    for (const theme of [undefined, ...THEMES]) {
      await page.evaluate(dress, { theme });
      for (const layout of LAYOUTS) {
        await page.evaluate(() => {
          document.querySelector('goes-with')?.remove();
          document.querySelector('#below')?.remove();
          const below = document.createElement('p');
          Object.assign(below, { id: 'below', textContent: 'What is below.' });
          const element = document.createElement('goes-with');
          element.style.setProperty('--goeswith-reserve', '36rem');
          document.querySelector('main').append(element, below);
        });
        // Shifts that the test itself has made do not count.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
        await page.evaluate((wanted) => {
          shifts.length = 0;
          Object.assign(document.querySelector('goes-with'), { layout: wanted, productId: 'kettle' });
        }, layout);
        await eventually(page, () => document.querySelectorAll('goes-with li').length >= 3, true);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
        const height = await page.evaluate(() => document.querySelector('goes-with').scrollHeight);
        assert.deepEqual(await page.evaluate(() => shifts), [], `${theme} ${layout}, ${height} px`);
      }
    }
  });
});
