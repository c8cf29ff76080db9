// The conduct of <goes-with>: it asks for suggestions when something changes, and has them shown.

/** @import {Card, ListOptions, Product, StoreAdapter, Suggestion} from '../types.js' */
/** @import {GoesWithElement} from './element.js' */
/** @import {Say} from '../page/language.js' */

import { openRecommender } from '../engine/open-recommender.js';
import { GoesWithError, warn, warnSetting } from '../page/errors.js';
import { loadLanguage, localeOf } from '../page/language.js';
import { lazy, loadLazyScripts } from '../page/lazy-scripts.js';
import { onConfigure, settings, withheld } from '../page/settings.js';
import { checkedUrl } from '../page/urls.js';
import { availableProducts, currentProduct } from './offers.js';
import { shareOffers, sharers } from './page-offers.js';
import { adoptStyle } from './style.js';
import { createView } from './view.js';
import { whenInView } from './visibility.js';

/** How many more suggestions than shown are asked for, since some may be sold out or offered elsewhere on the page. */
const SPARE = 8;
const READ_TIMEOUT_MS = 2_000;

/**
 * @typedef {object} Answer the products to show, before other elements of the page take their share, and why
 * @property {Product[]} products best first
 * @property {Product} [anchor]
 * @property {boolean} anchorInCart_
 * @property {string} [locale]
 * @property {string} lang
 * @property {Say} say
 * @property {string[]} skus_ those that were scored; an empty string is a line that the table does not know
 * @property {Suggestion[]} suggestions_ best first
 * @property {ListOptions} options_ of the list
 * @property {Product[]} live_ the shop's own word on the suggestions
 *
 * @typedef {<T>(method: string, call: (adapter: StoreAdapter) => T | Promise<T>, timeout?: number) => Promise<T | undefined>}
 *   Ask
 * @typedef {(type: 'view' | 'select' | 'change' | 'before-add' | 'added' | 'error', detail: object, cancelable?: boolean)
 *   => boolean} Emit dispatches an event; false when a listener prevented what it announces
 * @typedef {(method: string, cause: unknown) => void} ReportAdapter
 */

/** @param {GoesWithElement} element */
export function createWidget(element) {
  /** @type {(() => void)[]} called when the element leaves the page */
  const endings = [];
  let isStarted = false;
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

  /** @type {ReportAdapter} */
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

  const view = createView(element, ask, emit, report, reportAdapter);

  const start = () => {
    stop();
    isStarted = true;
    if (!element.isConnected) return; // it has left the page since it was near
    endings.push(onConfigure(start));
    ask('onCartChange', (adapter) => endings.push(adapter.onCartChange(() => void update())));
    update();
  };

  const stop = () => {
    turn++;
    for (const end of endings.splice(0)) end?.();
  };

  /** Updates soon, once for all changes of a task. */
  const update = async () => {
    const thisTurn = ++turn;
    /**
     * The value of a promise, unless there is a newer update by then: this one ends.
     * @template T
     * @param {T | Promise<T>} [promise]
     */
    const current = async (promise) => {
      const value = await promise;
      if (turn !== thisTurn) throw undefined;
      return /** @type {T} */ (value);
    };
    try {
      await current();
      const { table, productId, limit, placement } = element;
      if (!isStarted || !element.isConnected || table === failedTable) return;
      if (!table && document.readyState !== 'complete') {
        // A script that calls `configure` may still be on its way.
        return addEventListener('load', update, { once: true });
      }
      const url = checkedUrl(table);
      if (await current(settings.withhold || withheld)) {
        await current(view.prepare_());
        view.withdraw_();
        return retire();
      }
      if (!url) throw new GoesWithError('setting', `table="${table}"`);
      const locale = localeOf(element);
      const [recommender, lines, language] = await current(
        Promise.all([openRecommender(url), readCart(), loadLanguage(locale), view.prepare_()]),
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
      /** @param {Product[]} live */
      const choose = (live) => ({
        live_: live,
        products: availableProducts(suggestions, live),
        anchor: anchor && currentProduct(anchor, live),
      });
      const asked = suggestions.length
        ? ask('products', async (adapter) => choose(await adapter.products(ids)))
        : undefined;
      const chosen = (await current(asked)) ?? choose([]);
      const answer = {
        ...language,
        ...chosen,
        locale,
        anchorInCart_: anchorInCart,
        skus_: skus,
        suggestions_: suggestions,
        options_: options,
      };
      shareOffers(element, (taken) => view.show_(answer, taken));
      if (element.debug) {
        loadLazyScripts('debug.js').then(() => lazy.explain_?.(element, recommender, answer, view.products_));
      }
    } catch (error) {
      if (turn !== thisTurn) return;
      failedTable = element.table;
      retire();
      report(/** @type {GoesWithError} */ (error));
    }
  };

  /** @returns {Promise<string[][]>} for each line of the cart the ids by which the table may know it */
  const readCart = async () => {
    const read = async (/** @type {StoreAdapter} */ adapter) =>
      (await adapter.getCart()).lines.map(({ variantId = '', productId }) => [variantId, productId]);
    return element.cart?.map((sku) => [sku]) ?? (await ask('getCart', read)) ?? [];
  };

  /** Shows nothing, and leaves what it had to the other elements. */
  const retire = () => {
    shareOffers(element);
    view.hide_();
  };

  // Once near the viewport, always: an element that has hidden itself would never come near again.
  whenInView(element, 0, start, '400px');

  return {
    update_: update,

    connect_() {
      adoptStyle(element.getRootNode());
      if (isStarted) start();
    },

    disconnect_() {
      stop();
      failedTable = undefined;
      shareOffers(element);
    },
  };
}
