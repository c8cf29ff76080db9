/** @import {Product} from '../types.js' */

/**
 * @typedef {object} Pick an item that the shopper has chosen to add
 * @property {Product} product
 * @property {number} quantity at least 1
 */

/** @param {Pick[]} picks @returns {number} how many items they are */
export const countOf = (picks) => picks.reduce((count, { quantity }) => count + quantity, 0);

/** @param {Pick[]} picks @returns {number} in minor units; NaN where a price is not known */
export const priceOf = (picks) =>
  picks.reduce(
    (sum, { product: { priceMinor }, quantity }) =>
      Number.isSafeInteger(priceMinor) ? sum + quantity * /** @type {number} */ (priceMinor) : NaN,
    0,
  );

/**
 * @param {Pick[]} picks
 * @param {string | undefined} usual the currency of products that do not say theirs
 * @returns {(string | undefined)[]} each once
 */
export const currenciesOf = (picks, usual) => [...new Set(picks.map(({ product: { currency = usual } }) => currency))];
