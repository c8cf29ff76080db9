// The modules beside goeswith.js in dist/, of which a page loads those that it needs.

import { readdirSync } from 'node:fs';

const LAZY = ['adding', 'ahead', 'custom', 'debug', 'hide', 'holdout', 'keep', 'measuring', 'messages'];

/** The file below src/, by the one below dist/. @type {Record<string, string>} */
export const LAZY_SCRIPTS = Object.fromEntries([
  ...LAZY.map((name) => [`${name}.js`, `lazy/${name}.js`]),
  ['manifest.js', 'engine/manifest.js'],
  ['server.js', 'node/server.js'],
  ...['adapters/dom.js', 'adapters/memory.js'].map((name) => [name, name]),
  ...readdirSync(new URL('src/languages/', import.meta.url)).map((name) => [`languages/${name}`, `languages/${name}`]),
]);
