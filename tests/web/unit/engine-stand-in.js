// Stands in for the generated engine in the tests of what lies above it. A test decides what it answers.

/** @type {{started: number, closed: number[], open(): number, score(cart: number[]): number[]}} */
export const answers = { started: 0, closed: [], open: () => 1, score: () => [] };

/** @type {import('../../../web/src/engine-module.js').CreateModule} */
export default async function createModule() {
  answers.started++;
  const heap = new ArrayBuffer(65536);
  const HEAP32 = new Int32Array(heap);
  return {
    HEAPU8: new Uint8Array(heap),
    HEAP32,
    allocate: () => 4096,
    openTable: () => answers.open(),
    closeTable: (handle) => answers.closed.push(handle),
    workspace: () => 16,
    setTraits: () => 0,
    score: (_, cartCount) => {
      const triples = answers.score([...HEAP32.slice(4, 4 + cartCount)]);
      HEAP32.set(triples, 4);
      return triples.length / 3;
    },
  };
}
