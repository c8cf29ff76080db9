// Where Debian and others put the browsers, and how each is started without a screen.

import { existsSync } from 'node:fs';

const CHROMIUM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The first of `paths` that exists.
 *
 * @param {string} name  of the browser, for the message
 * @param {string[]} paths
 * @param {string} debianPackage
 * @returns {string}
 * @throws when none exists, naming the Debian package to install
 */
export function findExecutable(name, paths, debianPackage) {
  const found = paths.find((path) => existsSync(path));
  if (!found) {
    throw new Error(`${name} is missing (looked for ${paths.join(', ')}). On Debian: apt-get install ${debianPackage}`);
  }
  return found;
}

/**
 * Options for puppeteer's `launch` that start Chromium headless, with a fresh profile and without calls home.
 *
 * @returns {import('puppeteer-core').LaunchOptions}
 * @throws when Chromium is not installed
 */
export function chromiumLaunchOptions() {
  return {
    browser: 'chrome',
    executablePath: findExecutable('Chromium', CHROMIUM_PATHS, 'chromium'),
    headless: true,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Chromium refuses to run sandboxed as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  };
}
