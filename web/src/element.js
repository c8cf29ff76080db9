/** @import {Card, GoesWithEventMap, Layout, NewLine, Offer, Pick, Placement, Product, StoreAdapter} from './types.js' */
/** @import {Say} from './language.js' */

import { GoesWithError, warn } from './errors.js';
import { loadLanguage, localeOf } from './language.js';
import { formatMoney } from './money.js';
import { currentProduct, selectOffers } from './offers.js';
import { shareOffers, sharers } from './page-offers.js';
import { loadPart } from './parts.js';
import { openRecommender } from './recommender.js';
import { onConfigure, settings } from './settings.js';
import { adoptStyle } from './style.js';
import { checkedUrl } from './urls.js';
import { View } from './view.js';
import { whenInView } from './visibility.js';

const DEFAULT_LIMIT = 3;
const MAX_LIMIT = 20;
/** How many more suggestions than shown are asked for, since some may be sold out or offered elsewhere on the page. */
const SPARE = 8;
const READ_TIMEOUT_MS = 2_000;
const WRITE_TIMEOUT_MS = 30_000;

/** @type {Placement[]} */
const PLACEMENTS = ['product', 'cart', 'checkout', 'thank-you'];
/** @type {Layout[]} */
const LAYOUTS = ['bundle', 'list', 'cards'];
const RANKS = ['relevance', 'value'];
/** Whose changes are followed. */
const ATTRIBUTES = ['product-id', 'cart', 'table', 'limit', 'min-attach', 'rank', 'placement', 'heading', 'layout', 'quantity', 'debug'];
/** Attributes that all elements have, and those that tools and frameworks leave on any. */
const FOREIGN_ATTRIBUTE = /^(class|role|shadow|exportparts|on.+|.*[:@_].*|(data|aria)-.+)$/;

/**
 * @typedef {object} Answer what there is to show, before other elements of the page take their share
 * @property {Product[]} products best first
 * @property {Product} [anchor]
 * @property {boolean} anchorInCart
 * @property {string} [locale]
 * @property {string} lang
 * @property {Say} say
 */

/** `<goes-with>`: shows what goes with an item and the cart. Its children stay until it has something to show. */
export class GoesWithElement extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  /** @type {string[] | undefined} */
  #cart;
  #view = new View(
    (item) => this.#emit('goeswith:select', { item, index: this.#shown.indexOf(item) }),
    (picks, button) => this.#add(picks, button),
  );
  /** @type {Element | ShadowRoot} where the section goes */
  #root = this;
  /** @type {Node[]} what else is there, while the suggestions stand in its place */
  #fallback = [];
  /** @type {Promise<any> | undefined} */
  #templates;
  /** @type {any} those of the page, by slot */
  #template = {};
  /** @type {Product[]} */
  #shown = [];
  /** @type {Answer | undefined} */
  #answer;
  /** @type {(() => void)[]} what ends when the element leaves the page */
  #endings = [];
  #started = false;
  #scheduled = false;
  #watched = false;
  #hiding = false;
  /** Ends the waiting for a moment to give the room back. */
  #keepRoom = () => {};
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
    warnSetting(`limit="${value}"`);
    return DEFAULT_LIMIT;
  }
  set limit(limit) {
    this.setAttribute('limit', String(limit));
  }

  /** The least expected attach rate of what is shown, 0 … 1; 0 unless given. */
  get minAttach() {
    const value = this.getAttribute('min-attach') ?? 0;
    if (Number(value) >= 0 && Number(value) <= 1) return Number(value);
    warnSetting(`min-attach="${value}"`);
    return 0;
  }
  set minAttach(rate) {
    this.setAttribute('min-attach', String(rate));
  }

  /** What puts the best first: relevance, unless value, the expected attach rate times the price, is asked for. */
  get rank() {
    return this.#choice('rank', RANKS) ?? 'relevance';
  }
  set rank(rank) {
    this.setAttribute('rank', rank);
  }

  /** Where the element stands; product unless given. */
  get placement() {
    return this.#choice('placement', PLACEMENTS) ?? 'product';
  }
  set placement(placement) {
    this.setAttribute('placement', placement);
  }

  /** How the items are shown; undefined: the element decides. A bundle needs an adapter. */
  get layout() {
    return this.#choice('layout', LAYOUTS);
  }
  set layout(layout) {
    this.setAttribute('layout', layout ?? '');
  }

  /** Whether each item has a field for its quantity. */
  get quantity() {
    return this.hasAttribute('quantity');
  }
  set quantity(quantity) {
    this.toggleAttribute('quantity', quantity);
  }

  /** Undefined: what the language says. */
  get heading() {
    return this.getAttribute('heading') ?? undefined;
  }
  set heading(heading) {
    this.setAttribute('heading', heading ?? '');
  }

  /** Whether a panel tells the developer what is shown and why. */
  get debug() {
    return this.hasAttribute('debug');
  }
  set debug(debug) {
    this.toggleAttribute('debug', debug);
  }

  /**
   * @template Choice
   * @param {string} name
   * @param {Choice[]} choices
   * @returns {Choice | undefined} what the attribute says, when that is one of them
   */
  #choice(name, choices) {
    const value = this.getAttribute(name);
    const chosen = choices.find((choice) => choice === value);
    if (value && !chosen) warnSetting(`${name}="${value}"`);
    return chosen;
  }

  connectedCallback() {
    for (const name of ATTRIBUTES) {
      const property = name.replace('-i', 'I');
      const own = Object.getOwnPropertyDescriptor(this, property);
      if (own) {
        // Set before the element was defined: hand it to the accessor that it hides.
        Reflect.deleteProperty(this, property);
        Reflect.set(this, property, own.value);
      }
    }
    for (const { name } of this.attributes) {
      if (!ATTRIBUTES.includes(name) && !FOREIGN_ATTRIBUTE.test(name) && !(name in this)) {
        warnSetting(name);
      }
    }
    adoptStyle(this.getRootNode());
    if (this.#root === this && this.hasAttribute('shadow')) {
      this.#root = this.attachShadow({ mode: 'open' });
      this.#root.append(document.createElement('slot'));
      adoptStyle(this.#root);
    }
    // Once near the viewport, always: an element that has hidden itself would never come near again.
    if (this.#started) this.#start();
    else this.#endings.push(whenInView(this, { rootMargin: '400px' }, true, () => this.#start()));
  }

  disconnectedCallback() {
    this.#stop();
    this.#failedTable = undefined;
    shareOffers(this);
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
    this.#keepRoom();
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
    if (settings.withhold) return this.#retire();
    try {
      const locale = localeOf(this);
      const [recommender, lines, language] = await Promise.all([
        openRecommender(absoluteUrl(table)),
        this.#readCart(),
        loadLanguage(locale),
        this.#readTemplates(),
      ]);
      if (turn !== this.#turn) return;

      const skus = lines.map((ids) => ids.find((id) => recommender.card(id)) ?? '');
      const anchorInCart = skus.includes(productId);
      /** @type {Card | undefined} */
      let anchor;
      if (placement === 'product' && productId) {
        skus.unshift(productId);
        anchor = recommender.card(productId);
        if (!anchor) warnSetting(`product-id="${productId}"`);
      }
      const options = { minAttach: this.minAttach, byValue: this.rank === 'value', placement };
      const suggestions = recommender.score(skus, limit + SPARE + limit * sharers(), options);
      const ids = suggestions.map(({ sku }) => sku);
      if (anchor) ids.push(productId);
      const live =
        (await this.#ask('products', READ_TIMEOUT_MS, (adapter) => (suggestions.length ? adapter.products(ids) : []))) ?? [];
      if (turn !== this.#turn) return;

      const cart = skus.map((sku) => recommender.card(sku));
      this.#answer = {
        ...language,
        locale,
        products: selectOffers(suggestions, cart, live),
        anchor: anchor && currentProduct(anchor, live),
        anchorInCart,
      };
      shareOffers(this, (taken) => this.#showRest(taken));
      if (this.debug) {
        const shown = () => this.#shown;
        loadPart('debug.js').then(({ explain }) => explain?.(this, { recommender, skus, suggestions, options, live, shown }));
      }
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#retire();
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

  /** Reads the page's templates for parts of the element, once. */
  #readTemplates() {
    const templates = this.querySelectorAll('template[slot]');
    if (templates.length) {
      this.#templates ??= loadPart('templates.js').then(
        ({ readTemplates }) => (this.#template = readTemplates?.(templates) ?? {}),
      );
    }
    return this.#templates;
  }

  /** Shows nothing, and leaves what it had to the other elements. */
  #retire() {
    shareOffers(this);
    this.#show();
  }

  /** @param {Set<string>} taken what other elements of the page offer */
  #showRest(taken) {
    const answer = /** @type {Answer} */ (this.#answer);
    const products = answer.products.filter(({ id }) => !taken.has(id)).slice(0, this.limit);
    const { anchor } = answer;
    if (anchor && products.length && this.#layoutFor(anchor) === 'bundle') taken.add(anchor.id);
    for (const { id } of products) taken.add(id);
    try {
      this.#show(products, answer);
    } catch (cause) {
      this.#show();
      this.#reportAdapter('products', cause);
    }
  }

  /**
   * @param {Product[]} [products]
   * @param {Answer} [answer]
   */
  #show(products = [], answer) {
    const view = this.#view;
    const { section } = view;
    this.#keepRoom();
    if (answer && products.length) {
      const others = [...this.#root.childNodes].filter((child) => child !== section);
      if (others[0] !== this.#template.empty) this.#fallback = others.length ? others : this.#fallback;
      if (section.parentNode === this.#root) for (const other of others) other.remove();
      else this.#root.replaceChildren(section);
      this.#showOffers(products, answer);
      if (!this.#watched) {
        this.#watched = true;
        this.#endings.push(
          whenInView(this, { threshold: 0.5 }, true, () => this.#emit('goeswith:view', { items: this.#shown })),
        );
      }
    } else if (section.parentNode === this.#root && section.dataset.layout) {
      view.clear();
      section.before(...(this.#template.empty ? [this.#template.empty] : this.#fallback));
    }
    this.#hide(!products.length);

    const changed = products.map(({ id }) => id).join() !== this.#shown.map(({ id }) => id).join();
    this.#shown = products;
    if (changed) this.#emit('goeswith:change', { items: products });
  }

  /**
   * @param {Product[]} products
   * @param {Answer} answer
   */
  #showOffers(products, { anchor, anchorInCart, locale, lang, say }) {
    const { adapter, renderItem = this.#template.item } = settings;
    const layout = this.#layoutFor(anchor);
    const isBundle = layout === 'bundle';
    const shown = isBundle && anchor?.available ? [anchor, ...products] : products;
    /** @type {Offer[]} */
    const offers = shown.map((product) => {
      const isAnchor = product === anchor;
      const link = product.requiresChoice && !isAnchor && checkedUrl(product.url) ? 'choose' : '';
      const control = product.requiresChoice || !adapter ? link : isBundle ? 'pick' : 'add';
      return {
        product,
        price: this.#price(product.priceMinor, product, locale),
        compareAt:
          Number(product.compareAtMinor) > Number(product.priceMinor)
            ? this.#price(product.compareAtMinor, product, locale)
            : '',
        control,
        anchor: isAnchor,
        checked: !(isAnchor && anchorInCart),
        counted: this.quantity && (control === 'pick' || control === 'add'),
      };
    });
    this.#view.show(offers, {
      ...this.#template,
      layout,
      heading: this.heading ?? say('heading'),
      lang,
      say,
      renderItem,
      total: (picks) => this.#total(picks, locale),
    });
  }

  /**
   * @param {Product} [anchor]
   * @returns {Layout}
   */
  #layoutFor(anchor) {
    const layout = this.layout ?? (this.placement === 'product' ? (anchor ? 'bundle' : 'cards') : 'list');
    return layout === 'bundle' && !settings.adapter ? 'cards' : layout;
  }

  /** @param {boolean} empty whether there are no suggestions */
  #hide(empty) {
    // With nothing to show and no children to keep, not even a margin stays. A `hidden` of the page's is left alone.
    const { section, hasSaid } = this.#view;
    const hide = empty && !hasSaid && ![...this.childNodes].some((child) => child !== section && hasContent(child));
    if (!(hide ? !this.hasAttribute('hidden') : this.#hiding)) return;
    const toggle = () => (this.#hiding = this.toggleAttribute('hidden', hide));
    // Room that was reserved is given back out of sight: what is below would jump.
    if (hide && this.offsetHeight) this.#keepRoom = whenInView(this, {}, false, toggle);
    else toggle();
  }

  /**
   * @param {Pick[]} picks
   * @param {string} [locale]
   */
  #total(picks, locale) {
    const currencies = new Set(picks.map(({ product }) => product.currency ?? settings.currency));
    if (currencies.size > 1) {
      this.#report(new GoesWithError('currency', [...currencies].join(' and ')));
      return '';
    }
    const sum = picks.reduce((total, { product: { priceMinor }, quantity }) => {
      return total + (Number.isSafeInteger(priceMinor) ? /** @type {number} */ (priceMinor) * quantity : NaN);
    }, 0);
    return picks[0] ? this.#price(sum, picks[0].product, locale) : '';
  }

  /**
   * @param {number | undefined} minor
   * @param {Product} product
   * @param {string} [locale]
   */
  #price(minor, { currency = settings.currency }, locale) {
    const { adapter } = settings;
    if (adapter?.formatMoney && currency && Number.isSafeInteger(minor)) {
      try {
        return adapter.formatMoney(/** @type {number} */ (minor), currency);
      } catch (cause) {
        this.#reportAdapter('formatMoney', cause);
      }
    }
    return formatMoney(minor, currency, locale);
  }

  /**
   * @param {Pick[]} picks
   * @param {Element} button
   */
  async #add(picks, button) {
    const view = this.#view;
    const { anchor, locale, say } = /** @type {Answer} */ (this.#answer);
    const byVariant = new Map(picks.map(({ product }) => [product.variantId ?? product.id, product]));
    /** @type {NewLine[]} */
    const lines = picks.map(({ product, quantity }) => ({
      variantId: product.variantId ?? product.id,
      quantity,
      ...(settings.attribution && product !== anchor && { properties: { _goeswith: this.placement } }),
    }));
    if (!this.#emit('goeswith:before-add', { lines })) return;
    view.setBusy(button, true);
    view.announce('');
    // An element that leaves the page does not take the order back: the shopper has clicked.
    const { added, errors } = (await this.#ask('addLines', WRITE_TIMEOUT_MS, async (adapter) => {
      const answer = await adapter.addLines(lines, { signal: AbortSignal.timeout(WRITE_TIMEOUT_MS) });
      return {
        added: [...answer.added],
        errors: answer.errors.map(({ variantId = '', code, message = '' }) => ({ variantId, code, message })),
      };
    })) ?? { added: [], errors: [{ variantId: '', code: '', message: '' }] };
    view.setBusy(button, false);

    /** @param {Product[]} products */
    const list = (products) => new Intl.ListFormat(locale).format(products.map(({ title }) => title));
    const all = [...byVariant.values()];
    const items = all.filter((product) => added.includes(product.variantId ?? product.id));
    const messages = errors.map(({ variantId, message }) => {
      const failed = byVariant.get(variantId);
      return say('failed', { item: failed?.title ?? list(all), reason: message });
    });
    if (items.length) messages.unshift(say('added', { items: list(items), count: items.length }));
    view.announce(messages.join(' ').trim(), !!errors.length);
    if (added.length) this.#emit('goeswith:added', { lines, added, errors, items });
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
    this.#report(new GoesWithError('adapter', `${method} failed: ${cause}`));
  }

  /** @param {GoesWithError} error */
  #report(error) {
    warn(error);
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

/** @param {Node} node */
function hasContent(node) {
  if (node instanceof Element) return node.localName !== 'template';
  return node instanceof Text && !!node.data.trim();
}

/** @param {string} detail */
function warnSetting(detail) {
  warn(new GoesWithError('setting', detail));
}

/** @param {string} table */
function absoluteUrl(table) {
  try {
    // The empty string would be the page itself.
    if (table) return new URL(table, document.baseURI).href;
  } catch {
    // Refused below.
  }
  throw new GoesWithError('setting', `table="${table}"`);
}
