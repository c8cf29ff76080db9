// The page's one engine, however many elements and tables there are.

import createModule from 'goeswith-engine';

import { download } from './download.js';
import { Engine, startEngine } from './engine.js';
import { GoesWithError } from './errors.js';
import { loadPart } from './parts.js';

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
  try {
    // Old browsers have no WebAssembly, and policies forbid it: then not even an empty module compiles and runs.
    await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch (cause) {
    // The same C++, compiled to JavaScript.
    const { default: createFallback } = await loadPart('goeswith.fallback.js');
    if (createFallback) return new Engine(await createFallback());
    throw new GoesWithError('engine-unavailable', cause, WASM_URL);
  }
  const wasm = await download(WASM_URL);
  try {
    return await startEngine(createModule, wasm);
  } catch (cause) {
    throw new GoesWithError('engine-unavailable', cause, WASM_URL);
  }
}
