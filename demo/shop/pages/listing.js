// The listing: what is searched for and which page of it stands in the address, so that back and bookmarks work.

import { loadCategory, loadEverything } from '../catalogue.js';
import { element, pageIsFilled } from '../dom.js';
import '../frame.js';
import { formatPrice } from '../money.js';
import { onPreferences } from '../preferences.js';

const PER_PAGE = 24;
const EAGER_PICTURES = 4;

const address = new URLSearchParams(location.search);
const query = address.get('q')?.trim() ?? '';
const form = /** @type {HTMLFormElement} */ (document.querySelector('.search'));
const summary = document.querySelector('.summary');

function fillForm() {
  /** @type {HTMLInputElement} */ (form.elements.namedItem('q')).value = query;
  const select = /** @type {HTMLSelectElement} */ (form.elements.namedItem('category'));
  select.value = address.get('category') ?? '';
  if (select.selectedIndex < 0) select.value = ''; // an address may name any category
  select.addEventListener('change', () => form.requestSubmit());
  return select.value;
}

/** @param {import('../catalogue.js').Product[]} products @param {string} category */
function showListing(products, category) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = products.filter(({ title, id }) =>
    words.every((word) => title.toLowerCase().includes(word) || id.toLowerCase() === word),
  );
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
  const page = Math.min(pages, Math.max(1, Math.floor(Number(address.get('page'))) || 1));

  summary.textContent = describe(found.length, category);
  const shown = found.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const grid = document.querySelector('.products');
  const show = () => grid.replaceChildren(...shown.map(productCard));
  show();
  onPreferences(show);
  document.querySelector('.pages').replaceChildren(...pageLinks(page, pages));
}

/** @param {number} count @param {string} category */
function describe(count, category) {
  const things = count === 1 ? '1 thing' : `${count.toLocaleString('en-GB')} things`;
  const about = [query && `for “${query}”`, query && category && `in ${category}`].filter(Boolean).join(' ');
  if (count === 0) return `Nothing ${about}. Try a shorter word.`;
  return about ? `${things} ${about}` : `${things}, best loved first`;
}

/** @param {import('../catalogue.js').Product} product @param {number} index */
function productCard({ title, pence, picture, url }, index) {
  const loading = index < EAGER_PICTURES ? 'eager' : 'lazy';
  return element(
    'li',
    {},
    element(
      'a',
      { href: url },
      element('img', { src: picture, width: '160', height: '160', alt: '', loading }),
      element('span', { class: 'name' }, title),
    ),
    element('span', { class: 'price' }, formatPrice(pence)),
  );
}

/** @param {number} page @param {number} pages */
function pageLinks(page, pages) {
  if (pages === 1) return [];
  const link = (/** @type {number} */ target, /** @type {string} */ text) => {
    if (target < 1 || target > pages) return '';
    const search = new URLSearchParams(address);
    search.set('page', String(target));
    return element('a', { href: `listing.html?${search}`, rel: target < page ? 'prev' : 'next' }, text);
  };
  return [link(page - 1, '← Previous'), element('span', {}, `Page ${page} of ${pages}`), link(page + 1, 'Next →')];
}

const category = fillForm();
const heading = query ? `“${query}”` : category || 'Everything';
document.querySelector('h1').textContent = heading;
document.title = `${heading} · Thistle & Tin`;
try {
  showListing(await (category ? loadCategory(category) : loadEverything()), category);
} catch (error) {
  summary.textContent = 'The shop could not be loaded. Please try again in a moment.';
  console.error(error);
}
pageIsFilled();
