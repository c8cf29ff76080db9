// The package on a server that imports the modules of its pages: the same names, without a page to act on.
// Lists for pages rendered there come from `goeswith/score`.

import { GoesWithError } from '../page/errors.js';

export { GoesWithError };

/** Nothing but a name: elements come to be in the browser. */
export class GoesWithElement {}

/** The page's settings are set in the page. */
export function configure() {}

/** @returns {Promise<never>} */
export async function openRecommender() {
  throw new GoesWithError('engine-unavailable', 'there is no page; use goeswith/score');
}
