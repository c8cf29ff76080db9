// Switches to try goeswith with. They are kept for this tab and count on every page of the shop.

import { changes } from '../cart/history.js';
import { element } from '../dom.js';
import { CURRENCIES } from '../money.js';
import { cutNetwork } from '../offline/page.js';
import { changePreferences, preferences, resetPreferences } from '../preferences.js';

const THEMES = { auto: 'As the device', light: 'Light', dark: 'Dark' };
const LANGUAGES = {
  '': 'English',
  ar: 'العربية',
  cs: 'Čeština',
  da: 'Dansk',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  ja: '日本語',
  ko: '한국어',
  nl: 'Nederlands',
  pl: 'Polski',
  pt: 'Português',
  sv: 'Svenska',
  tr: 'Türkçe',
  zh: '中文',
};
const DIRECTIONS = { ltr: 'Left to right', rtl: 'Right to left' };
const BREAKAGES = {
  '': 'Nothing is broken',
  address: 'The table is not there',
  html: 'A web page instead of the table',
  truncated: 'Half a table',
  'csp-wasm': 'A policy forbids WebAssembly',
  'csp-table': 'A policy forbids the table',
};
/** Preferences that count from the next load of the page on. */
const NEEDS_RELOAD = new Set(['csp-wasm', 'csp-table']);

export function makeSwitches() {
  const form = element('form', { class: 'switches' });
  form.addEventListener('submit', (event) => event.preventDefault());
  const rate = element('output', {}, percent(preferences.minAttach));
  const strictness = element('input', {
    type: 'range',
    min: '0',
    max: '60',
    step: '1',
    value: String(100 * preferences.minAttach),
  });
  strictness.addEventListener('input', () => {
    rate.textContent = percent(strictness.valueAsNumber / 100);
    changePreferences({ minAttach: strictness.valueAsNumber / 100 });
  });

  const reset = element('button', { type: 'button' }, 'Put all back');
  reset.addEventListener('click', () => {
    resetPreferences();
    cutNetwork(false);
    location.reload();
  });

  form.append(
    labelled('Theme', choice('theme', THEMES)),
    labelled(
      'Language of the lists',
      choice('language', LANGUAGES, (language) => ({ language, direction: language === 'ar' ? 'rtl' : 'ltr' })),
    ),
    labelled('Direction', choice('direction', DIRECTIONS)),
    labelled('Currency', choice('currency', Object.fromEntries(CURRENCIES.map((code) => [code, code])))),
    labelled('Show only what at least … of carts take', strictness, rate),
    toggle('The first suggestion has sold out', preferences.soldOut.length > 0, (on) =>
      changePreferences({ soldOut: on ? firstShown() : [] }),
    ),
    toggle('Hold this shopper out', preferences.holdout, (holdout) => changePreferences({ holdout })),
    toggle('No WebAssembly (loads the page again)', preferences.noWasm, (noWasm) => {
      changePreferences({ noWasm });
      location.reload();
    }),
    offlineToggle(),
    labelled(
      'Break it',
      choice('broken', BREAKAGES, (broken) => ({ broken }), reloadForPolicies),
    ),
    reset,
  );
  return form;
}

/**
 * @param {keyof import('../preferences.js').Preferences} name
 * @param {Record<string, string>} options  words by value
 * @param {(value: any) => object} [toChanges]
 * @param {(before: any, after: string) => void} [afterwards]
 */
function choice(name, options, toChanges = (value) => ({ [name]: value }), afterwards = () => undefined) {
  const select = element(
    'select',
    { name },
    ...Object.entries(options).map(([value, words]) => element('option', { value }, words)),
  );
  select.value = String(preferences[name]);
  select.addEventListener('change', () => {
    const before = preferences[name];
    changePreferences(toChanges(select.value));
    // One switch may move another.
    for (const other of select.form?.querySelectorAll('select') ?? []) other.value = String(preferences[other.name]);
    afterwards(before, select.value);
  });
  return select;
}

/** A policy cannot be put on a page that has already done what it forbids, nor taken away. @param {string} before @param {string} after */
function reloadForPolicies(before, after) {
  if (NEEDS_RELOAD.has(before) || NEEDS_RELOAD.has(after)) location.reload();
}

/** @param {string} words @param {...HTMLElement} controls */
function labelled(words, ...controls) {
  return element('label', {}, element('span', {}, words), ...controls);
}

/** @param {string} words @param {boolean} on @param {(on: boolean) => void} change */
function toggle(words, on, change) {
  const box = element('input', { type: 'checkbox' });
  box.checked = on;
  box.addEventListener('change', () => change(box.checked));
  return element('label', { class: 'toggle' }, box, element('span', {}, words));
}

function offlineToggle() {
  const badge = document.querySelector('.network');
  const label = toggle('Cut the network', badge?.textContent !== '', (on) => {
    if (cutNetwork(on)) return;
    const box = label.querySelector('input');
    box.checked = false;
    box.disabled = true;
    label.querySelector('span').textContent = 'Cut the network: not kept on this device yet, or this browser cannot';
  });
  return label;
}

/** @returns {string[]} */
function firstShown() {
  const latest = changes.findLast(({ ids }) => ids.length);
  return latest ? latest.ids.slice(0, 1) : [];
}

/** @param {number} share */
function percent(share) {
  return share ? `${Math.round(100 * share)} %` : 'any';
}
