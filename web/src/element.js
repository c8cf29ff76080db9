/** @import {AddResult, GoesWithEventMap, NewLine, Placement, Product, StoreAdapter} from './types.js' */

import { GoesWithError, warnOnce } from './errors.js';
import { formatMoney } from './money.js';
import { selectOffers } from './offers.js';
import { openRecommender } from './recommender.js';
import { onConfigure, settings } from './settings.js';
import { strings } from './strings.js';
import { adoptStyle } from './style.js';
import { View } from './view.js';
import { whenVisible } from './visibility.js';

const DEFAULT_LIMIT = 3;
const MAX_LIMIT = 20;
/** How many more suggestions than shown are asked for, since some may be sold out. */
const SPARE = 8;
const READ_TIMEOUT_MS = 2_000;
const WRITE_TIMEOUT_MS = 30_000;
const PLACEMENTS = ['product', 'cart', 'checkout', 'thank-you'];

/** `<goes-with>`: shows what goes with an item and the cart. Its children stay until it has something to show. */
export class GoesWithElement extends HTMLElement {
  static observedAttributes = ['product-id', 'cart', 'table', 'limit', 'placement', 'heading'];

  /** @type {string[] | undefined} */
  #cart;
  #view = new View((product, index, button) => (button ? this.#add(product, button) : this.#select(product, index)));
  /** @type {Node[]} the page's own children, while the suggestions stand in their place */
  #fallback = [];
  /** @type {Product[]} */
  #shown = [];
  /** @type {(() => void)[]} what ends when the element leaves the page */
  #endings = [];
  #started = false;
  #scheduled = false;
  #watched = false;
  #hiding = false;
  /** Counts the updates: after each wait the newest goes on and the others give up. */
  #turn = 0;
  /** @type {string | undefined} a table that failed: tried again when the element comes back, not at every change */
  #failedTable;

  /** SKU of the anchor. */
  get productId() {
    return this.getAttribute('product-id') ?? '';
  }
  set productId(sku) {
    this.setAttribute('product-id', sku);
  }

  /**
   * SKUs in the cart: those set here, or else those of the attribute. Without either the adapter is asked.
   * @returns {string[] | undefined}
   */
  get cart() {
    return this.#cart ?? this.getAttribute('cart')?.split(/[\s,]+/).filter(Boolean);
  }
  set cart(skus) {
    this.#cart = skus && [...skus];
    this.#schedule();
  }

  /** URL of the table: a published directory, its manifest or a table file. */
  get table() {
    return this.getAttribute('table') ?? settings.table ?? '';
  }
  set table(url) {
    this.setAttribute('table', url);
  }

  /** How many items are shown at most, 1 … 20. */
  get limit() {
    const value = this.getAttribute('limit') ?? DEFAULT_LIMIT;
    if (Number(value) >= 1 && Number(value) <= MAX_LIMIT) return Math.floor(Number(value));
    warnSetting(`limit="${value}" is no number from 1 to ${MAX_LIMIT}, ${DEFAULT_LIMIT} is used`);
    return DEFAULT_LIMIT;
  }
  set limit(limit) {
    this.setAttribute('limit', String(limit));
  }

  /** @returns {Placement} */
  get placement() {
    const value = this.getAttribute('placement') ?? 'product';
    if (PLACEMENTS.includes(value)) return /** @type {Placement} */ (value);
    warnSetting(`placement="${value}" is none of ${PLACEMENTS.join(', ')}, product is used`);
    return 'product';
  }
  set placement(placement) {
    this.setAttribute('placement', placement);
  }

  get heading() {
    return this.getAttribute('heading') ?? strings.heading;
  }
  set heading(heading) {
    this.setAttribute('heading', heading);
  }

  connectedCallback() {
    for (const property of ['productId', 'cart', 'table', 'limit', 'placement', 'heading']) {
      const own = Object.getOwnPropertyDescriptor(this, property);
      if (own) {
        // Set before the element was defined: hand it to the accessor that it hides.
        Reflect.deleteProperty(this, property);
        Reflect.set(this, property, own.value);
      }
    }
    adoptStyle(this.getRootNode());
    // Once near the viewport, always: an element that has hidden itself would never come near again.
    if (this.#started) this.#start();
    else this.#endings.push(whenVisible(this, '400px', 0, () => this.#start()));
  }

  disconnectedCallback() {
    this.#stop();
    this.#failedTable = undefined;
  }

  attributeChangedCallback() {
    this.#schedule();
  }

  #start() {
    this.#started = true;
    this.#endings.push(
      onConfigure(() => {
        this.#stop();
        this.#start();
      }),
    );
    try {
      const unsubscribe = settings.adapter?.onCartChange(() => this.#schedule());
      if (unsubscribe) this.#endings.push(unsubscribe);
    } catch (cause) {
      this.#reportAdapter('onCartChange', cause);
    }
    this.#schedule();
  }

  #stop() {
    this.#turn++;
    for (const end of this.#endings.splice(0)) end();
  }

  /** Updates soon, once for all changes of a task. */
  #schedule() {
    if (this.#scheduled || !this.#started) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.isConnected) this.#update();
    });
  }

  async #update() {
    const turn = ++this.#turn;
    const { table, productId, limit, placement } = this;
    if (table === this.#failedTable) return;
    if (!table && document.readyState !== 'complete') {
      // A script that calls `configure` may still be on its way.
      addEventListener('load', () => this.#schedule(), { once: true });
      return;
    }
    try {
      const [recommender, lines] = await Promise.all([openRecommender(absoluteUrl(table)), this.#readCart()]);
      if (turn !== this.#turn) return;

      const skus = lines.map((ids) => ids.find((id) => recommender.card(id)) ?? '');
      if (placement === 'product' && productId) {
        skus.unshift(productId);
        if (!recommender.card(productId)) warnSetting(`product-id="${productId}" is not in the table`);
      }
      const suggestions = recommender.score(skus, limit + SPARE);
      const ids = suggestions.map(({ sku }) => sku);
      const live = await this.#ask('products', READ_TIMEOUT_MS, (adapter) => ids.length ? adapter.products(ids) : []);
      if (turn !== this.#turn) return;

      const cart = skus.map((sku) => recommender.card(sku));
      this.#show(selectOffers(suggestions, cart, live ?? []).slice(0, limit));
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#show([]);
      if (error instanceof GoesWithError) {
        this.#failedTable = table;
        this.#report(error);
      } else {
        this.#reportAdapter('getCart or products', error);
      }
    }
  }

  /** @returns {Promise<string[][]>} for each line of the cart the ids by which the table may know it */
  async #readCart() {
    const { cart } = this;
    if (cart) return cart.map((sku) => [sku]);
    const answer = await this.#ask('getCart', READ_TIMEOUT_MS, (adapter) => adapter.getCart());
    return answer?.lines.map(({ variantId = '', productId }) => [variantId, productId]) ?? [];
  }

  /** @param {Product[]} products */
  #show(products) {
    const view = this.#view;
    const mounted = view.section.parentNode === this;
    if (products.length) {
      if (!mounted) {
        this.#fallback = [...this.childNodes];
        this.replaceChildren(view.section);
      }
      view.show(
        this.heading,
        products.map((product) => ({
          product,
          price: this.#price(product.priceMinor, product),
          compareAt: Number(product.compareAtMinor) > Number(product.priceMinor) ? this.#price(product.compareAtMinor, product) : '',
          addable: !!settings.adapter,
        })),
      );
      if (!this.#watched) {
        this.#watched = true;
        this.#endings.push(whenVisible(this, '0px', 0.5, () => this.#emit('goeswith:view', { items: this.#shown })));
      }
    } else if (mounted) {
      this.replaceChildren(...this.#fallback);
    }

    // With nothing to show and no children to keep, not even a margin stays. A `hidden` of the page's is left alone.
    const empty = !products.length && !this.childElementCount && !this.textContent?.trim();
    if (empty ? !this.hasAttribute('hidden') : this.#hiding) this.#hiding = this.toggleAttribute('hidden', empty);

    const changed = products.map(({ id }) => id).join() !== this.#shown.map(({ id }) => id).join();
    this.#shown = products;
    if (changed) this.#emit('goeswith:change', { items: products });
  }

  /**
   * @param {number | undefined} minor
   * @param {Product} product
   */
  #price(minor, { currency = settings.currency }) {
    const { adapter, locale } = settings;
    if (adapter?.formatMoney && currency && Number.isSafeInteger(minor)) {
      return adapter.formatMoney(/** @type {number} */ (minor), currency);
    }
    const lang = /** @type {HTMLElement | null} */ (this.closest('[lang]'))?.lang;
    return formatMoney(minor, currency, locale ?? (lang || undefined));
  }

  /**
   * @param {Product} item
   * @param {number} index
   */
  #select(item, index) {
    this.#emit('goeswith:select', { item, index });
  }

  /**
   * @param {Product} product
   * @param {HTMLElement} button
   */
  async #add({ id, variantId = id, title }, button) {
    /** @type {NewLine[]} */
    const lines = [{ variantId, quantity: 1 }];
    if (button.hasAttribute('aria-disabled') || !this.#emit('goeswith:before-add', { lines })) return;
    button.setAttribute('aria-disabled', 'true');
    this.#view.announce('');
    // An element that leaves the page does not take the order back: the shopper has clicked.
    const { added = [], errors = [{ code: '', message: '' }] } =
      (await this.#ask('addLines', WRITE_TIMEOUT_MS, (adapter) =>
        adapter.addLines(lines, { signal: AbortSignal.timeout(WRITE_TIMEOUT_MS) }),
      )) ?? {};
    button.removeAttribute('aria-disabled');

    const [error] = errors;
    this.#view.announce(error ? strings.failed(title, error.message) : strings.added(title), !!error);
    if (added.length) this.#emit('goeswith:added', { lines, added, errors });
    for (const { message } of errors) this.#emit('goeswith:error', { code: 'refused', message });
  }

  /**
   * Asks the shop's adapter, which may throw, take for ever, or not be there.
   * @template T
   * @param {string} method
   * @param {number} timeout in milliseconds
   * @param {(adapter: StoreAdapter) => T | Promise<T>} call
   * @returns {Promise<T | undefined>}
   */
  async #ask(method, timeout, call) {
    const { adapter } = settings;
    if (!adapter) return;
    let timer;
    try {
      return await Promise.race([
        call(adapter),
        new Promise((_, reject) => {
          timer = setTimeout(reject, timeout, new Error(`no answer in ${timeout / 1000} seconds`));
        }),
      ]);
    } catch (cause) {
      this.#reportAdapter(method, cause);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * @param {string} method
   * @param {unknown} cause
   */
  #reportAdapter(method, cause) {
    this.#report(new GoesWithError('adapter', `the adapter's ${method} failed: ${cause}`));
  }

  /** @param {GoesWithError} error */
  #report(error) {
    warnOnce(error);
    this.#emit('goeswith:error', { code: error.code, message: error.message, url: error.url });
  }

  /**
   * @template {keyof GoesWithEventMap} Type
   * @param {Type} type
   * @param {GoesWithEventMap[Type]['detail']} detail
   * @returns {boolean} false when a listener prevented it
   */
  #emit(type, detail) {
    const cancelable = type === 'goeswith:before-add';
    return this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, cancelable, detail }));
  }
}

/** @param {string} message */
function warnSetting(message) {
  warnOnce(new GoesWithError('setting', message));
}

/** @param {string} table */
function absoluteUrl(table) {
  try {
    // The empty string would be the page itself.
    if (table) return new URL(table, document.baseURI).href;
  } catch {
    // Refused below.
  }
  throw new GoesWithError('setting', `table="${table}" is no URL, name the directory that "goeswith build" published`);
}
