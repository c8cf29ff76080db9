import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { colourOf, decorOf } from '../../demo/tools/colours.js';
import { allKinds, kindOf } from '../../demo/tools/kinds.js';
import { drawPicture } from '../../demo/tools/pictures.js';
import { serveDirectory, STRICT_CSP } from '../../demo/tools/static_server.js';
import { presentableTitle } from '../../demo/tools/titles.js';

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
    const kinds = ['LUNCH BAG SUKI', 'JUMBO BAG SUKI', 'CANDLE HOLDER', 'SCENTED CANDLE', 'CAKE TINS', 'BLACK TEA TOWEL'];
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

  test('every kind has a picture without styles, scripts or gaps, plain and with each pattern', () => {
    for (const kind of allKinds()) {
      for (const title of ['red', 'red polkadot', 'red stripe', 'red floral']) {
        const picture = drawPicture({ kind, colour: colourOf(title, ''), decor: decorOf(title) });
        assert.match(picture, /^<svg .*<\/svg>\n$/);
        assert.doesNotMatch(picture, /undefined|NaN|style|script/, kind);
        const opened = picture.match(/<[a-z]/g).length;
        const closed = picture.match(/<\/|\/>/g).length;
        assert.equal(opened, closed, kind);
      }
    }
  });
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
    server = await serveDirectory(root);
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
    for (const [file, type] of [['', 'text/html; charset=utf-8'], ['engine.wasm', 'application/wasm'], ['table.gwt', 'application/octet-stream']]) {
      const response = await fetch(server.url + file);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), type);
      assert.equal(response.headers.get('content-security-policy'), STRICT_CSP);
    }
  });

  test('nothing outside of the directory is reached', async () => {
    const outside = `/../${path.basename(root)}-secret.txt`;
    for (const raw of [outside, outside.replace('..', '%2e%2e'), outside.replace('/..', '/..%2f..'), '/%00', '/%E0', '//etc/passwd']) {
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
