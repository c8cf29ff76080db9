// WebKit: Debian's WebKitWebDriver drives MiniBrowser on a screen of its own, an Xvfb. The protocol is selenium-webdriver's
// (Apache-2.0), which WebDriver's own makers keep; 4.33 is the last that runs on Node 18.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { Builder, By, Key } from 'selenium-webdriver';
import { DriverService } from 'selenium-webdriver/remote/index.js';

import { findExecutable } from '../../demo/tools/browsers.js';
import { readProblems, readRequests } from './page_functions.js';

export async function openWebKit() {
  const driverPath = findExecutable('WebKitWebDriver', ['/usr/bin/WebKitWebDriver'], 'webkit2gtk-driver');
  const binary = findExecutable('MiniBrowser', miniBrowserPaths(), 'libwebkit2gtk-4.1-0');
  const screenPath = findExecutable('Xvfb', ['/usr/bin/Xvfb'], 'xvfb');
  /** @type {DriverService | undefined} */
  let service;
  const screen = spawn(screenPath, ['-displayfd', '1', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const screenEnd = new Promise((resolve) => screen.once('close', resolve));
  const killScreen = () => screen.kill();
  process.once('exit', killScreen);
  const stop = async () => {
    await service?.kill();
    killScreen();
    await screenEnd;
    process.off('exit', killScreen);
  };
  try {
    service = new DriverService.Builder(driverPath)
      .setLoopback(true)
      .setEnvironment({
        ...process.env,
        DISPLAY: `:${await firstLine(screen)}`,
        GDK_BACKEND: 'x11',
        // The sandbox needs user namespaces, which root in a container does not have.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      })
      .build();
    const driver = await new Builder()
      .disableEnvironmentOverrides()
      .usingServer(await service.start())
      .withCapabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary, args: ['--automation'] },
      })
      .build();
    const windows = new Windows(driver, await driver.getWindowHandle());
    return {
      name: 'webkit',
      newPage: async () => new WebKitPage(windows, await windows.open()),
      close: async () => {
        try {
          await windows.quit();
        } finally {
          await stop();
        }
      },
    };
  } catch (error) {
    await stop();
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

/**
 * The windows of one browser. Commands go to one window at a time and therefore queue. The window that the browser starts
 * with stays empty, since closing the last one would end the session.
 */
class Windows {
  #driver;
  #home;
  #current;
  /** @type {Promise<unknown>} */
  #queue = Promise.resolve();

  /**
   * @param {import('selenium-webdriver').WebDriver} driver
   * @param {string} home handle of the window that the browser starts with
   */
  constructor(driver, home) {
    this.#driver = driver;
    this.#home = home;
    this.#current = home;
  }

  /** @returns {Promise<string>} the handle of a window nobody uses yet */
  open() {
    return this.#enqueue(async () => {
      // Tabs would be hidden to the page: no animation frames, no intersections.
      await this.#driver.switchTo().newWindow('window');
      this.#current = await this.#driver.getWindowHandle();
      return this.#current;
    });
  }

  /**
   * Runs `steps` with the driver, whose commands go to the window.
   * @template T
   * @param {string} handle
   * @param {(driver: import('selenium-webdriver').WebDriver) => Promise<T>} steps
   * @returns {Promise<T>}
   */
  in(handle, steps) {
    return this.#enqueue(async () => {
      await this.#switchTo(handle);
      return steps(this.#driver);
    });
  }

  /** @param {string} handle */
  close(handle) {
    return this.#enqueue(async () => {
      await this.#switchTo(handle);
      await this.#driver.close();
      await this.#switchTo(this.#home);
    });
  }

  quit() {
    return this.#enqueue(() => this.#driver.quit());
  }

  /** @param {string} handle */
  async #switchTo(handle) {
    if (this.#current === handle) return;
    await this.#driver.switchTo().window(handle);
    this.#current = handle;
  }

  #enqueue(steps) {
    const result = this.#queue.then(steps);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

/** @param {string} name a KeyboardEvent.key @returns {string} WebDriver's code point for it */
function keyOf(name) {
  if (name.length === 1) return name;
  const code = Key[name === 'Backspace' ? 'BACK_SPACE' : name.replace(/(?<=[a-z])(?=[A-Z])/, '_').toUpperCase()];
  if (!code) throw new Error(`WebDriver has no code for the key ${name}`);
  return code;
}

class WebKitPage {
  #windows;
  #handle;

  /** @param {Windows} windows @param {string} handle */
  constructor(windows, handle) {
    this.#windows = windows;
    this.#handle = handle;
  }

  goto(url) {
    return this.#do((driver) => driver.get(url));
  }

  async evaluate(fn, ...args) {
    // The driver compiles the script from outside of the page, where its Content-Security-Policy does not reach.
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${fn})(...arguments[0])).then(
        (value) => done({ value }),
        (error) => done({ error: String(error && error.stack ? error + '\\n' + error.stack : error) }));`;
    const { value, error } = await this.#do((driver) => driver.executeAsyncScript(script, args));
    if (error !== undefined) throw new Error(error);
    return value ?? undefined;
  }

  click(selector) {
    return this.#do((driver) => driver.findElement(By.css(selector)).click());
  }

  press(key) {
    const keys = (key.length > 1 ? key.split('+') : [key]).map(keyOf);
    return this.#do((driver) => {
      const actions = driver.actions();
      for (const code of keys) actions.keyDown(code);
      for (const code of keys.reverse()) actions.keyUp(code);
      return actions.perform();
    });
  }

  type(text) {
    return this.#do((driver) => driver.actions().sendKeys(text).perform());
  }

  async screenshot(path, { selector } = {}) {
    const data = await this.#do((driver) =>
      selector ? driver.findElement(By.css(selector)).takeScreenshot() : driver.takeScreenshot(),
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
      await this.#do((driver) => driver.manage().window().setRect(outer));
      inner = await this.evaluate(readSize);
      if (inner.width === width && inner.height === height) return;
      if (tries % 2) await new Promise((resolve) => setTimeout(resolve, 100));
      // The size is corrected by what the page is off; never so much that it would be none.
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

  close() {
    return this.#windows.close(this.#handle);
  }

  /** @template T @param {(driver: import('selenium-webdriver').WebDriver) => Promise<T>} steps */
  #do(steps) {
    return this.#windows.in(this.#handle, steps);
  }
}
