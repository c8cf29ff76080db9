// The drawer with the cart, on every page. `#cart` in the address opens it.

import { element } from '../dom.js';
import { formatPrice } from '../money.js';
import { showLines } from './lines.js';

/** @type {ReturnType<typeof makeDrawer> | undefined} */
let drawer;

/** @param {import('./totals.js').Bill} bill */
export function updateDrawer(bill) {
  drawer?.update(bill);
}

/** Opens the drawer; makes it at first use. @param {() => void} refresh  asks for `updateDrawer` */
export function openDrawer(refresh) {
  if (!drawer) {
    drawer = makeDrawer();
    refresh();
  }
  drawer.open();
}

function makeDrawer() {
  const lines = element('ul', { class: 'lines', role: 'list' });
  const empty = element('p', { class: 'quiet empty' }, 'Nothing in it yet.');
  const sum = element('output', {});
  const close = element('button', { type: 'button', class: 'close', 'aria-label': 'Close the cart' }, '×');
  const actions = element(
    'div',
    { class: 'drawer-actions' },
    element('p', { class: 'row total' }, element('span', {}, 'Without postage'), ' ', sum),
    element('a', { class: 'button primary', href: 'checkout.html' }, 'Checkout'),
    element('a', { class: 'button', href: 'cart.html' }, 'View cart'),
  );
  // Nothing distracts from paying.
  const pays = document.body.classList.contains('checkout-page');
  const suggestions = element('goes-with', { placement: 'cart', limit: '3', heading: 'Goes well with your cart' });
  const dialog = element(
    'dialog',
    { class: 'drawer', 'aria-labelledby': 'drawer-title' },
    element('div', { class: 'drawer-top' }, element('h2', { id: 'drawer-title' }, 'Your cart'), close),
    empty,
    lines,
    actions,
    ...(pays ? [] : [suggestions]),
  );
  document.body.append(dialog);
  // Pages without a list of their own have not loaded goeswith yet. Without it the drawer is a drawer all the same.
  import('../suggestions.js').catch((error) => console.error(error));

  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close(); // beside the drawer
  });
  dialog.addEventListener('close', () => {
    if (location.hash === '#cart') history.replaceState(null, '', location.pathname + location.search);
  });

  return {
    open() {
      if (!dialog.open) dialog.showModal();
    },
    /** @param {import('./totals.js').Bill} bill */
    update(bill) {
      showLines(lines, bill, close);
      sum.textContent = formatPrice(bill.subtotal);
      actions.hidden = bill.entries.length === 0;
      empty.hidden = bill.entries.length + bill.gone.length > 0;
    },
  };
}
