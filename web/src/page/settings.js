/** @import {Settings} from '../types.js' */

import { loadLazyScript } from './lazy-scripts.js';

/** @type {Settings} all that `configure` has been told; without a prototype, so that nothing is in it but that */
export const settings = Object.create(null);

/** @type {Promise<boolean | undefined> | undefined} whether the rarer settings want the shopper to see nothing */
export let withheld;

/** @type {Set<() => void>} */
const listeners = new Set();

/** All others are measuring.js's. */
export const COMMON = /^(adapter|table|locale|currency|strings|renderItem|attribution|withhold|storage)$/;

/**
 * Sets what all elements of the page share. What it does not mention stays as it was.
 * @param {Settings} options unknown keys have no effect but a warning
 */
export function configure(options) {
  Object.assign(settings, options);
  if (Object.keys(options).some((key) => !COMMON.test(key))) {
    withheld = loadLazyScript('measuring.js').then((applyOptions) => applyOptions?.(settings));
  }
  for (const listener of [...listeners]) listener();
}

/**
 * @param {() => void} listener called after each `configure`
 * @returns {() => void} ends this
 */
export function onConfigure(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
