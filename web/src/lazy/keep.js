// Nodes, choice and focus, which outlive a change of the offers. Loaded with the second update of a page.

/** @import {Custom, Shown} from '../element/view.js' */
/** @import {Layout, Offer} from '../types.js' */

import { setText } from '../element/nodes.js';

/**
 * Has a section show other offers. What is there stays where it is as far as it may, and so do the shopper's choice and
 * the focus.
 * @param {HTMLElement} section
 * @param {Custom} custom
 * @param {Shown} before
 * @param {Omit<Shown, 'items_'>} after
 * @param {Layout} layout
 * @param {string} heading
 * @param {(layout: Layout, heading: string) => HTMLElement[]} build makes all anew, and returns the items
 * @param {(offer: Offer) => HTMLElement} makeItem
 * @returns {HTMLElement[]} the items that are there now
 */
function change(section, custom, before, after, layout, heading, build, makeItem) {
  const root = /** @type {Document} */ (section.getRootNode());
  const focused = /** @type {HTMLElement | null} */ (root.activeElement);
  const position = before.items_.findIndex((item) => item.contains(focused));

  const list = section.querySelector('.goeswith-list');
  // Other settings, and with them other ways to show an item, come with other words.
  const staysAlike = list && before.say_ === after.say_ && section.dataset.layout === layout;
  if (staysAlike) setHeading(section, heading, custom);
  const items = staysAlike ? changeList(list, before, after, makeItem) : build(layout, heading);

  items.forEach((item, i) => {
    const offer = /** @type {Offer} */ (after.offers_[i]);
    const old = before.items_[before.offers_.findIndex(({ product }) => product.id === offer.product.id)];
    if (old && old !== item) keepChoice(old, item, offer);
  });
  // Whoever works with the keyboard stays in place when the item under the focus leaves or moves.
  if (position >= 0 && focused !== root.activeElement) {
    const item = items[position] ?? items.at(-1);
    /** @type {HTMLElement | null | undefined} */
    const target = focused?.isConnected ? focused : item?.querySelector('button,input,a');
    target?.focus({ preventScroll: true });
  }
  return items;
}

/**
 * @param {Element} list
 * @param {Shown} before
 * @param {Omit<Shown, 'items_'>} after
 * @param {(offer: Offer) => HTMLElement} makeItem
 * @returns {HTMLElement[]} items of before, where the offer is the same, and new ones
 */
function changeList(list, before, after, makeItem) {
  const items = after.offers_.map((offer, i) => {
    const same = before.keys_.indexOf(/** @type {string} */ (after.keys_[i]));
    return before.items_[same] ?? makeItem(offer);
  });
  for (const item of before.items_) if (!items.includes(item)) item.remove();
  items.forEach((item, i) => {
    const there = list.children[i] ?? null;
    if (there !== item) list.insertBefore(item, there);
  });
  return items;
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
