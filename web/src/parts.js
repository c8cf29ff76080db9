import { GoesWithError, warn } from './errors.js';

/**
 * Loads a file of the package that not every page needs.
 * @param {string} name below dist/
 * @returns {Promise<any>} the module; an empty object, with a warning, where it does not load
 */
export async function loadPart(name) {
  const { href } = new URL(name, import.meta.url);
  try {
    return await import(href);
  } catch {
    warn(new GoesWithError('unreachable', '', href));
    return {};
  }
}
