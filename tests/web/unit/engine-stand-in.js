// Stands in for the generated engine in the tests of what lies above it. A test decides what it answers; its table has
// the items a, b and c.

/** @type {{started: number, open(): number, score(cart: number[]): number[], title: number[]}} */
export const answers = { started: 0, open: () => 0, score: () => [], title: [] };

const SKUS = ['a', 'b', 'c'];
/** Where texts lie in the heap. */
const TEXTS = 8192;

/** @type {import('../../../web/src/engine-module.js').CreateModule} */
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
      HEAPU8.set(new TextEncoder().encode(SKUS[item]), TEXTS);
      HEAPU8.set(answers.title, TEXTS + 8);
      HEAP32.fill(0, 4, 22);
      HEAP32.set([TEXTS, 1, TEXTS + 8, answers.title.length], 4);
      return 16;
    },
    score: (cartCount) => {
      const triples = answers.score([...HEAP32.slice(4, 4 + cartCount)]);
      HEAP32.set(triples, 4);
      return triples.length / 3;
    },
  };
}
