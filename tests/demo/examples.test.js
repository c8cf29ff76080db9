// The five example shops as demo/build makes them, in every engine, below a path of the host.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { eachEngine, serve } from '../harness/index.js';
import { eventually } from '../web/widget-pages.js';

const SHOPS = ['laptop', 'business-software', 'online-course', 'clothing', 'business-website'];
const built = fileURLToPath(new URL('../../build/demo', import.meta.url));
const examples = new URL('../../demo/examples/', import.meta.url);

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  assert.ok(existsSync(`${built}/site/examples/index.html`), 'The examples are not built. Run demo/build.');
  server = await serve(built);
});
after(() => server.close());

const urlOf = (path) => `${server.url}site/examples/${path}`;
const readShop = (name) => JSON.parse(readFileSync(new URL(`${name}/shop.json`, examples), 'utf8'));

/** The titles of what goes with the item, without the item. */
const shown = () =>
  [...document.querySelectorAll('goes-with .goeswith-item')]
    .slice(1)
    .map((item) => item.querySelector('.goeswith-name').textContent);
/** Waits for them: the first start of a browser's engine takes its time on a busy machine. */
const suggestionsAreThere = () =>
  new Promise((resolve) => {
    const look = () => {
      if (document.querySelectorAll('goes-with .goeswith-item').length > 1) resolve(true);
      else setTimeout(look, 30);
    };
    look();
  });
const cartLines = () => [...document.querySelectorAll('.lines .name')].map((name) => name.textContent);
const showsWhatIsInTheCart = () => {
  const inCart = new Set([...document.querySelectorAll('.lines .name')].map((name) => name.textContent));
  const items = [...document.querySelectorAll('goes-with .goeswith-item')].slice(1);
  return items.some((item) => inCart.has(item.querySelector('.goeswith-name').textContent));
};
const saysNothing = () => getComputedStyle(document.querySelector('.nothing')).display !== 'none';

eachEngine((engine, getBrowser) => {
  test('examples: the index leads to each of the five', async () => {
    const page = await (await getBrowser()).newPage();
    await page.goto(urlOf(''));
    const links = await page.evaluate(() => [...document.querySelectorAll('.shops a')].map((link) => link.href));
    assert.deepEqual(
      links,
      SHOPS.map((name) => urlOf(`${name}/`)),
    );
    assert.deepEqual(await page.problems(), []);
    await page.close();
  });

  for (const name of SHOPS) {
    const shop = readShop(name);
    const byTitle = new Map(shop.items.map((item) => [item.title, item]));
    const isOf = ({ sku, group, category }, names) =>
      names.some((one) => [sku, group, category].includes(one) || category.startsWith(`${one} > `));

    test(`${name}: shows what it promises, follows the cart, and shows nothing without history`, async () => {
      const page = await (await getBrowser()).newPage();
      const [
        {
          cart: [anchor],
          offers,
          never,
        },
      ] = shop.promises;
      await page.goto(urlOf(`${name}/?item=${anchor}`));
      await page.evaluate(suggestionsAreThere);

      const before = (await page.evaluate(shown)).map((title) => byTitle.get(title));
      for (const offer of offers)
        assert.ok(
          before.some((item) => isOf(item, [offer])),
          `${offer} is not shown`,
        );
      for (const item of before) assert.ok(!isOf(item, never), `${item.sku} is shown`);

      // The whole bundle goes into the cart, and what is shown next is none of it.
      await page.click('.goeswith-add-all');
      const bundle = [shop.items.find(({ sku }) => sku === anchor), ...before];
      await eventually(page, () => document.querySelectorAll('.lines li').length, bundle.length);
      assert.deepEqual(new Set(await page.evaluate(cartLines)), new Set(bundle.map(({ title }) => title)));
      await eventually(page, showsWhatIsInTheCart, false);

      // A click on another item changes the page and keeps the cart.
      await page.click('.shelf li:nth-child(2) a');
      await eventually(page, () => document.querySelector('.title').textContent, shop.items[1].title);
      assert.equal((await page.evaluate(cartLines)).length, bundle.length);
      assert.deepEqual(await page.problems(), []);
      for (const { url } of await page.requests()) assert.ok(url.startsWith(server.url), url);

      const newcomer = shop.items.find((item) => item.new);
      await page.goto(urlOf(`${name}/?item=${newcomer.sku}`));
      await eventually(page, saysNothing, true);
      assert.deepEqual(await page.evaluate(shown), []);
      // The element tells the developer that the table does not know the item, and nothing else goes wrong.
      const problems = await page.problems();
      const isAboutIt = ({ kind, text }) => kind === 'console.warn' && text.includes(newcomer.sku);
      assert.ok(problems.every(isAboutIt), JSON.stringify(problems));
      await page.close();
    });
  }

  test('laptop: goes back and forth, and an unknown item leads to the first', async () => {
    const shop = readShop('laptop');
    const page = await (await getBrowser()).newPage();
    await page.goto(urlOf('laptop/?item=%3Cb%3E'));
    await eventually(page, () => document.querySelector('.title').textContent, shop.items[0].title);
    await page.click('.shelf li:nth-child(3) a');
    await eventually(page, () => document.querySelector('.title').textContent, shop.items[2].title);
    assert.equal(await page.evaluate(() => document.activeElement.className), 'title');
    await page.evaluate(() => history.back());
    await eventually(page, () => document.querySelector('.title').textContent, shop.items[0].title);
    assert.deepEqual(await page.problems(), []);
    await page.close();
  });

  test('laptop: tells how its orders were made up, and is no wider than a narrow window', async () => {
    const page = await (await getBrowser()).newPage();
    await page.setViewport(engine === 'webkit' ? 460 : 390, 800);
    await page.goto(urlOf('laptop/'));
    await eventually(page, () => document.querySelectorAll('.shoppers tr').length, readShop('laptop').shoppers.length);
    await page.evaluate(() => {
      document.querySelector('details').open = true;
    });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    assert.match(await page.evaluate(() => document.querySelector('.noise').textContent), /AA batteries/);
    await page.close();
  });
});
