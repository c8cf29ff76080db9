// How <goes-with> shows what there is.

/** @import {GoesWithElement} from './element.js' */
/** @import {Say} from '../page/language.js' */
/** @import {Layout, Offer, Pick, Placement, Product, Settings} from '../types.js' */
/** @import {Answer, Ask, Emit, ReportAdapter} from './widget.js' */

import { GoesWithError, warnSetting } from '../page/errors.js';
import { formatMoney } from '../page/money.js';
import { loadParts, parts } from '../page/parts.js';
import { settings } from '../page/settings.js';
import { checkedUrl } from '../page/urls.js';
import { itemNode } from './item.js';
import { announce, node, setText } from './nodes.js';
import { adoptStyle } from './style.js';
import { whenInView } from './visibility.js';

/**
 * @typedef {[offers: Offer[], items: HTMLElement[], say: Say, keys: string[]]} Shown offers, each with the item that
 *   shows it and a key, which is all that is seen of it while the words stay the same
 *
 * @typedef {[settings: Settings, answer: Answer, placement: Placement, ask: Ask, emit: Emit,
 *   find: (name: string) => any]} Adding what adding.js works with
 *
 * @typedef {object} Custom what is not as usual, from custom.js
 * @property {Element | ShadowRoot} root_ where the section goes
 * @property {Element} [header_] in place of the heading
 * @property {Element[]} footer_
 * @property {Element[]} [empty_] in place of the items where there are none
 * @property {(offer: Offer, say: Say, usual: typeof itemNode) => HTMLElement} [item_]
 * @property {(control: Offer['control']) => boolean} [counts_] whether items with that control get a field for the
 *   quantity
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
  /** @type {Node[]} what else is there, while the suggestions stand in its place */
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
   * @param {string | undefined} currency
   */
  const price = (minor, currency) =>
    formatMoney(minor, currency, answer.locale, (...money) => {
      try {
        return settings.adapter?.formatMoney?.(...money);
      } catch (cause) {
        reportAdapter('formatMoney', cause);
      }
    });

  /**
   * @param {(item: HTMLElement) => unknown} isWanted
   * @returns {Pick[]} what the items of these offers say
   */
  const picksOf = (isWanted) =>
    items.flatMap((item, index) =>
      isWanted(item) ? [[/** @type {Offer} */ (offers[index]).product, custom.count_?.(item) ?? 1]] : [],
    );

  const checkedPicks = () => picksOf((item) => item.querySelector('input:checked'));

  /** Says what the picks of a bundle cost, and how many the button adds. */
  const sum = () => {
    const total = find('total');
    if (!total) return;
    const currencies = new Set();
    let count = 0;
    let minor = 0;
    for (const [product, quantity] of checkedPicks()) {
      currencies.add(currencyOf(product));
      count += quantity;
      minor += quantity * (Number.isSafeInteger(product.priceMinor) ? /** @type {number} */ (product.priceMinor) : NaN);
    }
    if (currencies.size > 1) {
      report(new GoesWithError('currency', [...currencies].join(' and ')));
      minor = NaN;
    }
    const [currency] = currencies;
    const cost = price(minor, currency);
    total.hidden = !cost;
    setText(total, say('total', { count, price: cost }));
    setText(find('add-all'), say('addAll', { count }));
    setDisabled(find('add-all'), isAdding || !count);
  };

  const prepareAdding = () => loadParts('adding.js');

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
    if (parts.add_) await parts.add_(picks, [settings, answer, element.placement, ask, emit, find]);
    // The shopper must know, whatever went wrong.
    else announce(find, say('failed', { item: picks.map(([product]) => product.title).join(', ') }), true);
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
    const { anchor, anchorInCart_, say: newSay } = answer;
    const { adapter } = settings;
    let layout = element.layout ?? (element.placement === 'product' ? (anchor ? 'bundle' : 'cards') : 'list');
    if (layout === 'bundle' && !adapter) layout = 'cards';
    const isBundle = layout === 'bundle';
    const all = isBundle && anchor?.available ? [anchor, ...products] : products;
    /** @type {Offer[]} */
    const newOffers = all.map((product) => {
      const { priceMinor, compareAtMinor, requiresChoice } = product;
      const isAnchor = product === anchor;
      const link = requiresChoice && !isAnchor && checkedUrl(product.url) ? 'choose' : '';
      const control = requiresChoice || !adapter ? link : isBundle ? 'pick' : 'add';
      return {
        product,
        price: price(priceMinor, currencyOf(product)),
        compareAt:
          /** @type {number} */ (compareAtMinor) > /** @type {number} */ (priceMinor)
            ? price(compareAtMinor, currencyOf(product))
            : '',
        control,
        anchor: isAnchor,
        checked: !(isAnchor && anchorInCart_),
        counted: !!custom.counts_?.(control),
      };
    });
    const heading = element.heading ?? newSay('heading');
    /** @type {Shown} */
    const before = [offers, items, say, keys];
    say = newSay;
    offers = newOffers;
    keys = newOffers.map((offer) => JSON.stringify(offer));
    items = parts.change_
      ? parts.change_(section, custom, before, [offers, items, say, keys], layout, heading, build, makeItem)
      : build(layout, heading);
    sum();
    return all;
  };

  /** @param {Product[]} products */
  const setShown = (products) => {
    const before = String(shown.map(idOf));
    shown = products;
    if (String(products.map(idOf)) !== before) emit('change', { items: products });
  };

  /** Shows nothing: the element's children come back. */
  const hide = () => {
    if (shown.length) {
      clear();
      section.before(...fallback);
    }
    setShown([]);
    loadParts('room.js').then(() => {
      if (!shown.length) parts.giveRoomBack_?.(element, section);
    });
  };

  /** Takes away what was rendered ahead. */
  const withdraw = () => parts.withdraw_?.(besidesSection(element));

  return {
    hide_: hide,
    withdraw_: withdraw,

    /** @returns {Product[]} without the item that they go with */
    shown_: () => shown,

    /** Gets ready for what not every page has. */
    async prepare_() {
      const ready = element.querySelector('.goeswith');
      const isUnusual =
        settings.renderItem || element.matches('[quantity],[shadow]') || element.querySelector('template[slot]');
      await loadParts(
        isUnusual && 'custom.js',
        ready && ready !== section && 'ahead.js',
        // The first update of a page changes nothing that has been shown; all others may.
        updateCount++ && 'change.js',
      );
      custom = parts.customize_?.(element, settings, warnSetting, adoptStyle) ?? custom;
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
        parts.keepRoom_?.(element);
        const { root_: root } = custom;
        const others = besidesSection(root);
        if (section.parentNode !== root) root.append(section);
        for (const { id } of showOffers(products)) taken.add(id);
        const kept = parts.takeOver_?.(others, section, adopt) ?? others;
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
const currencyOf = ({ currency }) => currency ?? settings.currency;

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
