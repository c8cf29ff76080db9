/** @import {Settings} from './types.js' */

import { GoesWithError, warn } from './errors.js';

/** @type {Settings} what `configure` has been told */
export const settings = {};

/** @type {Set<() => void>} */
const listeners = new Set();

const KEYS = ['adapter', 'table', 'locale', 'currency', 'strings', 'renderItem', 'attribution', 'withhold'];

/**
 * Sets what all elements of the page share. What it does not mention stays as it was.
 * @param {Settings} options unknown keys are left out, with a warning
 */
export function configure(options) {
  for (const [key, value] of Object.entries(options)) {
    if (KEYS.includes(key)) Object.assign(settings, { [key]: value });
    else warn(new GoesWithError('setting', `configure({ ${key} })`));
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
