// Chromium over its DevTools protocol and Firefox over WebDriver BiDi.

import puppeteer from 'puppeteer-core';

import { chromiumLaunchOptions, findExecutable } from '../../demo/tools/browsers.js';
import { readProblems, readRequests } from './page_functions.js';

const FIREFOX_PATHS = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

function firefoxLaunchOptions() {
  return {
    browser: 'firefox',
    executablePath: findExecutable('Firefox', FIREFOX_PATHS, 'firefox-esr'),
    headless: true,
  };
}

/** @param {string} name  'chromium' or 'firefox' */
export async function openPuppeteerBrowser(name) {
  const browser = await puppeteer.launch(name === 'firefox' ? firefoxLaunchOptions() : chromiumLaunchOptions());
  return {
    name,
    newPage: async () => new PuppeteerPage(name, await browser.newPage()),
    close: () => browser.close(),
  };
}

class PuppeteerPage {
  #name;
  #page;

  constructor(name, page) {
    this.#name = name;
    this.#page = page;
  }

  async goto(url) {
    await this.#page.goto(url);
  }

  evaluate(fn, ...args) {
    return this.#page.evaluate(fn, ...args);
  }

  async click(selector) {
    await this.#page.click(selector);
  }

  async press(key) {
    const names = key.length > 1 ? key.split('+') : [key];
    const last = names.pop();
    for (const name of names) await this.#page.keyboard.down(name);
    await this.#page.keyboard.press(last);
    for (const name of names.reverse()) await this.#page.keyboard.up(name);
  }

  async type(text) {
    await this.#page.keyboard.type(text);
  }

  async screenshot(path, { selector } = {}) {
    const target = selector ? await this.#page.$(selector) : this.#page;
    if (!target) throw new Error(`Nothing on the page matches ${selector}`);
    await target.screenshot({ path });
  }

  async setViewport(width, height) {
    await this.#page.setViewport({ width, height });
  }

  async setScheme(scheme) {
    if (this.#name !== 'chromium') throw new Error(`${this.#name} cannot change its colour scheme while it runs`);
    await this.#page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  }

  async heapBytes() {
    if (this.#name !== 'chromium') throw new Error(`${this.#name} does not tell what its heap holds`);
    // Twice, since finalizers of the first run free more.
    for (let i = 0; i < 2; i++) await this.#send('HeapProfiler.collectGarbage');
    const { snapshot, nodes: fields } = await this.#heapSnapshot();
    const { node_fields: names, node_types: types } = snapshot.meta;
    const [type, size] = [names.indexOf('type'), names.indexOf('self_size')];
    let bytes = 0;
    for (let at = 0; at < fields.length; at += names.length) {
      if (types[type][fields[at + type]] !== 'code') bytes += fields[at + size];
    }
    const { nodes, jsEventListeners } = await this.#send('Memory.getDOMCounters');
    return { bytes, nodes, listeners: jsEventListeners };
  }

  async #heapSnapshot() {
    const session = await this.#page.createCDPSession();
    let text = '';
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => (text += chunk));
    try {
      await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
      return JSON.parse(text);
    } finally {
      await session.detach();
    }
  }

  async setMedia(features) {
    if (this.#name !== 'chromium') throw new Error(`${this.#name} cannot change its media features while it runs`);
    const list = Object.entries(features).map(([name, value]) => ({ name, value }));
    await this.#send('Emulation.setEmulatedMedia', { features: list });
  }

  async accessibilityTree() {
    if (this.#name !== 'chromium') throw new Error(`${this.#name} does not show its accessibility tree`);
    const { nodes } = await this.#send('Accessibility.getFullAXTree');
    return nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, properties = [] }) => ({
        role: role?.value,
        name: name?.value ?? '',
        ...Object.fromEntries(properties.map((property) => [property.name, property.value.value])),
      }));
  }

  problems() {
    return this.evaluate(readProblems);
  }

  requests() {
    return this.evaluate(readRequests);
  }

  async close() {
    await this.#page.close();
  }

  async #send(method, parameters) {
    const session = await this.#page.createCDPSession();
    try {
      return await session.send(method, parameters);
    } finally {
      // What is emulated ends with its session.
      if (!method.startsWith('Emulation.')) await session.detach();
    }
  }
}
