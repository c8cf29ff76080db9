/** @import {CreateModule, EngineModule} from './engine-module.js' */
/** @import {Card} from './types.js' */

/** What there is of a card, two words each: as core/FORMAT.md numbers the subjects, from 0. */
const CARD_FIELDS = 9;
const PRICE = 2, AVAILABILITY = 8;
/** The second word of a text is its length, below 0 when it is a pattern. */
const MOST_BYTES = 2 ** 31 - 1;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

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
   * @param {Uint8Array} cards those of the table, inflated
   * @param {number} handle of shards that are open, which the new one joins, or 0
   * @returns {number} a handle for what follows, at least 1; minus the engine's error code; 0 without memory
   */
  open(bytes, cards, handle) {
    const module = this.#module;
    const address = module.allocate(bytes.length + cards.length);
    if (!address) return 0;
    const heap = module.HEAPU8;
    heap.set(bytes, address);
    heap.set(cards, address + bytes.length);
    return module.openTable(address, bytes.length, handle);
  }

  /**
   * @param {number} handle
   * @param {string} sku
   * @returns {number} its item; below 0 when the table has no card with it
   */
  item(handle, sku) {
    const module = this.#module;
    const bytes = new TextEncoder().encode(sku);
    const start = module.workspace(bytes.length / 4 + 1);
    if (!start) throw new RangeError('no memory');
    module.HEAPU8.set(bytes, start);
    return module.findItem(handle, bytes.length);
  }

  /**
   * @param {number} handle
   * @param {number} item
   * @returns {Card | undefined} undefined when the table has no card of it, or one whose texts are not UTF-8
   */
  card(handle, item) {
    const module = this.#module;
    const start = module.readCard(handle, item) / 4;
    if (!start) return;
    const words = module.HEAP32.slice(start, start + 2 * CARD_FIELDS);
    const heap = module.HEAPU8;
    /** @type {any[]} */
    const fields = [];
    try {
      for (let field = 0; field < CARD_FIELDS; field++) {
        const address = /** @type {number} */ (words[2 * field]) >>> 0;
        const length = /** @type {number} */ (words[2 * field + 1]);
        const text = utf8.decode(heap.subarray(address, address + (length & MOST_BYTES)));
        fields[field] =
          field === PRICE || field === AVAILABILITY ? address
          : length < 0 ? text.replaceAll('{id}', () => encodeURIComponent(fields[0]))
          : text || undefined;
      }
    } catch {
      return;
    }
    const [sku, title, price, currency, url, image, category, group, availability] = fields;
    return {
      sku,
      title,
      priceMinor: price ? price - 1 : undefined,
      currency,
      url,
      image,
      category,
      group,
      available: availability ? availability > 1 : undefined,
    };
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
