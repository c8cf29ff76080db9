/** @import {CreateModule, EngineModule} from './engine-module.js' */

/**
 * Starts the engine. Unlike the generated code by itself, this rejects when WebAssembly refuses the bytes.
 * @param {CreateModule} createModule
 * @param {BufferSource} wasm
 * @returns {Promise<Engine>}
 */
export async function startEngine(createModule, wasm) {
  const compiled = await WebAssembly.compile(wasm);
  const module = await new Promise((resolve, reject) => {
    createModule({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(compiled, imports).then(done).catch(reject);
        return {};
      },
    }).then(resolve, reject);
  });
  return new Engine(module);
}

/** The scorer, over a module that may hold several tables. */
export class Engine {
  #module;

  /** @param {EngineModule} module */
  constructor(module) {
    this.#module = module;
  }

  /**
   * Copies a table into the engine and checks all of it. Untrusted bytes are safe.
   * @param {Uint8Array} table
   * @returns {number} a handle for `score` and `close`, at least 1; minus the engine's error code; 0 without memory
   */
  open(table) {
    const module = this.#module;
    const address = module.allocate(table.length);
    if (!address) return 0;
    module.HEAPU8.set(table, address);
    return module.openTable(address, table.length);
  }

  /** @param {number} handle */
  close(handle) {
    this.#module.closeTable(handle);
  }

  /**
   * @param {number} handle
   * @param {number[]} cart item numbers
   * @param {number} limit
   * @throws {RangeError} the cart does not fit into memory
   * @returns {Int32Array} pairs of item number and score, best first, without items of the cart; a copy
   */
  score(handle, cart, limit) {
    const module = this.#module;
    const start = module.workspace(Math.max(cart.length, 2 * limit)) / 4;
    if (!start) throw new RangeError('no memory');
    module.HEAP32.set(cart, start);
    const count = module.score(handle, cart.length, limit);
    // Read the view again: the call may have grown the heap.
    return module.HEAP32.slice(start, start + 2 * count);
  }
}
