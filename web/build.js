// Builds dist/: the element as a module and as a script, the engine, the default style, the themes, the adapters, the
// types, data for editors, and a hash of each file (sri.json).
//
// Needs the engine of wasm/ (`cmake --preset wasm && cmake --build --preset wasm`); GOESWITH_ENGINE_DIR names another
// directory with goeswith-engine.js, goeswith-engine.wasm and goeswith-engine-fallback.js.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

import * as esbuild from 'esbuild';
import { minify } from 'terser';

import { editorData } from './editor-data.js';
import { LAZY_SCRIPTS } from './lazy-scripts.js';

const root = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(root, 'dist');
const engineDirectory = path.resolve(process.env.GOESWITH_ENGINE_DIR ?? path.join(root, '../build/wasm/wasm'));
const engine = path.join(engineDirectory, 'goeswith-engine.js');
const missing = ['.js', '.wasm', '-fallback.js']
  .map((end) => path.join(engineDirectory, `goeswith-engine${end}`))
  .find((file) => !existsSync(file));

if (missing) {
  console.error(
    `${missing} is not there. Build it with "cmake --preset wasm && cmake --build --preset wasm", ` +
      'or let GOESWITH_ENGINE_DIR name its directory.',
  );
  process.exit(1);
}

// Built elsewhere and then put in place: a build that fails leaves the old one.
const output = await mkdtemp(path.join(root, 'node_modules/.dist-'));
process.on('exit', () => rmSync(output, { recursive: true, force: true }));
for (const directory of ['adapters', 'languages', 'themes']) await mkdir(path.join(output, directory));

const style = (
  await esbuild.transform(await readFile(path.join(root, 'src/element/goeswith.css'), 'utf8'), {
    loader: 'css',
    minify: true,
  })
).code.trim();
/** Makes `import css from './goeswith.css'` the minified text. */
const minifiedStyle = {
  name: 'minified-style',
  /** @param {esbuild.PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, () => ({ contents: style, loader: 'text' }));
  },
};

/** Of the heap, which the engine's generated code makes whether anything reads them or not. */
const UNREAD_VIEWS = [
  ...['Int8Array', 'Uint8Array', 'Int16Array', 'Uint16Array'],
  ...['Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array'],
];
const THEMES = readdirSync(path.join(root, 'src/themes')).filter((name) => !['badge.css', 'shared.css'].includes(name));
const files = [
  ...['goeswith.js', 'goeswith.classic.js', 'goeswith.wasm', 'goeswith.fallback.js', 'goeswith.css', 'score.js'],
  ...Object.keys(LAZY_SCRIPTS),
  ...THEMES.map((name) => `themes/${name}`),
];

/** Short names, in all files the same: goeswith.js and the lazy scripts call each other by them. */
const { mangleCache } = await bundle('index.js', 'goeswith.js', { format: 'esm', mangleCache: {} });
await Promise.all([
  bundle('classic.js', 'goeswith.classic.js', {
    format: 'iife',
    mangleCache,
    inject: [path.join(root, 'src/classic-script-url.js')],
    define: { 'import.meta.url': 'classicScriptUrl' },
  }),
  bundle(path.join(engineDirectory, 'goeswith-engine-fallback.js'), 'goeswith.fallback.js', { format: 'esm' }),
  bundle('node/score.js', 'score.js', {
    format: 'esm',
    external: ['node:fs/promises'],
    loader: { '.html': 'text', '.txt': 'text' },
  }),
  ...Object.entries(LAZY_SCRIPTS).map(([name, entry]) => bundle(entry, name, { format: 'esm', mangleCache })),
  copyFile(path.join(engineDirectory, 'goeswith-engine.wasm'), path.join(output, 'goeswith.wasm')),
  writeFile(path.join(output, 'goeswith.css'), `${style}\n`),
  esbuild.build({
    entryPoints: THEMES.map((name) => path.join(root, 'src/themes', name)),
    outdir: path.join(output, 'themes'),
    bundle: true, // of what themes share and what is the theme's own
    minify: true,
  }),
]);
const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
execFileSync(process.execPath, [compiler, '-p', root, '--outDir', path.join(output, 'types')], { stdio: 'inherit' });
for (const name of ['types.d.ts', 'engine/engine-module.d.ts']) {
  await copyFile(path.join(root, 'src', name), path.join(output, 'types', name));
}
/** @type {Record<string, string>} the hash that a page may demand of each file, see https://www.w3.org/TR/SRI/ */
const integrity = {};
for (const name of files) {
  integrity[name] = `sha384-${createHash('sha384')
    .update(await readFile(path.join(output, name)))
    .digest('base64')}`;
}
await writeFile(path.join(output, 'sri.json'), `${JSON.stringify(integrity, null, 2)}\n`);
const manifest = JSON.parse(await readFile(path.join(root, 'custom-elements.json'), 'utf8'));
await writeFile(path.join(output, 'html-custom-data.json'), `${JSON.stringify(editorData(manifest), null, 2)}\n`);
await writeFile(path.join(output, 'README.md'), distributionReadme(integrity));
await chmod(output, 0o755);
await rm(dist, { recursive: true, force: true });
await rename(output, dist);

console.log('file                         raw  brotli  integrity');
for (const name of files) {
  const bytes = await readFile(path.join(dist, name));
  const sizes = [bytes.length, brotliSize(bytes)].map((size) => String(size).padStart(7));
  console.log(`${name.padEnd(24)} ${sizes.join(' ')}  ${integrity[name]}`);
}

/**
 * @param {string} entry below src/, or absolute
 * @param {string} name below dist/
 * @param {esbuild.BuildOptions} options
 */
async function bundle(entry, name, options) {
  const result = await esbuild.build({
    entryPoints: [path.resolve(root, 'src', entry)],
    bundle: true,
    write: false,
    minify: true, // terser does it better, but leaves private names long
    target: 'es2022',
    mangleProps: /[a-z]_$/, // what no page sees
    alias: { 'goeswith-engine': engine },
    plugins: [minifiedStyle],
    ...options,
  });
  const isFallback = name === 'goeswith.fallback.js'; // it calls functions with `new` that do not look like it
  const { code } = await minify(result.outputFiles[0].text, {
    module: options.format === 'esm',
    ecma: 2020,
    compress: {
      passes: 2,
      hoist_funs: !isFallback, // alike things lie together
      pure_getters: !isFallback, // what is read and not used is not read for what reading does
      unsafe: !isFallback, // `'a' + b` for `a${b}`: nothing here is one text as a value and another in a template
      unsafe_arrows: !isFallback,
      unsafe_methods: !isFallback,
      pure_funcs: UNREAD_VIEWS,
      lhs_constants: false, // on the right, as in what need not change sides, they compress better
    },
  });
  await writeFile(path.join(output, name), `${code}\n`);
  return result;
}

/**
 * The README of dist/, for whoever copies it to a host.
 * @param {Record<string, string>} integrity by file
 */
function distributionReadme(integrity) {
  return `# goeswith, ready to serve

Copy this directory to the shop's host, say to /widget/. It needs no build and nothing else; keep the files together,
since goeswith.js loads those beside it when they are needed. A newer version goes into a directory of its own: browsers
keep what they have of the old one, and files of two builds do not understand each other. A table for it comes from
\`goeswith build\`.

\`\`\`html
<link rel="stylesheet" href="/widget/themes/plain.css"
  integrity="${integrity['themes/plain.css']}">
<script type="module" src="/widget/goeswith.js"
  integrity="${integrity['goeswith.js']}"></script>

<goes-with product-id="SKU of the item" table="/goeswith/"></goes-with>
\`\`\`

The theme is one of ${THEMES.map((name) => path.basename(name, '.css')).join(', ')}, or the page's own; \`integrity\` can be
left out, and sri.json has it for every file. A page on another origin than the files also needs \`crossorigin\`.
`;
}

/** @param {Uint8Array} bytes */
function brotliSize(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;
}
