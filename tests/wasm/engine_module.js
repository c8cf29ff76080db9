// The engine as the build made it, loaded into Node the way a page loads it.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const directory = path.resolve(process.env.GOESWITH_ENGINE_DIR ?? path.join(repository, 'build/wasm/wasm'));

if (!existsSync(path.join(directory, 'goeswith-engine.js'))) {
  throw new Error(
    `No engine in ${directory}. Build it with "cmake --preset wasm && cmake --build --preset wasm", ` +
      'or let GOESWITH_ENGINE_DIR name its directory.',
  );
}
const { default: createModule } = await import(pathToFileURL(path.join(directory, 'goeswith-engine.js')).href);

const bytes = await readFile(path.join(directory, 'goeswith-engine.wasm'));

/**
 * A fresh instance of the engine: the functions of wasm/README.md.
 * @param {BufferSource} [wasm]
 */
export function createEngine(wasm = bytes) {
  return createModule({ wasm });
}

/**
 * Copies a table into the engine and opens it.
 * @param {any} engine
 * @param {Uint8Array} bytes
 * @param {Uint8Array} [cards] the inflated ones, unless given those of the bytes
 * @param {number} [handle] of shards that are open
 * @returns {number} a handle, or minus a TableErrorCode
 */
export function openBytes(engine, bytes, cards = inflatedCards(bytes), handle = 0) {
  const address = engine.allocate(bytes.length + cards.length);
  if (address === 0) throw new Error(`no memory for ${bytes.length} bytes`);
  engine.HEAPU8.set(bytes, address);
  engine.HEAPU8.set(cards, address + bytes.length);
  return engine.openTable(address, bytes.length, handle);
}

/**
 * @param {Uint8Array} bytes of a table; of broken ones nothing
 */
export function inflatedCards(bytes) {
  const table = Buffer.from(bytes);
  const tag = table.indexOf('CARD');
  try {
    const start = table.readUInt32LE(tag + 4);
    return inflateRawSync(table.subarray(start + 4, start + table.readUInt32LE(tag + 8)));
  } catch {
    return new Uint8Array();
  }
}

/**
 * @param {any} engine
 * @param {number} handle
 * @param {number[]} cart item numbers
 * @param {number} limit
 * @param {number} [minAttachRate]
 * @param {number} [flags]
 * @returns {[number, number][]} item number and score, best first
 */
export function scoreCart(engine, handle, cart, limit, minAttachRate = 0, flags = 0) {
  const start = engine.workspace(cart.length) / 4;
  engine.HEAP32.set(cart, start);
  const count = engine.score(handle, cart.length, limit, minAttachRate, flags);
  if (count < 0) throw new Error(`score() refused: ${count}`);
  const words = engine.HEAP32.slice(start, start + 3 * count);
  return Array.from({ length: count }, (_, k) => [words[3 * k], words[3 * k + 1]]);
}
