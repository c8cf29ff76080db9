// The package as npm packs it, in an empty project.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const PACKAGE = fileURLToPath(new URL('../../../web', import.meta.url));
const SHOP = fileURLToPath(new URL('../types/shop.ts', import.meta.url));
const TYPESCRIPT = path.join(PACKAGE, 'node_modules/typescript/bin/tsc');

/** @type {string} */
let project;
/** @type {string} */
let tarball;
/** @param {string} command @param {...string} options */
const run = (command, ...options) => execFileSync(command, options, { cwd: project, encoding: 'utf8', stdio: 'pipe' });

before(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'goeswith-package-'));
  await writeFile(path.join(project, 'package.json'), '{"type":"module","private":true}');
  // Without its scripts, which would build it anew.
  const [{ filename }] = JSON.parse(run('npm', 'pack', PACKAGE, '--ignore-scripts', '--json'));
  tarball = path.join(project, filename);
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball);
});
after(() => rm(project, { recursive: true }));

test('publint finds nothing in the package', async () => {
  const bytes = await readFile(tarball);
  const pack = { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) };
  const { messages, pkg } = await publint({ pack, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

test('package has no file but what is served, typed and told, and depends on nothing', async () => {
  const files = run('tar', 'tzf', tarball).trim().split('\n');
  const expected =
    /^package\/(package\.json|README\.md|LICENSE|custom-elements\.json|dist\/[\w./-]+\.(js|css|wasm|json|d\.ts|md))$/;
  assert.deepEqual(
    files.filter((name) => !expected.test(name)),
    [],
  );
  const { dependencies, peerDependencies } = JSON.parse(
    await readFile(path.join(project, 'node_modules/goeswith/package.json'), 'utf8'),
  );
  assert.deepEqual([dependencies, peerDependencies], [undefined, undefined]);
});

test('every export is there', async () => {
  const { exports } = JSON.parse(await readFile(path.join(project, 'node_modules/goeswith/package.json'), 'utf8'));
  for (const name of Object.keys(exports)) {
    const specifier = path.posix.join('goeswith', name.replace('*', 'plain'));
    const url = run(
      'node',
      '--input-type=module',
      '-e',
      `console.log(import.meta.resolve(${JSON.stringify(specifier)}))`,
    ).trim();
    assert.ok((await readFile(new URL(url))).length > 0, specifier);
  }
});

test('adapter for memory works in Node from the installed package', () => {
  const code = `import { memoryAdapter } from 'goeswith/adapters/memory';
    const shop = memoryAdapter(); await shop.setQuantity('tea', 2); console.log((await shop.getCart()).lines[0].quantity)`;
  assert.equal(run('node', '--input-type=module', '-e', code).trim(), '2');
});

test('a server that imports the element gets its names, and no error', () => {
  const code = `import * as goeswith from 'goeswith';
    goeswith.configure({ table: '/' }); class Shop extends goeswith.GoesWithElement {} new Shop();
    await goeswith.openRecommender('/').catch(({ code }) => console.log(code));
    console.log(Object.keys(goeswith).sort().join())`;
  const browser = readFileSync(path.join(PACKAGE, 'src/index.js'), 'utf8');
  const names = [...browser.matchAll(/export { (\w+) }/g)].map(([, name]) => name).sort();
  assert.equal(run('node', '--input-type=module', '-e', code).trim(), `engine-unavailable\n${names}`);
});

for (const module of ['nodenext', 'preserve']) {
  test(`types of the installed package serve a shop that is compiled with --module ${module}`, async () => {
    await cp(SHOP, path.join(project, 'shop.ts'));
    let output = '';
    try {
      run(
        process.execPath,
        TYPESCRIPT,
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        '--module',
        module,
        '--types',
        '',
        'shop.ts',
      );
    } catch (error) {
      output = /** @type {{stdout: string}} */ (error).stdout;
    }
    assert.equal(output, '');
  });
}
