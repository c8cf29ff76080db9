// One product: picture, price, buy box, and what goes with it.

import { cart } from '../cart.js';
import { findProduct } from '../catalogue.js';
import { element, fromTemplate, pageIsFilled } from '../dom.js';
import '../frame.js';
import { formatPrice } from '../money.js';
import { onPreferences, preferences } from '../preferences.js';

const main = document.querySelector('main');

/** @param {import('../catalogue.js').Product} product */
function showProduct({ id, title, pence, category, picture, orders }) {
  document.title = `${title} · Thistle & Tin`;
  document
    .querySelector('meta[name="description"]')
    .setAttribute('content', `${title}, ${formatPrice(pence)}. And what goes with it.`);
  const page = fromTemplate('product');
  page.querySelector('h1').textContent = title;
  page.querySelector('.picture').setAttribute('src', picture);
  const crumb = page.querySelector('.category');
  crumb.textContent = category;
  crumb.setAttribute('href', `listing.html?${new URLSearchParams({ category })}`);
  page.querySelector('.facts').textContent =
    `Item ${id} · in ${orders === 1 ? '1 order' : `${orders.toLocaleString('en-GB')} orders`} so far`;
  page.querySelector('goes-with').setAttribute('product-id', id);

  const price = page.querySelector('.price');
  const button = /** @type {HTMLButtonElement} */ (page.querySelector('.buy button'));
  const showOffer = () => {
    price.textContent = formatPrice(pence);
    button.disabled = preferences.soldOut.includes(id);
    button.textContent = button.disabled ? 'Sold out' : 'Add to cart';
  };
  showOffer();
  onPreferences(showOffer);
  page.querySelector('.buy').addEventListener('submit', async (event) => {
    event.preventDefault();
    const quantity = /** @type {HTMLInputElement} */ (document.getElementById('quantity')).valueAsNumber;
    await cart.addLines([{ variantId: id, quantity }]);
    cart.openCart();
  });
  main.replaceChildren(page);
}

try {
  const product = await findProduct(new URLSearchParams(location.search).get('id') ?? '');
  if (product) showProduct(product);
  else {
    document.title = 'Not here · Thistle & Tin';
    main.replaceChildren(fromTemplate('unknown'));
  }
} catch (error) {
  main.replaceChildren(element('p', { role: 'status' }, 'The shop could not be loaded. Please try again in a moment.'));
  console.error(error);
}
pageIsFilled();
