// Stands in for the generated engine in the tests of what lies above it. A test decides what it answers; its table has
// the items a, b and c.

/** @type {{started: number, open(): number, score(cart: number[]): number[], title: number[]}} */
export const answers = { started: 0, open: () => 0, score: () => [], title: [] };

const SKUS = ['a', 'b', 'c'];
/** Where texts lie in the heap. */
const TEXTS = 8192;

/** @type {import('../../../web/src/engine/engine-module.js').CreateModule} */
export default async function createModule() {
  answers.started++;
  const heap = new ArrayBuffer(65536);
  const HEAP32 = new Int32Array(heap);
  const HEAPU8 = new Uint8Array(heap);
  return {
    HEAPU8,
    HEAP32,
    workspace: () => 16,
    openTable: () => answers.open(),
    findItem: (byteCount) => SKUS.indexOf(new TextDecoder().decode(HEAPU8.subarray(16, 16 + byteCount))),
    readCard: (item) => {
      // SKU and title, and of the other six nothing.
      const texts = [...new TextEncoder().encode(SKUS[item]), 0, ...answers.title, 0, 0, 0, 0, 0, 0];
      HEAPU8.set(texts, TEXTS);
      HEAP32.set([0, 0, TEXTS, texts.length], 4);
      return 16;
    },
    score: (cartCount) => {
      const triples = answers.score([...HEAP32.slice(4, 4 + cartCount)]);
      HEAP32.set(triples, 4);
      return triples.length / 3;
    },
  };
}
