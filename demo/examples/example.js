// An example shop: one page, on which the item in the address is shown with what goes with it, beside a live cart.

import { element } from '../shop/dom.js';
import { memoryAdapter } from '../widget/adapters/memory.js';
import { configure } from '../widget/goeswith.js';

/**
 * The facts of a shop.json that the page needs; generate.js tells all of it.
 *
 * @typedef {{sku: string, title: string, price: number, category: string, kind: string, colour: string}} Item
 * @typedef {{from: string[], chance?: number, matching?: string}} Take
 * @typedef {object} Shop
 * @property {string} currency
 * @property {number} orders
 * @property {Item[]} items
 * @property {{who: string, share: number, takes: Take[]}[]} shoppers
 * @property {Record<string, number>} bestsellers
 * @property {{stray: number, second: number, alone: number}} noise
 */

const percent = (share) => `${Math.round(share * 100)} %`;
const pictureOf = ({ kind, colour }) => `../pictures/${kind}-${colour}.svg`;
const addressOf = (sku) => `?item=${encodeURIComponent(sku)}`;

/** @returns {Promise<Shop>} */
async function loadShop() {
  const response = await fetch('shop.json');
  if (!response.ok) throw new Error(`shop.json: status ${response.status}`);
  return response.json();
}

/** @param {Shop} shop */
function openShop(shop) {
  const bySku = new Map(shop.items.map((item) => [item.sku, item]));
  const money = new Intl.NumberFormat('en-IE', { style: 'currency', currency: shop.currency });
  const cart = memoryAdapter({ currency: shop.currency });
  configure({ adapter: cart });

  const tiles = new Map();
  const page = {
    picture: document.querySelector('.picture'),
    title: document.querySelector('.title'),
    price: document.querySelector('.product .price'),
    category: document.querySelector('.category'),
    suggestions: document.querySelector('goes-with'),
    buy: document.querySelector('.buy'),
  };

  const showItem = () => {
    const asked = new URLSearchParams(location.search).get('item') ?? '';
    const item = bySku.get(asked) ?? shop.items[0];
    page.picture.setAttribute('src', pictureOf(item));
    page.title.textContent = item.title;
    page.price.textContent = money.format(item.price);
    page.category.textContent = item.category;
    page.buy.value = item.sku;
    page.suggestions.setAttribute('product-id', item.sku);
    for (const [sku, tile] of tiles) {
      if (sku === item.sku) tile.setAttribute('aria-current', 'page');
      else tile.removeAttribute('aria-current');
    }
  };

  const shelf = document.querySelector('.shelf');
  for (const item of shop.items) {
    const link = element(
      'a',
      { href: addressOf(item.sku) },
      element('img', { src: pictureOf(item), width: '64', height: '64', alt: '', loading: 'lazy' }),
      element('span', {}, item.title),
    );
    tiles.set(item.sku, link);
    shelf.append(element('li', {}, link));
  }

  // The cart lasts as long as the page: links to items change the page instead of loading it anew.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const isItem = link?.origin === location.origin && link.pathname === location.pathname && link.search;
    if (!isItem || !isPlain) return;
    event.preventDefault();
    history.pushState(null, '', link.search);
    showItem();
    page.title.focus();
    document.querySelector('.product').scrollIntoView({ block: 'start' });
  });
  addEventListener('popstate', showItem);
  page.buy.addEventListener('click', () => cart.addLines([{ variantId: page.buy.value, quantity: 1 }]));

  const showCart = async () => {
    const { lines } = await cart.getCart();
    const entries = lines.map(({ productId, quantity }) => ({ item: bySku.get(productId), quantity }));
    document.querySelector('.lines').replaceChildren(
      ...entries.map(({ item, quantity }) => {
        const remove = element('button', { type: 'button', 'aria-label': `Remove: ${item.title}` }, 'Remove');
        remove.addEventListener('click', async () => {
          await cart.setQuantity(item.sku, 0);
          document.querySelector('.cart h2').focus();
        });
        return element(
          'li',
          {},
          element('img', { src: pictureOf(item), width: '48', height: '48', alt: '' }),
          element('span', { class: 'name' }, quantity > 1 ? `${quantity} × ${item.title}` : item.title),
          element('span', { class: 'price' }, money.format(item.price * quantity)),
          remove,
        );
      }),
    );
    const sum = entries.reduce((total, { item, quantity }) => total + item.price * quantity, 0);
    document.querySelector('.total').textContent = entries.length ? `Total ${money.format(sum)}` : 'Nothing in it yet.';
  };
  cart.onCartChange(showCart);

  describe(shop, bySku);
  showItem();
  showCart();
}

/**
 * Says how the orders were made up.
 *
 * @param {Shop} shop
 * @param {Map<string, Item>} bySku
 */
function describe({ orders, shoppers, bestsellers, noise }, bySku) {
  const nameOf = (name) => bySku.get(name)?.title ?? name;
  const sentence = ({ from, chance = 1, matching }) =>
    [from.map(nameOf).join(' or '), matching && `(the same ${matching})`, chance < 1 && percent(chance)]
      .filter(Boolean)
      .join(' ');
  const total = shoppers.reduce((sum, { share }) => sum + share, 0);
  document.querySelector('.orders').textContent = orders.toLocaleString('en-IE');
  document
    .querySelector('.shoppers')
    .append(
      ...shoppers.map(({ who, share, takes }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, who),
          element('td', {}, percent(share / total)),
          element('td', {}, takes.map(sentence).join('; ')),
        ),
      ),
    );
  const thrown = Object.entries(bestsellers).map(([sku, chance]) => `${nameOf(sku)} (${percent(chance)})`);
  document.querySelector('.noise').textContent =
    `In any order, whatever else it holds: ${thrown.join(', ')}. ${percent(noise.stray)} of the orders get an item ` +
    `at random, ${percent(noise.second)} a second one of the first item’s category, and ${percent(noise.alone)} of ` +
    'the shoppers stop after the first item.';
}

try {
  openShop(await loadShop());
} catch (error) {
  document.querySelector('.title').textContent = 'The shop could not be loaded. Please try again in a moment.';
  console.error(error);
}
