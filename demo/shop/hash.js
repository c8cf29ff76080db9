import { fnv1a } from '../../web/src/page/fnv1a.js';

/**
 * A hash of which any few bits may be used. The low bits of FNV-1a depend on the low bits of the text alone, so the high
 * ones are folded in; the looks and names of the shop's products, and the orders' numbers, come from this one.
 *
 * @param {string} text
 * @returns {number}  0 … 2³² − 1
 */
export function hashOf(text) {
  const hash = fnv1a(text);
  return (hash ^ (hash >>> 15)) >>> 0;
}
