import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';

import { shardOf } from '../../../web/src/engine/shards.js';
import { findTable } from '../../../web/src/engine/table-source.js';
import { writeTable } from '../../table/table-writer.js';
import { putInPlace } from './engine-in-place.js';
import './lazy-scripts-in-place.js';

// The engine as built, in JavaScript: it needs no file.
putInPlace(new URL('../../../web/dist/goeswith.fallback.js', import.meta.url));
const { openRecommender } = await import('../../../web/src/engine/open-recommender.js');

const TABLE = writeTable([{ sku: 'a' }]);
const MANIFEST = { format: 'goeswith', version: 1, table: { file: 'table-0123456789abcdef.gwt', bytes: TABLE.length } };
const HTML = '<!doctype html><title>Welcome</title>';
const SHOP = 'https://shop.example/goeswith/';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

/**
 * Puts a host in the network's place.
 * @param {Record<string, string | Uint8Array | Error>} files by path below SHOP; an error is no answer
 * @returns {string[]} the paths asked for
 */
function serve(files) {
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = async (url) => {
    if (String(url).endsWith('.wasm')) return new Response('');
    const path = String(url).slice(SHOP.length).replace(/#.*/, '');
    asked.push(path);
    const file = files[path];
    if (file instanceof Error) throw file;
    return file === undefined ? new Response(HTML, { status: 404 }) : new Response(/** @type {any} */ (file));
  };
  return asked;
}

/** @param {object} [changes] */
const manifest = (changes) => JSON.stringify({ ...MANIFEST, ...changes });
/** @param {object} [changes] */
const twin = (changes) =>
  JSON.stringify({
    format: 'goeswith-table',
    version: 1,
    bytes: TABLE.length,
    base64: TABLE.toString('base64'),
    ...changes,
  });

test('a table is found by its directory, with or without a slash at the end, its manifest or itself', async () => {
  const asked = serve({ 'manifest.json': manifest(), [MANIFEST.table.file]: TABLE });
  for (const name of ['', 'manifest.json', MANIFEST.table.file]) {
    const { table, url } = await findTable(SHOP + name);
    assert.deepEqual([Buffer.from(table ?? []), url], [TABLE, SHOP + MANIFEST.table.file]);
  }
  assert.deepEqual(Buffer.from((await findTable(SHOP.slice(0, -1))).table ?? []), TABLE);
  assert.deepEqual(asked, [
    ...['manifest.json', MANIFEST.table.file, 'manifest.json', MANIFEST.table.file],
    ...[MANIFEST.table.file, 'manifest.json', MANIFEST.table.file],
  ]);
});

test('a fragment that is no number of shards says nothing', async () => {
  serve({ 'manifest.json': manifest(), [MANIFEST.table.file]: TABLE });
  for (const name of ['#v2', '#0', '#-1', `${MANIFEST.table.file}#v2`]) {
    assert.deepEqual(Buffer.from((await findTable(SHOP + name)).table ?? []), TABLE);
  }
});

test('a table is read from text where a shop cannot serve other files', async () => {
  serve({ 'table.json': twin() });
  const { table, url } = await findTable(`${SHOP}table.json`);
  assert.deepEqual([Buffer.from(table ?? []), url], [TABLE, `${SHOP}table.json`]);
});

test('shards are found by a manifest, or by their directory and number without a request', async () => {
  const asked = serve({ 'manifest.json': manifest({ table: undefined, shards: { directory: 'shards-1', count: 7 } }) });
  for (const name of ['', 'shards-1/#7']) {
    const { url, table, connect_ } = await findTable(SHOP + name);
    assert.deepEqual([url, table], [`${SHOP}shards-1/`, undefined]);
    /** @type {string[]} */
    const wanted = [];
    const download = async (/** @type {string} */ file) => {
      wanted.push(file);
      return Uint8Array.of();
    };
    const recommender = /** @type {any} */ ({ add() {} });
    await connect_?.(recommender, download, {})(['a']);
    assert.deepEqual(
      wanted,
      ['base.gws', `${shardOf('a', 7)}.gws`].map((file) => `${SHOP}shards-1/${file}`),
    );
  }
  assert.deepEqual(asked, ['manifest.json']);
});

/** @type {[string, string, Record<string, string | Uint8Array | Error>][]} */
const FAULTS = [
  ['a manifest that is not there', 'http-status', {}],
  ['a host that does not answer', 'unreachable', { 'manifest.json': new TypeError('Failed to fetch') }],
  ['a host that answers too late', 'timeout', { 'manifest.json': new DOMException('', 'TimeoutError') }],
  ['HTML in place of a manifest', 'not-a-manifest', { 'manifest.json': HTML }],
  ['half a manifest', 'not-a-manifest', { 'manifest.json': manifest().slice(0, 40) }],
  ['a manifest that is null', 'not-a-manifest', { 'manifest.json': 'null' }],
  ['another format', 'not-a-manifest', { 'manifest.json': manifest({ format: 'web-app' }) }],
  ['a manifest without a table', 'not-a-manifest', { 'manifest.json': manifest({ table: undefined }) }],
  [
    'shards of another version',
    'wrong-version',
    { 'manifest.json': manifest({ version: 2, shards: { directory: 's', count: 7 } }) },
  ],
  [
    'a table elsewhere',
    'not-a-manifest',
    { 'manifest.json': manifest({ table: { file: '//b.example/t.gwt', bytes: 9 } }) },
  ],
  [
    'a size that is no number',
    'not-a-manifest',
    { 'manifest.json': manifest({ table: { file: 't.gwt', bytes: 'x' } }) },
  ],
  [
    'shards elsewhere',
    'not-a-manifest',
    { 'manifest.json': manifest({ shards: { directory: '../other', count: 7 } }) },
  ],
  ['shards without a number', 'not-a-manifest', { 'manifest.json': manifest({ shards: { directory: 'shards-1' } }) }],
  ['text without a table', 'not-a-manifest', { 'manifest.json': twin({ base64: undefined }) }],
  ['text that is not base64', 'not-a-manifest', { 'manifest.json': twin({ base64: 'iUdXV*' }) }],
  ['text cut short', 'wrong-size', { 'manifest.json': twin({ base64: TABLE.subarray(0, 60).toString('base64') }) }],
  ['text of another version', 'wrong-version', { 'manifest.json': twin({ version: 2 }) }],
  ['text of something else', 'not-a-table', { 'manifest.json': twin({ base64: btoa(HTML), bytes: HTML.length }) }],
  ['a manifest of another version', 'wrong-version', { 'manifest.json': manifest({ version: 2 }) }],
  ['a table that is not there', 'http-status', { 'manifest.json': manifest() }],
  ['HTML in place of a table', 'not-a-table', { 'manifest.json': manifest(), [MANIFEST.table.file]: HTML }],
  ['an empty table', 'not-a-table', { 'manifest.json': manifest(), [MANIFEST.table.file]: '' }],
  [
    'a table of another size',
    'wrong-size',
    { 'manifest.json': manifest({ table: { file: 't.gwt', bytes: 9 } }), 't.gwt': TABLE },
  ],
  ['half a table', 'wrong-size', { 'manifest.json': manifest(), [MANIFEST.table.file]: TABLE.subarray(0, 60) }],
];
for (const [what, code, files] of FAULTS) {
  test(`${what} is refused as ${code}, with the URL concerned`, async () => {
    const asked = serve(files);
    await assert.rejects(openRecommender(SHOP), ({ name, code: got, url }) => {
      assert.deepEqual({ name, code: got, url }, { name: 'GoesWithError', code, url: SHOP + asked.at(-1) });
      return true;
    });
  });
}
