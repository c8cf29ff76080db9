// The demo's mail that follows an order: the same list as the page that thanks for it, in every engine and every frame.

import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { eachEngine, serve } from '../harness/index.js';
import { eventually, pageTester, writeSite } from '../web/widget-pages.js';

const site = fileURLToPath(new URL('../../build/demo/site', import.meta.url));
if (!existsSync(path.join(site, 'email/follow-up.html'))) throw new Error('The demo is not built. Run "demo/build".');
const html = readFileSync(path.join(site, 'email/follow-up.html'), 'utf8');
const text = readFileSync(path.join(site, 'email/follow-up.txt'), 'utf8');
const order = readFileSync(new URL('../../demo/email/order.txt', import.meta.url), 'utf8').trim();
const titles = [...text.matchAll(/^\d+\. (.*), £[\d.]+$/gm)].map(([, title]) => title);

test("the demo's mail: is for mail clients, and says the same in both forms", () => {
  assert.equal(titles.length, 4);
  assert.doesNotMatch(html, /<(script|svg|style|link|form|iframe|div)\b|javascript:|data:|\bon\w+=|class=/i);
  assert.ok(Buffer.byteLength(html) < 20480);
  const links = (source) => [...new Set(source.match(/http:\/\/127\.0\.0\.1:8080\/product[^"\s]*/g))];
  assert.equal(links(html).length, 4);
  assert.deepEqual(links(html), links(text));
  for (const title of titles) assert.ok(html.includes(title.replaceAll('&', '&amp;')), title);
});

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  root = await writeSite();
  cpSync(path.join(site, 'goeswith'), path.join(root, 'demo-table'), { recursive: true });
  cpSync(path.join(site, 'email'), path.join(root, 'email'), { recursive: true });
  server = await serve(root, {
    csp: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
  });
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

eachEngine((engine, getBrowser) => {
  const pageTest = pageTester(getBrowser, () => server);

  pageTest(
    "the demo's mail: offers what the thank-you page offers after the same order",
    async (page) => {
      await page.evaluate((cart) => {
        const element = document.createElement('goes-with');
        for (const [name, value] of Object.entries({
          cart,
          table: '/demo-table/',
          placement: 'thank-you',
          limit: '4',
        })) {
          element.setAttribute(name, value);
        }
        document.querySelector('main').append(element);
      }, order);
      await eventually(
        page,
        () => [...document.querySelectorAll('.goeswith-name')].map((name) => name.textContent),
        titles,
      );
    },
    { prepare: () => server.setFaults([[/^\/pictures\//, { body: PICTURE, type: 'image/svg+xml' }]]) },
  );

  test("the demo's mail: fits a desk and a phone, and asks for nothing", async (t) => {
    const page = await (await getBrowser()).newPage();
    t.after(() => page.close());
    for (const width of [640, 460, ...(engine === 'webkit' ? [] : [390, 320])]) {
      await page.setViewport(width, 800);
      await page.goto(`${server.url}email/follow-up.html`);
      const seen = await page.evaluate(() => ({
        overflow: document.documentElement.scrollWidth - innerWidth,
        width: Math.round(document.querySelector('table table').getBoundingClientRect().width),
        scripts: [...document.scripts].filter(({ src }) => !src.includes('/__harness/')).length,
        images: document.images.length,
      }));
      assert.ok(seen.overflow <= 0, `${width}: ${seen.overflow} too wide`);
      assert.ok(seen.width <= 600 && seen.width >= Math.min(600, width - 20), `${width}: ${seen.width}`);
      assert.deepEqual([seen.scripts, seen.images], [0, 0]);
    }
    const hosts = (await page.requests()).map(({ url }) => new URL(url).origin);
    assert.deepEqual([...new Set(hosts)], [new URL(server.url).origin]);
    assert.deepEqual(await page.problems(), []);
  });
});
