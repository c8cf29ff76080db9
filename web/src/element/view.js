// The section of <goes-with>, which shows what there is.

/** @import {Layout, Offer, Placement, Product} from '../types.js' */
/** @import {GoesWithElement} from './element.js' */
/** @import {Say} from '../page/language.js' */
/** @import {Pick} from './picks.js' */
/** @import {Answer, Ask, Emit, ReportAdapter} from './widget.js' */

import { GoesWithError, warnSetting } from '../page/errors.js';
import { lazy, loadLazyScripts } from '../page/lazy-scripts.js';
import { formatMoney } from '../page/money.js';
import { settings } from '../page/settings.js';
import { itemNode } from './item.js';
import { node, setText } from './nodes.js';
import { layOut } from './offers.js';
import { countOf, currenciesOf, priceOf } from './picks.js';
import { adoptStyle } from './style.js';
import { whenInView } from './visibility.js';

/**
 * @typedef {object} Shown the offers, and how they are shown
 * @property {Offer[]} offers_ in a bundle also of the item that it goes with
 * @property {string[]} keys_ of each offer all that is seen of it while the words stay the same
 * @property {HTMLElement[]} items_ that show the offers
 * @property {Say} say_
 *
 * @typedef {object} Adding what adding.js works with
 * @property {Answer} answer_
 * @property {Placement | false | undefined} attribution_ the placement that added lines are to tell, where the page wants it
 * @property {Ask} ask_
 * @property {Emit} emit_
 * @property {(name: string) => any} find_
 *
 * @typedef {object} Custom the page's own ways, from custom.js
 * @property {Element | ShadowRoot} root_ where the section goes
 * @property {Element} [header_] in place of the heading
 * @property {Element[]} footer_
 * @property {Element[]} [empty_] in place of the items where there are none
 * @property {(offer: Offer, say: Say, usual: typeof itemNode) => HTMLElement} [item_]
 * @property {(item: Element | undefined) => number} [count_] the quantity in an item's field
 */

/** How often elements of the page have looked for something to show. */
let updateCount = 0;

/**
 * Makes the section that shows the items. Its nodes live on through changes, so that neither focus nor status gets lost.
 * @param {GoesWithElement} element
 * @param {Ask} ask
 * @param {Emit} emit
 * @param {(error: GoesWithError) => void} report
 * @param {ReportAdapter} reportAdapter
 */
export function createView(element, ask, emit, report, reportAdapter) {
  let section = node('section', '', {}, node('p', 'status', { role: 'status' }));
  /** @type {Node[]} the other children, while the suggestions stand in its place */
  let fallback = [];
  /** @type {Custom} */
  let custom = { root_: element, footer_: [] };
  let isWatched = false;
  /** @type {Answer} the newest, once there is one */
  let answer;
  /** @type {Product[]} */
  let shown = [];
  /** @type {Offer[]} of what is shown, and in a bundle of the item that it goes with */
  let offers = [];
  /** @type {HTMLElement[]} that show the offers */
  let items = [];
  /** @type {Say} */
  let say;
  /** @type {string[]} */
  let keys = [];
  /** Whether the shop is adding what was picked of a bundle. */
  let isAdding = false;

  /** @param {string} name of a class @returns {any} */
  const find = (name) => section.querySelector(`.goeswith-${name}`);

  /** @param {Node} parent */
  const besidesSection = (parent) => [...parent.childNodes].filter((child) => child !== section);

  /**
   * @param {number | undefined} minor
   * @param {string} [currency]
   */
  const price = (minor, currency = settings.currency) =>
    formatMoney(minor, currency, answer.locale, (...money) => {
      try {
        return settings.adapter?.formatMoney?.(...money);
      } catch (cause) {
        reportAdapter('formatMoney', cause);
      }
    });

  /**
   * @param {(item: HTMLElement) => unknown} isWanted
   * @returns {Pick[]} of the offers of these items
   */
  const picksOf = (isWanted) =>
    items.flatMap((item, index) =>
      isWanted(item)
        ? { product: /** @type {Offer} */ (offers[index]).product, quantity: custom.count_?.(item) ?? 1 }
        : [],
    );

  const checkedPicks = () => picksOf((item) => item.querySelector('input:checked'));

  /** Says what the picks of a bundle cost, and how many the button adds. */
  const sum = () => {
    const total = find('total');
    if (!total) return;
    const picks = checkedPicks();
    const count = countOf(picks);
    const [currency, another] = currenciesOf(picks, settings.currency);
    if (another) report(new GoesWithError('currency', `${currency} and ${another}`));
    const cost = another || !count ? '' : price(priceOf(picks), currency);
    total.hidden = !cost;
    setText(total, say('total', { count, price: cost }));
    setText(find('add-all'), say('addAll', { count }));
    setDisabled(find('add-all'), isAdding || !count);
  };

  const prepareAdding = () => loadLazyScripts('adding.js');

  /** @param {MouseEvent} event */
  const click = async (event) => {
    const target = /** @type {Element} */ (event.target).closest('a,.goeswith-add,.goeswith-add-all');
    if (!target) return;
    const offer = offers[items.findIndex((item) => item.contains(target))];
    if ('href' in target) {
      if (offer) emit('select', { item: offer.product, index: shown.indexOf(offer.product) });
      return;
    }
    event.preventDefault(); // the button of a bundle would submit its form, which leads nowhere
    if (target.hasAttribute('aria-disabled')) return;
    // As they are now: they may have left by when they are added, and others may be there.
    const picks = offer ? picksOf((item) => item.contains(target)) : checkedPicks();
    if (!offer) isAdding = true;
    setDisabled(target, true);
    await prepareAdding();
    if (lazy.add_) {
      await lazy.add_(picks, {
        answer_: answer,
        attribution_: settings.attribution && element.placement,
        ask_: ask,
        emit_: emit,
        find_: find,
      });
    } else {
      // The shopper must know, whatever went wrong.
      const status = find('status');
      status.dataset.error = '';
      setText(status, say('failed', { item: picks.map(({ product }) => product.title).join(', ') }));
    }
    if (!offer) isAdding = false;
    setDisabled(target, false);
    sum();
  };

  const listen = () => {
    // Whoever is about to use it shall not wait.
    for (const type of ['pointerover', 'focusin']) section.addEventListener(type, prepareAdding, { once: true });
    section.addEventListener('input', sum);
    section.addEventListener('click', click);
  };
  listen();

  /**
   * Goes on with a section that is on the page already and shows the same, in place of the own one.
   * @param {HTMLElement} ready
   */
  const adopt = (ready) => {
    section = ready;
    items = [...find('list').children];
    listen();
    sum();
  };

  /** Takes all away but the message. */
  const clear = () => {
    while (section.children[1]) section.children[0]?.remove();
  };

  /** @param {Offer} offer */
  const makeItem = (offer) => (custom.item_ ?? itemNode)(offer, say, itemNode);

  /**
   * Makes all anew but the message, with the choice as it is to begin with; sum() has the rest to say.
   * @param {Layout} layout
   * @param {string} heading
   * @returns {HTMLElement[]} the items
   */
  const build = (layout, heading) => {
    section.setAttribute('aria-label', heading);
    section.setAttribute('data-layout', layout);
    section.lang = answer.lang;
    clear();
    const newItems = offers.map(makeItem);
    /** @type {HTMLElement} */
    let body = node('ul', 'list', { role: 'list' }, ...newItems);
    if (layout === 'bundle') {
      const inForm = section.closest('form'); // the page's, and forms do not nest
      body = node(
        inForm ? 'div' : 'form',
        'form',
        {},
        node('fieldset', 'fields', {}, node('legend', 'unseen', {}, say('legend')), body),
        node('output', 'total'),
        node('button', 'add-all', { type: inForm ? 'button' : 'submit' }),
      );
    }
    find('status').before(custom.header_ ?? node('h2', 'title', {}, heading), body, ...custom.footer_);
    return newItems;
  };

  /**
   * @param {Product[]} products
   * @returns {Product[]} these, and the item that they go with where it is shown
   */
  const showOffers = (products) => {
    const { layout_: layout, offers_: newOffers } = layOut(products, answer, element, settings.adapter, price);
    const heading = element.heading ?? answer.say('heading');
    const before = { offers_: offers, items_: items, say_: say, keys_: keys };
    say = answer.say;
    offers = newOffers;
    keys = newOffers.map((offer) => JSON.stringify(offer));
    const after = { offers_: offers, say_: say, keys_: keys };
    items = lazy.change_?.(section, custom, before, after, layout, heading, build, makeItem) ?? build(layout, heading);
    sum();
    return newOffers.map(({ product }) => product);
  };

  /** @param {Product[]} products */
  const setShown = (products) => {
    const before = String(shown.map(idOf));
    shown = products;
    if (String(shown.map(idOf)) !== before) emit('change', { items: shown });
  };

  /** Shows nothing: the element's children come back. */
  const hide = () => {
    if (shown.length) {
      clear();
      section.before(...fallback);
    }
    setShown([]);
    loadLazyScripts('hide.js').then(() => {
      if (!shown.length) lazy.collapse_?.(element, section);
    });
  };

  /** Takes away what was rendered ahead. */
  const withdraw = () => lazy.withdraw_?.(besidesSection(element));

  return {
    hide_: hide,
    withdraw_: withdraw,

    /** @returns {Product[]} without the item that they go with */
    products_: () => shown,

    /** Gets ready for what not every page has. */
    async prepare_() {
      const ready = element.querySelector('.goeswith');
      const isUnusual =
        settings.renderItem || element.matches('[quantity],[shadow]') || element.querySelector('template[slot]');
      await loadLazyScripts(
        isUnusual && 'custom.js',
        ready && ready !== section && 'ahead.js',
        // The first update of a page changes nothing that has been shown; all others may.
        updateCount++ && 'keep.js',
      );
      custom = lazy.customize_?.(element, settings, warnSetting, adoptStyle) ?? custom;
    },

    /**
     * @param {Answer} newAnswer
     * @param {Set<string>} taken what other elements of the page offer, which gets what is shown here
     */
    show_(newAnswer, taken) {
      answer = newAnswer;
      const products = answer.products.filter(({ id }) => !taken.has(id)).slice(0, element.limit);
      if (!products.length) {
        withdraw();
        return hide();
      }
      try {
        lazy.expand_?.(element);
        const { root_: root } = custom;
        const others = besidesSection(root);
        if (section.parentNode !== root) root.append(section);
        for (const { id } of showOffers(products)) taken.add(id);
        const kept = lazy.takeOver_?.(others, section, adopt) ?? others;
        if (kept[0]) fallback = custom.empty_ ?? kept;
        for (const other of besidesSection(root)) other.remove();
        if (!isWatched) {
          isWatched = true;
          whenInView(element, 0.5, () => emit('view', { items: shown }));
        }
        setShown(products);
      } catch (cause) {
        hide();
        reportAdapter('products', cause);
      }
    },
  };
}

/** @param {Product} product */
const idOf = ({ id }) => id;

/**
 * Not `disabled`, which would take the focus away.
 * @param {Element} button
 * @param {boolean} disabled
 */
function setDisabled(button, disabled) {
  if (disabled) button.setAttribute('aria-disabled', 'true');
  else button.removeAttribute('aria-disabled');
}
