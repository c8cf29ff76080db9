// Data that attacks: whatever a table, a shop or a setting says, it is text, and the page is unharmed.

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before } from 'node:test';
import { eachEngine, serve } from '../harness/index.js';
import { writeTable } from '../table/table-writer.js';
import { ADDRESSES, MARKUP, POLLUTION } from './attacks.js';
import { eventually, mount, pageTester, publish, settle, shown, writeSite } from './widget-pages.js';

/** How many attacks an element shows. */
const SHARE = 15;
/** @param {string[]} attacks @param {(attack: string) => object} card */
const itemsFor = (attacks, card) => {
  const items = attacks.map((attack, i) => ({ sku: `hostile${i}`, title: `Item ${i}`, ...card(attack) }));
  const anchors = [];
  for (let from = 0; from < items.length; from += SHARE) {
    const share = items.slice(from, from + SHARE);
    anchors.push({
      sku: `anchor${from / SHARE}`,
      goesWith: Object.fromEntries(share.map(({ sku }, i) => [sku, SHARE - i])),
    });
  }
  return [...anchors, ...items];
};
const ANCHORS = Math.ceil(MARKUP.length / SHARE);
const ODD_NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  root = await writeSite();
  // A NUL ends a text in the table.
  const titles = MARKUP.map((attack) => attack.replace('\0', ''));
  await publish(root, 'titles', writeTable(itemsFor(titles, (title) => ({ title, priceMinor: 100 }))));
  await publish(root, 'addresses', writeTable(itemsFor(ADDRESSES, (url) => ({ url, image: url }))));
  await publish(
    root,
    'names',
    writeTable([
      { sku: 'anchor', goesWith: Object.fromEntries(ODD_NAMES.map((_, i) => [`n${i}`, 9 - i])) },
      ...ODD_NAMES.map((name, i) => ({ sku: `n${i}`, title: name, category: name, group: name, currency: 'EUR' })),
      ...ODD_NAMES.map((name) => ({ sku: name, title: name })),
    ]),
  );
  server = await serve(root);
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

/** The harm that the attacks did. */
const harm = () => {
  const roots = [...document.querySelectorAll('goes-with')].map((element) => element.shadowRoot ?? element);
  const nodes = roots.flatMap((from) => [...from.querySelectorAll('*')]);
  const known = 'A BUTTON DIV FIELDSET FORM H2 IMG INPUT LABEL LEGEND LI OUTPUT P S SECTION SLOT SPAN UL'.split(' ');
  return {
    attacked: typeof globalThis.attacked,
    strangers: nodes.map(({ tagName }) => tagName).filter((name) => !known.includes(name)),
    handlers: nodes.flatMap((node) => [...node.attributes].map(({ name }) => name)).filter((name) => /^on/.test(name)),
    addresses: nodes.flatMap(({ href, src }) => [href, src]).filter((url) => url && !/^https?:/.test(url)),
  };
};
const NO_HARM = { attacked: 'undefined', strangers: [], handlers: [], addresses: [] };

eachEngine((_engine, getBrowser) => {
  const pageTest = pageTester(getBrowser, () => server);

  for (const attributes of [{ layout: 'cards' }, { layout: 'bundle', quantity: '' }, { layout: 'list', shadow: '' }]) {
    pageTest(
      `titles in a table that are attacks are text: ${Object.keys(attributes).join()} ${attributes.layout}`,
      async (page) => {
        for (let i = 0; i < ANCHORS; i++) {
          await page.evaluate(mount, { ...attributes, 'product-id': `anchor${i}`, table: '/titles/', limit: '20' });
        }
        const names = () =>
          [...document.querySelectorAll('goes-with')].flatMap((element) =>
            [...(element.shadowRoot ?? element).querySelectorAll('.goeswith-item')]
              .filter((item) => !item.querySelector('.goeswith-anchor'))
              .map((item) => item.querySelector('.goeswith-name').textContent),
          );
        // Elements load as they come near.
        for (let i = 0; i < ANCHORS; i++) {
          await page.evaluate((n) => document.querySelectorAll('goes-with')[n].scrollIntoView(), i);
          await settle(page);
        }
        await eventually(
          page,
          names,
          MARKUP.map((attack) => attack.replace('\0', '')),
        );
        assert.deepEqual(await page.evaluate(harm), NO_HARM);
      },
    );
  }

  pageTest('addresses in a table that are attacks are no links and no pictures', async (page) => {
    for (let i = 0; i < Math.ceil(ADDRESSES.length / SHARE); i++) {
      await page.evaluate(mount, { 'product-id': `anchor${i}`, table: '/addresses/', limit: '20' });
    }
    await eventually(page, () => document.querySelectorAll('goes-with li').length, ADDRESSES.length);
    assert.equal(await page.evaluate(() => document.querySelectorAll('goes-with a, goes-with img').length), 0);
    await page.evaluate(() => document.querySelectorAll('goes-with li *').forEach((node) => node.click?.()));
    await settle(page);
    assert.deepEqual(await page.evaluate(harm), NO_HARM);
  });

  pageTest('whatever a shop says that is an attack is text, in every field', async (page) => {
    await page.evaluate(
      (markup, addresses) => {
        let turn = 0;
        const products = async (ids) =>
          ids.map((id, i) => {
            const text = markup[(turn + i) % markup.length];
            const url = addresses[(turn + i) % addresses.length];
            return {
              ...{ id, title: text, url, image: { src: url, alt: text, width: text, height: text }, variantId: text },
              ...{ priceMinor: 100, compareAtMinor: 200, currency: 'EUR', available: true, requiresChoice: i % 2 > 0 },
            };
          });
        const strings = Object.fromEntries(
          [
            'heading',
            'legend',
            'anchor',
            'view',
            'compare',
            'quantity',
            'choose',
            'add',
            'addAll',
            'total',
            'added',
            'failed',
          ].map((key) => [key, '']),
        );
        shop.attack = (step) => {
          turn = step;
          for (const key of Object.keys(strings))
            strings[key] = `${markup[step % markup.length]} {item}{reason}{price}`;
          const text = markup[step % markup.length];
          shop.configure({
            strings: { ...strings },
            adapter: {
              ...shop.memoryAdapter(),
              products,
              formatMoney: () => text,
              addLines: async () => ({ added: [], errors: [{ variantId: text, code: text, message: text }] }),
            },
          });
          const element = document.querySelector('goes-with');
          element.heading = text;
          element.lang = text;
          element.limit = 1 + (step % 4);
        };
      },
      MARKUP,
      ADDRESSES,
    );
    await page.evaluate(mount, { 'product-id': 'kettle', layout: 'bundle', quantity: '' });
    for (let step = 0; step < MARKUP.length; step++) {
      await page.evaluate(async (n) => {
        shop.attack(n);
        const element = document.querySelector('goes-with');
        for (let i = 0; i < 200 && element.querySelector('h2')?.textContent !== element.heading; i++) {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        element.querySelector('.goeswith-add-all').click();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }, step);
      assert.deepEqual(await page.evaluate(harm), NO_HARM, MARKUP[step]);
    }
    await eventually(page, () => document.querySelector('[role=status]').textContent.length > 3, true);
    await settle(page);
    assert.deepEqual(await page.evaluate(harm), NO_HARM);
  });

  pageTest(
    'settings that would pollute prototypes do not',
    async (page) => {
      await page.evaluate(mount, { 'product-id': 'mug', quantity: '' });
      for (const payload of POLLUTION) {
        await page.evaluate((json) => shop.configure(JSON.parse(json)), payload);
      }
      await page.evaluate(() => shop.configure({ holdout: undefined, strings: undefined }));
      await settle(page);
      await eventually(page, shown, [['spoon', 'saucer']]);
      assert.deepEqual(
        await page.evaluate(() => [{}.polluted, {}.withhold, {}.share, ''.polluted, [].polluted].filter(Boolean)),
        [],
      );
    },
    { expectedProblems: Array(9).fill(/is no setting|holdout/) },
  );

  pageTest('cards and carts with the names of built-in properties are ordinary', async (page) => {
    await page.evaluate(mount, {
      'product-id': 'anchor',
      table: '/names/',
      limit: '9',
      cart: ODD_NAMES.slice(2).join(),
    });
    await eventually(page, shown, [ODD_NAMES]);
    assert.equal(await page.evaluate(() => Object.keys(Object.prototype).length), 0);
  });

  pageTest('prices that are no numbers are not shown, and the items are', async (page) => {
    await page.evaluate(() => {
      const wrong = ['12', NaN, Infinity, -0.5, {}, [], null, true, 2 ** 60, '<b>'];
      shop.prices = (i) => {
        const product = {
          url: '/p/tea.html',
          image: { src: '' },
          currency: 'EUR',
          available: true,
          requiresChoice: false,
        };
        const products = ['tea', 'pot', 'mug'].map((id) => ({
          ...product,
          id,
          title: `The ${id}`,
          priceMinor: wrong[i],
          compareAtMinor: wrong[i],
        }));
        shop.configure({ adapter: shop.memoryAdapter({ products }) });
        return wrong.length;
      };
    });
    await page.evaluate(mount, { 'product-id': 'kettle' });
    await eventually(page, shown, [['tea', 'pot', 'mug']]);
    const count = await page.evaluate(() => shop.prices(0));
    for (let i = 0; i < count; i++) {
      await page.evaluate((n) => void shop.prices(n), i);
      await eventually(page, () => document.querySelectorAll('goes-with .goeswith-price').length, 0);
      assert.deepEqual(await page.evaluate(shown), [['tea', 'pot', 'mug']]);
    }
  });
});
