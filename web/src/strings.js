/** @import {Strings} from './types.js' */

/**
 * What the element says, in English. Where a text has a count, its forms go by the plural rules of the language.
 * @type {Strings}
 */
export const english = {
  heading: 'Frequently bought together',
  legend: 'Choose items',
  anchor: 'This item:',
  view: 'View {item}',
  compare: 'Previous price:',
  quantity: 'Quantity of {item}',
  choose: 'Choose options',
  add: 'Add to cart',
  addAll: { one: 'Add {count} item to cart', other: 'Add {count} items to cart' },
  total: { one: 'Total for {count} item: {price}', other: 'Total for {count} items: {price}' },
  added: '{items} added to cart.',
  failed: '{item} could not be added. {reason}',
};
