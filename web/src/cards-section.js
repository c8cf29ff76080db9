/**
 * Inflates the cards of a table (core/FORMAT.md, section CARD). Safe for untrusted bytes: of what it returns the engine
 * checks everything, and no more is held than the format allows.
 * @param {Uint8Array<ArrayBuffer>} table the bytes of a table or a shard
 * @returns {Promise<Uint8Array>} without a byte where there are no sound cards
 */
export async function inflateCards(table) {
  let inflated = new Uint8Array();
  let filled = 0;
  try {
    const view = new DataView(table.buffer, table.byteOffset);
    let entry = 32;
    while (view.getUint32(entry) !== 0x43_41_52_44) entry += 12; // "CARD"; at the end of the bytes this throws
    const start = view.getUint32(entry + 4, true);
    const length = view.getUint32(entry + 8, true);
    const byteCount = view.getUint32(start, true);
    const deflated = new Blob([table.subarray(start + 4, start + length)]);
    if (byteCount <= 8 * length + 65_536) inflated = new Uint8Array(byteCount);
    const reader = deflated.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      inflated.set(value, filled); // throws when there is more than announced
      filled += value.length;
    }
  } catch {
    // The engine says what is wrong.
    filled = -1;
  }
  return inflated.subarray(0, filled === inflated.length ? filled : 0);
}
