// The generated JavaScript of wasm/.

/** The functions bound in wasm/, and the heap, whose views may go stale with every call. */
export interface EngineModule {
  HEAPU8: Uint8Array;
  HEAP32: Int32Array;
  workspace(byteCount: number): number;
  openTable(byteCount: number): number;
  findItem(byteCount: number): number;
  readCard(item: number): number;
  score(cartCount: number, limit: number, minAttachRate: number, flags: number): number;
}

/** `wasm`: the bytes of goeswith.wasm; the fallback needs none. Rejects when WebAssembly refuses them. */
export type CreateModule = (options?: { wasm: BufferSource }) => Promise<EngineModule>;
