// Emscripten's minimal runtime waits for ever when there is no instance. This rejects createModule's promise instead,
// and is what the runtime calls by this name.

const WebAssembly = {
  instantiate: (wasm, imports) => ({
    then: (start) => globalThis.WebAssembly.instantiate(wasm, imports).then(start).catch(readyPromiseReject),
  }),
};
