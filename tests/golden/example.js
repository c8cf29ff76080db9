// The worked example of core/FORMAT.md: the bytes of valid/tiny.gwt with what each stands for.

/** Lengths of the parts of the file, and what they are. */
const PARTS = [
  [8, 'magic'],
  [4, 'version 6'],
  [4, 'size: 98 bytes'],
  [4, 'checksum'],
  [4, 'no generation: this is a whole table'],
  [4, 'head: 9 bytes'],
  [9, 'the head of the file'],
  [4, 'ROWS: 25 bytes, of which 13 are the head'],
  [13, 'the head'],
  [8, 'the block: rows of items 0, 1 and 2'],
  [4, 'CARD: 36 bytes, of which 16 are the head'],
  [16, 'the head'],
  [1, 'runs: cup 1, cups 1, tea 0: so tea is item 0, cup 1, cups 2'],
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
    const line = `${String(at).padStart(3)}  ${hex.padEnd(47)}  ${meaning}`;
    at += length;
    return line;
  });
  if (at !== bytes.length) throw new Error(`the parts have ${at} bytes, the file ${bytes.length}`);
  return lines.join('\n');
}
