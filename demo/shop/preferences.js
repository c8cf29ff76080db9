// The guided panel's switches, kept for this tab. It comes first on every page, since some of it must be done
// before anything else runs.

const STORAGE_KEY = 'thistle-and-tin-demo';

/** @typedef {typeof DEFAULTS} Preferences */

const DEFAULTS = {
  /** auto, light or dark */
  theme: 'auto',
  /** BCP 47; empty: the page's own */
  language: '',
  /** ltr or rtl */
  direction: 'ltr',
  currency: 'GBP',
  /** the least expected attach rate of what is shown */
  minAttach: 0,
  /** ids that count as sold out */
  soldOut: /** @type {string[]} */ ([]),
  holdout: false,
  noWasm: false,
  /** a way to break the widget: address, html, truncated, csp-wasm, csp-table; empty: none */
  broken: '',
};

/** @type {Preferences} */
export const preferences = { ...DEFAULTS, ...readStored() };

/** @type {Set<(changed: string[]) => void>} */
const listeners = new Set();

/** @param {Partial<Preferences>} changes */
export function changePreferences(changes) {
  Object.assign(preferences, changes);
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(preferences));
  } catch {
    // Storage is full or forbidden: it lasts as long as the page.
  }
  applyToPage();
  for (const listener of listeners) listener(Object.keys(changes));
}

export function resetPreferences() {
  changePreferences(DEFAULTS);
}

/** @param {(changed: string[]) => void} listener  called with the names of what changed */
export function onPreferences(listener) {
  listeners.add(listener);
}

function readStored() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '{}');
    const known = Object.entries(stored).filter(([name, value]) => typeof value === typeof DEFAULTS[name]);
    return Object.fromEntries(known);
  } catch {
    return {};
  }
}

function applyToPage() {
  const root = document.documentElement;
  if (preferences.theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = preferences.theme;
  if (preferences.direction === 'rtl') root.dir = 'rtl';
  else root.removeAttribute('dir');
}

/** @param {string} policy */
function addPolicy(policy) {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = policy;
  document.head.append(meta);
}

applyToPage();
if (preferences.noWasm) Reflect.deleteProperty(globalThis, 'WebAssembly');
if (preferences.broken === 'csp-wasm') addPolicy("script-src 'self'");
if (preferences.broken === 'csp-table') {
  addPolicy(`connect-src ${new URL('data/', location.href)} ${new URL('email/', location.href)}`);
}
