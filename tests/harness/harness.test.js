import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { eachEngine, serve } from './index.js';

const FILES = {
  'index.html': `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Quiet</title>
    <link rel="icon" href="data:,"></head>
    <body><button type="button">Press</button><input aria-label="text"><script src="events.js"></script></body></html>`,
  'events.js': `globalThis.seen = [];
    for (const type of ['click', 'keydown']) {
      addEventListener(type, (e) => seen.push([type, e.key ?? '', e.isTrusted]));
    }`,
  'uncaught.html': '<!doctype html><link rel="icon" href="data:,"><script src="uncaught.js"></script>',
  'uncaught.js': `Promise.reject(new TypeError('rejected')); console.warn('careful', 1); throw new RangeError('thrown');`,
  'inline.html': '<!doctype html><link rel="icon" href="data:,"><script>globalThis.inline = true</script>',
  'sink.html': '<!doctype html><link rel="icon" href="data:,"><script src="sink.js"></script>',
  'sink.js': `try { document.documentElement.innerHTML = '<p>'; } catch { globalThis.refused = true; }`,
  'data.bin': Uint8Array.from({ length: 100 }, (_, index) => index),
};

let root;
let server;

before(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'goeswith-harness-'));
  for (const [name, content] of Object.entries(FILES)) await writeFile(path.join(root, name), content);
  server = await serve(root);
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

/** Reads data.bin in the page; the error's name when that fails. */
async function readData() {
  try {
    const response = await fetch('data.bin');
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get('content-type'), bytes: [...bytes] };
  } catch (error) {
    return error.name;
  }
}

eachEngine((engine, getBrowser) => {
  /** @param {string} file */
  async function openPage(file) {
    const page = await (await getBrowser()).newPage();
    await page.goto(server.url + file);
    return page;
  }

  test('problems, on a page without any, is empty', async () => {
    const page = await openPage('');
    assert.deepEqual(await page.problems(), []);
    assert.equal(await page.evaluate(() => document.compatMode), 'CSS1Compat');
    await page.close();
  });

  test('problems lists an uncaught error, an unhandled rejection and a console warning', async () => {
    const page = await openPage('uncaught.html');
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    const problems = (await page.problems()).map(({ kind, text }) => `${kind}: ${text}`).sort();
    assert.deepEqual(problems, [
      'console.warn: careful 1',
      'error: RangeError: thrown',
      'rejection: TypeError: rejected',
    ]);
    await page.close();
  });

  test('problems lists an inline script that the policy refused', async () => {
    const page = await openPage('inline.html');
    assert.deepEqual(await page.problems(), [{ kind: 'csp', text: 'script-src-elem blocked inline' }]);
    assert.equal(await page.evaluate(() => globalThis.inline), undefined);
    await page.close();
  });

  test('trusted types refuse a string in an HTML sink', async () => {
    const page = await openPage('sink.html');
    assert.equal(await page.evaluate(() => globalThis.refused), true);
    assert.deepEqual(
      (await page.problems()).map(({ kind }) => kind),
      ['csp'],
    );
    await page.close();
  });

  test('evaluate passes arguments, awaits the result and throws what the page throws', async () => {
    const page = await openPage('');
    assert.deepEqual(await page.evaluate(async (a, b) => ({ sum: a.n + b[0] }), { n: 1 }, [2]), { sum: 3 });
    await assert.rejects(
      page.evaluate(() => Promise.reject(new Error('from the page'))),
      /from the page/,
    );
    await page.close();
  });

  test('a page is visible and draws', async () => {
    const page = await openPage('');
    assert.equal(await page.evaluate(() => document.visibilityState), 'visible');
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await page.close();
  });

  test('click and press arrive as trusted events', async () => {
    const page = await openPage('');
    await page.click('button');
    await page.press('Tab');
    await page.type('ab');
    await page.press('Shift+Tab');
    await page.press('Enter');
    assert.equal(await page.evaluate(() => document.querySelector('input').value), 'ab');
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'button');
    const seen = await page.evaluate(() => globalThis.seen);
    // What a key is called together with Shift is the engine's own affair: GTK has a key of its own for Shift+Tab.
    const expected = ['click', 'Tab', 'a', 'b', 'Shift', 'Enter', 'click'];
    assert.deepEqual(
      seen.map(([type, key]) => key || type).filter((_, index) => index !== 5),
      expected,
    );
    assert.ok(
      seen.every(([, , trusted]) => trusted),
      JSON.stringify(seen),
    );
    await page.close();
  });

  test('click rejects when nothing matches', async () => {
    const page = await openPage('');
    await assert.rejects(page.click('#nowhere'));
    await page.close();
  });

  test('setViewport gives the page that size, and screenshot writes a picture', async () => {
    const page = await openPage('');
    await page.setViewport(640, 480);
    assert.deepEqual(await page.evaluate(() => [innerWidth, innerHeight]), [640, 480]);
    const picture = path.join(root, `${engine}.png`);
    await page.screenshot(picture, { selector: 'button' });
    assert.ok((await stat(picture)).size > 100);
    await page.close();
  });

  test('requests lists the document and what it fetched, with the size of each body', async () => {
    const page = await openPage('');
    await page.evaluate(readData);
    const requests = await page.requests();
    assert.deepEqual(
      requests.map(({ url }) => url),
      ['', 'events.js', 'data.bin'].map((file) => server.url + file),
    );
    assert.equal(requests[2].bytes, 100);
    await page.close();
  });

  test('serve injects each fault', async (t) => {
    const page = await openPage('');
    t.after(() => server.setFaults([]));
    const readWith = async (fault) => {
      server.setFaults([[/data\.bin$/, fault]]);
      return page.evaluate(readData);
    };
    assert.equal((await readWith('missing')).status, 404);
    assert.deepEqual((await readWith('html')).type, 'text/html; charset=utf-8');
    assert.equal((await readWith('truncated')).bytes.length, 50);
    assert.equal((await readWith('flipped')).bytes[50], 50 ^ 0x10);
    assert.equal((await readWith('wrong-type')).type, 'application/octet-stream');
    assert.equal((await readWith({ delay: 20 })).bytes.length, 100);
    assert.equal((await readWith({ until: Promise.resolve() })).bytes.length, 100);
    assert.deepEqual((await readWith({ body: 'ab', type: 'text/plain' })).bytes, [97, 98]);
    assert.equal(typeof (await readWith('cut')), 'string');
    server.setFaults([[/data\.bin$/, 'stalled']]);
    const settled = await page.evaluate(() =>
      Promise.race([fetch('data.bin'), new Promise((resolve) => setTimeout(resolve, 200, 'waiting'))]),
    );
    assert.equal(settled, 'waiting');
    await page.close();
  });
});
