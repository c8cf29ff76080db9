// The module's views of its memory. It grows without telling JavaScript (memory.cpp), so every look makes a new one.

Object.defineProperties(Module, {
  HEAPU8: { get: () => new Uint8Array(wasmMemory.buffer) },
  HEAP32: { get: () => new Int32Array(wasmMemory.buffer) },
});
