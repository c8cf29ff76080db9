// Bundles the service worker, with the list of what it keeps: all that the shop needs without a network.
//
//   node make_worker.js SITE

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import * as esbuild from 'esbuild';

import { PAGES } from './pages.js';

const source = fileURLToPath(new URL('../shop/offline/worker.js', import.meta.url));
const site = process.argv[2];

/** Below these everything is kept, but what LEFT_OUT matches. */
const DIRECTORIES = ['chunks', 'data/products', 'email', 'goeswith', 'panel', 'widget'];
// Listings by category are made from the products; a shop needs one build of the element; types are for compilers. The
// engine without WebAssembly is for browsers that have none.
const LEFT_OUT = /^widget\/(?:types\/|goeswith\.(?:classic|fallback)\.js$|goeswith\.css$|themes\/)|\.(?:map|d\.ts)$/;
/** Named after their content. */
const IMMUTABLE = /^goeswith\/.*-[0-9a-f]{8,}\.\w+$/;

const files = [
  ...readdirSync(site).filter((name) => /\.(?:js|css|svg)$/.test(name) && name !== 'worker.js'),
  ...PAGES.map(({ file }) => file),
  ...DIRECTORIES.flatMap((directory) => filesBelow(directory)),
]
  .filter((file) => !LEFT_OUT.test(file))
  .sort();

const entries = files.map((url) => ({ url, revision: IMMUTABLE.test(url) ? null : revisionOf(url) }));
await esbuild.build({
  entryPoints: [source],
  outfile: path.join(site, 'worker.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  legalComments: 'none',
  define: {
    'process.env.NODE_ENV': '"production"',
    FILES: JSON.stringify(entries),
    IMMUTABLE: JSON.stringify(files.filter((file) => IMMUTABLE.test(file))),
  },
});

/** @param {string} directory @returns {string[]} relative to the site, with slashes */
function filesBelow(directory) {
  if (!existsSync(path.join(site, directory))) return [];
  return readdirSync(path.join(site, directory), { withFileTypes: true }).flatMap((entry) => {
    const name = `${directory}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(name) : name;
  });
}

/** @param {string} file */
function revisionOf(file) {
  return createHash('sha256')
    .update(readFileSync(path.join(site, file)))
    .digest('hex')
    .slice(0, 16);
}
