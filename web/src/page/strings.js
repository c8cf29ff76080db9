/** @import {Strings} from '../types.js' */

/**
 * What the element says, in English. Where a text has a count, its forms go by the plural rules of the language.
 * @type {Omit<Strings, keyof typeof englishOfParts>}
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

/** What only parts of it say. */
export const englishOfParts = {
  quantity: 'Quantity of {item}',
  added: '{items} added to cart.',
};
