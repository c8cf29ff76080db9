// One product: picture, price, buy box, and what goes with it.

import { cart } from './cart.js';
import { openCartDrawer, setUpCartDrawer } from './cart_drawer.js';
import { loadCatalogue } from './catalogue.js';
import { element, formatPrice } from './dom.js';

const main = document.querySelector('main');

/** @param {string} name @returns {DocumentFragment} */
function fromTemplate(name) {
  return document.importNode(/** @type {HTMLTemplateElement} */ (document.getElementById(name)).content, true);
}

/** @param {import('./catalogue.js').Product} product */
function showProduct({ id, title, pence, category, picture, orders }) {
  document.title = `${title} · Thistle & Tin`;
  const page = fromTemplate('product');
  page.querySelector('h1').textContent = title;
  page.querySelector('.price').textContent = formatPrice(pence);
  page.querySelector('.picture').setAttribute('src', picture);
  const crumb = page.querySelector('.category');
  crumb.textContent = category;
  crumb.setAttribute('href', `index.html?${new URLSearchParams({ category })}`);
  page.querySelector('.facts').textContent =
    `Item ${id} · in ${orders === 1 ? '1 order' : `${orders.toLocaleString('en-GB')} orders`} so far`;
  page.querySelector('goes-with').setAttribute('product-id', id);
  page.querySelector('.buy').addEventListener('submit', async (event) => {
    event.preventDefault();
    const quantity = /** @type {HTMLInputElement} */ (document.getElementById('quantity')).valueAsNumber;
    await cart.addLines([{ variantId: id, quantity }]);
    openCartDrawer();
  });
  main.replaceChildren(page);
}

setUpCartDrawer();
try {
  const { byId } = await loadCatalogue();
  const product = byId.get(new URLSearchParams(location.search).get('id') ?? '');
  if (product) showProduct(product);
  else main.replaceChildren(fromTemplate('unknown'));
} catch (error) {
  main.replaceChildren(element('p', { role: 'status' }, 'The shop could not be loaded. Please try again in a moment.'));
  console.error(error);
}
