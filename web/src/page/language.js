/** @import {Strings} from '../types.js' */

import { loadLazyScript } from './lazy-scripts.js';
import { onConfigure, settings } from './settings.js';
import { english } from './strings.js';

/**
 * @typedef {(key: keyof Strings, values?: Record<string, string | number>, english?: string) => string} Say the English
 *   of what only a lazy script says comes from that script
 */
/** @typedef {{say: Say, lang: string}} Language words, and the language that they are in */

/** Those with a file in languages/. */
export const LANGUAGES = /^(ar|cs|da|de|es|fr|it|ja|ko|nl|pl|pt|sv|tr|zh)$/;

/** @type {Record<string, Promise<Language>>} by locale, also by undefined */
let languages = {};
onConfigure(() => (languages = {}));

/**
 * @param {Element} element
 * @returns {string | undefined} BCP 47: the page's setting, or else the nearest `lang`; undefined when that is no locale
 */
export function localeOf(element) {
  try {
    const { lang } = /** @type {HTMLElement} */ (element.closest('[lang]') ?? document.documentElement);
    return `${new Intl.Locale(settings.locale ?? lang)}`; // in canonical form
  } catch {
    // Not a locale: the browser's own counts.
  }
}

/**
 * Finds the words for a locale. A language that does not load leaves English, with a warning.
 * @param {string | undefined} locale
 * @returns {Promise<Language>}
 */
export function loadLanguage(locale) {
  return (languages[/** @type {string} */ (locale)] ??= load(locale));
}

/**
 * @param {string | undefined} locale
 * @returns {Promise<Language>}
 */
async function load(locale) {
  let lang = locale?.split('-')[0] ?? '';
  /** @type {Partial<Strings>} */
  let strings = english;
  if (LANGUAGES.test(lang)) strings = (await loadLazyScript(`languages/${lang}.js`)) ?? english;
  if (strings === english) lang = 'en';
  const rules = new Intl.PluralRules(lang);
  return {
    lang,
    say: (key, values = {}, english = '') => {
      /** @type {any} */
      const text = settings.strings?.[key] ?? strings[key] ?? english;
      // Of a text without forms all of these but the last are undefined.
      const form = text[rules.select(/** @type {number} */ (values.count))] ?? text.other ?? text;
      return form.replace(/{(\w+)}/g, (/** @type {string} */ _, /** @type {string} */ name) =>
        /** @type {number} */ (values[name] ?? '').toLocaleString(locale),
      );
    },
  };
}
