// The size after brotli of every file that a page may download; and together of engine, element and default style (which
// is inside goeswith.js), which every page with the element does.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const dist = new URL('../../web/dist/', import.meta.url);
const expected = JSON.parse(readFileSync(new URL('expected.json', import.meta.url), 'utf8'));

if (!existsSync(new URL('goeswith.wasm', dist))) {
  throw new Error(`${fileURLToPath(dist)} is not built. Run "npm ci && npm run build" in web/.`);
}

/** @param {string} file */
function brotliBytes(file) {
  const bytes = readFileSync(new URL(file, dist));
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;
}

/** The compiler's version, "3.1.6"; empty where it is not on PATH. */
function compilerVersion() {
  try {
    return /(\d+\.\d+\.\d+)/.exec(execFileSync('emcc', ['--version'], { encoding: 'utf8' }))?.[1] ?? '';
  } catch {
    return '';
  }
}

const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:js|css|wasm)$/.test(file) && !file.startsWith('types'))
  .sort();
const measured = Object.fromEntries(files.map((file) => [file, brotliBytes(file)]));

/** Whether it is the compiler that all is built with. Others link more of their own (wasm/README.md). */
const isAgreed = compilerVersion() === expected.compiler;
const budget = isAgreed ? expected.budget : expected.otherCompilersBudget;

test('a product page downloads no more than the budget', () => {
  const total = brotliBytes('goeswith.js') + brotliBytes('goeswith.wasm');
  assert.ok(
    total <= budget,
    `goeswith.js and goeswith.wasm take ${total} bytes after brotli, and the budget is ${budget}. ` +
      'Find what made them grow, or say in tests/size/expected.json, and in the commit, why it is worth more.',
  );
});

if (isAgreed) {
  test(`each file has exactly the size that was agreed on, with Emscripten ${expected.compiler}`, () => {
    assert.deepEqual(
      measured,
      expected.brotli,
      `Sizes after brotli have changed to ${JSON.stringify(measured, null, 2)}. If you meant that, put them into ` +
        'tests/size/expected.json and say in the commit what the bytes buy; if not, look for what came in.',
    );
  });
}
