// One widget in the theme, layout, direction and colour scheme that the address asks for.
//
//   frame.html?theme=boutique&layout=list&direction=rtl&scheme=dark[&shadow][&sample=offers]
//
// `sample=offers` has the shop sell some of the items at a reduced price, and some only in sizes.

import { memoryAdapter } from '../widget/adapters/memory.js';
import { configure } from '../widget/goeswith.js';
import { DIRECTIONS, LAYOUTS, SCHEMES, THEMES } from './choices.js';
import { sell } from './products.js';

const ANCHOR = '22697';
const address = new URLSearchParams(location.search);

/** @param {string} name @param {string[]} choices */
function choice(name, choices) {
  const value = address.get(name) ?? '';
  return choices.includes(value) ? value : choices[0];
}

const root = document.documentElement;
root.dir = choice('direction', DIRECTIONS);
root.lang = root.dir === 'rtl' ? 'ar' : 'en-GB';
root.classList.add(choice('scheme', SCHEMES));
const layout = choice('layout', LAYOUTS);
root.classList.add(layout);

const theme = document.createElement('link');
theme.rel = 'stylesheet';
theme.href = new URL(`../widget/themes/${choice('theme', Object.keys(THEMES))}.css`, import.meta.url).href;
await new Promise((resolve) => {
  theme.onload = theme.onerror = resolve;
  document.head.append(theme);
});

/** @param {string[]} ids */
async function products(ids) {
  const sold = await sell(ids);
  if (address.get('sample') === 'offers') {
    Object.assign(sold[0], { compareAtMinor: sold[0].priceMinor + 100 });
    Object.assign(sold[1], { requiresChoice: true });
  }
  return sold;
}

configure({
  adapter: { ...memoryAdapter({ currency: 'GBP' }), products },
  table: new URL('../goeswith/', import.meta.url).href,
});
const element = document.createElement('goes-with');
element.productId = ANCHOR;
element.layout = /** @type {any} */ (layout);
element.toggleAttribute('shadow', address.has('shadow'));
document.querySelector('main').append(element);
