// The cart as a page of its own: lines, what they cost, and what goes well with them.

import { showLines } from '../cart/lines.js';
import { cart } from '../cart.js';
import { element, pageIsFilled } from '../dom.js';
import { onBill } from '../frame.js';
import { formatPrice } from '../money.js';

const section = document.querySelector('.cart-lines');
const box = /** @type {HTMLElement} */ (document.querySelector('.summary-box'));
const list = /** @type {HTMLElement} */ (document.querySelector('main goes-with'));
const notice = document.querySelector('.notice');
const lines = element('ul', { class: 'lines', role: 'list' });
const heading = /** @type {HTMLElement} */ (document.querySelector('h1'));
heading.tabIndex = -1;

onBill(
  (bill) => {
    const isEmpty = bill.entries.length + bill.gone.length === 0;
    showLines(lines, bill, heading);
    if (isEmpty && !section.querySelector('.nothing')) section.replaceChildren(emptyText());
    else if (!isEmpty && !lines.isConnected) section.replaceChildren(lines);
    box.hidden = bill.entries.length === 0;
    box.querySelector('.subtotal').textContent = formatPrice(bill.subtotal);
    box.querySelector('.postage').textContent = bill.postage ? formatPrice(bill.postage) : 'free';
    box.querySelector('.sum').textContent = formatPrice(bill.total);
    showGone(bill.gone);
    list.hidden = bill.entries.length === 0;
    pageIsFilled();
  },
  (error) => {
    notice.textContent = 'The cart could not be loaded. Please try again in a moment; nothing in it is lost.';
    console.error(error);
    pageIsFilled();
  },
);

function emptyText() {
  return element(
    'div',
    { class: 'nothing' },
    element('p', { class: 'quiet' }, 'Nothing in it yet.'),
    element('p', {}, element('a', { class: 'button primary', href: 'listing.html' }, 'See everything')),
  );
}

/** @param {string[]} gone */
function showGone(gone) {
  notice.replaceChildren();
  if (!gone.length) return;
  const remove = element('button', { type: 'button' }, 'Take them out');
  remove.addEventListener('click', async () => {
    for (const id of gone) cart.setQuantity(id, 0);
    heading.focus();
  });
  const text =
    gone.length === 1
      ? 'Your cart is older than our shelves: we no longer sell one thing that was in it.'
      : `Your cart is older than our shelves: we no longer sell ${gone.length} things that were in it.`;
  notice.replaceChildren(element('p', {}, text), remove);
}
