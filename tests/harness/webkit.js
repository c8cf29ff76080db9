// WebKit: Debian's WebKitWebDriver drives MiniBrowser over plain W3C WebDriver on a screen of its own, an Xvfb.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { findExecutable } from '../../demo/tools/browsers.js';
import { readProblems, readRequests } from './page_functions.js';

const START_TIMEOUT_MS = 20_000;
const ELEMENT_KEY = 'element-6066-11e4-a52e-4f735466cecf';

// Code points by which W3C WebDriver names the keys that write nothing.
const KEY_CODES = {
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Backspace: '\uE003',
  Delete: '\uE017',
};

export async function openWebKit() {
  const driverPath = findExecutable('WebKitWebDriver', ['/usr/bin/WebKitWebDriver'], 'webkit2gtk-driver');
  const browserPath = findExecutable('MiniBrowser', miniBrowserPaths(), 'libwebkit2gtk-4.1-0');
  const screenPath = findExecutable('Xvfb', ['/usr/bin/Xvfb'], 'xvfb');
  const children = [];
  const stopChildren = () => children.splice(0).forEach((child) => child.kill());
  process.once('exit', stopChildren);
  try {
    const screen = spawn(screenPath, ['-displayfd', '1', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    children.push(screen);
    const display = `:${await firstLine(screen)}`;
    const port = await freePort();
    const driver = spawn(driverPath, ['--host=127.0.0.1', `--port=${port}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: display,
        GDK_BACKEND: 'x11',
        // The sandbox needs user namespaces, which root in a container does not have.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      },
    });
    children.push(driver);
    const session = await WebDriverSession.open(`http://127.0.0.1:${port}`, browserPath);
    return {
      name: 'webkit',
      newPage: async () => new WebKitPage(session, await session.newWindow()),
      close: async () => {
        try {
          await session.close();
        } finally {
          const stopped = children.map((child) => new Promise((resolve) => child.once('close', resolve)));
          stopChildren();
          await Promise.all(stopped);
          process.off('exit', stopChildren);
        }
      },
    };
  } catch (error) {
    stopChildren();
    throw error;
  }
}

/** MiniBrowser lies in a directory named after the machine and the version of the library. */
function miniBrowserPaths() {
  const libraries = '/usr/lib';
  return readdirSync(libraries)
    .filter((name) => name.endsWith('-linux-gnu'))
    .flatMap((machine) => ['6.0', '4.1', '4.0'].map((version) => ({ machine, version })))
    .map(({ machine, version }) =>
      version === '6.0'
        ? path.join(libraries, machine, 'webkitgtk-6.0/MiniBrowser')
        : path.join(libraries, machine, `webkit2gtk-${version}/MiniBrowser`),
    );
}

function firstLine(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      if (text.includes('\n')) resolve(text.trim());
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with code ${code} before it was ready`)));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * One browser, several windows. Commands go to one window at a time and therefore queue. The window that the browser
 * starts with stays empty, since closing the last one would end the session.
 */
class WebDriverSession {
  #url;
  #home;
  #current;
  /** @type {Promise<unknown>} */
  #queue = Promise.resolve();

  static async open(driverUrl, binary) {
    await driverReady(driverUrl);
    const { sessionId } = await command('POST', `${driverUrl}/session`, {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary, args: ['--automation'] },
        },
      },
    });
    const url = `${driverUrl}/session/${sessionId}`;
    return new WebDriverSession(url, await command('GET', `${url}/window`));
  }

  constructor(url, home) {
    this.#url = url;
    this.#home = home;
    this.#current = home;
  }

  /** @returns {Promise<string>} the handle of a window nobody uses yet */
  newWindow() {
    return this.#enqueue(async () => {
      // Tabs would be hidden to the page: no animation frames, no intersections.
      const { handle } = await command('POST', `${this.#url}/window/new`, { type: 'window' });
      return handle;
    });
  }

  /** Runs `steps` with a function that sends commands to the window `handle`. */
  inWindow(handle, steps) {
    return this.#enqueue(async () => {
      await this.#switchTo(handle);
      return steps((method, path, body) => command(method, this.#url + path, body));
    });
  }

  closeWindow(handle) {
    return this.#enqueue(async () => {
      await this.#switchTo(handle);
      await command('DELETE', `${this.#url}/window`);
      await this.#switchTo(this.#home);
    });
  }

  close() {
    return this.#enqueue(() => command('DELETE', this.#url));
  }

  async #switchTo(handle) {
    if (this.#current === handle) return;
    await command('POST', `${this.#url}/window`, { handle });
    this.#current = handle;
  }

  #enqueue(steps) {
    const result = this.#queue.then(steps);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

async function driverReady(driverUrl) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const status = await command('GET', `${driverUrl}/status`).catch(() => undefined);
    if (status) return;
    if (Date.now() > deadline) throw new Error(`WebKitWebDriver did not answer within ${START_TIMEOUT_MS / 1000} s`);
    await sleep(50);
  }
}

async function command(method, url, body) {
  const response = await fetch(url, { method, body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined });
  const { value } = await response.json();
  if (value?.error) throw new Error(`WebKit: ${value.error}: ${value.message}`);
  return value;
}

class WebKitPage {
  #session;
  #handle;

  constructor(session, handle) {
    this.#session = session;
    this.#handle = handle;
  }

  async goto(url) {
    await this.#send('POST', '/url', { url });
  }

  async evaluate(fn, ...args) {
    // The driver compiles the script from outside of the page, where its Content-Security-Policy does not reach.
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${fn})(...arguments[0])).then(
        (value) => done({ value }),
        (error) => done({ error: String(error && error.stack ? error + '\\n' + error.stack : error) }));`;
    const { value, error } = await this.#send('POST', '/execute/async', { script, args: [args] });
    if (error !== undefined) throw new Error(error);
    return value ?? undefined;
  }

  async click(selector) {
    await this.#session.inWindow(this.#handle, async (send) => {
      await send('POST', `/element/${await find(send, selector)}/click`);
    });
  }

  async press(key) {
    const codes = (key.length > 1 ? key.split('+') : [key]).map((name) => {
      const code = name.length === 1 ? name : KEY_CODES[name];
      if (!code) throw new Error(`The harness has no code for the key ${name}`);
      return code;
    });
    await this.#keys([
      ...codes.map((value) => ({ type: 'keyDown', value })),
      ...[...codes].reverse().map((value) => ({ type: 'keyUp', value })),
    ]);
  }

  async type(text) {
    await this.#keys(
      [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    );
  }

  async screenshot(path, { selector } = {}) {
    const data = await this.#session.inWindow(this.#handle, async (send) =>
      send('GET', selector ? `/element/${await find(send, selector)}/screenshot` : '/screenshot'),
    );
    await writeFile(path, Buffer.from(data, 'base64'));
  }

  async setViewport(width, height) {
    // The window has a frame and a toolbar, whose size only the page can tell; and a busy machine is late to resize it.
    const readSize = () => ({ width: innerWidth, height: innerHeight });
    let [outer, inner] = [
      { width, height },
      { width: 0, height: 0 },
    ];
    for (let tries = 0; tries < 20; tries++) {
      await this.#send('POST', '/window/rect', outer);
      inner = await this.evaluate(readSize);
      if (inner.width === width && inner.height === height) return;
      if (tries % 2) await new Promise((resolve) => setTimeout(resolve, 100));
      // What a window of this size has too little or too much; never so much that it would be none.
      inner = await this.evaluate(readSize);
      outer = {
        width: Math.max(outer.width + width - inner.width, width),
        height: Math.max(outer.height + height - inner.height, height),
      };
    }
    throw new Error(`webkit's window cannot be ${width} × ${height}, it became ${inner.width} × ${inner.height}`);
  }

  async setScheme() {
    throw new Error('webkit cannot change its colour scheme while it runs');
  }

  problems() {
    return this.evaluate(readProblems);
  }

  requests() {
    return this.evaluate(readRequests);
  }

  async close() {
    await this.#session.closeWindow(this.#handle);
  }

  #send(method, path, body) {
    return this.#session.inWindow(this.#handle, (send) => send(method, path, body));
  }

  #keys(actions) {
    return this.#send('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }
}

async function find(send, selector) {
  const element = await send('POST', '/element', { using: 'css selector', value: selector });
  return element[ELEMENT_KEY];
}
