/** @import {AddResult, CartLine, NewLine, Product, StoreAdapter} from '../types.js' */

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

/**
 * @param {MemoryOptions} [options]
 * @returns {MemoryAdapter} `setQuantity` is what the shop's own cart page would do; a quantity of 0 removes the line
 */
export function memoryAdapter({ lines = [], currency = 'EUR', products = [], refuse } = {}) {
  /** @type {Map<string, CartLine>} by variant id, in the order in which they came */
  const cart = new Map(lines.map((line) => [line.variantId ?? line.productId, { ...line }]));
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {Promise<unknown>} */
  let lastWrite = Promise.resolve();

  /**
   * Runs writes one after the other, and tells the listeners after each.
   * @template T
   * @param {() => T | Promise<T>} write
   * @returns {Promise<T>}
   */
  const queueWrite = (write) => {
    const result = lastWrite.then(write);
    lastWrite = result.then(
      () => listeners.forEach((listener) => queueMicrotask(listener)),
      () => {}, // the caller has it
    );
    return result;
  };

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
      return queueWrite(async () => {
        signal?.throwIfAborted();
        /** @type {AddResult} */
        const result = { added: [], errors: [] };
        for (const line of merge(newLines)) {
          const { variantId, quantity } = line;
          const unavailable = productOf(variantId)?.available === false ? 'It is sold out.' : undefined;
          const message = unavailable ?? (await refuse?.(line));
          if (message) {
            result.errors.push({ variantId, code: unavailable ? 'sold-out' : 'refused', message });
          } else {
            setQuantity(variantId, (cart.get(variantId)?.quantity ?? 0) + quantity);
            result.added.push(variantId);
          }
        }
        return result;
      });
    },

    setQuantity: (variantId, quantity) => queueWrite(() => setQuantity(variantId, quantity)),

    onCartChange(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },

    async products(ids) {
      return products.filter(({ id }) => ids.includes(id));
    },
  };
}

/**
 * One line for each variant, in the order in which they came.
 * @param {NewLine[]} lines
 */
function merge(lines) {
  /** @type {Map<string, NewLine>} */
  const merged = new Map();
  for (const line of lines) {
    const before = merged.get(line.variantId)?.quantity ?? 0;
    merged.set(line.variantId, { ...line, quantity: before + line.quantity });
  }
  return merged.values();
}
