import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';

import { fetchTable } from '../../../web/src/table-source.js';
import { writeTable } from '../table-writer.js';

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
    const path = String(url).slice(SHOP.length);
    asked.push(path);
    const file = files[path];
    if (file instanceof Error) throw file;
    return file === undefined ? new Response(HTML, { status: 404 }) : new Response(/** @type {any} */ (file));
  };
  return asked;
}

/** @param {object} [changes] */
const manifest = (changes) => JSON.stringify({ ...MANIFEST, ...changes });

test('a table is found by its directory, with or without a slash at the end, its manifest or itself', async () => {
  const asked = serve({ 'manifest.json': manifest(), [MANIFEST.table.file]: TABLE });
  for (const name of ['', 'manifest.json', MANIFEST.table.file]) {
    assert.deepEqual(Buffer.from(await fetchTable(SHOP + name)), TABLE);
  }
  assert.deepEqual(Buffer.from(await fetchTable(SHOP.slice(0, -1))), TABLE);
  assert.deepEqual(asked, [
    ...['manifest.json', MANIFEST.table.file, 'manifest.json', MANIFEST.table.file],
    ...[MANIFEST.table.file, 'manifest.json', MANIFEST.table.file],
  ]);
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
  ['a table elsewhere', 'not-a-manifest', { 'manifest.json': manifest({ table: { file: '//b.example/t.gwt', bytes: 9 } }) }],
  ['a size that is no number', 'not-a-manifest', { 'manifest.json': manifest({ table: { file: 't.gwt', bytes: 'x' } }) }],
  ['a manifest of another version', 'wrong-version', { 'manifest.json': manifest({ version: 2 }) }],
  ['a table that is not there', 'http-status', { 'manifest.json': manifest() }],
  ['HTML in place of a table', 'not-a-table', { 'manifest.json': manifest(), [MANIFEST.table.file]: HTML }],
  ['an empty table', 'not-a-table', { 'manifest.json': manifest(), [MANIFEST.table.file]: '' }],
  ['half a table', 'wrong-size', { 'manifest.json': manifest(), [MANIFEST.table.file]: TABLE.subarray(0, 60) }],
];
for (const [what, code, files] of FAULTS) {
  test(`${what} is refused as ${code}, with the URL concerned`, async () => {
    const asked = serve(files);
    await assert.rejects(fetchTable(SHOP), ({ name, code: got, url }) => {
      assert.deepEqual({ name, code: got, url }, { name: 'GoesWithError', code, url: SHOP + asked.at(-1) });
      return true;
    });
  });
}
