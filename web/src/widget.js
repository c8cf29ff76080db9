// What <goes-with> does: asks for suggestions when something changes, and shows them.

/** @import {Card, Layout, Offer, Pick, Placement, Product, Settings, StoreAdapter} from './types.js' */
/** @import {GoesWithElement} from './element.js' */
/** @import {Say} from './language.js' */
/** @import {Custom} from './view.js' */

import { GoesWithError, warn, warnSetting } from './errors.js';
import { loadLanguage, localeOf } from './language.js';
import { formatMoney } from './money.js';
import { currentProduct, selectOffers } from './offers.js';
import { shareOffers, sharers } from './page-offers.js';
import { loadPart } from './parts.js';
import { openRecommender } from './recommender.js';
import { onConfigure, settings, withheld } from './settings.js';
import { adoptStyle } from './style.js';
import { checkedUrl } from './urls.js';
import { createView } from './view.js';
import { whenInView } from './visibility.js';

/** How many more suggestions than shown are asked for, since some may be sold out or offered elsewhere on the page. */
const SPARE = 8;
const READ_TIMEOUT_MS = 2_000;

/**
 * @typedef {object} Answer what there is to show, before other elements of the page take their share
 * @property {Product[]} products best first
 * @property {Product} [anchor]
 * @property {boolean} anchorInCart_
 * @property {string} [locale]
 * @property {string} lang
 * @property {Say} say
 *
 * @typedef {object} Adding what adding.js works with
 * @property {Settings} settings
 * @property {Answer} answer
 * @property {Placement} placement
 * @property {Ask} ask
 * @property {Emit} emit
 * @property {(message: string, failed?: boolean) => void} announce
 *
 * @typedef {<T>(method: string, timeout: number, call: (adapter: StoreAdapter) => T | Promise<T>) => Promise<T | undefined>}
 *   Ask
 * @typedef {(type: 'view' | 'select' | 'change' | 'before-add' | 'added' | 'error', detail: object, cancelable?: boolean)
 *   => boolean} Emit dispatches an event; false when a listener prevented what it announces
 */

/** @param {GoesWithElement} element */
export function createWidget(element) {
  /** @type {Element | ShadowRoot} where the section goes */
  let root = element;
  /** @type {Node[]} what else is there, while the suggestions stand in its place */
  let fallback = [];
  /** @type {Custom} */
  let custom = {};
  /** @type {Promise<unknown> | undefined} */
  let customizing;
  /** @type {Partial<typeof import('./ahead.js')>} */
  let ahead = {};
  let templateCount = 0;
  /** @type {Product[]} */
  let shown = [];
  /** @type {Answer} the newest, once there is one */
  let answer;
  /** @type {((() => void) | void)[]} what ends when the element leaves the page */
  let endings = [];
  let isStarted = false;
  let isWatched = false;
  let isHiding = false;
  /** Ends the waiting for a moment to give the room back. */
  let keepRoom = () => {};
  /** Counts the updates: after each wait the newest goes on and the others give up. */
  let turn = 0;
  /** @type {string | undefined} a table that failed: tried again when the element comes back, not at every change */
  let failedTable;

  /** @type {Emit} */
  const emit = (type, detail, cancelable = false) =>
    element.dispatchEvent(new CustomEvent(`goeswith:${type}`, { bubbles: true, composed: true, cancelable, detail }));

  /** @param {GoesWithError} error */
  const report = (error) => {
    warn(error);
    emit('error', error);
  };

  /**
   * @param {string} method
   * @param {unknown} cause
   */
  const reportAdapter = (method, cause) => report(new GoesWithError('adapter', `${method} failed: ${cause}`));

  /**
   * Asks the shop's adapter, which may throw, take for ever, or not be there.
   * @template T
   * @param {string} method
   * @param {number} timeout in milliseconds
   * @param {(adapter: StoreAdapter) => T | Promise<T>} call
   * @returns {Promise<T | undefined>}
   */
  const ask = async (method, timeout, call) => {
    const { adapter } = settings;
    if (!adapter) return;
    let timer;
    try {
      return await Promise.race([
        call(adapter),
        new Promise((_, reject) => {
          timer = setTimeout(reject, timeout, 'no answer in time');
        }),
      ]);
    } catch (cause) {
      reportAdapter(method, cause);
    } finally {
      clearTimeout(timer);
    }
  };

  const view = createView(
    (item) => emit('select', { item, index: shown.indexOf(item) }),
    async (picks, button) => {
      /** @type {Adding} */
      const adding = { settings, answer, placement: element.placement, ask, emit, announce: view.announce_ };
      view.setBusy_(button, true);
      const { add } = await loadPart('adding.js');
      if (add) await add(picks, adding);
      // The shopper must know, whatever went wrong.
      else view.announce_(answer.say('failed', { item: picks.map(({ product }) => product.title).join(', ') }), true);
      view.setBusy_(button, false);
    },
  );
  const { section_: getSection } = view;

  const start = () => {
    isStarted = true;
    endings.push(
      onConfigure(() => {
        stop();
        start();
      }),
    );
    ask('onCartChange', READ_TIMEOUT_MS, (adapter) => {
      endings.push(adapter.onCartChange(() => void update()));
    });
    update();
  };

  const stop = () => {
    turn++;
    keepRoom();
    for (const end of endings.splice(0)) end?.();
  };

  /** Updates soon, once for all changes of a task. */
  const update = async () => {
    const thisTurn = ++turn;
    await undefined;
    const isStale = () => turn !== thisTurn;
    if (isStale() || !isStarted || !element.isConnected) return;
    const { table, productId, limit, placement } = element;
    if (table === failedTable) return;
    if (!table && document.readyState !== 'complete') {
      // A script that calls `configure` may still be on its way.
      addEventListener('load', update, { once: true });
      return;
    }
    const url = checkedUrl(table);
    try {
      const isWithheld = await (settings.withhold || withheld);
      if (isStale()) return;
      if (isWithheld) {
        await findAhead();
        if (isStale()) return;
        withdraw();
        return retire();
      }
      if (!url) throw new GoesWithError('setting', `table="${table}"`);
      const locale = localeOf(element);
      const [recommender, lines, language] = await Promise.all([
        openRecommender(url),
        readCart(),
        loadLanguage(locale),
        customize(),
        findAhead(),
      ]);
      if (isStale()) return;

      await recommender.load([...lines.flat(), productId]);
      if (isStale()) return;
      const skus = lines.map((ids) => ids.find((id) => recommender.card(id)) ?? '');
      const anchorInCart = skus.includes(productId);
      /** @type {Card | undefined} */
      let anchor;
      if (placement === 'product' && productId) {
        skus.unshift(productId);
        anchor = recommender.card(productId);
        if (!anchor) warnSetting(`product-id="${productId}"`);
      }
      const options = { minAttach: element.minAttach, byValue: element.rank === 'value', placement };
      const suggestions = recommender.score(skus, Math.floor(limit * (1 + sharers())) + SPARE, options);
      const ids = suggestions.map(({ sku }) => sku);
      if (anchor) ids.push(productId);
      const cart = skus.map((sku) => recommender.card(sku));
      /** @param {Product[]} live */
      const choose = (live) => ({
        live,
        products: selectOffers(suggestions, cart, live),
        anchor: anchor && currentProduct(anchor, live),
      });
      const chosen =
        (suggestions.length &&
          (await ask('products', READ_TIMEOUT_MS, async (adapter) => choose(await adapter.products(ids))))) ||
        choose([]);
      if (isStale()) return;
      answer = { ...language, ...chosen, locale, anchorInCart_: anchorInCart };
      shareOffers(element, showRest);
      if (element.debug) {
        const facts = { recommender, skus, suggestions, options, live: chosen.live, shown: () => shown };
        loadPart('debug.js').then(({ explain }) => explain?.(element, facts));
      }
    } catch (error) {
      if (isStale()) return;
      failedTable = table;
      retire();
      report(/** @type {GoesWithError} */ (error));
    }
  };

  /** @returns {Promise<string[][]>} for each line of the cart the ids by which the table may know it */
  const readCart = async () => {
    const { cart } = element;
    if (cart) return cart.map((sku) => [sku]);
    const read = async (/** @type {StoreAdapter} */ adapter) =>
      (await adapter.getCart()).lines.map(({ variantId = '', productId }) => [variantId, productId]);
    return (await ask('getCart', READ_TIMEOUT_MS, read)) ?? [];
  };

  /** Sees to what the page wants otherwise: its templates, its way to show an item, quantities, a shadow root. */
  const customize = () => {
    const templates = element.querySelectorAll('template[slot]');
    const isUnusual = settings.renderItem || element.quantity || element.hasAttribute('shadow');
    // More templates may come while the page is read.
    if (templates.length > templateCount || (isUnusual && !customizing)) {
      templateCount = templates.length;
      customizing = loadPart('custom.js').then(({ customize }) => {
        if (customize) ({ root, ...custom } = customize(element, templates, settings, warnSetting));
        adoptStyle(root);
      });
    }
    return customizing;
  };

  /** Sees to what was rendered ahead. */
  const findAhead = async () => {
    if (besidesSection(element).some((child) => child instanceof Element && child.className === 'goeswith')) {
      ahead = await loadPart('ahead.js');
    }
  };

  const withdraw = () => ahead.withdraw?.(besidesSection(element));

  /** Shows nothing, and leaves what it had to the other elements. */
  const retire = () => {
    shareOffers(element);
    show([]);
  };

  /** @param {Set<string>} taken what other elements of the page offer */
  const showRest = (taken) => {
    const { products, anchor } = answer;
    const rest = products.filter(({ id }) => !taken.has(id)).slice(0, element.limit);
    if (anchor && rest.length && layoutFor(anchor) === 'bundle') taken.add(anchor.id);
    for (const { id } of rest) taken.add(id);
    if (!rest.length) withdraw();
    try {
      show(rest);
    } catch (cause) {
      show([]);
      reportAdapter('products', cause);
    }
  };

  /** @param {Node} parent */
  const besidesSection = (parent) => [...parent.childNodes].filter((child) => child !== getSection());

  /** @param {Product[]} products */
  const show = (products) => {
    keepRoom();
    if (products.length) {
      const others = besidesSection(root);
      if (getSection().parentNode !== root) root.append(getSection());
      showOffers(products, answer);
      const kept = ahead.takeOver?.(others, getSection(), view.adopt_) ?? others;
      if (kept[0] && kept[0] !== custom.empty) fallback = kept;
      for (const other of besidesSection(root)) other.remove();
      if (!isWatched) {
        isWatched = true;
        endings.push(whenInView(element, 0.5, true, () => emit('view', { items: shown })));
      }
    } else if (shown.length) {
      view.clear_();
      getSection().before(...(custom.empty ? [custom.empty] : fallback));
    }
    hide(!products.length);

    const isChanged = idsOf(products) !== idsOf(shown);
    shown = products;
    if (isChanged) emit('change', { items: products });
  };

  /**
   * @param {Product[]} products
   * @param {Answer} answer
   */
  const showOffers = (products, { anchor, anchorInCart_, locale, lang, say }) => {
    const { adapter, renderItem } = settings;
    const layout = layoutFor(anchor);
    const isBundle = layout === 'bundle';
    const all = isBundle && anchor?.available ? [anchor, ...products] : products;
    /** @type {Offer[]} */
    const offers = all.map((product) => {
      const { priceMinor, compareAtMinor, requiresChoice } = product;
      const isAnchor = product === anchor;
      const link = requiresChoice && !isAnchor && checkedUrl(product.url) ? 'choose' : '';
      const control = requiresChoice || !adapter ? link : isBundle ? 'pick' : 'add';
      return {
        product,
        price: price(priceMinor, product, locale),
        compareAt:
          /** @type {number} */ (compareAtMinor) > /** @type {number} */ (priceMinor)
            ? price(compareAtMinor, product, locale)
            : '',
        control,
        anchor: isAnchor,
        checked: !(isAnchor && anchorInCart_),
        counted: element.quantity && /pick|add/.test(control),
      };
    });
    view.show_(offers, {
      custom_: custom,
      layout,
      heading: element.heading ?? say('heading'),
      lang,
      say,
      renderItem,
      total: (picks) => total(picks, locale),
    });
  };

  /**
   * @param {Product} [anchor]
   * @returns {Layout}
   */
  const layoutFor = (anchor) => {
    const layout = element.layout ?? (element.placement === 'product' ? (anchor ? 'bundle' : 'cards') : 'list');
    return layout === 'bundle' && !settings.adapter ? 'cards' : layout;
  };

  /** @param {boolean} isEmpty whether there are no suggestions */
  const hide = (isEmpty) => {
    // With nothing to show and no children to keep, not even a margin stays. A `hidden` of the page's is left alone.
    const isHole = isEmpty && !view.hasSaid_() && !besidesSection(element).some(hasContent);
    if (!(isHole ? !element.hasAttribute('hidden') : isHiding)) return;
    const toggle = () => {
      isHiding = element.toggleAttribute('hidden', isHole);
    };
    // Room that was reserved is given back out of sight: what is below would jump.
    if (isHole && element.offsetHeight) keepRoom = whenInView(element, 0, false, toggle);
    else toggle();
  };

  /**
   * @param {Pick[]} picks
   * @param {string} [locale]
   */
  const total = (picks, locale) => {
    const currencies = new Set(picks.map(({ product }) => product.currency ?? settings.currency));
    if (currencies.size > 1) {
      report(new GoesWithError('currency', [...currencies].join(' and ')));
      return '';
    }
    const sum = picks.reduce(
      (sum, { product: { priceMinor }, quantity }) =>
        sum + (Number.isSafeInteger(priceMinor) ? /** @type {number} */ (priceMinor) * quantity : NaN),
      0,
    );
    return picks[0] ? price(sum, picks[0].product, locale) : '';
  };

  /**
   * @param {number | undefined} minor
   * @param {Product} product
   * @param {string} [locale]
   */
  const price = (minor, { currency = settings.currency }, locale) => {
    try {
      const own = currency && Number.isSafeInteger(minor) && settings.adapter?.formatMoney?.(Number(minor), currency);
      if (own) return own;
    } catch (cause) {
      reportAdapter('formatMoney', cause);
    }
    return formatMoney(minor, currency, locale);
  };

  return {
    update_: update,

    connect_() {
      adoptStyle(element.getRootNode());
      // Once near the viewport, always: an element that has hidden itself would never come near again.
      if (isStarted) start();
      else endings.push(whenInView(element, 0, true, start, '400px'));
    },

    disconnect_() {
      stop();
      failedTable = undefined;
      shareOffers(element);
    },
  };
}

/** @param {Node} node */
function hasContent(node) {
  if (node instanceof HTMLElement) return node.localName !== 'template' && node.style.visibility !== 'hidden';
  return node instanceof Element || (node instanceof Text && node.data.trim());
}

/** @param {Product[]} products */
function idsOf(products) {
  return products.map(({ id }) => id).join();
}
