// Puts an engine in the place of the one that the page's modules import.

import { register } from 'node:module';

/** @param {URL} engine a module; what is imported after this has it */
export function putInPlace(engine) {
  register(
    `data:text/javascript,${encodeURIComponent(
      `export const resolve = (specifier, context, next) =>
        specifier === 'goeswith-engine' ? { url: '${engine.href}', shortCircuit: true } : next(specifier, context);`,
    )}`,
  );
}
