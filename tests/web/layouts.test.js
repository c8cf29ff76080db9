// The layouts, and how several elements share a page.

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before } from 'node:test';

import { eachEngine, serve } from '../harness/index.js';
import { eventually, holdBack, mount, pageTester, settle, shown, watchAdding, writeSite } from './widget-pages.js';

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  root = await writeSite();
  server = await serve(root);
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

/** A bundle's own words. */
const bundle = () => ({
  labels: [...document.querySelectorAll('goes-with label')].map((label) => label.textContent.trim()),
  checked: [...document.querySelectorAll('goes-with input[type=checkbox]')].map(({ checked }) => checked),
  total: document.querySelector('goes-with output')?.checkVisibility()
    ? document.querySelector('goes-with output').textContent
    : '',
  button: document.querySelector('goes-with .goeswith-add-all')?.textContent,
});
const cart = async () => (await globalThis.shop.adapter.getCart()).lines.map((line) => [line.productId, line.quantity]);
const status = () => document.querySelector('goes-with [role=status]').textContent;

/** @param {object} [more] what the shop knows of its products, by id */
function sell(more = {}) {
  const products = Object.entries(more).map(([id, facts]) => ({
    ...{ id, title: `The ${id}`, url: `/p/${id}.html`, image: { src: '/pixel.png' }, currency: 'EUR' },
    ...{ priceMinor: 1000, available: true, requiresChoice: false, ...facts },
  }));
  globalThis.shop.refused = {};
  globalThis.shop.adapter = globalThis.shop.memoryAdapter({
    products,
    refuse: ({ variantId }) => globalThis.shop.refused[variantId],
  });
  globalThis.shop.configure({ adapter: globalThis.shop.adapter });
}

eachEngine((_engine, getBrowser) => {
  const pageTest = pageTester(getBrowser, () => server);
  /** @param {any} page @param {object} [attributes] */
  const openBundle = async (page, attributes) => {
    await page.evaluate(mount, { 'product-id': 'kettle', layout: 'bundle', ...attributes });
    await eventually(page, () => !!document.querySelector('goes-with output')?.textContent, true);
  };

  pageTest('layout follows the placement unless it is given', async (page) => {
    const layouts = () => [...document.querySelectorAll('goes-with > section')].map(({ dataset }) => dataset.layout);
    await page.evaluate(() => {
      for (const attributes of [
        ['product-id', 'kettle'],
        ['placement', 'cart'],
        ['cart', 'mug'],
      ]) {
        const element = document.createElement('goes-with');
        element.setAttribute('cart', 'mug');
        element.setAttribute('limit', '1');
        element.setAttribute(...attributes);
        document.querySelector('main').append(element);
      }
    });
    await eventually(page, layouts, ['bundle', 'list', 'cards']);
    await page.evaluate(() => (document.querySelector('goes-with:nth-child(2)').placement = 'product'));
    await eventually(page, layouts, ['bundle', 'cards', 'cards']);
    await page.evaluate(() => (document.querySelector('goes-with:nth-child(2)').layout = 'bundle'));
    await eventually(page, layouts, ['bundle', 'bundle', 'cards']);
    await page.evaluate(() => shop.configure({ adapter: undefined }));
    await eventually(page, layouts, ['cards', 'cards', 'cards']);
  });

  pageTest('bundle offers the item with its complements, all chosen, and sums them up', async (page) => {
    await openBundle(page);
    assert.deepEqual(await page.evaluate(bundle), {
      labels: ['This item: The kettle €10.06', 'The tea €10.03', 'The pot €10.03', 'The mug €10.03'],
      checked: [true, true, true, true],
      total: 'Total for 4 items: €40.15',
      button: 'Add 4 items to cart',
    });
    const names = await page.evaluate(() => [
      document.querySelector('goes-with section').getAttribute('aria-label'),
      document.querySelector('goes-with section > form > fieldset > legend').textContent,
      document.querySelector('goes-with li:nth-child(2) a').textContent,
      document.querySelectorAll('goes-with li:nth-child(1) a').length,
    ]);
    assert.deepEqual(names, ['Frequently bought together', 'Choose items', 'View The tea', 0]);
  });

  pageTest('bundle follows the choice, and adds what is chosen with one request', async (page) => {
    await openBundle(page);
    await page.click('li:nth-child(3) input');
    await page.click('li:nth-child(4) input');
    await eventually(page, bundle, {
      labels: ['This item: The kettle €10.06', 'The tea €10.03', 'The pot €10.03', 'The mug €10.03'],
      checked: [true, true, false, false],
      total: 'Total for 2 items: €20.09',
      button: 'Add 2 items to cart',
    });
    await page.click('.goeswith-add-all');
    await eventually(page, status, 'The kettle and The tea added to cart.');
    assert.deepEqual(await page.evaluate(cart), [
      ['kettle', 1],
      ['tea', 1],
    ]);
    assert.deepEqual(
      await page.evaluate(() =>
        events.filter(([type]) => /add/.test(type)).map(([type, { lines }]) => [type, lines.length]),
      ),
      [
        ['before-add', 2],
        ['added', 2],
      ],
    );
    // The item is in the cart now, so a second one is no longer taken for granted; what was unchosen stays so.
    await eventually(page, () => [...document.querySelectorAll('goes-with input')].map(({ checked }) => checked), [
      ...[false, false, false],
      true,
    ]);
  });

  // Changed item by item, and, without the script that can, made anew.
  for (const [what, faults, expectedProblems] of [
    ['that changes', [], []],
    ['that is made anew', [[/keep\.js/, 'missing']], [/keep\.js \[unreachable\]/]],
  ]) {
    pageTest(
      `bundle ${what} while its button still loads what it needs adds what was chosen, once`,
      async (page) => {
        const release = holdBack(server, /adding\.js/, faults);
        await page.evaluate(watchAdding);
        await openBundle(page, { quantity: '' });
        await page.evaluate(() => (document.querySelector('goes-with li:nth-child(3) input[type=number]').value = '2'));
        await page.click('li:nth-child(4) input');
        await page.click('.goeswith-add-all');
        await page.evaluate(() => shop.adapter.setQuantity('tea', 1));
        await eventually(
          page,
          () => document.querySelectorAll('goes-with li .goeswith-name')[3]?.textContent,
          'The mat',
        );
        await page.click('.goeswith-add-all');
        assert.deepEqual(await page.evaluate(() => shop.requests), []);
        release();
        await eventually(page, status, 'The kettle, The tea, and The pot added to cart.');
        await settle(page);
        assert.deepEqual(await page.evaluate(() => shop.requests), [
          [
            ['kettle', 1],
            ['tea', 1],
            ['pot', 2],
          ],
        ]);
        assert.equal(
          await page.evaluate(() => document.querySelector('.goeswith-add-all').hasAttribute('aria-disabled')),
          false,
        );
      },
      { expectedProblems },
    );
  }

  pageTest('bundle with nothing chosen adds nothing, and says so', async (page) => {
    await openBundle(page);
    for (let i = 1; i <= 4; i++) await page.click(`li:nth-child(${i}) input`);
    await eventually(page, bundle, {
      labels: ['This item: The kettle €10.06', 'The tea €10.03', 'The pot €10.03', 'The mug €10.03'],
      checked: [false, false, false, false],
      total: '',
      button: 'Add 0 items to cart',
    });
    await page.click('.goeswith-add-all');
    await settle(page);
    assert.deepEqual(await page.evaluate(cart), []);
    assert.equal(
      await page.evaluate(() => document.querySelector('.goeswith-add-all').getAttribute('aria-disabled')),
      'true',
    );
  });

  pageTest('bundle with nothing chosen adds nothing, though what says so is still on its way', async (page) => {
    const release = holdBack(server, /adding\.js/);
    await page.evaluate(watchAdding);
    await openBundle(page);
    for (let i = 1; i <= 4; i++) await page.click(`li:nth-child(${i}) input`);
    await page.click('.goeswith-add-all');
    release();
    await eventually(page, () => document.querySelector('.goeswith-add-all').textContent, 'Add 0 items to cart');
    await settle(page);
    assert.deepEqual(await page.evaluate(() => [shop.requests, events.filter(([type]) => type === 'before-add')]), [
      [],
      [],
    ]);
  });

  pageTest('bundle that succeeds in part says which items failed and why', async (page) => {
    await page.evaluate(sell, { tea: { variantId: 'tea-100g' } });
    await page.evaluate(() => Object.assign(shop.refused, { 'tea-100g': 'Two a household.', mug: 'It broke.' }));
    await openBundle(page);
    await page.click('.goeswith-add-all');
    await eventually(
      page,
      status,
      'The kettle and The pot added to cart. The tea could not be added. Two a household. The mug could not be added. It broke.',
    );
    assert.deepEqual(await page.evaluate(cart), [
      ['kettle', 1],
      ['pot', 1],
    ]);
    assert.ok(await page.evaluate(() => document.querySelector('[role=status]').clientHeight > 5));
    const errors = () => events.filter(([type]) => type === 'error').map(([, { code, message }]) => [code, message]);
    assert.deepEqual(await page.evaluate(errors), [
      ['refused', 'Two a household.'],
      ['refused', 'It broke.'],
    ]);
  });

  pageTest('bundle has no checkbox for what needs a choice, and leaves out what is sold out', async (page) => {
    await page.evaluate(sell, {
      tea: { requiresChoice: true },
      pot: { available: false },
      kettle: { requiresChoice: true },
    });
    await openBundle(page);
    const items = () =>
      [...document.querySelectorAll('goes-with li')].map((item) => [
        item.querySelector('.goeswith-name').textContent,
        item.querySelector('input, .goeswith-choose')?.className ?? 'none',
      ]);
    await eventually(page, items, [
      ['This item: The kettle', 'none'],
      ['The tea', 'goeswith-choose'],
      ['The mug', 'goeswith-check'],
      ['The mat', 'goeswith-check'],
    ]);
    assert.equal((await page.evaluate(bundle)).button, 'Add 2 items to cart');
    await page.evaluate(sell, { kettle: { available: false } });
    await eventually(page, () => document.querySelectorAll('goes-with .goeswith-anchor').length, 0);
  });

  pageTest(
    'bundle refuses to sum up prices in several currencies, and those that are no numbers',
    async (page) => {
      await page.evaluate(sell, { tea: { currency: 'JPY' } });
      await openBundle(page);
      assert.equal((await page.evaluate(bundle)).total, '');
      assert.match((await page.evaluate(bundle)).labels[1], /¥1,000$/);
      await page.click('li:nth-child(2) input');
      await eventually(page, () => document.querySelector('goes-with output').textContent, 'Total for 3 items: €30.12');
      for (const priceMinor of ['12', null, -0.5, {}]) {
        await page.evaluate(sell, { pot: { priceMinor }, tea: {} });
        await eventually(
          page,
          () => document.querySelector('goes-with li:nth-child(3) label').textContent.trim(),
          'The pot',
        );
        assert.equal((await page.evaluate(bundle)).total, '');
      }
    },
    { expectedProblems: [/prices in EUR and JPY have no total.*\[currency\]/] },
  );

  pageTest('quantities, where asked for, count in the total and in the cart', async (page) => {
    await openBundle(page, { quantity: '' });
    await page.evaluate(() => {
      const fields = document.querySelectorAll('goes-with input[type=number]');
      fields[1].focus();
      fields[1].select();
    });
    await page.type('3');
    await eventually(page, () => document.querySelector('goes-with output').textContent, 'Total for 6 items: €60.21');
    await page.press('Enter');
    await eventually(page, cart, [
      ['kettle', 1],
      ['tea', 3],
      ['pot', 1],
      ['mug', 1],
    ]);
    await page.evaluate(() => (document.querySelector('goes-with').layout = 'list'));
    await eventually(page, () => document.querySelectorAll('goes-with li:first-child input[type=number]').length, 1);
    await page.evaluate(() => {
      document.querySelector('goes-with input').value = '-4';
    });
    await page.click('goes-with li button');
    await eventually(
      page,
      async () => (await shop.adapter.getCart()).lines.slice(4).map(({ quantity }) => quantity),
      [1],
    );
  });

  pageTest('choice of the shopper outlives new prices', async (page) => {
    await openBundle(page, { quantity: '' });
    await page.click('li:nth-child(3) input');
    await page.evaluate(() => (document.querySelectorAll('goes-with input[type=number]')[1].value = '5'));
    await page.evaluate(sell, { tea: { priceMinor: 5000 }, pot: { priceMinor: 6000 } });
    await eventually(page, () => document.querySelector('li:nth-child(2) label').textContent.trim(), 'The tea €50.00');
    const state = await page.evaluate(() =>
      [...document.querySelectorAll('goes-with li')].map((li) =>
        [...li.querySelectorAll('input')].map((i) => (i.type === 'number' ? i.value : i.checked)),
      ),
    );
    assert.deepEqual(state, [
      [true, '1'],
      [true, '5'],
      [false, '1'],
      [true, '1'],
    ]);
  });

  pageTest('bundle inside a form of the page neither nests in it nor submits it', async (page) => {
    await page.evaluate(() => {
      const form = document.createElement('form');
      form.addEventListener('submit', () => (shop.submitted = true));
      document.querySelector('main').append(form);
    });
    await page.evaluate(() => {
      const element = document.createElement('goes-with');
      element.productId = 'kettle';
      document.querySelector('form').append(element);
    });
    await eventually(page, () => document.querySelectorAll('goes-with input').length, 4);
    assert.equal(await page.evaluate(() => document.querySelectorAll('form').length), 1);
    await page.click('.goeswith-add-all');
    await eventually(page, async () => (await shop.adapter.getCart()).lines.length, 4);
    assert.equal(await page.evaluate(() => shop.submitted), undefined);
  });

  pageTest('elements of a page never offer the same item twice, the first in the document has it', async (page) => {
    await page.evaluate(mount, { placement: 'cart', cart: 'mug, kettle', limit: '3' });
    await eventually(page, shown, [['tea', 'spoon', 'saucer']]);
    await page.evaluate(mount, { 'product-id': 'kettle', limit: '2' });
    await page.evaluate(mount, { 'product-id': 'mug' }, 'Ask us.');
    await eventually(page, shown, [['tea', 'spoon', 'saucer'], ['pot', 'mug'], 'Ask us.']);
    await page.evaluate(() => {
      const first = document.querySelector('goes-with');
      first.parentNode.append(first);
    });
    await eventually(page, shown, [['tea', 'pot'], ['spoon', 'saucer'], ['mat']]);
    await page.evaluate(() => document.querySelectorAll('goes-with')[1].remove());
    await eventually(page, shown, [
      ['tea', 'pot'],
      ['spoon', 'saucer', 'mat'],
    ]);
  });

  pageTest('an item that a bundle is for is not offered by another element', async (page) => {
    await openBundle(page, { 'product-id': 'mug' });
    await page.evaluate(mount, { 'product-id': 'kettle' });
    await eventually(
      page,
      () => [...document.querySelectorAll('[data-layout=cards] .goeswith-name')].map((e) => e.textContent),
      [...['The tea', 'The pot', 'The mat']],
    );
  });

  pageTest('adding the last suggestion is still announced, and then no hole is left', async (page) => {
    await page.evaluate(mount, { 'product-id': 'mug', limit: '1', cart: 'spoon' });
    await eventually(page, shown, [['saucer']]);
    await page.evaluate(() =>
      addEventListener('goeswith:added', () => (document.querySelector('goes-with').cart = ['spoon', 'saucer'])),
    );
    await page.click('goes-with button');
    await eventually(page, () => document.querySelectorAll('goes-with li').length, 0);
    assert.equal(await page.evaluate(status), 'The saucer added to cart.');
    assert.ok(await page.evaluate(() => document.querySelector('goes-with').offsetHeight <= 1));
  });

  pageTest('shadow puts all into a shadow root with parts, and the children stay below it', async (page) => {
    await page.evaluate(mount, { 'product-id': 'mug', shadow: '' }, 'Ask us.');
    await eventually(page, () => document.querySelector('goes-with').shadowRoot?.querySelectorAll('li').length, 2);
    const { parts, fallback, display } = await page.evaluate(() => {
      const element = document.querySelector('goes-with');
      return {
        parts: [...element.shadowRoot.querySelectorAll('li:first-child, li:first-child *')].map(
          (node) => node.part.value,
        ),
        fallback: element.querySelector('p').checkVisibility(),
        display: getComputedStyle(element.shadowRoot.querySelector('ul')).display,
      };
    });
    assert.deepEqual(
      parts,
      ['item', 'link', 'image', 'name', 'price', 'add'].map((name) => `${name} cards-${name}`),
    );
    assert.deepEqual([fallback, display], [false, 'grid']);
    await page.evaluate(() => (document.querySelector('goes-with').productId = 'lonely'));
    await eventually(page, () => document.querySelector('goes-with p').checkVisibility(), true);
  });

  pageTest('withheld suggestions are not shown, and the children stay', async (page) => {
    await page.evaluate(() => shop.configure({ withhold: true }));
    await page.evaluate(mount, { 'product-id': 'mug' }, 'Ask us.');
    await settle(page);
    assert.deepEqual(await page.evaluate(shown), ['Ask us.']);
    await page.evaluate(() => shop.configure({ withhold: false }));
    await eventually(page, shown, [['spoon', 'saucer']]);
  });

  pageTest('attribution, where asked for, goes with each added line but the anchor’s', async (page) => {
    await page.evaluate(() => shop.configure({ attribution: true }));
    await openBundle(page, { limit: '1' });
    await page.click('.goeswith-add-all');
    await eventually(page, () => events.find(([type]) => type === 'added')?.[1].lines, [
      { variantId: 'kettle', quantity: 1 },
      { variantId: 'tea', quantity: 1, properties: { _goeswith: 'product' } },
    ]);
  });

  pageTest(
    'renderItem shows items in a way of its own; where it fails or passes they are shown as usual',
    async (page) => {
      await page.evaluate(() =>
        shop.configure({
          renderItem: ({ product, price }) => {
            if (product.id === 'tea') return;
            if (product.id === 'pot') throw new Error('no pots');
            const button = document.createElement('button');
            button.className = 'goeswith-add';
            button.textContent = `${product.title} for ${price}`;
            return button;
          },
        }),
      );
      await page.evaluate(mount, { 'product-id': 'kettle' });
      await eventually(
        page,
        () => [...document.querySelectorAll('goes-with li')].map((li) => li.children.length),
        [3, 3, 1],
      );
      await page.click('li:nth-child(3) button');
      await eventually(page, cart, [['mug', 1]]);
    },
    { expectedProblems: [/renderItem failed: Error: no pots/] },
  );

  pageTest(
    'templates stand in place of items, heading, footer and of nothing, also in a shadow root',
    async (page) => {
      const fill = (attributes) => {
        const element = document.createElement('goes-with');
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        const put = (parent, tag, binding, text = '') => {
          const node = document.createElement(tag);
          if (binding) node.dataset.goeswith = binding;
          node.textContent = text;
          parent.append(node);
        };
        for (const slot of ['header', 'item', 'empty', 'footer', 'attic']) {
          const template = document.createElement('template');
          template.slot = slot;
          if (slot === 'item') {
            put(template.content, 'b', 'title');
            put(template.content, 'i', 'price');
            put(template.content, 'em', 'compare');
            put(template.content, 'button', 'add', 'Take it');
            put(template.content, 'a', 'choose', 'Choose');
            put(template.content, 'u', 'nonsense');
          } else put(template.content, 'p', '', `The ${slot}`);
          element.append(template);
        }
        document.querySelector('main').append(element);
      };
      const text = () => {
        const element = document.querySelector('goes-with:last-child');
        const parts = '.goeswith-header,.goeswith-item,.goeswith-empty,.goeswith-footer';
        return [...(element.shadowRoot ?? element).querySelectorAll(parts)].map(({ textContent }) => textContent);
      };
      for (const attributes of [{ layout: 'cards' }, { layout: 'list', shadow: '' }]) {
        await page.evaluate(() => document.querySelector('goes-with')?.remove());
        await page.evaluate(fill, { ...attributes, 'product-id': 'mug' });
        const full = ['The header', 'The spoon€10.05Take it', 'The saucer€10.06Take it', 'The footer'];
        await eventually(page, text, full);
        for (let i = 0; i < 2; i++) {
          await page.evaluate(() => (document.querySelector('goes-with').productId = 'lonely'));
          await eventually(page, text, ['The empty']);
          await page.evaluate(() => (document.querySelector('goes-with').productId = 'mug'));
          await eventually(page, text, full);
        }
        await page.evaluate(() => {
          const element = document.querySelector('goes-with');
          (element.shadowRoot ?? element).querySelector('.goeswith-add').click();
        });
        await eventually(page, cart, [['spoon', 1]]);
        await page.evaluate(() => shop.adapter.setQuantity('spoon', 0));
      }
    },
    { expectedProblems: Array(2).fill(/slot="attic"|data-goeswith="nonsense"/) },
  );

  pageTest('words follow the nearest language, with its plurals, and the page’s own words come first', async (page) => {
    const button = () => document.querySelector('goes-with .goeswith-add-all').textContent;
    const spoken = () => document.querySelector('goes-with section').lang;
    /** True, or else the text. */
    const matches = (/** @type {string} */ form) => {
      const text = document.querySelector('goes-with .goeswith-add-all').textContent;
      return new RegExp(form).test(text) || text;
    };
    await openBundle(page, { lang: 'pl' });
    /** @type {[language: string, four: RegExp, two: RegExp, one: RegExp][]} */
    const languages = [
      ['pl', /^Dodaj 4 produkty do koszyka$/, /^Dodaj 2 produkty do koszyka$/, /^Dodaj 1 produkt do koszyka$/],
      ['ar', /^أضف [4٤] منتجات إلى السلة$/, /^أضف منتجين إلى السلة$/, /^أضف منتجًا واحدًا إلى السلة$/],
      ['ja', /4/, /2/, /1/],
      ['fi', /^Add 4 items to cart$/, /^Add 2 items to cart$/, /^Add 1 item to cart$/],
    ];
    for (const [language, ...forms] of languages) {
      await page.evaluate((lang) => {
        document.querySelector('goes-with').lang = lang;
        shop.configure({}); // `lang` is read when something else changes
      }, language);
      await eventually(page, spoken, language === 'fi' ? 'en' : language);
      for (const [i, count] of [4, 2, 1].entries()) {
        await page.evaluate((checked) => {
          document.querySelectorAll('goes-with input').forEach((box, i) => (box.checked = i < checked));
          document.querySelector('goes-with input').dispatchEvent(new Event('input', { bubbles: true }));
        }, count);
        await eventually(page, matches, true, forms[i]?.source);
      }
    }
    await page.evaluate(() => shop.configure({ strings: { addAll: { one: 'Take it', other: 'Take all {count}' } } }));
    await eventually(page, button, 'Take it');
  });
});
