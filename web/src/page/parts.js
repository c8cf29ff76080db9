import { GoesWithError, warn } from './errors.js';
import { importPart } from './import-part.js';

/**
 * What is loaded of the files that not every page needs.
 * @type {Partial<typeof import('../later/adding.js').default & typeof import('../later/ahead.js').default
 *   & typeof import('../later/change.js').default & typeof import('../later/custom.js').default & typeof import('../later/debug.js').default
 *   & typeof import('../later/room.js').default>}
 */
export const parts = {};

/**
 * Adds what such files export to `parts`.
 * @param {...(string | false | 0 | null | undefined)} names those that are none are left out
 */
export async function loadParts(...names) {
  Object.assign(parts, ...(await Promise.all(names.map((name) => name && loadPart(name)))));
}

/**
 * Loads a file of the package that not every page needs.
 * @param {string} name below dist/
 * @returns {Promise<any>} its default export; undefined, with a warning, where it does not load
 */
export async function loadPart(name) {
  try {
    return (await importPart(name)).default;
  } catch {
    warn(new GoesWithError('unreachable', '', name));
  }
}
