// Keeps the element, the page around it and the shop behind it as the form says. What is chosen stands in the address,
// so that a state can be bookmarked and shared.

import { THEMES } from '../gallery/choices.js';
import { loadEverything } from '../shop/catalogue.js';
import { configure } from '../widget/goeswith.js';
import { FAILURES, shop } from './shop.js';
import { snippet } from './snippet.js';

const ANCHORS = 60;
const MOST_EVENTS = 50;
const CURRENCIES = ['GBP', 'EUR', 'USD', 'JPY', 'KWD'];
const LANGUAGES = {
  ...{ 'en-GB': 'English', ar: 'العربية', cs: 'čeština', da: 'dansk', de: 'Deutsch', es: 'español', fr: 'français' },
  ...{ it: 'italiano', ja: '日本語', ko: '한국어', nl: 'Nederlands', pl: 'polski', pt: 'português', sv: 'svenska' },
  ...{ tr: 'Türkçe', zh: '中文' },
};
/** Values that the element has by itself, and so need not be said. */
const DEFAULTS = { limit: '3', 'min-attach': '0', placement: 'product', rank: 'relevance' };
const ATTRIBUTES = [
  'product-id',
  'placement',
  'layout',
  'limit',
  'min-attach',
  'rank',
  'heading',
  'quantity',
  'shadow',
  'debug',
];

const form = document.querySelector('form');
const preview = document.querySelector('.preview');
const theme = document.createElement('link');
theme.rel = 'stylesheet';

/** @type {import('../widget/types/element.js').GoesWithElement} */
let element;

/** @param {string} name @returns {HTMLInputElement & HTMLSelectElement} */
const field = (name) => form.elements.namedItem(name);
/** @param {string} name */
const fieldValue = (name) => (field(name).type === 'checkbox' ? (field(name).checked ? 'on' : '') : field(name).value);

/** @param {string} name @param {Record<string, string>} choices */
function fill(name, choices) {
  field(name).replaceChildren(
    ...Object.entries(choices).map(([value, text]) => {
      const option = document.createElement('option');
      option.value = value;
      option.textContent = text;
      return option;
    }),
  );
}
/** @param {string[]} values */
const same = (values) => Object.fromEntries(values.map((value) => [value, value]));

/** @returns {Record<string, string>} the element's attributes, without those that say what is so anyway */
function attributes() {
  const chosen = ATTRIBUTES.map((name) => [name, fieldValue(name)]);
  return Object.fromEntries(
    chosen
      .filter(([name, value]) => value && value !== DEFAULTS[name])
      .map(([name, value]) => [name, value === 'on' ? '' : value]),
  );
}

/** Puts all into effect. An element that gets or loses its shadow root has to be a new one. */
function apply() {
  const wanted = attributes();
  document.documentElement.classList.toggle('dark', fieldValue('scheme') === 'dark');
  preview.lang = fieldValue('lang');
  preview.dir = fieldValue('dir');
  preview.style.width = `${fieldValue('width')}px`;
  const href = THEMES[fieldValue('theme')]
    ? new URL(`../widget/themes/${fieldValue('theme')}.css`, import.meta.url).href
    : '';
  if (!href) theme.remove();
  else if (theme.href !== href || !theme.isConnected) {
    theme.href = href;
    document.head.append(theme);
  }
  shop.settings.currency = fieldValue('currency');
  shop.settings.failure = fieldValue('shop');

  if (!element || element.hasAttribute('shadow') !== 'shadow' in wanted) {
    element = document.createElement('goes-with');
  }
  for (const name of ATTRIBUTES) {
    if (!(name in wanted)) element.removeAttribute(name);
    else if (element.getAttribute(name) !== wanted[name]) element.setAttribute(name, wanted[name]);
  }
  if (!element.isConnected) preview.replaceChildren(element);

  document.querySelector('.snippet').textContent = snippet({
    attributes: wanted,
    theme: fieldValue('theme'),
    lang: fieldValue('lang'),
    currency: fieldValue('currency'),
  });
  const address = new URLSearchParams();
  for (const { name } of form.elements) {
    if (name && name !== 'add' && fieldValue(name) && fieldValue(name) !== initial[name])
      address.set(name, fieldValue(name));
  }
  history.replaceState(null, '', `${location.pathname}${address.size ? `?${address}` : ''}`);
}

/** Tells all elements that language, currency or shop are others. */
const reconfigure = () => configure({ adapter: shop.adapter });

/** @param {Map<string, import('../shop/catalogue.js').Product>} byId */
async function showCart(byId) {
  const { lines } = await shop.cart.getCart();
  const list = document.querySelector('.cart');
  const hadFocus = list.contains(document.activeElement);
  list.replaceChildren(
    ...lines.map(({ productId, quantity }) => {
      const row = document.createElement('li');
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.textContent = 'Remove';
      const title = byId.get(productId)?.title ?? productId;
      remove.setAttribute('aria-label', `Remove ${title}`);
      remove.addEventListener('click', () => shop.cart.setQuantity(productId, 0));
      row.append(`${quantity} × ${title} `, remove);
      return row;
    }),
  );
  if (hadFocus) (list.querySelector('button') ?? field('add')).focus();
}

/** @param {CustomEvent} event */
function logEvent({ type, detail }) {
  const list = document.querySelector('.events');
  const row = document.createElement('li');
  row.textContent = `${type} ${JSON.stringify(detail, (key, value) => (key === 'items' ? value.map(({ id }) => id) : value))}`;
  list.prepend(row);
  while (list.children.length > MOST_EVENTS) list.lastElementChild.remove();
}

for (const type of ['view', 'select', 'change', 'before-add', 'added', 'error']) {
  preview.addEventListener(`goeswith:${type}`, logEvent);
}
// A followed link would leave the playground; the event is in the log.
preview.addEventListener('click', (event) => {
  if (event.composedPath().some((node) => node instanceof HTMLAnchorElement)) event.preventDefault();
});

const products = await loadEverything();
const byId = new Map(products.map((product) => [product.id, product]));
const titles = Object.fromEntries(products.slice(0, ANCHORS).map(({ id, title }) => [id, `${title} (${id})`]));
fill('product-id', { ...titles, 'no-such-item': 'an item that does not exist' });
fill('add', { '': 'choose …', ...titles });
fill('placement', same(['product', 'cart', 'checkout', 'thank-you']));
fill('layout', { '': 'by placement', ...same(['bundle', 'list', 'cards']) });
fill('rank', same(['relevance', 'value']));
fill('theme', { ...same(Object.keys(THEMES)), '': 'none' });
fill('scheme', same(['light', 'dark']));
fill('lang', LANGUAGES);
fill('dir', { ltr: 'left to right', rtl: 'right to left' });
fill('currency', same(CURRENCIES));
fill('shop', FAILURES);
const initial = Object.fromEntries(
  [...form.elements].filter(({ name }) => name).map(({ name }) => [name, fieldValue(name)]),
);

for (const [name, value] of new URLSearchParams(location.search)) {
  const input = field(name);
  if (!(input instanceof HTMLElement)) continue;
  if (input.type === 'checkbox') input.checked = value === 'on';
  else input.value = value;
}

shop.cart.onCartChange(() => showCart(byId));
await showCart(byId);
configure({ adapter: shop.adapter, table: new URL('../goeswith/', import.meta.url).href, currency: 'GBP' });
apply();
if (theme.isConnected) await new Promise((loaded) => (theme.onload = theme.onerror = loaded));
document.querySelector('main').classList.add('ready');

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', async ({ target }) => {
  const { name, value } = /** @type {HTMLInputElement} */ (target);
  if (name === 'add') {
    const { lines } = await shop.cart.getCart();
    const before = lines.find(({ productId }) => productId === value)?.quantity ?? 0;
    if (value) await shop.cart.setQuantity(value, before + 1);
    field('add').value = '';
    return;
  }
  if (name === 'lang') field('dir').value = value === 'ar' ? 'rtl' : 'ltr';
  apply();
  if (['lang', 'currency', 'shop'].includes(name)) reconfigure();
});
document.querySelector('.empty').addEventListener('click', async () => {
  for (const { productId } of (await shop.cart.getCart()).lines) await shop.cart.setQuantity(productId, 0);
});
document.querySelector('.copy').addEventListener('click', async () => {
  const said = document.querySelector('.copied');
  try {
    await navigator.clipboard.writeText(document.querySelector('.snippet').textContent);
    said.textContent = 'Copied.';
  } catch {
    said.textContent = 'The browser does not allow it; select the text instead.';
  }
});
