// A table in shards, as large catalogues have it, in every engine: what is fetched when, and what a page says of files
// that do not belong together.

import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before } from 'node:test';

import { shardOf } from '../../web/src/engine/shards.js';
import { eachEngine, serve } from '../harness/index.js';
import { seal, writeBase, writeTable } from '../table/table-writer.js';
import { eventually, ITEMS, mount, pageTester, publish, settle, shown, writeSite } from './widget-pages.js';

const COUNT = 3;
/** @param {string} sku */
const fileOf = (sku) => `${shardOf(sku, COUNT)}.gws`;
const OTHERS = ITEMS.map(({ sku }) => sku).filter((sku) => fileOf(sku) !== fileOf('kettle'));

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

/**
 * Publishes the items in shards.
 * @param {string} directory below root
 * @param {(number: number) => number} [generationOf] of each shard
 */
async function publishShards(directory, generationOf = () => 1) {
  await mkdir(path.join(root, directory, 'shards-1'), { recursive: true });
  await writeFile(path.join(root, directory, 'shards-1/base.gws'), writeBase(ITEMS, 1));
  for (let number = 0; number < COUNT; number++) {
    const rows = ITEMS.map(({ sku }) => sku).filter((sku) => shardOf(sku, COUNT) === number);
    const neighbours = ITEMS.filter(({ sku }) => rows.includes(sku)).flatMap(({ goesWith = {} }) =>
      Object.keys(goesWith),
    );
    const cards = [...new Set([...rows, ...neighbours])];
    const part = { rows, cards, generation: generationOf(number) };
    await writeFile(path.join(root, directory, `shards-1/${number}.gws`), writeTable(ITEMS, { part }));
  }
  const manifest = {
    ...{ format: 'goeswith', version: 1, table: { file: 'table-1.gwt', bytes: 1 } },
    shards: { directory: 'shards-1', count: COUNT },
  };
  await writeFile(path.join(root, directory, 'manifest.json'), JSON.stringify(manifest));
}

/** @param {number} version of the format */
function tableOfVersion(version) {
  const table = writeTable(ITEMS);
  table[8] = version;
  return seal(table);
}

before(async () => {
  root = await writeSite();
  await publishShards('sharded');
  await publishShards('mixed', (number) => (number === shardOf('kettle', COUNT) ? 1 : 2));
  const table = writeTable(ITEMS);
  const text = { format: 'goeswith-table', version: 1, bytes: table.length, base64: table.toString('base64') };
  await mkdir(path.join(root, 'text'));
  await writeFile(path.join(root, 'text/table.json'), JSON.stringify(text));
  await publish(root, 'older', tableOfVersion(4));
  await publish(root, 'newer', tableOfVersion(7));
  server = await serve(root);
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

/** The files that a page fetched of a directory, by name. */
const fetched = async (page, directory = 'sharded/') =>
  (await page.requests())
    .map(({ url }) => url.split(directory)[1])
    .filter(Boolean)
    .sort();

/** Whether the session's storage holds something for a shard. @param {string} file */
const isKept = (file) => !!sessionStorage.getItem(`goeswith ${location.origin}/sharded/shards-1/${file}`);

eachEngine((_engine, getBrowser) => {
  const pageTest = pageTester(getBrowser, () => server);

  /** @param {any} page that shall show the kettle's suggestions, with shards kept from page to page */
  const mountKeeping = async (page) => {
    await page.evaluate(() => shop.configure({ storage: sessionStorage }));
    await page.evaluate(mount, { table: '/sharded/shards-1/#3', 'product-id': 'kettle' }, 'Ask us.');
  };
  /** @param {any} page */
  const openNext = async (page) => {
    await page.goto(server.url);
    await eventually(page, () => 'shop' in globalThis, true);
  };
  /** @param {any} page whose children stay, with one warning @param {RegExp} warning */
  const fails = async (page, warning) => {
    const warnings = async () => (await page.problems()).map(({ text }) => text.replace(warning, 'as expected'));
    for (const end = Date.now() + 20_000; !(await warnings()).length && Date.now() < end; ) await settle(page);
    await settle(page);
    assert.deepEqual(await warnings(), ['as expected']);
    assert.deepEqual(await page.evaluate(shown), ['Ask us.']);
  };

  pageTest('a product page fetches the manifest, one shard and what all shards stand on', async (page) => {
    await page.evaluate(mount, { table: '/sharded/', 'product-id': 'kettle' });
    await eventually(page, shown, [['tea', 'pot', 'mug']]);
    assert.deepEqual(await fetched(page), ['manifest.json', `shards-1/${fileOf('kettle')}`, 'shards-1/base.gws']);
  });

  pageTest(
    'a page that names the shards and their number fetches these two at once, and nothing else',
    async (page) => {
      await page.evaluate(mount, { table: '/sharded/shards-1/#3', 'product-id': 'kettle' });
      await eventually(page, shown, [['tea', 'pot', 'mug']]);
      assert.deepEqual(await fetched(page), [`shards-1/${fileOf('kettle')}`, 'shards-1/base.gws']);
    },
  );

  pageTest('a shard that comes before its base waits for it', async (page) => {
    server.setFaults([[/base/, { delay: 300 }]]);
    await page.evaluate(mount, { table: '/sharded/', 'product-id': 'kettle' });
    await eventually(page, shown, [['tea', 'pot', 'mug']]);
  });

  pageTest('shards come as the cart asks for them, each once', async (page) => {
    await page.evaluate(mount, { table: '/sharded/', placement: 'cart', limit: '20' });
    await page.evaluate(() => shop.adapter.setQuantity('kettle', 1));
    await eventually(page, shown, [['tea', 'pot', 'mug', 'mat']]);
    await page.evaluate(() => shop.adapter.setQuantity('mug', 1));
    await eventually(page, shown, [['tea', 'spoon', 'saucer', 'pot', 'mat']]);
    await page.evaluate(() => shop.adapter.setQuantity('mug', 0));
    await eventually(page, shown, [['tea', 'pot', 'mug', 'mat']]);
    const files = new Set([fileOf('kettle'), fileOf('mug')]);
    const wanted = ['manifest.json', ...[...files, 'base.gws'].map((file) => `shards-1/${file}`).sort()];
    assert.deepEqual(await fetched(page), wanted);
  });

  pageTest('with storage allowed, a cart page needs no shard that a product page fetched', async (page) => {
    await mountKeeping(page);
    await eventually(page, shown, [['tea', 'pot', 'mug']]);
    await openNext(page);
    await page.evaluate(() => shop.configure({ storage: sessionStorage }));
    await page.evaluate(mount, { table: '/sharded/shards-1/#3', placement: 'cart', cart: 'kettle' });
    await eventually(page, shown, [['tea', 'pot', 'mug']]);
    assert.deepEqual(await fetched(page), []);
  });

  for (const [fault, code] of [
    ['html', 'not-a-table'],
    ['flipped', 'damaged'],
  ]) {
    for (const file of [fileOf('kettle'), 'base.gws']) {
      pageTest(
        `with storage allowed, ${file} as ${fault} is not kept, and the next page asks for it anew`,
        async (page) => {
          server.setFaults([[new RegExp(`/${file}`), fault]]);
          await mountKeeping(page);
          await fails(page, new RegExp(`.*shards-1/${file} \\[${code}\\]`));
          assert.equal(await page.evaluate(isKept, file), false);
          server.setFaults([]);
          await openNext(page);
          await mountKeeping(page);
          await eventually(page, shown, [['tea', 'pot', 'mug']]);
          assert.ok((await fetched(page)).includes(`shards-1/${file}`));
          assert.equal(await page.evaluate(isKept, file), true);
        },
      );
    }
  }

  for (const file of [fileOf('kettle'), 'base.gws']) {
    pageTest(
      `${file} that was damaged in storage is dropped, and the next page asks for it anew, alone`,
      async (page) => {
        await mountKeeping(page);
        await eventually(page, shown, [['tea', 'pot', 'mug']]);
        await page.evaluate((file) => {
          const key = `goeswith ${location.origin}/sharded/shards-1/${file}`;
          const kept = atob(sessionStorage.getItem(key));
          const last = String.fromCharCode(kept.charCodeAt(kept.length - 1) ^ 1);
          sessionStorage.setItem(key, btoa(kept.slice(0, -1) + last));
        }, file);
        await openNext(page);
        await mountKeeping(page);
        await fails(page, new RegExp(`.*shards-1/${file} \\[damaged\\]`));
        assert.deepEqual([await fetched(page), await page.evaluate(isKept, file)], [[], false]);
        await openNext(page);
        await mountKeeping(page);
        await eventually(page, shown, [['tea', 'pot', 'mug']]);
        assert.deepEqual([await fetched(page), await page.evaluate(isKept, file)], [[`shards-1/${file}`], true]);
      },
    );
  }

  pageTest(
    'a page whose host lacks what reads shards keeps the children, and says which file it is',
    async (page) => {
      server.setFaults([[/manifest\.js$/, 'missing']]);
      await page.evaluate(mount, { table: '/sharded/', 'product-id': 'kettle' }, 'Ask us.');
      await eventually(page, () => events.map(([type, { code }]) => [type, code]), [['error', 'unreachable']]);
      assert.deepEqual(await page.evaluate(shown), ['Ask us.']);
    },
    { expectedProblems: [/manifest\.js \[unreachable\]/, /sharded\/manifest\.json \[unreachable\]/] },
  );

  pageTest('a page whose host can serve no table but as text shows the same', async (page) => {
    await page.evaluate(mount, { table: '/text/table.json', 'product-id': 'kettle' });
    await eventually(page, shown, [['tea', 'pot', 'mug']]);
  });

  pageTest('storage that holds something else is as good as empty', async (page) => {
    await page.evaluate((file) => {
      sessionStorage.setItem(`goeswith ${location.origin}/sharded/shards-1/${file}`, '{"not": "base64"}');
    }, fileOf('kettle'));
    await mountKeeping(page);
    await eventually(page, shown, [['tea', 'pot', 'mug']]);
    assert.deepEqual(await fetched(page), [`shards-1/${fileOf('kettle')}`, 'shards-1/base.gws']);
    assert.equal(await page.evaluate(isKept, fileOf('kettle')), true);
  });

  pageTest(
    'a base that is not there once: the children stay, and the element shows its items when it comes back',
    async (page) => {
      server.setFaults([[/base/, 'missing']]);
      await page.evaluate(mount, { table: '/sharded/', 'product-id': 'kettle' }, 'Ask us.');
      await fails(page, /.*shards-1\/base\.gws \[http-status\]/);
      server.setFaults([]);
      await page.evaluate(() => document.querySelector('main').append(document.querySelector('goes-with')));
      await eventually(page, shown, [['tea', 'pot', 'mug']]);
      await page.evaluate(mount, { table: '/sharded/', 'product-id': 'mug' });
      await eventually(page, shown, [
        ['tea', 'pot', 'mug'],
        ['spoon', 'saucer'],
      ]);
    },
    { expectedProblems: [/base\.gws \[http-status\]/] },
  );

  /** @type {[string, Record<string, string>, any, RegExp][]} */
  const faults = [
    ['an older table', { table: '/older/' }, [], /another version.*older\/table-\w+\.gwt \[wrong-version\]/],
    ['a newer table', { table: '/newer/' }, [], /another version.*newer\/table-\w+\.gwt \[wrong-version\]/],
    [
      'a shard of another generation',
      { table: '/mixed/', placement: 'cart', cart: `kettle ${OTHERS[0]}` },
      [],
      /another generation.*mixed\/shards-1\/\d\.gws \[invalid-table\]/,
    ],
    [
      'a manifest without its shards',
      { table: '/sharded/' },
      [[/gws/, 'missing']],
      /status 404.*\.gws \[http-status\]/,
    ],
    ['HTML in place of a shard', { table: '/sharded/' }, [[/gws/, 'html']], /\.gws \[not-a-table\]/],
    ['half a shard', { table: '/sharded/' }, [[/gws/, 'truncated']], /\.gws \[wrong-size\]/],
    ['a shard with a flipped bit', { table: '/sharded/' }, [[/gws/, 'flipped']], /\.gws \[damaged\]/],
  ];
  for (const [what, attributes, rules, warning] of faults) {
    pageTest(
      `${what}: the children stay, one warning names file and reason, and the next page tries again`,
      async (page) => {
        server.setFaults(rules);
        await page.evaluate(mount, { 'product-id': 'kettle', ...attributes }, 'Ask us.');
        await eventually(page, () => events.map(([type]) => type), ['error']);
        await settle(page);
        assert.deepEqual(await page.evaluate(shown), ['Ask us.']);
      },
      { expectedProblems: [warning] },
    );
  }
});
