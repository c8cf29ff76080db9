// The listing: what is searched for and which page of it stands in the address, so that back and bookmarks work.

import { setUpCartDrawer } from './cart_drawer.js';
import { loadCatalogue } from './catalogue.js';
import { element, formatPrice } from './dom.js';

const PER_PAGE = 24;
const EAGER_PICTURES = 8;

setUpCartDrawer();
const summary = document.querySelector('.summary');

/** @param {import('./catalogue.js').Catalogue} catalogue */
function showListing({ categories, products }) {
  const address = new URLSearchParams(location.search);
  const query = address.get('q')?.trim() ?? '';
  const category = address.get('category') ?? '';
  fillForm(categories, query, category);

  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = products.filter(
    (product) =>
      (!category || product.category === category) &&
      words.every((word) => product.title.toLowerCase().includes(word) || product.id.toLowerCase() === word),
  );
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
  const page = Math.min(pages, Math.max(1, Math.floor(Number(address.get('page'))) || 1));

  summary.textContent = describe(found.length, query, category);
  const shown = found.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  document.querySelector('.products').replaceChildren(...shown.map(productCard));
  document.querySelector('.pages').replaceChildren(...pageLinks(page, pages, address));
}

function fillForm(categories, query, category) {
  const form = document.querySelector('.search');
  form.elements.namedItem('q').value = query;
  const select = form.elements.namedItem('category');
  select.append(...categories.map((name) => element('option', { value: name }, name)));
  select.value = categories.includes(category) ? category : '';
  select.addEventListener('change', () => form.requestSubmit());
}

function describe(count, query, category) {
  const things = count === 1 ? '1 thing' : `${count.toLocaleString('en-GB')} things`;
  const about = [query && `for “${query}”`, category && `in ${category}`].filter(Boolean).join(' ');
  if (count === 0) return `Nothing ${about}. Try a shorter word.`;
  return about ? `${things} ${about}` : `${things}, best loved first`;
}

/** @param {import('./catalogue.js').Product} product @param {number} index */
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

function pageLinks(page, pages, address) {
  if (pages === 1) return [];
  const link = (target, text) => {
    if (target < 1 || target > pages) return '';
    const search = new URLSearchParams(address);
    search.set('page', String(target));
    return element('a', { href: `index.html?${search}`, rel: target < page ? 'prev' : 'next' }, text);
  };
  return [link(page - 1, '← Previous'), element('span', {}, `Page ${page} of ${pages}`), link(page + 1, 'Next →')];
}

try {
  showListing(await loadCatalogue());
} catch (error) {
  summary.textContent = 'The shop could not be loaded. Please try again in a moment.';
  console.error(error);
}
