import { GoesWithError, warn } from './errors.js';
import { importScript } from './import-script.js';

/**
 * The exports of the lazy scripts, which not every page needs, as far as they are loaded.
 * @type {Partial<typeof import('../lazy/adding.js').default & typeof import('../lazy/ahead.js').default
 *   & typeof import('../lazy/keep.js').default & typeof import('../lazy/custom.js').default & typeof import('../lazy/debug.js').default
 *   & typeof import('../lazy/hide.js').default>}
 */
export const lazy = {};

/**
 * Adds the exports of lazy scripts to `lazy`.
 * @param {...(string | false | 0 | null | undefined)} names those that are none are left out
 */
export async function loadLazyScripts(...names) {
  Object.assign(lazy, ...(await Promise.all(names.map((name) => name && loadLazyScript(name)))));
}

/**
 * Loads a lazy script.
 * @param {string} name below dist/
 * @returns {Promise<any>} its default export; undefined, with a warning, where it does not load
 */
export async function loadLazyScript(name) {
  try {
    return (await importScript(name)).default;
  } catch {
    warn(new GoesWithError('unreachable', '', name));
  }
}
