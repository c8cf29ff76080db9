/**
 * FNV-1a of a text in UTF-8, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
 * @param {string} text
 * @returns {number} 0 … 2³² − 1
 */
export function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
