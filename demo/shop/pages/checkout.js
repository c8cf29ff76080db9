// Checkout: nothing distracts from paying, and the payment is pretended.

import { orderLine, placeOrder } from '../cart/order.js';
import { cart } from '../cart.js';
import { element, pageIsFilled } from '../dom.js';
import { onBill } from '../frame.js';
import { formatPrice } from '../money.js';

const form = /** @type {HTMLFormElement} */ (document.querySelector('.checkout-form'));
const pay = /** @type {HTMLButtonElement} */ (form.querySelector('.pay'));
const box = /** @type {HTMLElement} */ (document.querySelector('.summary-box'));
const notice = document.querySelector('.notice');
/** @type {import('../cart/totals.js').Bill | undefined} */
let current;

onBill(
  (bill) => {
    current = bill;
    const isEmpty = bill.entries.length === 0;
    box.hidden = isEmpty;
    form.hidden = isEmpty;
    pay.disabled = isEmpty;
    pay.textContent = isEmpty ? 'Pretend to pay' : `Pretend to pay ${formatPrice(bill.total)}`;
    box.querySelector('.order-lines').replaceChildren(...bill.entries.map(orderLine));
    box.querySelector('.postage').textContent = bill.postage ? formatPrice(bill.postage) : 'free';
    box.querySelector('.sum').textContent = formatPrice(bill.total);
    showNotice(bill, isEmpty);
    pageIsFilled();
  },
  (error) => {
    notice.textContent = 'The cart could not be loaded. Please try again in a moment; nothing in it is lost.';
    console.error(error);
    pageIsFilled();
  },
);

/** @param {import('../cart/totals.js').Bill} bill @param {boolean} isEmpty */
function showNotice({ gone }, isEmpty) {
  if (isEmpty) {
    notice.replaceChildren(
      element(
        'p',
        {},
        gone.length ? 'We no longer sell what is in your cart.' : 'There is nothing in your cart to pay for.',
      ),
      element('a', { class: 'button primary', href: 'listing.html' }, 'See everything'),
    );
  } else if (gone.length) {
    notice.replaceChildren(
      element('p', {}, 'We no longer sell something that is in your cart. It is neither counted nor ordered. '),
      element('a', { class: 'button', href: 'cart.html' }, 'Look at the cart'),
    );
  } else {
    notice.replaceChildren();
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault(); // nothing is sent
  if (!current?.entries.length) return;
  if (!placeOrder(current)) {
    notice.textContent = 'This browser keeps nothing, so the order would be lost on the way to the next page.';
    return;
  }
  cart.empty();
  location.assign('thank-you.html');
});
