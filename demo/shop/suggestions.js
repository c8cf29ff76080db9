// Connects goeswith with the shop: this, and the elements on its pages, is all that a shop writes for it. The rest of
// this file does what the guided panel asks for.

import { onPreferences, preferences } from './preferences.js';
import './cart/history.js';
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

/** That which a page itself has asked for is left alone until the panel asks for more. @type {WeakSet<Element>} */
const strict = new WeakSet();

function applyToElements() {
  const { minAttach } = preferences;
  for (const list of document.querySelectorAll('goes-with')) {
    if (minAttach && list.getAttribute('min-attach') !== String(minAttach)) {
      list.setAttribute('min-attach', String(minAttach));
      strict.add(list);
    } else if (!minAttach && strict.delete(list)) {
      list.removeAttribute('min-attach');
    }
  }
}

onPreferences(apply);
apply();
new MutationObserver(applyToElements).observe(document.body, { childList: true, subtree: true });
