import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { SHARD_COUNT, shardOf, slugOf } from '../../demo/shop/shards.js';
import { readCatalogue } from '../../demo/tools/items/catalogue.js';
import { colourOf, coloursOf, decorOf } from '../../demo/tools/items/colours.js';
import { drawHero } from '../../demo/tools/items/hero.js';
import { allKinds, kindOf } from '../../demo/tools/items/kinds.js';
import { looksOf, specOf } from '../../demo/tools/items/looks.js';
import { drawPicture } from '../../demo/tools/items/pictures.js';
import { presentableTitle } from '../../demo/tools/items/titles.js';
import { CONTENT_HASHED, STRICT_CSP, serveDirectory } from '../../demo/tools/static_server.js';

describe('titles', () => {
  const cases = [
    ['LUNCH BAG  BLACK SKULL.', 'Lunch Bag Black Skull'],
    ['WHITE HANGING HEART T-LIGHT HOLDER', 'White Hanging Heart T-Light Holder'],
    ['SET OF 3 CAKE TINS', 'Set of 3 Cake Tins'],
    ['DOORMAT KEEP CALM AND COME IN', 'Doormat Keep Calm and Come In'],
    ['CHILDRENS CUTLERY DOLLY GIRL', 'Children’s Cutlery Dolly Girl'],
    ["CHILDREN'S APRON", 'Children’s Apron'],
    ['3D DOG PICTURE PLAYING CARDS', '3D Dog Picture Playing Cards'],
    ['S/4 CACTI CANDLES', 'S/4 Cacti Candles'],
    ['ESSENTIAL BALM 3.5g TIN IN ENVELOPE', 'Essential Balm 3.5g Tin in Envelope'],
    ['BLUE CHECK BAG W HANDLE 34X20CM', 'Blue Check Bag with Handle 34x20cm'],
    ["3 RAFFIA RIBBONS 50'S CHRISTMAS", '3 Raffia Ribbons 50’s Christmas'],
    ['FEATHER PEN,LIGHT PINK', 'Feather Pen, Light Pink'],
    ['KEY FOB , SHED', 'Key Fob, Shed'],
    ['SMOKEY GREY COLOUR D.O.F. GLASS', 'Smokey Grey Colour D.O.F. Glass'],
    ['*Boombox Ipod Classic', 'Boombox iPod Classic'],
    ['TRADITIONAl BISCUIT CUTTERS', 'Traditional Biscuit Cutters'],
    ["Dr. Jam's Arouzer Stress Ball", 'Dr. Jam’s Arouzer Stress Ball'],
  ];
  for (const [typed, wanted] of cases) {
    test(`presentableTitle makes "${wanted}"`, () => assert.equal(presentableTitle(typed), wanted));
  }
});

describe('kinds and colours', () => {
  test('kindOf prefers the more telling word', () => {
    const kinds = [
      'LUNCH BAG SUKI',
      'JUMBO BAG SUKI',
      'CANDLE HOLDER',
      'SCENTED CANDLE',
      'CAKE TINS',
      'BLACK TEA TOWEL',
    ];
    assert.deepEqual(
      kinds.map((title) => kindOf(title).kind),
      ['lunchbox', 'bag', 'tealight', 'candle', 'tin', 'apron'],
    );
  });

  test('kindOf finds a fallback for a title that says nothing', () => {
    assert.deepEqual(kindOf('XYZZY'), { kind: 'gift', category: 'Other gifts' });
  });

  test('colourOf takes the colour that is named first, else one that only the id decides', () => {
    assert.equal(colourOf('PINK AND BLUE BAG', 'x'), 'pink');
    assert.equal(colourOf('BLUE AND PINK BAG', 'x'), 'blue');
    assert.equal(colourOf('BAG', '123'), colourOf('MUG', '123'));
    assert.notEqual(colourOf('BAG', '1'), colourOf('BAG', '2'));
  });

  test('coloursOf names all, in the order of the title', () => {
    assert.deepEqual(coloursOf('BLUE AND PINK BAG, GOLD'), ['blue', 'pink', 'gold']);
  });

  test('decorOf finds the pattern that a title speaks of', () => {
    const titles = ['RED POLKADOT', 'BLUE STRIPE', 'PINK GINGHAM', 'FLORAL', 'BOTANICAL', 'ZIGZAG', 'RED'];
    assert.deepEqual(titles.map(decorOf), ['spots', 'stripes', 'check', 'flowers', 'leaves', 'waves', 'plain']);
  });
});

describe('looks', () => {
  test('looksOf reads number, size, colours and emblem out of the title', () => {
    const { kind, colour, accent, emblem, count, size } = looksOf('Set of 6 Small Red and Blue Skull Mugs', 'x');
    assert.deepEqual(
      { kind, colour, accent, emblem, count, size },
      { kind: 'mug', colour: 'red', accent: 'blue', emblem: 'skull', count: 3, size: 0 },
    );
    assert.equal(looksOf('Pair of Large Hearts', 'x').count, 2);
    assert.equal(looksOf('12 Pencils', 'x').count, 3);
    assert.equal(looksOf('Bag 500g', 'x').count, 1);
  });

  test('every kind has a picture without styles, scripts or gaps, in every pattern, number, size and scene', () => {
    for (const kind of allKinds()) {
      for (const decor of ['plain', 'spots', 'stripes', 'check', 'flowers', 'hearts', 'leaves', 'waves']) {
        for (const digits of ['1100', '2011', '3221', '1130', '1140', '1151', '1160', '1170', '1181', '1190']) {
          const picture = drawPicture(`${kind} red white ${decor} star ${digits}`);
          assert.match(picture, /^<svg .*<\/svg>\n$/);
          assert.doesNotMatch(picture, /undefined|NaN|style|script/, kind);
          const opened = picture.match(/<[a-z]/g).length;
          const closed = picture.match(/<\/|\/>/g).length;
          assert.equal(opened, closed, kind);
        }
      }
    }
  });

  test('the picture of the home page has no styles, scripts or gaps', () => {
    assert.match(drawHero(), /^<svg .*<\/svg>\n$/);
    assert.doesNotMatch(drawHero(), /undefined|NaN|style|script/);
  });
});

describe('catalogue', () => {
  const data = (name) => fileURLToPath(new URL(`../../demo/data/${name}`, import.meta.url));
  const items = readCatalogue(data('uk_retail.items.tsv'), data('uk_retail.tsv.gz'));

  test('neighbours differ: of any listing, no two things beside each other have the same picture', () => {
    const byCategory = groupBy(items);
    for (const listing of [items, ...byCategory.values()]) {
      listing.forEach(({ spec, title }, at) => at && assert.notEqual(spec, listing[at - 1].spec, title));
    }
    const pictures = new Set(items.map(({ spec }) => spec));
    assert.ok(pictures.size > 0.95 * items.length, `${pictures.size} pictures for ${items.length} items`);
  });

  test('the worker draws what the build drew: looks come from the title that the pages know', () => {
    for (const { id, title, spec } of items) assert.equal(specOf(looksOf(title, id)), spec);
  });

  test('shards are even, so that none is much dearer to load than another', () => {
    const sizes = Array.from(
      { length: SHARD_COUNT },
      (_, shard) => items.filter(({ id }) => shardOf(id) === shard).length,
    );
    const mean = items.length / SHARD_COUNT;
    assert.ok(Math.max(...sizes) < 1.5 * mean && Math.min(...sizes) > 0.5 * mean, sizes.join());
  });

  test('categories have file names of their own', () => {
    const categories = [...new Set(items.map(({ category }) => category))];
    assert.equal(new Set(categories.map(slugOf)).size, categories.length);
    for (const category of categories) assert.match(slugOf(category), /^[a-z-]+$/);
  });

  function groupBy(all) {
    const groups = new Map();
    for (const item of all) groups.set(item.category, [...(groups.get(item.category) ?? []), item]);
    return groups;
  }
});

describe('static server', () => {
  let root;
  let server;

  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'goeswith-server-'));
    await writeFile(path.join(root, 'index.html'), '<!doctype html><title>Home</title>');
    await writeFile(path.join(root, 'engine.wasm'), 'wasm');
    await writeFile(path.join(root, 'table.gwt'), 'table');
    await writeFile(`${root}-secret.txt`, 'secret');
    await mkdir(path.join(root, 'email'));
    await writeFile(path.join(root, 'email/follow-up.html'), '<p style="color: red">Hello</p>');
    await writeFile(path.join(root, 'table-0123456789abcdef.gwt'), 'table');
    server = await serveDirectory(root, { immutable: CONTENT_HASHED });
  });

  after(async () => {
    await server.close();
    await rm(root, { recursive: true });
    await rm(`${root}-secret.txt`);
  });

  /** fetch() would tidy the path up. @returns {Promise<number>} status */
  function statusOf(rawPath, method = 'GET') {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      request({ hostname, port, path: rawPath, method }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  }

  test('files come with their MIME type and the strict policy', async () => {
    for (const [file, type] of [
      ['', 'text/html; charset=utf-8'],
      ['engine.wasm', 'application/wasm'],
      ['table.gwt', 'application/octet-stream'],
    ]) {
      const response = await fetch(server.url + file);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), type);
      assert.equal(response.headers.get('content-security-policy'), STRICT_CSP);
    }
  });

  test('an e-mail is shown under the rules of mail programs', async () => {
    const { headers } = await fetch(`${server.url}email/follow-up.html`);
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; img-src *; style-src 'unsafe-inline'");
  });

  test('what is named after its content may be kept, all else is asked for anew', async () => {
    const caching = await Promise.all(
      ['table-0123456789abcdef.gwt', 'table.gwt'].map(async (file) =>
        (await fetch(server.url + file)).headers.get('cache-control'),
      ),
    );
    assert.deepEqual(caching, ['public, max-age=31536000, immutable', 'no-cache']);
  });

  test('nothing outside of the directory is reached', async () => {
    const outside = `/../${path.basename(root)}-secret.txt`;
    for (const raw of [
      outside,
      outside.replace('..', '%2e%2e'),
      outside.replace('/..', '/..%2f..'),
      '/%00',
      '/%E0',
      '//etc/passwd',
    ]) {
      assert.equal(await statusOf(raw), 404, raw);
    }
  });

  test('only GET and HEAD are answered', async () => {
    assert.equal(await statusOf('/', 'POST'), 405);
    assert.equal(await statusOf('/', 'HEAD'), 200);
  });

  test('text is compressed, a table is sent as it is', async () => {
    const encodings = await Promise.all(
      ['', 'table.gwt'].map(async (file) => {
        const response = await fetch(server.url + file, { headers: { 'accept-encoding': 'br' } });
        return response.headers.get('content-encoding');
      }),
    );
    assert.deepEqual(encodings, ['br', null]);
  });

  test('a busy port is refused with a sentence that says what to do', async () => {
    const port = Number(new URL(server.url).port);
    await assert.rejects(serveDirectory(root, { port }), /in use by another program.*--port/);
  });
});
