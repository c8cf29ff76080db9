import { GoesWithError, warn } from './errors.js';
import { importPart } from './import-part.js';

/**
 * What is loaded of the files that not every page needs.
 * @type {Partial<typeof import('./adding.js') & typeof import('./ahead.js') & typeof import('./change.js')
 *   & typeof import('./custom.js') & typeof import('./debug.js') & typeof import('./room.js')>}
 */
export const parts = {};

/**
 * Adds the exports of such files to `parts`.
 * @param {...(string | false | 0 | null | undefined)} names those that are none are left out
 */
export async function loadParts(...names) {
  Object.assign(parts, ...(await Promise.all(names.map((name) => name && loadPart(name)))));
}

/**
 * Loads a file of the package that not every page needs.
 * @param {string} name below dist/
 * @returns {Promise<any>} the module; an empty object, with a warning, where it does not load
 */
export async function loadPart(name) {
  try {
    return await importPart(name);
  } catch {
    warn(new GoesWithError('unreachable', '', name));
    return {};
  }
}
