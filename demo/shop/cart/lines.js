// The lines of the cart, with buttons to change them: in the drawer and on the cart page.

import { cart } from '../cart.js';
import { element } from '../dom.js';
import { formatPrice } from '../money.js';

/**
 * Changes what is there instead of making it new, so that the focus stays on the button that was pressed.
 *
 * @param {HTMLElement} list
 * @param {import('./totals.js').Bill} bill
 * @param {HTMLElement} afterLast  gets the focus when the line that had it was the last
 */
export function showLines(list, { entries, gone }, afterLast) {
  const rows = new Map([...list.children].map((row) => [/** @type {HTMLElement} */ (row).dataset.id, row]));
  for (const { product, quantity } of entries) {
    const row = rows.get(product.id) ?? makeLine(product);
    rows.delete(product.id);
    setText(row.querySelector('.quantity'), String(quantity));
    setText(row.querySelector('.price'), formatPrice(product.pence * quantity));
    if (!row.isConnected) list.append(row);
  }
  for (const id of gone) {
    const row = rows.get(id) ?? makeGoneLine(id);
    rows.delete(id);
    if (!row.isConnected) list.append(row);
  }
  for (const row of rows.values()) {
    const hadFocus = row.contains(document.activeElement);
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    const next = neighbour?.querySelector('button') ?? afterLast;
    if (hadFocus) /** @type {HTMLElement} */ (next).focus();
  }
}

/** @param {import('../catalogue.js').Product} product */
function makeLine({ id, title, picture, url }) {
  const changeBy = (step) => async () => {
    const { lines } = await cart.getCart();
    const quantity = lines.find(({ productId }) => productId === id)?.quantity ?? 0;
    cart.setQuantity(id, quantity + step);
  };
  const fewer = element('button', { type: 'button', 'aria-label': `One less: ${title}` }, '−');
  const more = element('button', { type: 'button', 'aria-label': `One more: ${title}` }, '+');
  fewer.addEventListener('click', changeBy(-1));
  more.addEventListener('click', changeBy(1));
  return element(
    'li',
    { class: 'line', 'data-id': id },
    element('img', { src: picture, width: '72', height: '72', alt: '' }),
    element('a', { class: 'name', href: url }, title),
    element('span', { class: 'price' }),
    element(
      'div',
      { class: 'stepper' },
      fewer,
      element('span', { class: 'quantity', role: 'status' }),
      more,
      removeButton(id, title),
    ),
  );
}

/** A cart may be older than the catalogue. @param {string} id */
function makeGoneLine(id) {
  return element(
    'li',
    { class: 'line gone', 'data-id': id },
    element('span', { class: 'gone-mark', 'aria-hidden': 'true' }, '?'),
    element('span', { class: 'name' }, `We no longer sell item ${id}. It is not counted.`),
    element('div', { class: 'stepper' }, removeButton(id, `item ${id}`)),
  );
}

/** @param {string} id @param {string} name */
function removeButton(id, name) {
  const remove = element('button', { type: 'button', class: 'remove', 'aria-label': `Remove: ${name}` }, 'Remove');
  remove.addEventListener('click', () => cart.setQuantity(id, 0));
  return remove;
}

/** A text that stays the same is not touched, since a screen reader might say it again. @param {Element} node @param {string} text */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
