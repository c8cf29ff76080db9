// What the tests of the demo shop share.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** The shop as demo/build made it. */
export const SITE = fileURLToPath(new URL('../../build/demo/site', import.meta.url));
if (!existsSync(`${SITE}/worker.js`)) throw new Error(`${SITE} is not there. Run demo/build.`);

/** Real pages on a busy machine take their time. */
const PATIENCE_MS = 20_000;

/**
 * Waits until a function of the page gives what is expected; while the page is on its way to another, it gives nothing.
 *
 * @param {any} page
 * @param {(...args: any[]) => unknown} read
 * @param {unknown} expected
 * @param {...unknown} args  for `read`
 */
export async function eventually(page, read, expected, ...args) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    let failure;
    const value = await page.evaluate(read, ...args).catch((error) => {
      failure = error;
    });
    try {
      if (failure) throw failure;
      return assert.deepEqual(value, expected);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/**
 * Makes a function that defines tests of the shop's pages in one engine.
 *
 * @param {() => Promise<any>} getBrowser
 * @param {() => {url: string}} getServer
 * @returns {(name: string, address: string, run: (page: any) => Promise<void>, expected?: RegExp[]) => void}
 *     opens a page with nothing stored, runs a test on it, and asserts that nothing went wrong but what is expected
 */
export function shopTester(getBrowser, getServer) {
  return (name, address, run, expected = []) => {
    test(name, async (t) => {
      const page = await (await getBrowser()).newPage();
      t.after(() => page.close());
      const { url } = getServer();
      await page.goto(`${url}index.html`);
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await page.goto(url + address);
      await run(page);
      const problems = (await page.problems()).map(({ kind, text }) => `${kind}: ${text}`);
      assert.deepEqual(
        problems.filter((problem) => !expected.some((pattern) => pattern.test(problem))),
        [],
      );
    });
  };
}
