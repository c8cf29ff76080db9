// Puts the gallery and the playground together: their pages and styles as they are, their modules bundled with those of
// the shop's that they need. goeswith stays as it is published.
//
//   node make_gallery.js SITE

import { cpSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import * as esbuild from 'esbuild';

const demo = fileURLToPath(new URL('..', import.meta.url));
const site = process.argv[2];

for (const directory of ['gallery', 'playground']) {
  rmSync(path.join(site, directory), { recursive: true, force: true });
  for (const name of readdirSync(path.join(demo, directory)).filter((name) => !name.endsWith('.js'))) {
    cpSync(path.join(demo, directory, name), path.join(site, directory, name));
  }
}
await esbuild.build({
  entryPoints: ['gallery/gallery.js', 'gallery/frame.js', 'playground/playground.js'].map((file) =>
    path.join(demo, file),
  ),
  outdir: site,
  outbase: demo,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  chunkNames: 'gallery/[hash]',
  external: ['../widget/*'],
});
