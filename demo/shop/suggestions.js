// Connects goeswith with the shop: this, and the elements on its pages, is all that a shop writes for it. The rest of
// this file does what the guided panel asks for.

import { preferences, onPreferences } from './preferences.js';
import './history.js';
import { cart } from './cart.js';
import { configure } from './widget/goeswith.js';

/** Tables that are not there or broken, to see the page survive. */
const BROKEN_TABLES = { address: 'goeswith/nowhere/', html: 'broken/html/', truncated: 'broken/truncated/' };

function apply() {
  configure({
    adapter: cart,
    table: BROKEN_TABLES[preferences.broken] ?? 'goeswith/',
    locale: preferences.language || undefined,
    withhold: preferences.holdout,
  });
  applyToElements();
}

function applyToElements() {
  for (const list of document.querySelectorAll('goes-with')) {
    const wanted = preferences.minAttach ? String(preferences.minAttach) : null;
    if (list.getAttribute('min-attach') === wanted) continue;
    if (wanted === null) list.removeAttribute('min-attach');
    else list.setAttribute('min-attach', wanted);
  }
}

onPreferences(apply);
apply();
new MutationObserver(applyToElements).observe(document.body, { childList: true, subtree: true });
