// The engine as the build made it, loaded into Node the way a page loads it.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

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

/** No list is longer. */
const MAX_SUGGESTIONS = 1000;

/**
 * Copies bytes into the engine's workspace.
 * @param {any} engine
 * @param {Uint8Array} bytes
 * @param {number} [room] at least that many bytes
 * @returns {number} their address
 */
export function writeBytes(engine, bytes, room = bytes.length) {
  // An empty workspace has no address.
  const address = engine.workspace(Math.max(room, bytes.length, 1));
  if (address === 0) throw new Error(`no memory for ${bytes.length} bytes`);
  engine.HEAPU8.set(bytes, address);
  return address;
}

/**
 * @param {any} engine
 * @param {Uint8Array} bytes of a table, or of a shard beside those that were opened before
 * @returns {number} 0 or a TableErrorCode
 */
export function openBytes(engine, bytes) {
  writeBytes(engine, bytes);
  return engine.openTable(bytes.length);
}

/**
 * @param {any} engine
 * @param {string} sku
 * @returns {number} its item, or what the engine says in place of one
 */
export function findItem(engine, sku) {
  const bytes = new TextEncoder().encode(sku);
  writeBytes(engine, bytes);
  return engine.findItem(bytes.length);
}

/**
 * @param {any} engine
 * @param {number[]} cart item numbers
 * @param {number} limit
 * @param {number} [minAttachRate]
 * @param {number} [flags]
 * @returns {Int32Array} triples of item number, score and attach rate, best first
 */
export function scoreWords(engine, cart, limit, minAttachRate = 0, flags = 0) {
  const bytes = new Uint8Array(Int32Array.from(cart).buffer);
  const start = writeBytes(engine, bytes, 12 * Math.min(limit, MAX_SUGGESTIONS)) / 4;
  const count = engine.score(cart.length, limit, minAttachRate, flags);
  if (count < 0) throw new Error(`score() refused: ${count}`);
  return engine.HEAP32.slice(start, start + 3 * count);
}

/**
 * @param {any} engine
 * @param {number[]} cart item numbers
 * @param {number} limit
 * @param {number} [minAttachRate]
 * @param {number} [flags]
 * @returns {[number, number][]} item number and score, best first
 */
export function scoreCart(engine, cart, limit, minAttachRate, flags) {
  const words = scoreWords(engine, cart, limit, minAttachRate, flags);
  return Array.from({ length: words.length / 3 }, (_, k) => [words[3 * k], words[3 * k + 1]]);
}
