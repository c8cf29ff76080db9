// Lets the page's modules, run from their sources, find the scripts that lie beside goeswith.js once it is built.

import { register } from 'node:module';

import { LAZY_SCRIPTS } from '../../../web/lazy-scripts.js';

const source = new URL('../../../web/src/', import.meta.url).href;
const places = Object.entries(LAZY_SCRIPTS).map(([name, file]) => [`${source}page/${name}`, source + file]);

register(
  `data:text/javascript,${encodeURIComponent(
    `const places = new Map(${JSON.stringify(places)});
    export const resolve = (specifier, context, next) => next(places.get(specifier) ?? specifier, context);`,
  )}`,
);
