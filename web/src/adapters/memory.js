/** @import {CartLine, NewLine, Product, StoreAdapter} from '../types.js' */

import { addInTurn, queue } from './lines.js';

/**
 * A shop in memory, for demos and tests.
 *
 * @typedef {object} MemoryOptions
 * @property {CartLine[]} [lines] the cart to begin with
 * @property {string} [currency] ISO 4217, EUR unless given
 * @property {Product[]} [products] what the shop sells; what is not available cannot be added
 * @property {(line: NewLine) => string | void | Promise<string | void>} [refuse] called before each line is added: an
 *   answer is the reason why the shop refuses the line, a rejection fails the request
 *
 * @typedef {StoreAdapter & {setQuantity(variantId: string, quantity: number): Promise<void>}} MemoryAdapter
 */

const SOLD_OUT = { code: 'sold-out', message: 'It is sold out.' };

/**
 * @param {MemoryOptions} [options]
 * @returns {MemoryAdapter} `setQuantity` is what the shop's own cart page would do; a quantity of 0 removes the line
 */
export function memoryAdapter({ lines = [], currency = 'EUR', products = [], refuse } = {}) {
  /** @type {Map<string, CartLine>} by variant id, in the order in which they came */
  const cart = new Map(lines.map((line) => [line.variantId ?? line.productId, { ...line }]));
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const enqueue = queue();
  const notify = () => listeners.forEach((listener) => queueMicrotask(listener));

  /** @param {string} variantId */
  const productOf = (variantId) => products.find((product) => (product.variantId ?? product.id) === variantId);

  /**
   * @param {string} variantId
   * @param {number} quantity 0 or less removes the line
   */
  const setQuantity = (variantId, quantity) => {
    if (quantity > 0) cart.set(variantId, { productId: productOf(variantId)?.id ?? variantId, variantId, quantity });
    else cart.delete(variantId);
  };

  return {
    name: 'memory',

    async getCart() {
      return { lines: [...cart.values()].map((line) => ({ ...line })), currency };
    },

    addLines(newLines, { signal } = {}) {
      return enqueue(async () => {
        signal?.throwIfAborted();
        const result = await addInTurn(newLines, async (line) => {
          const { variantId, quantity } = line;
          if (productOf(variantId)?.available === false) return SOLD_OUT;
          const message = await refuse?.(line);
          if (message) return { code: 'refused', message };
          setQuantity(variantId, (cart.get(variantId)?.quantity ?? 0) + quantity);
        });
        if (result.added.length) notify();
        return result;
      });
    },

    setQuantity: (variantId, quantity) =>
      enqueue(() => {
        setQuantity(variantId, quantity);
        notify();
      }),

    onCartChange(callback) {
      // A function of its own, since the same callback may be given twice.
      const listener = () => callback();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async products(ids) {
      return products.filter(({ id }) => ids.includes(id));
    },
  };
}
