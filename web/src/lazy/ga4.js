// Events of the element for a data layer, in the words of Google Analytics 4.

/** @import {GoesWithEventMap, Product, Settings} from '../types.js' */
/** @import {GoesWithElement} from '../element/element.js' */

import { perUnit } from '../page/money.js';

/** The most that one event may hold. */
const MAX_ITEMS = 200;

/** @type {WeakMap<Element, Product[]>} the list that each element shows */
const lists = new WeakMap();
/** @type {Settings} */
let settings = {};

/**
 * Follows all elements of the page, from now on.
 * @param {Settings} newest whose `dataLayer` is written to, while there is one
 */
export function followEvents(newest) {
  if (settings !== newest) {
    on('goeswith:change', (element, { items }) => lists.set(element, items));
    on('goeswith:view', (element, { items }) => push('view_item_list', element, items));
    on('goeswith:select', (element, { item }) => push('select_item', element, [item]));
    on('goeswith:added', (element, { items, lines }) => {
      const quantities = new Map(lines.map(({ variantId, quantity }) => [variantId, quantity]));
      push('add_to_cart', element, items, ({ id, variantId = id }) => quantities.get(variantId));
    });
  }
  settings = newest;
}

/**
 * @template {keyof GoesWithEventMap} Type
 * @param {Type} type
 * @param {(element: GoesWithElement, detail: GoesWithEventMap[Type]['detail']) => void} listener
 */
function on(type, listener) {
  window.addEventListener(type, (event) => {
    // The element may be in a shadow root of the page.
    const element = /** @type {GoesWithElement} */ (event.composedPath()[0]);
    listener(element, /** @type {CustomEvent} */ (event).detail);
  });
}

/**
 * @param {string} event
 * @param {GoesWithElement} element
 * @param {Product[]} products
 * @param {(product: Product) => number | undefined} [quantityOf] one unless given
 */
function push(event, element, products, quantityOf = () => 1) {
  const { dataLayer } = settings;
  if (!dataLayer || !products.length) return;
  const list = {
    item_list_id: element.id || `goeswith_${element.placement}`,
    item_list_name: sectionOf(element)?.getAttribute('aria-label') ?? '',
  };
  const shown = lists.get(element) ?? [];
  const items = products.slice(0, MAX_ITEMS).map((product) => {
    const index = shown.findIndex(({ id }) => id === product.id);
    return {
      item_id: product.id,
      item_name: product.title,
      ...(product.variantId !== undefined && { item_variant: product.variantId }),
      ...(index >= 0 && { ...list, index }), // the item that a bundle is for is not of its list
      ...priceOf(product),
      quantity: quantityOf(product) ?? 1,
    };
  });
  const [currency, ...others] = new Set(products.map((product) => product.currency ?? settings.currency));
  const value = items.reduce((sum, { price = NaN, quantity }) => sum + price * quantity, 0);
  const target = dataLayer === true ? pageDataLayer() : dataLayer;
  target.push({ ecommerce: null }); // or else what an earlier event said would stay
  target.push({
    event,
    ecommerce: {
      ...list,
      // Without prices, or with several currencies, there is no value.
      ...(currency && !others.length && { currency, ...(value >= 0 && { value: Number(value.toFixed(3)) }) }),
      items,
    },
  });
}

/** @param {Element} element */
function sectionOf(element) {
  return (element.shadowRoot ?? element).querySelector('.goeswith');
}

/** @param {Product} product */
function priceOf({ priceMinor = NaN, currency = settings.currency }) {
  return currency && Number.isSafeInteger(priceMinor) ? { price: priceMinor / perUnit(currency) } : {};
}

/** @returns {object[]} */
function pageDataLayer() {
  const page = /** @type {Window & {dataLayer?: object[]}} */ (window);
  return (page.dataLayer ??= []);
}
