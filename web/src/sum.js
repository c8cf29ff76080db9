// What is chosen, and what that costs, once it may be other than to begin with. `sum` is part of each file that is loaded
// then.

/** @import {Pick} from './types.js' */
/** @import {Shown} from './view.js' */

/**
 * @param {Shown} shown
 * @param {Element} [only] the item whose offer it is
 * @returns {Pick[]} that offer, or else those that are checked
 */
export function picksOf([, offers, items, custom], only) {
  return offers
    .map(({ product }, index) => ({ product, item: items[index] }))
    .filter(({ item }) => (only ? item === only : item?.querySelector('input:checked')))
    .map(({ product, item }) => ({ product, quantity: custom.count?.(item) ?? 1 }));
}

/**
 * Says what the picks of a bundle cost, and how many the button adds.
 * @param {Shown} shown
 */
export function sum(shown) {
  const [section, , , , say, cost] = shown;
  /** @type {HTMLElement | null} */
  const total = section.querySelector('.goeswith-total');
  const button = section.querySelector('.goeswith-add-all');
  if (!total || !button) return;
  const picks = picksOf(shown);
  const count = picks.reduce((sum, { quantity }) => sum + quantity, 0);
  const price = cost(picks);
  total.hidden = !price;
  setText(total, say('total', { count, price }));
  setText(button, say('addAll', { count }));
  setDisabled(button, !count || section.hasAttribute('data-adding'));
}

/**
 * A text that stays the same is not touched, since a screen reader might say it again.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Not `disabled`, which would take the focus away.
 * @param {Element} button
 * @param {boolean} disabled
 */
function setDisabled(button, disabled) {
  if (disabled) button.setAttribute('aria-disabled', 'true');
  else button.removeAttribute('aria-disabled');
}
