// The script-tag build: `window.GoesWith` in place of imports, settings from the tag's data attributes.
//
//   <script>window.GoesWith = window.GoesWith || { q: [] }; GoesWith.q.push(['configure', { … }]);</script>
//   <script async src="goeswith.classic.js" data-table="/goeswith/"></script>

/** @import {Settings} from './types.js' */

import { configure, GoesWithElement, GoesWithError, openRecommender } from './index.js';
import { warn } from './page/errors.js';

const api = { GoesWithElement, GoesWithError, configure, openRecommender };

/** @typedef {[method: 'configure', options: Settings]} Call a call made before the script was there */

const page = /** @type {Window & {GoesWith?: {q?: Call[]}}} */ (window);
const calls = page.GoesWith?.q ?? [];
/** @param {Call} call */
const run = ([method, options]) => {
  if (method === 'configure') configure(options);
  else warn(new GoesWithError('setting', `GoesWith.q takes configure, but not ${method}`));
};

// A second script on the page leaves everything to the first, whose elements are in use.
if (!page.GoesWith || !('configure' in page.GoesWith)) {
  page.GoesWith = Object.assign(api, { q: Object.assign([], { push: run }) });
  const { table, locale, currency } = document.currentScript?.dataset ?? {};
  configure({ table, locale, currency });
  calls.forEach(run);
}
