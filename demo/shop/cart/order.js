// The last order, kept for the page that says thank you.

import { element } from '../dom.js';
import { hashOf } from '../hash.js';
import { formatPrice } from '../money.js';

const STORAGE_KEY = 'thistle-and-tin-order';

/**
 * @typedef {object} Order
 * @property {string} number
 * @property {{id: string, quantity: number}[]} lines
 * @property {number} total  pence
 */

/** @param {import('./totals.js').Bill} bill @returns {boolean} whether it could be kept */
export function placeOrder({ entries, total }) {
  const lines = entries.map(({ product, quantity }) => ({ id: product.id, quantity }));
  const number = `T${hashOf(JSON.stringify([lines, Date.now()]))
    .toString(36)
    .toUpperCase()}`;
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ number, lines, total }));
    return true;
  } catch {
    return false;
  }
}

/** @returns {Order | undefined} */
export function readOrder() {
  try {
    const { number, lines, total } = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '');
    const isOrder =
      typeof number === 'string' &&
      Number.isFinite(total) &&
      lines.length > 0 &&
      lines.every(({ id, quantity }) => typeof id === 'string' && Number.isInteger(quantity));
    return isOrder ? { number, lines, total } : undefined;
  } catch {
    return undefined;
  }
}

/** @param {{product: import('../catalogue.js').Product, quantity: number}} entry */
export function orderLine({ product: { title, picture, pence }, quantity }) {
  return element(
    'li',
    { class: 'order-line' },
    element('img', { src: picture, width: '48', height: '48', alt: '' }),
    element('span', { class: 'name' }, quantity > 1 ? `${quantity} × ${title}` : title),
    element('span', { class: 'price' }, formatPrice(pence * quantity)),
  );
}
