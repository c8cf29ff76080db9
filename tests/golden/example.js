// The worked example of core/FORMAT.md: the bytes of valid/tiny.gwt with what each stands for.

/** Lengths of the parts of the file, and what they are. */
const PARTS = [
  [8, 'magic'],
  [1, 'version 2'],
  [3, 'reserved'],
  [4, 'checksum'],
  [4, 'size: 139 bytes'],
  [4, 'items: 3'],
  [4, 'edges: 3'],
  [4, 'sections: 2'],
  [4, 'tag "ROWS"'],
  [4, 'at 56'],
  [4, '25 bytes'],
  [4, 'tag "CARD"'],
  [4, 'at 81'],
  [4, '58 bytes'],
  [1, 'ROWS: 4 levels'],
  [1, 'blocks of 2^7 rows'],
  [2, 'priors: 13 bytes'],
  [13, 'the priors, none of them known'],
  [1, 'index: the only block has 7 bytes'],
  [7, 'the block: rows of items 0, 1 and 2'],
  [4, 'CARD: inflates to 49 bytes'],
  [5, 'DEFLATE: one stored block of 49 bytes, the last'],
  [1, '4 columns'],
  [6, 'SKU, front-coded, 13 bytes'],
  [5, 'shares 0, "cup"'],
  [3, 'shares 3, "s"'],
  [5, 'shares 0, "tea"'],
  [6, 'price, integer, 5 bytes'],
  [2, 'cup: 4.50'],
  [2, 'cups: 16.00'],
  [1, 'tea: not known'],
  [6, 'currency, pattern, 3 bytes'],
  [3, '"EUR"'],
  [6, 'run, integer, 3 bytes'],
  [3, 'cup 1, cups 1, tea 0: so tea is item 0, cup 1, cups 2'],
];

/**
 * @param {Uint8Array} bytes of valid/tiny.gwt
 * @returns {string} a line a part: offset, bytes in hexadecimal, meaning
 */
export function annotate(bytes) {
  let at = 0;
  const lines = PARTS.map(([length, meaning]) => {
    const hex = [...bytes.subarray(at, at + length)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const line = `${String(at).padStart(3)}  ${hex.padEnd(38)}  ${meaning}`;
    at += length;
    return line;
  });
  if (at !== bytes.length) throw new Error(`the parts have ${at} bytes, the file ${bytes.length}`);
  return lines.join('\n');
}
