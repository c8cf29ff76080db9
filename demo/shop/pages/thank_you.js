// After the purchase: what was bought, and what completes it. What was bought is not offered again.

import { findProducts } from '../catalogue.js';
import { fromTemplate, pageIsFilled } from '../dom.js';
import '../frame.js';
import { orderLine, readOrder } from '../cart/order.js';
import { formatPrice } from '../money.js';
import { onPreferences } from '../preferences.js';

const main = document.querySelector('main');

/** @param {import('../cart/order.js').Order} order */
async function showOrder({ number, lines, total }) {
  const known = await findProducts(lines.map(({ id }) => id)).catch(() => new Map());
  const page = fromTemplate('thanks');
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  page.querySelector('.lead').textContent =
    `Your order ${number} of ${count === 1 ? 'one thing' : `${count} things`} is on its way, or would be if this shop were real.`;
  page.querySelector('#order-title').textContent = `Order ${number}`;
  page.querySelector('goes-with').setAttribute('cart', lines.map(({ id }) => id).join(','));
  const list = page.querySelector('.order-lines');
  const sum = page.querySelector('.sum');
  const show = () => {
    const entries = lines.flatMap(({ id, quantity }) => (known.has(id) ? [{ product: known.get(id), quantity }] : []));
    list.replaceChildren(...entries.map(orderLine));
    sum.textContent = formatPrice(total);
  };
  show();
  onPreferences(show);
  main.replaceChildren(page);
}

const order = readOrder();
if (order) await showOrder(order);
else main.replaceChildren(fromTemplate('no-order'));
pageIsFilled();
