// The modules beside goeswith.js in dist/, of which a page loads those that it needs.

import { readdirSync } from 'node:fs';

const LATER = ['adding', 'ahead', 'change', 'custom', 'debug', 'holdout', 'messages', 'options', 'room'];

/** The file below src/, by the one below dist/. @type {Record<string, string>} */
export const LAZY_SCRIPTS = Object.fromEntries([
  ...LATER.map((name) => [`${name}.js`, `later/${name}.js`]),
  ['tables.js', 'engine/tables.js'],
  ['server.js', 'node/server.js'],
  ...['adapters/dom.js', 'adapters/memory.js'].map((name) => [name, name]),
  ...readdirSync(new URL('src/languages/', import.meta.url)).map((name) => [`languages/${name}`, `languages/${name}`]),
]);
