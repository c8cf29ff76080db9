// The drawer with the cart, on every page. `#cart` in the address opens it.

import { cart } from './cart.js';
import { loadCatalogue } from './catalogue.js';
import { element, formatPrice } from './dom.js';

/** Puts the drawer into the page and behind its cart button. */
export function setUpCartDrawer() {
  const lines = element('ul', { class: 'lines', role: 'list' });
  const empty = element('p', { class: 'empty' }, 'Nothing in it yet.');
  const total = element('output', {});
  const summary = element('p', { class: 'total' }, 'Total ', total);
  const close = element('button', { type: 'button', class: 'close', 'aria-label': 'Close the cart' }, '×');
  const suggestions = element('goes-with', {
    table: 'goeswith/',
    placement: 'cart',
    limit: '3',
    heading: 'Goes well with your cart',
  });
  const drawer = element(
    'dialog',
    { class: 'drawer', 'aria-labelledby': 'cart-title' },
    element('div', { class: 'drawer-top' }, element('h2', { id: 'cart-title' }, 'Your cart'), close),
    empty,
    lines,
    summary,
    suggestions,
  );
  document.body.append(drawer);

  const render = async () => {
    const [{ byId }, { lines: cartLines }] = await Promise.all([loadCatalogue(), cart.getCart()]);
    const known = cartLines.filter(({ productId }) => byId.has(productId));
    renderLines(
      lines,
      known.map(({ productId, quantity }) => ({ product: byId.get(productId), quantity })),
    );
    const pence = known.reduce((sum, { productId, quantity }) => sum + byId.get(productId).pence * quantity, 0);
    total.textContent = formatPrice(pence);
    summary.hidden = known.length === 0;
    empty.hidden = known.length > 0;
    const count = known.reduce((sum, { quantity }) => sum + quantity, 0);
    for (const badge of document.querySelectorAll('.cart-button .count')) badge.textContent = String(count);
  };
  // The pages tell the shopper themselves when there is no catalogue.
  const renderIfPossible = () => render().catch(() => undefined);
  cart.onCartChange(renderIfPossible);
  renderIfPossible();

  for (const button of document.querySelectorAll('.cart-button')) button.addEventListener('click', openCartDrawer);
  close.addEventListener('click', () => drawer.close());
  drawer.addEventListener('click', (event) => {
    if (event.target === drawer) drawer.close();  // beside the drawer
  });
  drawer.addEventListener('close', () => {
    if (location.hash === '#cart') history.replaceState(null, '', location.pathname + location.search);
  });
  const openByAddress = () => {
    if (location.hash === '#cart') openCartDrawer();
  };
  addEventListener('hashchange', openByAddress);
  openByAddress();
}

export function openCartDrawer() {
  const drawer = /** @type {HTMLDialogElement} */ (document.querySelector('.drawer'));
  if (!drawer.open) drawer.showModal();
}

/**
 * Changes what is there instead of making it new, so that the focus stays on the button that was pressed.
 *
 * @param {HTMLElement} list
 * @param {{product: import('./catalogue.js').Product, quantity: number}[]} entries
 */
function renderLines(list, entries) {
  const rows = new Map([...list.children].map((row) => [/** @type {HTMLElement} */ (row).dataset.id, row]));
  for (const { product, quantity } of entries) {
    const row = rows.get(product.id) ?? makeLine(product);
    rows.delete(product.id);
    row.querySelector('.quantity').textContent = String(quantity);
    row.querySelector('.price').textContent = formatPrice(product.pence * quantity);
    if (!row.isConnected) list.append(row);
  }
  for (const row of rows.values()) {
    const hadFocus = row.contains(document.activeElement);
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    const next = neighbour?.querySelector('button') ?? document.querySelector('.drawer .close');
    if (hadFocus) /** @type {HTMLElement} */ (next).focus();
  }
}

/** @param {import('./catalogue.js').Product} product */
function makeLine({ id, title, picture, url }) {
  const changeBy = (step) => async () => {
    const { lines } = await cart.getCart();
    const quantity = lines.find(({ productId }) => productId === id)?.quantity ?? 0;
    await cart.setQuantity(id, quantity + step);
  };
  const fewer = element('button', { type: 'button', 'aria-label': `One less: ${title}` }, '−');
  const more = element('button', { type: 'button', 'aria-label': `One more: ${title}` }, '+');
  const remove = element('button', { type: 'button', class: 'remove', 'aria-label': `Remove: ${title}` }, 'Remove');
  fewer.addEventListener('click', changeBy(-1));
  more.addEventListener('click', changeBy(1));
  remove.addEventListener('click', () => cart.setQuantity(id, 0));
  return element(
    'li',
    { class: 'line', 'data-id': id },
    element('img', { src: picture, width: '72', height: '72', alt: '' }),
    element('a', { class: 'name', href: url }, title),
    element('span', { class: 'price' }),
    element('div', { class: 'stepper' }, fewer, element('span', { class: 'quantity', role: 'status' }), more, remove),
  );
}
