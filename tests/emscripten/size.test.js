// The engine that a newer Emscripten made, after brotli: a change of the code or the build shows, whichever compiler it is
// that gains or loses by it. Run by tests/emscripten/run.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';

const expected = JSON.parse(readFileSync(new URL('../size/newer-emscripten.json', import.meta.url), 'utf8'));
const directory = /** @type {string} */ (process.env.GOESWITH_ENGINE_DIR);

/** @param {string} file */
function brotliBytes(file) {
  const bytes = readFileSync(path.join(directory, file));
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;
}

test(`the engine has exactly the size that was agreed on, with Emscripten ${expected.compiler}`, () => {
  const version = execFileSync('emcc', ['--version'], { encoding: 'utf8' });
  assert.ok(version.includes(` ${expected.compiler} `), version);
  const measured = Object.fromEntries(Object.keys(expected.brotli).map((file) => [file, brotliBytes(file)]));
  assert.deepEqual(
    measured,
    expected.brotli,
    `Sizes after brotli have changed to ${JSON.stringify(measured)}. If you meant that, put them into ` +
      'tests/size/newer-emscripten.json; if not, look for what came in.',
  );
});
