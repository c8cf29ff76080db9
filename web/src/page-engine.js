// The page's one engine, however many elements and tables there are.

import createModule from 'goeswith-engine';

import { download } from './download.js';
import { startEngine } from './engine.js';
import { GoesWithError } from './errors.js';

/** @typedef {import('./engine.js').Engine} Engine */

const WASM_URL = new URL('goeswith.wasm', import.meta.url).href;

/** @type {Promise<Engine> | undefined} */
let engine;

/**
 * Loads the engine, once. After a failure the next call tries again.
 * @returns {Promise<Engine>}
 * @throws {GoesWithError} what `download` throws, engine-unavailable
 */
export function loadEngine() {
  return (engine ??= load().catch((error) => {
    dropEngine();
    throw error;
  }));
}

/** Forgets the engine; the next `loadEngine` starts another. */
export function dropEngine() {
  engine = undefined;
}

async function load() {
  const wasm = await download(WASM_URL);
  try {
    return await startEngine(createModule, wasm);
  } catch (cause) {
    throw new GoesWithError(
      'engine-unavailable',
      `does not start, see 'wasm-unsafe-eval' in the CSP, and whether goeswith.js is of the same build (${cause})`,
      WASM_URL,
    );
  }
}
