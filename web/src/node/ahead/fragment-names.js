const LONGEST_NAME = 200;
const RESERVED = /^(aux|con|nul|prn|(com|lpt)\d)$/;

/** @param {number} byte */
const hexOf = (byte) => `~${byte.toString(16).padStart(2, '0')}`;

/**
 * The file of an item below a directory of fragments, the same as that of `goeswith prerender` (core/EMAIL.md): no two
 * SKUs share one, without regard to case, and none leads out of the directory.
 * @param {string} sku
 * @returns {string} '85123_a.html' for '85123A'; may hold slashes where the SKU is long
 */
export function fragmentName(sku) {
  const names = [''];
  for (const byte of new TextEncoder().encode(sku)) {
    const c = String.fromCharCode(byte);
    const next = /[a-z0-9-]/.test(c) ? c : /[A-Z]/.test(c) ? `_${c.toLowerCase()}` : hexOf(byte);
    const name = /** @type {string} */ (names.at(-1));
    if (name.length + next.length > LONGEST_NAME) names.push(next);
    else names[names.length - 1] = name + next;
  }
  return `${names
    .map((name) => (RESERVED.test(name) ? hexOf(name.charCodeAt(0)) + name.slice(1) : name))
    .join('/')}.html`;
}
