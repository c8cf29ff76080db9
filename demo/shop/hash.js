/**
 * FNV-1a, the same on every machine.
 *
 * @param {string} text
 * @returns {number}  0 … 2³² − 1
 */
export function hashOf(text) {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193);
  // The low bits of FNV-1a depend on the low bits of the text alone: fold the high ones in.
  return (value ^ (value >>> 15)) >>> 0;
}
