// A shop whose pages say what they sell, what is in the cart, and how something gets into it.
//
// Its products: JSON-LD (schema.org Product), or elements with data-goeswith-product; the latter count more.
// The lines of its cart: elements with data-goeswith-line.
// How something gets into it: a form with data-goeswith-add, or the function `add`.
//
// web/README.md lists the attributes.

/** @import {CartLine, NewLine, Product, StoreAdapter} from '../types.js' */

import { perUnit } from '../page/money.js';
import { addInTurn, queue } from './lines.js';

/**
 * @typedef {object} DomOptions
 * @property {ParentNode & Node} [root] where to look; the document unless given
 * @property {string} [currency] ISO 4217, where the page does not say; EUR unless given
 * @property {(line: NewLine, options: {signal?: AbortSignal}) => string | void | Promise<string | void>} [add] puts a line
 *   into the cart in place of a form; an answer is the reason why the shop refuses it, a rejection is a failure
 */

/** schema.org's words for what cannot be ordered. */
const UNAVAILABLE = /(OutOfStock|SoldOut|Discontinued|InStoreOnly|Reserved)$/;
const PRODUCT_TYPE = /(^|[/:])(IndividualProduct|Product|ProductGroup|ProductModel|SomeProducts)$/;
const SOLD_OUT = { code: 'sold-out', message: 'It is sold out.' };
const WATCHED = ['data-goeswith-line', 'data-goeswith-quantity', 'data-goeswith-variant'];

/**
 * @param {DomOptions} [options]
 * @returns {StoreAdapter}
 */
export function domAdapter({
  root = document,
  currency = 'EUR',
  add = (line, options) => submitForm(root, line, options),
} = {}) {
  const enqueue = queue();
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {Map<string, CartLine>} what was added here, until the page's cart shows it */
  const unseen = new Map();
  const notify = () => listeners.forEach((listener) => queueMicrotask(listener));

  const observer = new MutationObserver((records) => {
    if (records.some(concernsCart)) notify();
  });

  /** @param {string} name */
  const find = (name) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(`[data-goeswith-${name}]`)]);

  const readProducts = () => {
    /** @type {Map<string, Product>} */
    const products = new Map();
    for (const script of root.querySelectorAll('script[type="application/ld+json"]')) {
      for (const thing of productsIn(parse(script.textContent ?? ''))) {
        const product = fromJsonLd(thing, currency);
        if (product.id) products.set(product.id, product);
      }
    }
    for (const { dataset } of find('product')) {
      const id = dataset.goeswithProduct ?? '';
      if (id) products.set(id, fromData(dataset, products.get(id), currency));
    }
    return products;
  };

  return {
    name: 'dom',

    async getCart() {
      const lines = find('line').map(({ dataset }) => {
        const { goeswithLine: productId = '', goeswithVariant: variantId = productId, goeswithQuantity = 1 } = dataset;
        return { productId, variantId, quantity: Number(goeswithQuantity) || 1 };
      });
      for (const { variantId } of lines) unseen.delete(variantId);
      const [cart] = find('cart-currency');
      return { lines: [...lines, ...unseen.values()], currency: cart?.dataset.goeswithCartCurrency || currency };
    },

    addLines(newLines, { signal } = {}) {
      return enqueue(async () => {
        signal?.throwIfAborted();
        const products = [...readProducts().values()];
        const result = await addInTurn(newLines, async (line) => {
          const { variantId, quantity } = line;
          const product = products.find(({ id, variantId = id }) => variantId === line.variantId);
          if (product?.available === false) return SOLD_OUT;
          const message = await add(line, { signal });
          if (message) return { code: 'refused', message };
          unseen.set(variantId, { productId: product?.id ?? variantId, variantId, quantity });
        });
        if (result.added.length) notify();
        return result;
      });
    },

    onCartChange(callback) {
      if (!listeners.size) observer.observe(root, { subtree: true, childList: true, attributeFilter: WATCHED });
      // A function of its own, since the same callback may be given twice.
      const listener = () => callback();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (!listeners.size) observer.disconnect();
      };
    },

    async products(ids) {
      const products = readProducts();
      return ids.flatMap((id) => products.get(id) ?? []);
    },
  };
}

/** @param {MutationRecord} record whether it is about a line of the cart */
function concernsCart({ type, addedNodes, removedNodes }) {
  if (type === 'attributes') return true;
  return [...addedNodes, ...removedNodes].some(
    (node) =>
      node instanceof Element && (node.matches('[data-goeswith-line]') || !!node.querySelector('[data-goeswith-line]')),
  );
}

/**
 * Sends the form that adds this very item, or else the one that adds any.
 * @param {ParentNode} root
 * @param {NewLine} line
 * @param {{signal?: AbortSignal}} options
 * @returns {Promise<string | undefined>} why the shop refuses
 */
async function submitForm(root, { variantId, quantity, properties = {} }, { signal }) {
  const forms = /** @type {NodeListOf<HTMLFormElement>} */ (root.querySelectorAll('form[data-goeswith-add]'));
  const form =
    [...forms].find(({ dataset }) => dataset.goeswithAdd === variantId) ??
    [...forms].find(({ dataset }) => !dataset.goeswithAdd);
  if (!form) throw new Error('the page has no form with data-goeswith-add');
  const { dataset } = form;
  const fields = new FormData(form);
  fields.set(dataset.goeswithVariantField ?? 'id', variantId);
  fields.set(dataset.goeswithQuantityField ?? 'quantity', String(quantity));
  for (const [name, value] of Object.entries(properties)) {
    fields.set(`${dataset.goeswithPropertyField ?? 'properties'}[${name}]`, value);
  }
  // Attributes, since fields named action or method would hide the properties.
  const url = new URL(form.getAttribute('action') ?? '', document.baseURI);
  // Encoded as the form itself would be.
  const isMultipart = form.getAttribute('enctype') === 'multipart/form-data';
  const response = await fetch(url, {
    method: 'POST',
    body: isMultipart ? fields : new URLSearchParams(/** @type {any} */ (fields)),
    headers: { Accept: 'application/json' },
    signal,
  });
  if (response.ok) return;
  if (response.status >= 500) throw new Error(`status ${response.status}`);
  return (await reasonIn(response)) || `Status ${response.status}.`;
}

/**
 * @param {Response} response
 * @returns {Promise<string>} what it says to the shopper, as JSON with a message or as plain text; not a page
 */
async function reasonIn(response) {
  const type = response.headers.get('content-type') ?? '';
  const text = (await response.text()).trim();
  if (/json/.test(type)) {
    const { message, description } = Object(parse(text));
    return String(description ?? message ?? '');
  }
  return /text\/plain/.test(type) ? text : '';
}

/** @type {Set<string>} */
const refused = new Set();

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!refused.has(text)) console.warn(`goeswith: JSON of the page does not parse, correct it (${cause}) [dom]`);
    refused.add(text);
  }
}

/**
 * @param {any} value parsed JSON-LD
 * @returns {Generator<any>} the products in it, however deep, variants too
 */
function* productsIn(value) {
  if (!value || typeof value !== 'object') return;
  if ([value['@type']].flat().some((type) => PRODUCT_TYPE.test(type))) yield value;
  for (const part of Object.values(value)) yield* productsIn(part);
}

/**
 * @param {any} thing a schema.org Product
 * @param {string} usualCurrency
 * @returns {Product}
 */
function fromJsonLd({ sku, productID, name, url, image, offers, hasVariant }, usualCurrency) {
  const offer = [offers].flat()[0] ?? {};
  const picture = [image].flat()[0] ?? '';
  const specifications = [offer.priceSpecification].flat().filter(Boolean);
  const list = specifications.find(({ priceType = '' }) => /(ListPrice|SRP|StrikethroughPrice|MSRP)$/.test(priceType));
  const now = specifications.find((specification) => specification !== list);
  const currency = offer.priceCurrency ?? now?.priceCurrency ?? usualCurrency;
  const id = text(sku ?? productID);
  return {
    id,
    title: text(name) || id,
    url: text(url ?? offer.url),
    image: {
      src: text(picture.contentUrl ?? picture.url ?? picture),
      width: Number(picture.width) || undefined,
      height: Number(picture.height) || undefined,
    },
    priceMinor: minor(offer.price ?? now?.price ?? offer.lowPrice, currency),
    compareAtMinor: minor(list?.price, currency),
    currency,
    available: !UNAVAILABLE.test(text(offer.availability)),
    requiresChoice: [hasVariant].flat().length > 1 || Number(offer.offerCount) > 1,
  };
}

/**
 * @param {DOMStringMap} data of an element of the page
 * @param {Product | undefined} known from JSON-LD
 * @param {string} usualCurrency
 * @returns {Product}
 */
function fromData(data, known, usualCurrency) {
  const currency = data.goeswithCurrency ?? known?.currency ?? usualCurrency;
  const id = data.goeswithProduct ?? '';
  return {
    id,
    title: data.goeswithTitle ?? known?.title ?? id,
    url: data.goeswithUrl ?? known?.url ?? '',
    image: data.goeswithImage === undefined ? (known?.image ?? { src: '' }) : { src: data.goeswithImage },
    priceMinor: data.goeswithPrice === undefined ? known?.priceMinor : minor(data.goeswithPrice, currency),
    compareAtMinor:
      data.goeswithCompareAt === undefined ? known?.compareAtMinor : minor(data.goeswithCompareAt, currency),
    currency,
    available: data.goeswithAvailable ? data.goeswithAvailable !== 'false' : (known?.available ?? true),
    requiresChoice:
      data.goeswithRequiresChoice === undefined
        ? (known?.requiresChoice ?? false)
        : data.goeswithRequiresChoice !== 'false',
    variantId: data.goeswithVariant ?? known?.variantId,
  };
}

/** @param {unknown} value */
function text(value) {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/**
 * @param {unknown} price in units of the currency, with a point: "24.90"
 * @param {string} currency
 */
function minor(price, currency) {
  const units = text(price).trim();
  const value = units ? Math.round(Number(units) * perUnit(currency)) : NaN;
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
