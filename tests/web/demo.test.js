// The demo shop as demo/build makes it from the real orders, in every engine.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { eachEngine, serve } from './harness/index.js';
import { eventually } from './widget-pages.js';

const site = fileURLToPath(new URL('../../build/demo/site', import.meta.url));
const PRODUCT = 'product.html?id=22697';

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  assert.ok(existsSync(site), `${site} is not there. Run demo/build.`);
  server = await serve(site);
});
after(() => server.close());

/** The titles under the buy box. */
const shownBeside = () => [...document.querySelectorAll('main goes-with .goeswith-name')].map((name) => name.textContent);

eachEngine((engine, getBrowser) => {
  test('product page: shows what past orders hold together with it, and says nothing on the console', async () => {
    const page = await (await getBrowser()).newPage();
    await page.goto(server.url + PRODUCT);
    await eventually(page, () => document.querySelectorAll('main goes-with .goeswith-name').length >= 3, true);
    const titles = await page.evaluate(shownBeside);
    assert.ok(titles.some((title) => /Regency/.test(title)), titles.join(', '));
    assert.deepEqual(await page.problems(), []);
    const requests = await page.requests();
    for (const { url } of requests) assert.ok(url.startsWith(server.url), url);
    await page.close();
  });

  test('min-attach: the strictest shows nothing, and the page goes on without a hole', async () => {
    const page = await (await getBrowser()).newPage();
    await page.goto(server.url + PRODUCT);
    await eventually(page, () => document.querySelectorAll('main goes-with .goeswith-name').length >= 3, true);
    await page.evaluate(() => {
      document.querySelector('main goes-with').minAttach = 1;
    });
    await eventually(page, shownBeside, []);
    await page.evaluate(() => {
      document.querySelector('main goes-with').minAttach = 0.01;
    });
    await eventually(page, () => document.querySelectorAll('main goes-with .goeswith-name').length >= 3, true);
    assert.deepEqual(await page.problems(), []);
    await page.close();
  });
});
