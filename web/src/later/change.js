// What outlives a change of what is shown. Loaded with the second update of a page.

/** @import {Say} from '../page/language.js' */
/** @import {Layout, Offer} from '../types.js' */
/** @import {Custom, Shown} from '../element/view.js' */

import { setText } from '../element/nodes.js';

/**
 * Has a section show other offers. What is there stays where it is as far as it may, and so do the shopper's choice and
 * the focus.
 * @param {HTMLElement} section
 * @param {Custom} custom
 * @param {Shown} before
 * @param {Shown} after whose items are those from before
 * @param {Layout} layout
 * @param {string} heading
 * @param {(layout: Layout, heading: string) => HTMLElement[]} build makes all anew, and returns the items
 * @param {(offer: Offer) => HTMLElement} makeItem
 * @returns {HTMLElement[]} the items that are there now
 */
function change(section, custom, before, after, layout, heading, build, makeItem) {
  const [offers, items, say, keys] = before;
  const [newOffers, , newSay, newKeys] = after;
  const root = /** @type {Document} */ (section.getRootNode());
  const focused = /** @type {HTMLElement | null} */ (root.activeElement);
  const position = items.findIndex((item) => item.contains(focused));

  const list = section.querySelector('.goeswith-list');
  /** @type {HTMLElement[]} */
  let newItems;
  // Other settings, and with them other ways to show an item, come with other words.
  if (list && say === newSay && section.dataset.layout === layout) {
    setHeading(section, heading, custom);
    newItems = newOffers.map((offer, i) => items[keys.indexOf(/** @type {string} */ (newKeys[i]))] ?? makeItem(offer));
    for (const item of items) if (!newItems.includes(item)) item.remove();
    newItems.forEach((item, i) => {
      const there = list.children[i] ?? null;
      if (there !== item) list.insertBefore(item, there);
    });
  } else {
    newItems = build(layout, heading);
  }

  newItems.forEach((item, i) => {
    const offer = /** @type {Offer} */ (newOffers[i]);
    const old = items[offers.findIndex(({ product }) => product.id === offer.product.id)];
    if (old && old !== item) keepChoice(old, item, offer);
  });
  // Whoever works with the keyboard stays in place when the item under the focus leaves or moves.
  if (position >= 0 && focused !== root.activeElement) {
    const item = newItems[position] ?? newItems.at(-1);
    /** @type {HTMLElement | null | undefined} */
    const target = focused?.isConnected ? focused : item?.querySelector('button,input,a');
    target?.focus({ preventScroll: true });
  }
  return newItems;
}

/**
 * @param {HTMLElement} section
 * @param {string} heading
 * @param {Custom} custom
 */
function setHeading(section, heading, { header_ }) {
  section.setAttribute('aria-label', heading);
  const title = section.querySelector('.goeswith-title');
  if (title && !header_) setText(title, heading);
}

/**
 * @param {HTMLElement} before
 * @param {HTMLElement} item
 * @param {Offer} offer
 */
function keepChoice(before, item, offer) {
  const fields = item.querySelectorAll('input');
  before.querySelectorAll('input').forEach(({ checked, value }, i) => {
    if (fields[i]) Object.assign(fields[i], { checked: checked && offer.checked, value });
  });
}

export default { change_: change };
