// The worked example of core/FORMAT.md: the bytes of valid/tiny.gwt with what each stands for.

/** Lengths of the parts of the file, and what they are. */
const PARTS = [
  [8, 'magic'],
  [4, 'version 4'],
  [4, 'checksum'],
  [4, 'items: 3'],
  [4, 'edges: 3'],
  [4, 'ROWS: 25 bytes, at 56'],
  [4, 'CARD: 35 bytes, at 81'],
  [4, 'no PART: this is a whole table'],
  [4, 'no BIAS'],
  [4, 'no RULE'],
  [4, 'no CALI'],
  [4, 'no info'],
  [4, 'no supp'],
  [1, 'ROWS: 4 levels'],
  [1, 'blocks of 2^7 rows'],
  [2, 'priors: 13 bytes'],
  [13, 'the priors, none of them known'],
  [1, 'index: the only block has 7 bytes'],
  [7, 'the block: rows of items 0, 1 and 2'],
  [1, 'CARD: blocks of 2^7 cards'],
  [1, 'a bit for each run'],
  [1, 'head: 15 bytes'],
  [1, 'runs: cup 1, cups 1, tea 0: so tea is item 0, cup 1, cups 2'],
  [15, 'the head'],
  [1, 'index: the only block has 15 bytes'],
  [15, 'the block: texts of cup, cups and tea'],
];

/**
 * @param {Uint8Array} bytes of valid/tiny.gwt
 * @returns {string} a line a part: offset, bytes in hexadecimal, meaning
 */
export function annotate(bytes) {
  let at = 0;
  const lines = PARTS.map(([length, meaning]) => {
    const hex = [...bytes.subarray(at, at + length)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const line = `${String(at).padStart(3)}  ${hex.padEnd(44)}  ${meaning}`;
    at += length;
    return line;
  });
  if (at !== bytes.length) throw new Error(`the parts have ${at} bytes, the file ${bytes.length}`);
  return lines.join('\n');
}
