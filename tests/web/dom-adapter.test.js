// The adapter that reads the page: the contract of all adapters, and what it makes of JSON-LD, data attributes and forms.

import assert from 'node:assert/strict';
import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';

import { eachEngine, serve } from '../harness/index.js';
import { ADAPTER_CONTRACT } from './unit/adapter-contract.js';
import { eventually, mount, pageTester, shown, writeSite } from './widget-pages.js';

const JSON_LD = [
  {
    '@context': 'https://schema.org',
    '@graph': [
      { '@type': 'Organization', name: 'Shop' },
      {
        '@type': 'Product',
        ...{ sku: 'tea', name: 'Tea of today', url: '/p/tea.html', image: ['/pixel.png', '/other.png'] },
        offers: {
          '@type': 'Offer',
          ...{ price: '8.00', priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
          priceSpecification: { priceType: 'https://schema.org/StrikethroughPrice', price: 10 },
        },
      },
    ],
  },
  {
    '@type': ['Product', 'Thing'],
    ...{
      productID: 'pot',
      name: 'Pot',
      image: { '@type': 'ImageObject', contentUrl: '/pixel.png', width: 40, height: 30 },
    },
    offers: [{ price: 1200, priceCurrency: 'JPY', availability: 'OutOfStock' }],
  },
  {
    '@type': 'ProductGroup',
    ...{ sku: 'mug', name: 'Mug', offers: { '@type': 'AggregateOffer', lowPrice: '4.5', priceCurrency: 'KWD' } },
    hasVariant: [
      { '@type': 'Product', sku: 'mug-red', name: 'Red mug' },
      { '@type': 'Product', sku: 'mug-blue', name: 'Blue mug', offers: { price: 'on request' } },
    ],
  },
];
const blocks = JSON_LD.map((thing) => `<script type="application/ld+json">${JSON.stringify(thing)}</script>`).join('');
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
  ${blocks}<script type="application/ld+json">{"@type": "Product", </script></head><body>
  <p data-goeswith-product="mat" data-goeswith-title="Mat" data-goeswith-price="3.5" data-goeswith-compare-at="4"
    data-goeswith-variant="mat-1"></p>
  <p data-goeswith-product="tea" data-goeswith-price="7.00"></p>
  <form data-goeswith-add action="/cart/page/add" data-goeswith-variant-field="variant"
    data-goeswith-property-field="props"><input type="hidden" name="token" value="t1"></form>
  <form data-goeswith-add="mat-1" action="/cart/mat/add"><input name="action" value="x"></form>
  <ul id="cart"><li data-goeswith-line="lonely" data-goeswith-quantity="2"></li></ul>
  <main></main><script type="module" src="/dom-shop.js"></script></body></html>`;
const SCRIPT = `
  import { configure } from '/goeswith.js';
  import { domAdapter } from '/adapters/dom.js';
  import { ADAPTER_CONTRACT } from '/adapter-contract.js';

  globalThis.events = [];
  for (const type of ['added', 'error']) addEventListener('goeswith:' + type, ({ detail }) => events.push([type, detail]));
  globalThis.shop = { adapter: domAdapter(), configure, posts: [] };
  configure({ table: '/table/', adapter: shop.adapter, currency: 'EUR', attribution: true });

  // The shop's server: answers what its forms send.
  const handlers = new Map();
  const realFetch = globalThis.fetch;
  globalThis.fetch = async (url, options = {}) => {
    const { pathname } = new URL(url, location.href);
    if (!pathname.startsWith('/cart/')) return realFetch(url, options);
    options.signal?.throwIfAborted();
    const fields = [...options.body.entries()];
    shop.posts.push([pathname, fields]);
    const handler = handlers.get(pathname);
    return handler ? handler(Object.fromEntries(fields)) : new Response('{}');
  };

  let shops = 0;
  /** A page of its own for each case. */
  function makeShop({ products = [], lines = [], serve }) {
    const root = document.createElement('div');
    const form = document.createElement('form');
    const action = '/cart/' + ++shops + '/add';
    form.setAttribute('action', action);
    form.dataset.goeswithAdd = '';
    root.append(form);
    for (const product of products) {
      const item = document.createElement('article');
      Object.assign(item.dataset, {
        goeswithProduct: product.id,
        goeswithVariant: product.variantId,
        goeswithTitle: product.title,
        goeswithPrice: product.priceMinor / 100,
        goeswithAvailable: product.available,
      });
      if (product.compareAtMinor) item.dataset.goeswithCompareAt = product.compareAtMinor / 100;
      root.append(item);
    }
    const list = document.createElement('ul');
    root.append(list);
    document.body.append(root);
    const cart = new Map(lines.map(({ variantId, quantity }) => [variantId, quantity]));
    const render = () => {
      list.replaceChildren(...[...cart].map(([variantId, quantity]) => {
        const line = document.createElement('li');
        const { id } = products.find((product) => product.variantId === variantId) ?? { id: variantId };
        Object.assign(line.dataset, { goeswithLine: id, goeswithVariant: variantId, goeswithQuantity: quantity });
        return line;
      }));
    };
    render();
    handlers.set(action, async ({ id, quantity }) => {
      let reason;
      try {
        reason = await serve?.({ variantId: id, quantity: Number(quantity) });
      } catch {
        throw new TypeError('Failed to fetch');
      }
      if (reason) {
        const headers = { 'content-type': 'application/json' };
        return new Response(JSON.stringify({ message: reason }), { status: 422, headers });
      }
      cart.set(id, (cart.get(id) ?? 0) + Number(quantity));
      render();
      return new Response('{}');
    });
    const setQuantity = (variantId, quantity) => {
      if (quantity) cart.set(variantId, quantity);
      else cart.delete(variantId);
      render();
    };
    return { adapter: domAdapter({ root }), setQuantity };
  }
  shop.answer = (pathname, status, type, body) =>
    handlers.set(pathname, () => new Response(body, { status, headers: { 'content-type': type } }));
  shop.runCase = (index) => ADAPTER_CONTRACT[index][1](makeShop);`;

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  root = await writeSite({ 'dom.html': PAGE, 'dom-shop.js': SCRIPT });
  const contract = new URL('unit/adapter-contract.js', import.meta.url);
  await copyFile(fileURLToPath(contract), path.join(root, 'adapter-contract.js'));
  server = await serve(root);
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

const BROKEN = /^console.warn: goeswith: JSON of the page does not parse/;

eachEngine((_engine, getBrowser) => {
  const pageTest = pageTester(getBrowser, () => server);
  /** @param {string} name @param {(page: any) => Promise<void>} run @param {RegExp[]} [problems] */
  const domTest = (name, run, problems = [BROKEN]) =>
    pageTest(name, run, { file: 'dom.html', expectedProblems: problems });

  ADAPTER_CONTRACT.forEach(([promise], index) => {
    domTest(`dom adapter ${promise}`, (page) => page.evaluate((i) => shop.runCase(i), index), []);
  });

  domTest(
    'dom adapter reads products from JSON-LD however nested, and from data attributes, which count more',
    async (page) => {
      const ids = ['tea', 'pot', 'mug', 'mug-red', 'mug-blue', 'mat', 'nothing'];
      const products = await page.evaluate((asked) => shop.adapter.products(asked), ids);
      await page.evaluate((asked) => shop.adapter.products(asked), ids); // and warns once of what does not parse
      /** @param {any} product */
      const facts = ({ id, title, priceMinor, compareAtMinor, currency, available, requiresChoice, variantId }) =>
        [id, title, priceMinor, compareAtMinor, currency, available, requiresChoice, variantId].map(
          (fact) => fact ?? null,
        );
      assert.deepEqual(products.map(facts), [
        ['tea', 'Tea of today', 700, 1000, 'EUR', true, false, null],
        ['pot', 'Pot', 1200, null, 'JPY', false, false, null],
        ['mug', 'Mug', 4500, null, 'KWD', true, true, null],
        ['mug-red', 'Red mug', null, null, 'EUR', true, false, null],
        ['mug-blue', 'Blue mug', null, null, 'EUR', true, false, null],
        ['mat', 'Mat', 350, 400, 'EUR', true, false, 'mat-1'],
      ]);
      assert.deepEqual(
        [products[0].image.src, products[1].image],
        ['/pixel.png', { src: '/pixel.png', width: 40, height: 30 }],
      );
    },
  );

  domTest('dom adapter sends the page’s form with its own fields, that of the item if there is one', async (page) => {
    const result = await page.evaluate(() =>
      shop.adapter.addLines([
        { variantId: 'tea', quantity: 2, properties: { _goeswith: 'product' } },
        { variantId: 'mat-1', quantity: 1 },
      ]),
    );
    assert.deepEqual(result, { added: ['tea', 'mat-1'], errors: [] });
    assert.deepEqual(await page.evaluate(() => shop.posts), [
      [
        '/cart/page/add',
        [
          ['token', 't1'],
          ['variant', 'tea'],
          ['quantity', '2'],
          ['props[_goeswith]', 'product'],
        ],
      ],
      [
        '/cart/mat/add',
        [
          ['action', 'x'],
          ['id', 'mat-1'],
          ['quantity', '1'],
        ],
      ],
    ]);
    // The page does not show them yet, so the adapter remembers; once the page has shown them, the page alone counts.
    const cart = async () =>
      (await shop.adapter.getCart()).lines.map(({ productId, quantity }) => [productId, quantity]);
    assert.deepEqual(await page.evaluate(cart), [
      ['lonely', 2],
      ['tea', 2],
      ['mat', 1],
    ]);
    await page.evaluate(() => {
      const line = document.createElement('li');
      line.dataset.goeswithLine = 'tea';
      document.querySelector('#cart').append(line);
    });
    assert.deepEqual(await page.evaluate(cart), [
      ['lonely', 2],
      ['tea', 1],
      ['mat', 1],
    ]);
    await page.evaluate(() => document.querySelector('[data-goeswith-line=tea]').remove());
    assert.deepEqual(await page.evaluate(cart), [
      ['lonely', 2],
      ['mat', 1],
    ]);
  });

  domTest('dom adapter tells what the shop says of a refusal, but never a page of HTML', async (page) => {
    /** @type {[number, string, string][]} */
    const answers = [
      [422, 'application/json', '{"description": "All 3 are in your cart."}'],
      [409, 'text/plain; charset=utf-8', 'Sold out.'],
      [404, 'text/html', '<!doctype html><p>Oops'],
    ];
    const messages = [];
    for (const answer of answers) {
      await page.evaluate((...given) => shop.answer('/cart/page/add', ...given), ...answer);
      const { errors } = await page.evaluate(() => shop.adapter.addLines([{ variantId: 'tea', quantity: 1 }]));
      messages.push(errors[0].message);
    }
    assert.deepEqual(messages, ['All 3 are in your cart.', 'Sold out.', 'Status 404.']);
  });

  domTest('element on a page that says it all needs no more than the adapter', async (page) => {
    await page.evaluate(mount, { 'product-id': 'kettle' });
    await eventually(page, shown, [['Tea of today', 'Mug', 'Mat']]);
    const texts = await page.evaluate(() =>
      [...document.querySelectorAll('goes-with li')].map((li) => [
        li.querySelector('.goeswith-price').textContent,
        li.querySelector('.goeswith-add, .goeswith-choose')?.className ?? '',
      ]),
    );
    assert.deepEqual(texts, [
      ['Previous price: €10.00 €7.00', 'goeswith-add'],
      ['KWD\u00a04.500', ''],
      ['Previous price: €4.00 €3.50', 'goeswith-add'],
    ]);
    await page.click('goes-with li:nth-child(3) button');
    await eventually(page, shown, [['Tea of today', 'Mug']]);
    assert.deepEqual(await page.evaluate(() => shop.posts), [
      [
        '/cart/mat/add',
        [
          ['action', 'x'],
          ['id', 'mat-1'],
          ['quantity', '1'],
          ['properties[_goeswith]', 'product'],
        ],
      ],
    ]);
    await page.evaluate(() => {
      document.querySelector('#cart li').dataset.goeswithLine = 'tea';
    });
    await eventually(page, shown, [['Mug']]);
  });
});
