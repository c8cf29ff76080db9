/** @import {Layout, Offer, Pick, Product} from './types.js' */
/** @import {Say} from './language.js' */

import { itemNode } from './item.js';
import { node } from './nodes.js';

/**
 * @typedef {object} Look how offers are shown
 * @property {Layout} layout_
 * @property {string} heading_
 * @property {string} lang_ of the words
 * @property {Say} say_
 * @property {(picks: Pick[]) => string} total_ what the picks cost, empty when that cannot be said
 * @property {Custom} custom_
 * @property {unknown} [renderItem_] the page's own way to show an item, which `custom` uses
 *
 * @typedef {object} Custom what is not as usual, from custom.js
 * @property {Element | ShadowRoot} root where the section goes
 * @property {Element} [header] in place of the heading
 * @property {Element[]} footer
 * @property {Element[]} [empty] in place of the items where there are none
 * @property {(offer: Offer, say: Say, usual: typeof itemNode) => HTMLElement} [item]
 * @property {(item: Element | undefined) => number} [count] the quantity in an item's field
 *
 * @typedef {ReturnType<typeof createView>} View
 */

/**
 * Makes the section that shows the items. Its nodes live on through changes, so that neither focus nor status gets lost.
 * @param {(product: Product) => void} select called when a link is followed
 * @param {(picks: Pick[]) => Promise<void>} add called when a button is used, which does nothing more until then
 */
export function createView(select, add) {
  let section = node('section', '', {}, node('p', 'status', { role: 'status' }));
  /** Whether the shop is adding what was picked. */
  let isAdding = false;
  /** @type {Look} the newest, once there is one */
  let look;
  /** @type {Product[]} */
  let products = [];
  /** @type {HTMLElement[]} that show them */
  let items = [];
  /** @type {string[]} all that is seen of each item, while the look stays the same */
  let keys = [];

  /** @param {string} name of a class @returns {any} */
  const find = (name) => section.querySelector(`.goeswith-${name}`);

  /**
   * @param {Product} product
   * @param {number} index
   * @returns {Pick}
   */
  const pick = (product, index) => ({ product, quantity: look.custom_.count?.(items[index]) ?? 1 });

  const picks = () => products.map(pick).filter((_, index) => items[index]?.querySelector('input:checked'));

  /** Says what the picks of a bundle cost, and how many the button adds. */
  const sum = () => {
    const total = find('total');
    if (!total) return;
    const picked = picks();
    const count = picked.reduce((sum, { quantity }) => sum + quantity, 0);
    const price = look.total_(picked);
    total.hidden = !price;
    setText(total, look.say_('total', { count, price }));
    setText(find('add-all'), look.say_('addAll', { count }));
    setDisabled(find('add-all'), isAdding || !count);
  };

  /** Takes all away but the message. */
  const clear = () => {
    while (section.children[1]) section.children[0]?.remove();
  };

  /** @param {Look} next */
  const setLook = (next) => {
    const { layout_: layout, heading_: heading, lang_: lang, say_: say, custom_: custom } = next;
    section.setAttribute('aria-label', heading);
    if (!find('list') || look.layout_ !== layout || look.say_ !== say || look.renderItem_ !== next.renderItem_) {
      keys = [];
      section.setAttribute('data-layout', layout);
      section.lang = lang;
      clear();
      /** @type {HTMLElement} */
      let body = node('ul', 'list', { role: 'list' });
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
      find('status').before(custom.header ?? node('h2', 'title'), body, ...custom.footer);
    }
    if (!custom.header) setText(find('title'), heading);
    look = next;
  };

  /** @param {MouseEvent} event */
  const click = async (event) => {
    const target = /** @type {Element} */ (event.target).closest('a,.goeswith-add,.goeswith-add-all');
    if (!target) return;
    const index = items.findIndex((item) => item.contains(target));
    const product = products[index];
    const isAll = target === find('add-all');
    if (isAll) event.preventDefault(); // it would submit the form, which leads nowhere
    if ('href' in target) {
      if (product) select(product);
    } else if (!target.hasAttribute('aria-disabled')) {
      if (isAll) isAdding = true;
      setDisabled(target, true);
      await add(product ? [pick(product, index)] : picks());
      if (isAll) isAdding = false;
      setDisabled(target, false);
      sum();
    }
  };
  const listen = () => {
    section.addEventListener('input', sum);
    section.addEventListener('click', click);
  };
  listen();

  return {
    section_: () => section,
    clear_: clear,

    /**
     * Goes on with a section that is on the page already and shows the same, in place of the own one.
     * @param {HTMLElement} ready
     */
    adopt_(ready) {
      section = ready;
      items = [...find('list').children];
      listen();
      sum();
    },

    /**
     * @param {Offer[]} offers
     * @param {Look} next
     * @param {typeof import('./change.js').keep} [keep] needed when something is shown already
     */
    show_(offers, next, keep) {
      const giveBack = keep?.(section, items, products);
      setLook(next);
      const list = find('list');
      const newKeys = offers.map((offer) => JSON.stringify(offer));
      const newItems = offers.map(
        (offer, i) =>
          items[keys.indexOf(/** @type {string} */ (newKeys[i]))] ??
          (next.custom_.item ?? itemNode)(offer, next.say_, itemNode),
      );
      for (const item of items) if (!newItems.includes(item)) item.remove();
      newItems.forEach((item, i) => {
        const there = list.children[i];
        if (!there) list.append(item);
        else if (there !== item) there.before(item);
      });
      keys = newKeys;
      items = newItems;
      products = offers.map(({ product }) => product);
      giveBack?.(items, offers);
      sum();
    },

    /**
     * Tells what came of an action, to screen readers; a failure to everybody.
     * @param {string} message
     * @param {boolean} [failed]
     */
    announce_(message, failed = false) {
      const status = find('status');
      status.toggleAttribute('data-error', failed);
      status.textContent = message;
    },
  };
}

/**
 * A text that stays the same is not touched, since a screen reader might say it again.
 * @param {Element} element
 * @param {string} text
 */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Not `disabled`, which would take the focus away.
 * @param {Element} button
 * @param {boolean} disabled
 */
function setDisabled(button, disabled) {
  if (disabled) button.setAttribute('aria-disabled', 'true');
  else button.removeAttribute('aria-disabled');
}
