// The element as built, on pages with a strict CSP and Trusted Types, in every engine.

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { eachEngine, serve } from '../harness/index.js';
import { writeTable } from '../table/table-writer.js';
import {
  eventually,
  holdBack,
  mount,
  pageTester,
  publish,
  settle,
  shown,
  watchAdding,
  writeSite,
} from './widget-pages.js';

const PAYLOADS = [
  '<img src=x onerror="attacked = true">',
  '"><script>attacked = true</script>',
  '<svg/onload=attacked=true>',
  '{{constructor.constructor("attacked = true")()}}',
  '</title><iframe srcdoc="<script>parent.attacked = true</script>">',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an attack on whoever fills templates
  '${attacked = true}',
];
const URLS = [
  'javascript:attacked=true',
  ' java\nscript:attacked=true',
  'data:text/html,<script>parent.attacked=true</script>',
  'vbscript:x',
  'blob:https://shop.example/x',
  'https://[',
];
const HOSTILE_ITEMS = [
  { sku: 'anchor', goesWith: Object.fromEntries(PAYLOADS.map((_, i) => [`hostile${i}`, 15 - i])) },
  ...PAYLOADS.map((payload, i) => ({
    sku: `hostile${i}`,
    title: payload,
    url: URLS[i],
    image: URLS[i],
    priceMinor: 100,
  })),
];

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  root = await writeSite();
  await publish(root, 'hostile', writeTable(HOSTILE_ITEMS));
  server = await serve(root);
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

eachEngine((_engine, getBrowser) => {
  const pageTest = pageTester(getBrowser, () => server);

  pageTest('element shows what goes with its product, best first, with prices and links', async (page) => {
    await page.evaluate(mount, { 'product-id': 'kettle', heading: 'Goes with it' }, 'Ask us.');
    await eventually(page, shown, [['tea', 'pot', 'mug']]);
    const section = await page.evaluate(() => {
      const section = document.querySelector('goes-with > section');
      const [first] = section.querySelectorAll('li');
      return {
        label: section.getAttribute('aria-label'),
        heading: section.querySelector('h2').textContent,
        price: first.querySelector('.goeswith-price').textContent,
        link: first.querySelector('a').getAttribute('href'),
        display: getComputedStyle(section.querySelector('ul')).display,
      };
    });
    assert.deepEqual(section, {
      ...{ label: 'Goes with it', heading: 'Goes with it', price: '€10.03' },
      ...{ link: `${server.url}p/tea.html`, display: 'grid' },
    });
  });

  pageTest('element on a cart page shows what goes with the cart, and nothing that is in it', async (page) => {
    await page.evaluate(mount, { placement: 'cart', cart: 'mug, kettle', 'product-id': 'lonely', limit: '20' });
    await eventually(page, shown, [['tea', 'spoon', 'saucer', 'pot', 'mat']]);
  });

  pageTest(
    'element takes the cart as a property too, even one set before it is defined',
    async (page) => {
      await eventually(page, shown, [['spoon', 'saucer']]);
      await page.evaluate(() => {
        document.querySelector('goes-with').cart = ['kettle'];
      });
      await eventually(page, shown, [['tea', 'pot', 'mug']]);
    },
    { file: 'early.html' },
  );

  pageTest('element follows its attributes', async (page) => {
    await page.evaluate(mount, { 'product-id': 'kettle', limit: '1' });
    await eventually(page, shown, [['tea']]);
    await page.evaluate(() => {
      const element = document.querySelector('goes-with');
      element.limit = 2;
      element.productId = 'mug';
    });
    await eventually(page, shown, [['spoon', 'saucer']]);
  });

  pageTest('element follows the cart, whoever changes it', async (page) => {
    await page.evaluate(mount, { 'product-id': 'kettle', limit: '2' });
    await eventually(page, shown, [['tea', 'pot']]);
    await page.evaluate(() => shop.adapter.setQuantity('tea', 1));
    await eventually(page, shown, [['pot', 'mug']]);
    await page.evaluate(() => shop.adapter.setQuantity('big pot', 1));
    await eventually(page, shown, [['mug', 'mat']]);
    await page.evaluate(() =>
      Promise.all([shop.adapter.setQuantity('tea', 0), shop.adapter.setQuantity('big pot', 0)]),
    );
    await eventually(page, shown, [['tea', 'pot']]);
  });

  pageTest('element shows what the newest cart says, though older answers come later', async (page) => {
    await page.evaluate(() => {
      const answers = [];
      const adapter = {
        ...shop.adapter,
        getCart: () => new Promise((resolve) => answers.push(resolve)),
        onCartChange: (callback) => ((shop.change = callback), () => {}),
      };
      shop.answer = (index, sku) => answers[index]({ lines: [{ productId: sku, quantity: 1 }], currency: 'EUR' });
      shop.asked = () => answers.length;
      shop.configure({ adapter });
    });
    await page.evaluate(mount, { placement: 'cart' });
    await eventually(page, () => shop.asked(), 1);
    await page.evaluate(() => shop.change());
    await eventually(page, () => shop.asked(), 2);
    await page.evaluate(() => shop.answer(1, 'mug'));
    await eventually(page, shown, [['spoon', 'saucer']]);
    await page.evaluate(() => shop.answer(0, 'kettle'));
    await settle(page);
    assert.deepEqual(await page.evaluate(shown), [['spoon', 'saucer']]);
  });

  pageTest('adding puts the item into the cart, says so once, and goes on with the next suggestion', async (page) => {
    await page.evaluate(mount, { 'product-id': 'kettle' });
    await eventually(page, shown, [['tea', 'pot', 'mug']]);
    await page.evaluate(() => {
      shop.status = document.querySelector('[role=status]');
      shop.said = [];
      new MutationObserver(() => shop.said.push(shop.status.textContent)).observe(shop.status, { childList: true });
    });
    await page.click('li:nth-child(2) button');
    await eventually(page, shown, [['tea', 'mug', 'mat']]);
    const after = await page.evaluate(async () => ({
      cart: (await shop.adapter.getCart()).lines,
      same: shop.status === document.querySelector('[role=status]'),
      said: shop.said.filter(Boolean),
      added: events
        .filter(([type]) => type === 'added')
        .map(([, { lines, added, errors, items }]) => [lines, added, errors, items.map(({ title }) => title)]),
    }));
    assert.deepEqual(after, {
      cart: [{ productId: 'pot', variantId: 'pot', quantity: 1 }],
      same: true,
      said: ['The pot added to cart.'],
      added: [[[{ variantId: 'pot', quantity: 1 }], ['pot'], [], ['The pot']]],
    });
  });

  pageTest('adding works by keyboard alone, and keeps the place', async (page) => {
    await page.evaluate(mount, { 'product-id': 'kettle' });
    await eventually(page, shown, [['tea', 'pot', 'mug']]);
    await page.evaluate(() => document.querySelector('#before').focus());
    const focused = () => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent;
    // WebKit, as Safari, reaches links by Tab only where the user's settings say so.
    for (let i = 0; i < 2 && (await page.evaluate(focused)) !== 'Add to cart: The tea'; i++) await page.press('Tab');
    assert.equal(await page.evaluate(focused), 'Add to cart: The tea');
    await page.press('Enter');
    await eventually(page, shown, [['pot', 'mug', 'mat']]);
    assert.equal(await page.evaluate(() => document.activeElement.closest('li').textContent.includes('The pot')), true);
  });

  pageTest('adding twice in a row adds once', async (page) => {
    await page.evaluate(() => {
      shop.configure({
        adapter: shop.memoryAdapter({ refuse: () => new Promise((resolve) => (shop.goOn = resolve)) }),
      });
    });
    await page.evaluate(mount, { 'product-id': 'mug' });
    await eventually(page, shown, [['spoon', 'saucer']]);
    await page.click('li:nth-child(1) button');
    await eventually(page, () => document.querySelector('li button').getAttribute('aria-disabled'), 'true');
    await page.click('li:nth-child(1) button');
    await eventually(page, () => typeof shop.goOn, 'function');
    await page.evaluate(() => shop.goOn());
    await eventually(page, () => events.filter(([type]) => type === 'added').length, 1);
    assert.equal(await page.evaluate(() => events.filter(([type]) => type === 'before-add').length), 1);
  });

  /** @type {[string, string, string[]][]} */
  const redraws = [
    ['moves', 'tea', ['pot', 'mug', 'mat']],
    ['leaves', 'big pot', ['tea', 'mug', 'mat']],
  ];
  for (const [what, other, after] of redraws) {
    pageTest(
      `adding an item that ${what} while the button still loads what it needs adds that item, once`,
      async (page) => {
        const release = holdBack(server, /adding\.js/);
        await page.evaluate(watchAdding);
        await page.evaluate(mount, { 'product-id': 'kettle' });
        await eventually(page, shown, [['tea', 'pot', 'mug']]);
        await page.click('li:nth-child(2) button');
        await page.evaluate((sku) => shop.adapter.setQuantity(sku, 1), other);
        await eventually(page, shown, [after]);
        if (what === 'moves') await page.click('li:nth-child(1) button');
        assert.deepEqual(await page.evaluate(() => shop.requests), []);
        release();
        await eventually(page, () => document.querySelector('[role=status]').textContent, 'The pot added to cart.');
        await settle(page);
        assert.deepEqual(await page.evaluate(() => shop.requests), [[['pot', 1]]]);
      },
    );
  }

  pageTest('adding that the shop refuses says which item and why, to everybody', async (page) => {
    await page.evaluate(() => shop.configure({ adapter: shop.memoryAdapter({ refuse: () => 'Two a household.' }) }));
    await page.evaluate(mount, { 'product-id': 'mug' });
    await eventually(page, shown, [['spoon', 'saucer']]);
    await page.click('li:nth-child(1) button');
    await eventually(
      page,
      () => document.querySelector('[role=status]').textContent,
      'The spoon could not be added. Two a household.',
    );
    assert.ok((await page.evaluate(() => document.querySelector('[role=status]').clientHeight)) > 5);
    assert.equal(await page.evaluate(() => document.querySelector('li button').hasAttribute('aria-disabled')), false);
  });

  pageTest(
    'adding while the shop is down says so, and leaves the button usable',
    async (page) => {
      await page.evaluate(() =>
        shop.configure({ adapter: { ...shop.adapter, addLines: () => Promise.reject(new Error('down')) } }),
      );
      await page.evaluate(mount, { 'product-id': 'mug' });
      await eventually(page, shown, [['spoon', 'saucer']]);
      await page.click('li:nth-child(1) button');
      await eventually(
        page,
        () => document.querySelector('[role=status]').textContent.trim(),
        'The spoon could not be added.',
      );
      assert.equal(await page.evaluate(() => document.querySelector('li button').hasAttribute('aria-disabled')), false);
    },
    { expectedProblems: [/^console.warn: goeswith: the adapter's addLines failed: Error: down/] },
  );

  pageTest('adding that a listener prevents does not happen', async (page) => {
    await page.evaluate(() => addEventListener('goeswith:before-add', (event) => event.preventDefault()));
    await page.evaluate(mount, { 'product-id': 'mug' });
    await eventually(page, shown, [['spoon', 'saucer']]);
    await page.click('li:nth-child(1) button');
    await settle(page);
    assert.deepEqual(await page.evaluate(async () => (await shop.adapter.getCart()).lines), []);
  });

  pageTest('items follow what the shop says now: sold-out ones leave, a choice gets a link', async (page) => {
    await page.evaluate(() => {
      const product = {
        url: '/p/tea.html',
        image: { src: '' },
        currency: 'EUR',
        available: true,
        requiresChoice: false,
      };
      const products = [
        { ...product, id: 'tea', title: 'Tea today', priceMinor: 800, compareAtMinor: 1000, requiresChoice: true },
        { ...product, id: 'pot', title: 'Pot', available: false },
      ];
      shop.configure({ adapter: shop.memoryAdapter({ products }) });
    });
    await page.evaluate(mount, { 'product-id': 'kettle' });
    await eventually(page, shown, [['Tea today', 'mug', 'mat']]);
    const first = await page.evaluate(() => {
      const item = document.querySelector('li');
      return [item.querySelector('.goeswith-price').textContent, item.querySelector('.goeswith-choose').textContent];
    });
    assert.deepEqual(first, ['Previous price: €10.00 €8.00', 'Choose options']);
    assert.equal(await page.evaluate(() => document.querySelectorAll('li:first-child button').length), 0);
  });

  pageTest('element without an adapter offers links only', async (page) => {
    await page.evaluate(() => shop.configure({ adapter: undefined }));
    await page.evaluate(mount, { 'product-id': 'kettle' });
    await eventually(page, shown, [['tea', 'pot', 'mug']]);
    assert.deepEqual(
      await page.evaluate(() => [
        document.querySelectorAll('li a').length,
        document.querySelectorAll('li button').length,
      ]),
      [3, 0],
    );
  });

  pageTest('events tell what was shown and followed', async (page) => {
    await page.evaluate(mount, { 'product-id': 'mug' });
    await eventually(page, () => events.map(([type, { items }]) => [type, items.map(({ id }) => id)]), [
      ['change', ['spoon', 'saucer']],
      ['view', ['spoon', 'saucer']],
    ]);
    await page.evaluate(() =>
      document.querySelector('main').addEventListener('click', (event) => event.preventDefault()),
    );
    await page.click('li:nth-child(2) a');
    const [type, { item, index }] = await page.evaluate(() => events.at(-1));
    assert.deepEqual([type, item.id, index], ['select', 'saucer', 1]);
  });

  pageTest('element with nothing to show keeps its children, and is no hole without them', async (page) => {
    await page.evaluate(mount, { 'product-id': 'lonely' }, 'Ask us.');
    await page.evaluate(mount, { 'product-id': 'lonely' });
    await eventually(page, () => [...document.querySelectorAll('goes-with')].map(({ hidden }) => hidden), [
      false,
      true,
    ]);
    assert.deepEqual(await page.evaluate(shown), ['Ask us.', '']);
    await page.evaluate(() =>
      document.querySelectorAll('goes-with').forEach((element, i) => (element.productId = ['mug', 'kettle'][i])),
    );
    await eventually(page, shown, [
      ['spoon', 'saucer'],
      ['tea', 'pot', 'mug'],
    ]);
    assert.equal(await page.evaluate(() => document.querySelectorAll('goes-with[hidden]').length), 0);
    await page.evaluate(() =>
      document.querySelectorAll('goes-with').forEach((element) => (element.productId = 'lonely')),
    );
    await eventually(page, shown, ['Ask us.', '']);
  });

  pageTest(
    'element without a table says what to do, and keeps its children',
    async (page) => {
      await page.evaluate(() => shop.configure({ table: undefined }));
      await page.evaluate(mount, { 'product-id': 'kettle' }, 'Ask us.');
      await eventually(page, () => events.map(([type, { code }]) => [type, code]), [['error', 'setting']]);
      assert.deepEqual(await page.evaluate(shown), ['Ask us.']);
    },
    { expectedProblems: [/^console.warn: goeswith: table="" is not understood, .*goeswith build/] },
  );

  pageTest(
    'settings that are wrong are named, once, and the rest works',
    async (page) => {
      await page.evaluate(() => shop.configure({ tabel: '/x/' }));
      await settle(page);
      for (const anchor of ['mug', 'kettle']) {
        const wrong = { placement: 'attic', limit: 'many', layout: 'heap', lable: 'x', 'min-attach': '2 %' };
        await page.evaluate(mount, {
          ...wrong,
          'product-id': anchor,
          cart: 'unknown',
          'data-id': '1',
          class: 'x',
          id: anchor,
        });
      }
      await eventually(page, () => document.querySelectorAll('.goeswith-name').length, 7);
      await page.evaluate(mount, { 'product-id': 'unheard-of' });
      await settle(page);
    },
    {
      expectedProblems: [
        /tabel/,
        /lable is no attribute/,
        /limit="many"/,
        /placement="attic"/,
        /min-attach="2 %"/,
        /layout="heap"/,
        /"unheard-of"/,
      ],
    },
  );

  pageTest(
    'adapter that throws, never answers or answers nonsense is named, once, and the table still serves',
    async (page) => {
      await page.evaluate(() => {
        const fail = () => {
          throw new Error('broken');
        };
        shop.configure({
          adapter: { ...shop.adapter, getCart: fail, products: () => new Promise(() => {}), onCartChange: fail },
        });
      });
      await page.evaluate(mount, { 'product-id': 'mug' }, 'Ask us.');
      await eventually(page, shown, [['spoon', 'saucer']]);
      await page.evaluate(() => {
        const nonsense = async () => 'nonsense';
        shop.configure({ adapter: { ...shop.adapter, getCart: nonsense, products: nonsense } });
        document.querySelector('goes-with').productId = 'kettle';
      });
      await eventually(page, shown, [['tea', 'pot', 'mug']]);
    },
    {
      expectedProblems: [
        /onCartChange failed: Error: broken/,
        /getCart failed: Error: broken/,
        /products failed: no answer/,
        /getCart failed: TypeError/,
        /products failed: TypeError/,
      ],
    },
  );

  pageTest('two elements share one download of engine and table', async (page) => {
    await page.evaluate(mount, { 'product-id': 'kettle' });
    await page.evaluate(mount, { 'product-id': 'mug' });
    await eventually(page, shown, [
      ['tea', 'pot', 'mug'],
      ['spoon', 'saucer'],
    ]);
    const urls = (await page.requests()).map(({ url }) => url.replace(/-[0-9a-f]{16}/, ''));
    for (const file of ['goeswith.wasm', 'table/manifest.json', 'table/table.gwt']) {
      assert.equal(urls.filter((url) => url === server.url + file).length, 1, file);
    }
    assert.ok(urls.every((url) => url.startsWith(server.url)));
  });

  pageTest('element far below the viewport downloads nothing until it comes near', async (page) => {
    await page.evaluate(() => (document.querySelector('main').style.paddingTop = '5000px'));
    await page.evaluate(mount, { 'product-id': 'mug' });
    await settle(page);
    assert.ok(!(await page.requests()).some(({ url }) => /wasm|manifest/.test(url)));
    await page.evaluate(() => scrollTo(0, 4500));
    await eventually(page, shown, [['spoon', 'saucer']]);
  });

  pageTest('element that is removed while it loads does nothing more', async (page) => {
    server.setFaults([[/manifest\.json/, { delay: 300 }]]);
    await page.evaluate(mount, { 'product-id': 'kettle' }, 'Ask us.');
    await eventually(page, () => performance.getEntriesByName(new URL('/goeswith.wasm', location.href).href).length, 1);
    await page.evaluate(() => {
      shop.element = document.querySelector('goes-with');
      shop.element.remove();
      return shop.openRecommender(new URL('/table/', location.href).href).then(() => {});
    });
    await settle(page);
    assert.equal(await page.evaluate(() => shop.element.textContent), 'Ask us.');
  });

  pageTest('element that is moved, or wiped by its page, comes back', async (page) => {
    await page.evaluate(mount, { 'product-id': 'mug' });
    await eventually(page, shown, [['spoon', 'saucer']]);
    await page.evaluate(() => document.body.append(document.querySelector('goes-with')));
    await page.evaluate(() => shop.adapter.setQuantity('spoon', 1));
    await eventually(page, shown, [['saucer']]);
    await page.evaluate(() => document.querySelector('goes-with').replaceChildren());
    await page.evaluate(() => shop.adapter.setQuantity('spoon', 0));
    await eventually(page, shown, [['spoon', 'saucer']]);
  });

  pageTest('element that left the page no longer listens to the cart', async (page) => {
    await page.evaluate(() => {
      shop.listeners = 0;
      const onCartChange = (callback) => {
        shop.listeners++;
        const end = shop.adapter.onCartChange(callback);
        return () => (shop.listeners--, end());
      };
      shop.configure({ adapter: { ...shop.adapter, onCartChange } });
    });
    await page.evaluate(mount, { 'product-id': 'mug' });
    await eventually(page, () => shop.listeners, 1);
    await page.evaluate(() => document.querySelector('goes-with').remove());
    assert.equal(await page.evaluate(() => shop.listeners), 0);
  });

  pageTest(
    'element waits for settings that come late, without a warning',
    async (page) => {
      await eventually(page, shown, [['spoon', 'saucer']]);
    },
    {
      file: 'late.html',
      prepare: () => server.setFaults([[/shop\.js/, { delay: 300 }]]),
    },
  );

  pageTest(
    'script that is on the page twice does no harm',
    async (page) => {
      await page.evaluate(mount, { 'product-id': 'mug' });
      await eventually(page, shown, [['spoon', 'saucer']]);
    },
    { file: 'twice.html' },
  );

  pageTest(
    'classic script takes settings from its tag and from calls made before it was there',
    async (page) => {
      await page.evaluate(mount, { 'product-id': 'mug' });
      await eventually(page, shown, [['spoon', 'saucer']]);
      const price = () => document.querySelector('.goeswith-price').textContent;
      assert.equal(await page.evaluate(price), '$10.05');
      await page.evaluate(() => GoesWith.q.push(['configure', { currency: 'GBP' }]));
      await eventually(page, price, '£10.05');
    },
    { file: 'classic.html' },
  );

  pageTest('titles and URLs that are attacks are text and nothing', async (page) => {
    await page.evaluate(mount, { 'product-id': 'anchor', table: '/hostile/', limit: '20' });
    await eventually(page, shown, [PAYLOADS]);
    await settle(page);
    const { attacked, links, elements } = await page.evaluate(() => ({
      attacked: typeof globalThis.attacked,
      links: document.querySelectorAll('goes-with a, goes-with img').length,
      elements: [...new Set([...document.querySelectorAll('goes-with *')].map(({ localName }) => localName))].sort(),
    }));
    assert.deepEqual([attacked, links], ['undefined', 0]);
    assert.deepEqual(elements, ['button', 'div', 'h2', 'li', 'p', 'section', 'span', 'ul']);
  });

  /** @type {[string, RegExp, any, RegExp][]} */
  const faults = [
    ['a manifest that is not there', /manifest\.json/, 'missing', /status 404.*manifest\.json \[http-status\]/],
    ['HTML in place of the manifest', /manifest\.json/, 'html', /manifest\.json \[not-a-manifest\]/],
    ['half a manifest', /manifest\.json/, 'truncated', /manifest\.json \[not-a-manifest\]/],
    ['a table that is not there', /\.gwt/, 'missing', /status 404.*\.gwt \[http-status\]/],
    ['HTML in place of the table', /\.gwt/, 'html', /\.gwt \[not-a-table\]/],
    ['half a table', /\.gwt/, 'truncated', /\.gwt \[wrong-size\]/],
    ['a table whose transfer broke off', /\.gwt/, 'cut', /\.gwt \[unreachable\]/],
    ['a table with a flipped bit', /\.gwt/, 'flipped', /\.gwt \[damaged\]/],
    ['an engine that is not there', /\.wasm/, 'missing', /goeswith\.wasm \[http-status\]/],
    ['HTML in place of the engine', /\.wasm/, 'html', /goeswith\.wasm \[engine-unavailable\]/],
    ['half an engine', /\.wasm/, 'truncated', /goeswith\.wasm \[engine-unavailable\]/],
  ];
  for (const [what, pattern, fault, warning] of faults) {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let site;
    before(async () => {
      site = await serve(root, { faults: [[pattern, fault]] });
    });
    after(() => site.close());
    pageTest(
      `${what}: the children stay, and one warning says what to do`,
      async (page) => {
        for (let i = 0; i < 2; i++) await page.evaluate(mount, { 'product-id': 'kettle' }, 'Ask us.');
        await eventually(page, () => events.map(([type]) => type), ['error', 'error']);
        await page.evaluate(() => shop.adapter.setQuantity('tea', 1));
        await settle(page);
        assert.deepEqual(await page.evaluate(shown), ['Ask us.', 'Ask us.']);
      },
      { site: () => site, expectedProblems: [warning] },
    );
  }

  pageTest('a table that never comes: the children stay', async (page) => {
    server.setFaults([[/\.gwt/, 'stalled']]);
    await page.evaluate(mount, { 'product-id': 'kettle' }, 'Ask us.');
    await settle(page);
    assert.deepEqual(await page.evaluate(shown), ['Ask us.']);
  });

  pageTest('an engine with the wrong content type loads all the same, once', async (page) => {
    server.setFaults([[/\.wasm/, 'wrong-type']]);
    await page.evaluate(mount, { 'product-id': 'mug' });
    await eventually(page, shown, [['spoon', 'saucer']]);
    assert.equal((await page.requests()).filter(({ url }) => url.endsWith('.wasm')).length, 1);
  });

  pageTest(
    'a failure is tried again when an element comes after it',
    async (page) => {
      server.setFaults([[/manifest\.json/, 'missing']]);
      await page.evaluate(mount, { 'product-id': 'mug' }, 'Ask us.');
      await eventually(page, () => events.length, 1);
      server.setFaults([]);
      await page.evaluate(() => document.querySelector('goes-with').remove());
      await page.evaluate(mount, { 'product-id': 'mug' });
      await eventually(page, shown, [['spoon', 'saucer']]);
    },
    { expectedProblems: [/http-status/] },
  );

  pageTest(
    'a browser without WebAssembly gets the engine as JavaScript',
    async (page) => {
      await page.evaluate(mount, { 'product-id': 'kettle' }, 'Ask us.');
      await eventually(page, shown, [['tea', 'pot', 'mug']]);
      const files = (await page.requests()).map(({ url }) => url.slice(server.url.length));
      assert.deepEqual([files.includes('goeswith.fallback.js'), files.includes('goeswith.wasm')], [true, false]);
    },
    { file: 'no-wasm.html' },
  );

  pageTest(
    'a browser without WebAssembly, on a host without the engine as JavaScript: the children stay',
    async (page) => {
      await page.evaluate(mount, { 'product-id': 'mug' }, 'Ask us.');
      await eventually(page, () => events.map(([type, { code }]) => [type, code]), [['error', 'engine-unavailable']]);
      assert.deepEqual(await page.evaluate(shown), ['Ask us.']);
    },
    {
      file: 'no-wasm.html',
      prepare: () => server.setFaults([[/fallback/, 'missing']]),
      expectedProblems: [/fallback\.js \[unreachable\]/, /engine-unavailable/],
    },
  );

  test('a policy that forbids WebAssembly gets the engine as JavaScript', async (t) => {
    const site = await serve(root, {
      csp: "default-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'",
    });
    t.after(() => site.close());
    const page = await (await getBrowser()).newPage();
    t.after(() => page.close());
    await page.goto(site.url);
    await page.evaluate(mount, { 'product-id': 'mug' }, 'Ask us.');
    await eventually(page, shown, [['spoon', 'saucer']]);
    // The browser itself reports the attempt.
    assert.deepEqual(
      (await page.problems()).filter(({ kind }) => kind !== 'csp'),
      [],
    );
  });
});
