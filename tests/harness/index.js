// The browser harness: one small API over three real engines, headless, as Debian packages them.
//
//   import { eachEngine, serve } from './harness/index.js';
//
//   const server = await serve('build/page');             // loopback, strict CSP, right MIME types; server.url
//   eachEngine((engine, getBrowser) => {                   // defines the tests once per engine
//     test('button, when clicked, says so', async () => {
//       const page = await (await getBrowser()).newPage(); // fresh storage only through a fresh serve(): a new origin
//       await page.goto(server.url);
//       await page.click('button');                        // a trusted event, as from a person
//       assert.equal(await page.evaluate(() => document.title), 'clicked');
//       assert.deepEqual(await page.problems(), []);
//     });
//   });
//
// Run with `node --test`; GOESWITH_ENGINES=chromium,firefox limits the engines. Each engine is started once per test
// file, on first use, and stopped after its tests; lanes.js keeps it for further files. A test file closes its own servers.
//
// Page
//   goto(url)                  loads a document and waits for its load event
//   evaluate(fn, ...args)      runs fn in the page, awaits it, returns its result; arguments and result are JSON.
//                              Works under a CSP without 'unsafe-eval' and under Trusted Types
//   click(selector)            scrolls there and clicks; rejects when nothing matches
//   press(key)                 one key by its KeyboardEvent.key: 'Tab', 'Enter', 'a', ' ' …, also 'Shift+Tab'
//   type(text)                 presses the keys of text
//   screenshot(path, {selector})   PNG of the viewport or of one element
//   setViewport(width, height) in CSS pixels; rejects below about 450 × 200 in WebKit, whose window has a toolbar
//   setScheme('dark'|'light')  prefers-color-scheme; Chromium only, rejects elsewhere
//   heapBytes()                {bytes, nodes, listeners} alive after a garbage collection, without the code that the
//                              browser makes of what is called often; Chromium only
//   setMedia({name: value})    media features, such as {'forced-colors': 'active'}; Chromium only
//   accessibilityTree()        what assistive technology is told: [{role, name, checked, disabled, live, …}] in the
//                              order of the page; Chromium only
//   problems()                 [{kind, text}] since the document began, kind being 'error' (uncaught), 'rejection'
//                              (unhandled), 'csp', 'resource' (failed to load) or 'console.warn', 'console.error'
//   requests()                 [{url, bytes}] of the document and all that it fetched, bytes being the body as sent
//   close()

import { after, describe } from 'node:test';

import { openPuppeteerBrowser } from './puppeteer.js';
import { openWebKit } from './webkit.js';

export { serve } from './serve.js';

const ENGINES = ['chromium', 'firefox', 'webkit'];

/**
 * Starts a browser.
 *
 * @param {string} engine  'chromium', 'firefox' or 'webkit'
 * @returns {Promise<{name: string, newPage(): Promise<object>, close(): Promise<void>}>}
 *     rejects with a message that names the Debian package when the browser is not installed
 */
export function openBrowser(engine) {
  return engine === 'webkit' ? openWebKit() : openPuppeteerBrowser(engine);
}

/** The browsers of this process that were started and not yet closed. @type {Map<string, ReturnType<typeof openBrowser>>} */
const browsers = new Map();
let kept = false;

/** From now on browsers stay open after the tests that use them, for those of further files. */
export function keepBrowsers() {
  kept = true;
}

/** Closes the browsers that were kept. */
export async function closeKeptBrowsers() {
  for (const engine of browsers.keys()) await closeBrowser(engine);
}

/** @param {string} engine */
async function closeBrowser(engine) {
  const browser = await browsers.get(engine)?.catch(() => undefined); // the tests have already reported a failed start
  browsers.delete(engine);
  await browser?.close();
}

/**
 * Calls `define` once per engine, inside a suite named after the engine.
 *
 * @param {(engine: string, getBrowser: () => ReturnType<typeof openBrowser>) => void} define
 */
export function eachEngine(define) {
  for (const engine of chosenEngines()) {
    describe(engine, () => {
      after(() => (kept ? undefined : closeBrowser(engine)));
      define(engine, () => {
        const browser = browsers.get(engine) ?? openBrowser(engine);
        browsers.set(engine, browser);
        return browser;
      });
    });
  }
}

function chosenEngines() {
  const names = process.env.GOESWITH_ENGINES?.split(',') ?? ENGINES;
  const unknown = names.find((name) => !ENGINES.includes(name));
  if (unknown !== undefined) {
    throw new Error(`GOESWITH_ENGINES names an unknown engine "${unknown}". Known are ${ENGINES.join(', ')}.`);
  }
  return names;
}
