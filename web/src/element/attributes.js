import { settings } from '../page/settings.js';

/** @typedef {(said: string | null) => any} Read what an attribute says; undefined when that is not understood */

/**
 * @param {...(string | undefined)} choices the first unless another is given
 * @returns {Read}
 */
const oneOf =
  (...choices) =>
  (said) =>
    said ? choices.find((choice) => choice === said) : choices[0];

/**
 * @param {number} least
 * @param {number} most
 * @param {number} usual unless one is given
 * @returns {Read}
 */
const between = (least, most, usual) => (said) =>
  said ? (+said >= least && +said <= most ? +said : undefined) : usual;

/** @type {Read} */
const isThere = (said) => said !== null;

/** @type {Record<string, Read>} whose changes are followed, and how they are read */
export const ATTRIBUTES = {
  'product-id': (said) => said ?? '',
  cart: (said) => said?.split(/[\s,]+/).filter(Boolean),
  table: (said) => said ?? settings.table ?? '',
  limit: between(1, 20, 3),
  'min-attach': between(0, 1, 0),
  rank: oneOf('relevance', 'value'),
  placement: oneOf('product', 'cart', 'checkout', 'thank-you'),
  layout: oneOf(undefined, 'bundle', 'list', 'cards'),
  heading: (said) => said ?? undefined,
  quantity: isThere,
  debug: isThere,
};
