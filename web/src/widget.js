// What <goes-with> does: asks for suggestions when something changes, and shows them.

/** @import {Card, Layout, Offer, Pick, Placement, Product, Settings, StoreAdapter} from './types.js' */
/** @import {GoesWithElement} from './element.js' */
/** @import {Facts} from './debug.js' */
/** @import {Say} from './language.js' */
/** @import {Custom, Look} from './view.js' */

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
 * @typedef {[settings: Settings, answer: Answer, placement: Placement, ask: Ask, emit: Emit, announce: Announce]} Adding
 *   what adding.js works with
 * @typedef {(message: string, failed?: boolean) => void} Announce
 *
 * @typedef {<T>(method: string, call: (adapter: StoreAdapter) => T | Promise<T>, timeout?: number) => Promise<T | undefined>}
 *   Ask
 * @typedef {(type: 'view' | 'select' | 'change' | 'before-add' | 'added' | 'error', detail: object, cancelable?: boolean)
 *   => boolean} Emit dispatches an event; false when a listener prevented what it announces
 */

/** @type {Partial<typeof import('./custom.js') & typeof import('./ahead.js') & typeof import('./change.js')>} loaded */
const parts = {};
/** How often elements of the page have looked for something to show. */
let updateCount = 0;

/** @param {GoesWithElement} element */
export function createWidget(element) {
  /** @type {Node[]} what else is there, while the suggestions stand in its place */
  let fallback = [];
  /** @type {Custom} */
  let custom = { root: element, footer: [] };
  /** @type {Product[]} */
  let shown = [];
  /** @type {Answer} the newest, once there is one */
  let answer;
  /** @type {((() => void) | void)[]} what ends when the element leaves the page */
  let endings = [];
  let isStarted = false;
  let isWatched = false;
  /** Takes back that the element has given its room away. */
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
   * @param {(adapter: StoreAdapter) => T | Promise<T>} call
   * @param {number} [timeout] in milliseconds
   * @returns {Promise<T | undefined>}
   */
  const ask = async (method, call, timeout = READ_TIMEOUT_MS) => {
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
      // A cart that changes fast would hold all of them until their time.
      clearTimeout(timer);
    }
  };

  const view = createView(
    (item) => emit('select', { item, index: shown.indexOf(item) }),
    async (picks) => {
      /** @type {Adding} */
      const adding = [settings, answer, element.placement, ask, emit, view.announce_];
      const { default: add } = await loadPart('adding.js');
      if (add) await add(picks, adding);
      // The shopper must know, whatever went wrong.
      else view.announce_(answer.say('failed', { item: picks.map(({ product }) => product.title).join(', ') }), true);
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
    ask('onCartChange', (adapter) => {
      endings.push(adapter.onCartChange(() => void update()));
    });
    update();
  };

  const stop = () => {
    turn++;
    for (const end of endings.splice(0)) end?.();
  };

  /** Updates soon, once for all changes of a task. */
  const update = async () => {
    const thisTurn = ++turn;
    const isStale = () => turn !== thisTurn;
    /**
     * What a promise gives, unless there is a newer update by then: this one ends.
     * @template T
     * @param {T | Promise<T>} [promise]
     */
    const current = async (promise) => {
      const value = await promise;
      if (isStale()) throw undefined;
      return /** @type {T} */ (value);
    };
    try {
      await current();
      const { table, productId, limit, placement } = element;
      if (!isStarted || !element.isConnected || table === failedTable) return;
      if (!table && document.readyState !== 'complete') {
        // A script that calls `configure` may still be on its way.
        addEventListener('load', update, { once: true });
        return;
      }
      const url = checkedUrl(table);
      if (await current(settings.withhold || withheld)) {
        await current(prepare());
        withdraw();
        return retire();
      }
      if (!url) throw new GoesWithError('setting', `table="${table}"`);
      const locale = localeOf(element);
      const [recommender, lines, language] = await current(
        Promise.all([openRecommender(url), readCart(), loadLanguage(locale), prepare()]),
      );

      await current(recommender.load([...lines.flat(), productId]));
      let skus = lines.map((ids) => ids.find((id) => recommender.card(id)) ?? '');
      const anchorInCart = skus.includes(productId);
      /** @type {Card | undefined} */
      let anchor;
      if (placement === 'product' && productId) {
        skus = [productId, ...skus];
        anchor = recommender.card(productId);
        if (!anchor) warnSetting(`product-id="${productId}"`);
      }
      const options = { minAttach: element.minAttach, byValue: element.rank === 'value', placement };
      const suggestions = recommender.score(skus, limit * (1 + sharers()) + SPARE, options);
      const ids = suggestions.map(({ sku }) => sku);
      if (anchor) ids.push(productId);
      const cart = skus.map((sku) => recommender.card(sku));
      /** @param {Product[]} live */
      const choose = (live) => ({
        live,
        products: selectOffers(suggestions, cart, live),
        anchor: anchor && currentProduct(anchor, live),
      });
      const asked = suggestions.length
        ? ask('products', async (adapter) => choose(await adapter.products(ids)))
        : undefined;
      const chosen = (await current(asked)) ?? choose([]);
      answer = { ...language, ...chosen, locale, anchorInCart_: anchorInCart };
      shareOffers(element, showRest);
      if (element.debug) {
        /** @type {Facts} */
        const facts = [recommender, skus, suggestions, options, chosen.live, () => shown];
        loadPart('debug.js').then(({ default: explain }) => explain?.(element, facts));
      }
    } catch (error) {
      if (isStale()) return;
      failedTable = element.table;
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
    return (await ask('getCart', read)) ?? [];
  };

  /** Gets ready for what not every page has. */
  const prepare = async () => {
    const section = element.querySelector('.goeswith');
    const isUnusual =
      settings.renderItem ||
      element.quantity ||
      element.hasAttribute('shadow') ||
      element.querySelector('template[slot]');
    const names = [
      isUnusual && 'custom.js',
      section && section !== getSection() && 'ahead.js',
      // The first update of a page changes nothing that has been shown; all others may.
      updateCount++ && 'change.js',
    ];
    Object.assign(parts, ...(await Promise.all(names.map((name) => name && loadPart(name)))));
    custom = parts.customize?.(element, settings, warnSetting, adoptStyle) ?? custom;
  };

  const withdraw = () => parts.withdraw?.(besidesSection(element));

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
    if (products.length) {
      keepRoom();
      const { root } = custom;
      const others = besidesSection(root);
      if (getSection().parentNode !== root) root.append(getSection());
      showOffers(products, answer);
      const kept = parts.takeOver?.(others, getSection(), view.adopt_) ?? others;
      if (kept[0]) fallback = custom.empty ?? kept;
      for (const other of besidesSection(root)) other.remove();
      if (!isWatched) {
        isWatched = true;
        endings.push(whenInView(element, 0.5, () => emit('view', { items: shown })));
      }
    } else {
      if (shown.length) {
        view.clear_();
        getSection().before(...fallback);
      }
      loadPart('room.js').then(({ default: giveRoomBack }) => {
        if (!shown.length) keepRoom = giveRoomBack?.(element, getSection(), keepRoom) ?? keepRoom;
      });
    }

    const before = String(shown.map(idOf));
    shown = products;
    if (String(products.map(idOf)) !== before) emit('change', { items: products });
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
        price: price(priceMinor, currencyOf(product), locale),
        compareAt:
          /** @type {number} */ (compareAtMinor) > /** @type {number} */ (priceMinor)
            ? price(compareAtMinor, currencyOf(product), locale)
            : '',
        control,
        anchor: isAnchor,
        checked: !(isAnchor && anchorInCart_),
        counted: element.quantity && /pick|add/.test(control),
      };
    });
    /** @type {Look} */
    const look = {
      custom_: custom,
      layout_: layout,
      heading_: element.heading ?? say('heading'),
      lang_: lang,
      say_: say,
      renderItem_: renderItem,
      total_: (picks) => total(picks, locale),
    };
    view.show_(offers, look, parts.keep);
  };

  /**
   * @param {Product} [anchor]
   * @returns {Layout}
   */
  const layoutFor = (anchor) => {
    const layout = element.layout ?? (element.placement === 'product' ? (anchor ? 'bundle' : 'cards') : 'list');
    return layout === 'bundle' && !settings.adapter ? 'cards' : layout;
  };

  /**
   * @param {Pick[]} picks
   * @param {string} [locale]
   */
  const total = (picks, locale) => {
    const currencies = [...new Set(picks.map(({ product }) => currencyOf(product)))];
    if (currencies.length > 1) {
      report(new GoesWithError('currency', currencies.join(' and ')));
      return '';
    }
    const sum = picks.reduce(
      (sum, { product: { priceMinor }, quantity }) =>
        sum + (Number.isSafeInteger(priceMinor) ? /** @type {number} */ (priceMinor) * quantity : NaN),
      0,
    );
    return price(sum, currencies[0], locale);
  };

  /**
   * @param {number | undefined} minor
   * @param {string | undefined} currency
   * @param {string} [locale]
   */
  const price = (minor, currency, locale) => {
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
      else endings.push(whenInView(element, 0, start, '400px'));
    },

    disconnect_() {
      stop();
      failedTable = undefined;
      shareOffers(element);
    },
  };
}

/** @param {Product} product */
const currencyOf = ({ currency }) => currency ?? settings.currency;

/** @param {Product} product */
const idOf = ({ id }) => id;
