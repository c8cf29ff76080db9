/** @import {CreateModule, EngineModule} from './engine-module.js' */

/**
 * Starts the engine. Rejects when WebAssembly refuses the bytes.
 * @param {CreateModule} createModule
 * @param {BufferSource} wasm
 * @returns {Promise<Engine>}
 */
export async function startEngine(createModule, wasm) {
  return new Engine(await createModule({ wasm }));
}

/** The scorer, over a module that may hold several tables. */
export class Engine {
  #module;

  /** @param {EngineModule} module */
  constructor(module) {
    this.#module = module;
  }

  /**
   * Copies a table or a shard into the engine and checks it. Untrusted bytes are safe.
   * @param {Uint8Array} bytes
   * @param {number} [handle] of shards that are open; the new one joins them
   * @returns {number} a handle for `score` and `close`, at least 1; minus the engine's error code; 0 without memory
   */
  open(bytes, handle = 0) {
    const module = this.#module;
    const address = module.allocate(bytes.length);
    if (!address) return 0;
    module.HEAPU8.set(bytes, address);
    return module.openTable(address, bytes.length, handle);
  }

  /** @param {number} handle */
  close(handle) {
    this.#module.closeTable(handle);
  }

  /**
   * Hands over what the rules look at: columns of the cards opened last, one number a card.
   * @param {number} handle
   * @param {number} cardCount
   * @param {ReadonlyArray<ArrayLike<number> | undefined>} columns categories, groups, families, prices
   */
  setTraits(handle, cardCount, columns) {
    const module = this.#module;
    const size = 16 * cardCount;
    const address = module.allocate(size);
    if (!address) return;
    columns.forEach((column, i) => column && module.HEAP32.set(column, address / 4 + i * cardCount));
    module.setTraits(address, size, handle);
  }

  /**
   * @param {number} handle
   * @param {number[]} cart item numbers
   * @param {number} limit
   * @param {number} minAttachRate in 65,536ths
   * @param {number} flags see wasm/README.md
   * @throws {RangeError} the cart does not fit into memory
   * @returns {Int32Array | undefined} triples of item number, score and attach rate, best first, without items of the
   *   cart; a copy. Undefined when the table's rows break the format
   */
  score(handle, cart, limit, minAttachRate, flags) {
    const module = this.#module;
    const start = module.workspace(cart.length) / 4;
    if (!start) throw new RangeError('no memory');
    module.HEAP32.set(cart, start);
    const count = module.score(handle, cart.length, limit, minAttachRate, flags);
    // Read the view again: the call may have grown the heap.
    return count < 0 ? undefined : module.HEAP32.slice(start, start + 3 * count);
  }
}
