// The page's engine: downloaded once, and started for each table.

/** @import {EngineModule} from './engine-module.js' */

import createModule from 'goeswith-engine';
import { GoesWithError } from '../page/errors.js';
import { loadLazyScript } from '../page/lazy-scripts.js';
import { download } from './download.js';

const WASM_URL = new URL('goeswith.wasm', import.meta.url).href;

/** @type {Promise<() => Promise<EngineModule>> | undefined} */
let loading;

/**
 * Starts an engine without a table. After a failure the next call tries all of it again.
 * @returns {Promise<EngineModule>}
 * @throws {GoesWithError} what `download` throws, engine-unavailable
 */
export async function startEngine() {
  try {
    loading ??= load();
    return await (await loading)();
  } catch (cause) {
    loading = undefined;
    throw cause instanceof GoesWithError ? cause : new GoesWithError('engine-unavailable', cause, WASM_URL);
  }
}

async function load() {
  try {
    // Old browsers have no WebAssembly, and policies forbid it: then not even an empty module compiles and runs.
    await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch (cause) {
    // The same C++, compiled to JavaScript.
    const createFallback = await loadLazyScript('goeswith.fallback.js');
    if (createFallback) return createFallback;
    throw cause;
  }
  const wasm = await download(WASM_URL);
  return () => createModule({ wasm });
}
