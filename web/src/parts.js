import { GoesWithError, warn } from './errors.js';
import { importPart } from './import-part.js';

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
