// Emscripten's standard runtime takes the module's bytes under the name that the minimal one has for them.

Module['wasmBinary'] = Module['wasm'];
