/** @import {Strings} from '../types.js' */

/**
 * The words of the element, in English. Where a text has a count, its forms go by the plural rules of the language.
 * @type {Omit<Strings, keyof typeof englishOfLazyScripts>}
 */
export const english = {
  heading: 'Frequently bought together',
  legend: 'Choose items',
  anchor: 'This item:',
  view: 'View {item}',
  compare: 'Previous price:',
  choose: 'Choose options',
  add: 'Add to cart',
  addAll: { one: 'Add {count} item to cart', other: 'Add {count} items to cart' },
  total: { one: 'Total for {count} item: {price}', other: 'Total for {count} items: {price}' },
  failed: '{item} could not be added. {reason}',
};

/** The words of lazy scripts, which the element itself does without. */
export const englishOfLazyScripts = {
  quantity: 'Quantity of {item}',
  added: '{items} added to cart.',
};
