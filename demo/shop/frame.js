// The frame of every page: the count in the header, the drawer, the network badge, the guided panel.

import { openDrawer, updateDrawer } from './cart/drawer.js';
import { readBill } from './cart/totals.js';
import { cart } from './cart.js';
import { watchNetwork } from './offline/page.js';
import { onPreferences } from './preferences.js';

/** @type {Set<(bill: import('./cart/totals.js').Bill) => void>} */
const listeners = new Set();
let turn = 0;

/**
 * Calls back with the bill now and after every change of the cart or of the prices.
 *
 * @param {(bill: import('./cart/totals.js').Bill) => void} listener
 * @param {(error: Error) => void} [failed]  called when the shop's facts cannot be loaded
 */
export function onBill(listener, failed = () => undefined) {
  listeners.add(listener);
  readBill().then(listener, failed);
}

async function refresh() {
  const mine = ++turn;
  const { lines } = await cart.getCart();
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  for (const badge of document.querySelectorAll('.cart-button .count')) badge.textContent = String(count);
  try {
    const bill = await readBill();
    if (mine !== turn) return;
    updateDrawer(bill);
    for (const listener of listeners) listener(bill);
  } catch {
    // Without a network there may be no prices: what is shown stays.
  }
}

function setUp() {
  const open = () => openDrawer(refresh);
  for (const button of document.querySelectorAll('.cart-button')) {
    button.addEventListener('click', (event) => {
      const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
      if (ctrlKey || metaKey || shiftKey || document.body.classList.contains('cart-page')) return;
      event.preventDefault();
      open();
    });
  }
  addEventListener('open-cart', open);
  addEventListener('goeswith:added', ({ target }) => {
    // On the pages of the cart itself the new line is in sight.
    const page = document.body.classList;
    const inSight =
      page.contains('cart-page') || page.contains('checkout-page') || /** @type {Element} */ (target).closest('dialog');
    if (!inSight) open();
  });
  const openByAddress = () => {
    if (location.hash === '#cart') open();
  };
  addEventListener('hashchange', openByAddress);
  openByAddress();

  cart.onCartChange(refresh);
  onPreferences(refresh);
  refresh();
  watchNetwork();

  const explain = /** @type {HTMLButtonElement} */ (document.querySelector('.explain'));
  explain.addEventListener('click', async () => {
    try {
      const { togglePanel } = await import('./panel/panel.js');
      togglePanel(explain);
    } catch (error) {
      explain.textContent = 'Could not be loaded';
      console.error(error);
    }
  });
}

setUp();
