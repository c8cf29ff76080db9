import { fnv1a } from '../page/fnv1a.js';

/**
 * Whether a cart belongs to the share that sees no suggestions, so that orders with and without can be compared. The
 * same token and share give the same answer everywhere and always; a larger share holds out the same carts and more.
 * @param {string} token of the cart; any string that stays with it
 * @param {number} share 0 … 1
 * @returns {boolean} false for the empty token
 */
export function isHeldOut(token, share) {
  return !!token && hash(token) < share * 2 ** 32;
}

/**
 * FNV-1a, then the last step of MurmurHash3, which lets every bit depend on all others.
 * @param {string} text
 * @returns {number} 0 … 2³² − 1
 */
function hash(text) {
  let bits = fnv1a(text);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
