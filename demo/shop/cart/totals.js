// The cost of a cart, and which of its lines the shop can still sell.

import { cart } from '../cart.js';
import { findProducts } from '../catalogue.js';

const POSTAGE_PENCE = 350;
const FREE_POSTAGE_FROM_PENCE = 2500;

/**
 * @typedef {object} Bill
 * @property {{product: import('../catalogue.js').Product, quantity: number}[]} entries
 * @property {string[]} gone     ids in the cart that the shop no longer has
 * @property {number} count      things
 * @property {number} subtotal   pence
 * @property {number} postage    pence
 * @property {number} total      pence
 */

/** @returns {Promise<Bill>} rejects when the shop's facts cannot be loaded */
export async function readBill() {
  const { lines } = await cart.getCart();
  const known = await findProducts(lines.map(({ productId }) => productId));
  const entries = lines.flatMap(({ productId, quantity }) => {
    const product = known.get(productId);
    return product ? [{ product, quantity }] : [];
  });
  const gone = lines.map(({ productId }) => productId).filter((id) => !known.has(id));
  const subtotal = entries.reduce((sum, { product, quantity }) => sum + product.pence * quantity, 0);
  const postage = subtotal >= FREE_POSTAGE_FROM_PENCE || entries.length === 0 ? 0 : POSTAGE_PENCE;
  const count = entries.reduce((sum, { quantity }) => sum + quantity, 0);
  return { entries, gone, count, subtotal, postage, total: subtotal + postage };
}
