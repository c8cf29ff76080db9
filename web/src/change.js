// What outlives a change of what is shown. Loaded with the second update of a page.

/** @import {Offer, Product} from './types.js' */

/**
 * What the shopper has chosen, and the focus, are kept: remembered here, before the items change.
 * @param {HTMLElement} section where they are
 * @param {HTMLElement[]} items
 * @param {Product[]} products that they show
 * @returns {(items: HTMLElement[], offers: Offer[]) => void} gives it all to the items that are there afterwards
 */
export function keep(section, items, products) {
  const root = /** @type {Document} */ (section.getRootNode());
  const focused = /** @type {HTMLElement | null} */ (root.activeElement);
  const position = items.findIndex((item) => item.contains(focused));

  return (newItems, offers) => {
    newItems.forEach((item, i) => {
      const offer = /** @type {Offer} */ (offers[i]);
      const before = items[products.findIndex(({ id }) => id === offer.product.id)];
      if (before && before !== item) keepChoice(before, item, offer);
    });
    // Whoever works with the keyboard stays in place when the item under the focus leaves or moves.
    if (position >= 0 && focused !== root.activeElement) {
      const item = newItems[position] ?? newItems.at(-1);
      /** @type {HTMLElement | null | undefined} */
      const target = focused?.isConnected ? focused : item?.querySelector('button,input,a');
      target?.focus({ preventScroll: true });
    }
  };
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
