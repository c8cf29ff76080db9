/** @import {Layout, Offer, Pick, Product} from './types.js' */
/** @import {Say} from './language.js' */

import { itemNode } from './item.js';
import { node } from './nodes.js';

/**
 * @typedef {object} Look how offers are shown
 * @property {Layout} layout
 * @property {string} heading
 * @property {string} lang of the words
 * @property {Say} say
 * @property {(picks: Pick[]) => string} total what the picks cost, empty when that cannot be said
 * @property {Custom} custom_
 * @property {unknown} [renderItem] the page's own way to show an item, which `custom` uses
 *
 * @typedef {object} Custom what is not as usual, from custom.js
 * @property {Element} [header] in place of the heading
 * @property {Element} [footer]
 * @property {Element} [empty] shown where there are no items
 * @property {(offer: Offer) => HTMLElement | undefined} [itemNode]
 * @property {(offer: Offer, say: Say) => HTMLElement | undefined} [quantityField]
 * @property {(item: Element | undefined) => number} [countIn] the quantity in an item's field
 *
 * @typedef {ReturnType<typeof createView>} View
 */

/**
 * Makes the section that shows the items. Its nodes live on through changes, so that neither focus nor status gets lost.
 * @param {(product: Product) => void} select called when a link is followed
 * @param {(picks: Pick[], button: Element) => void} add called when a button is used
 */
export function createView(select, add) {
  let heading = node('h2', 'title');
  let list = node('ul', 'list', { role: 'list' });
  let total = node('output', 'total');
  let button = node('button', 'add-all');
  let status = node('p', 'status', { role: 'status' });
  let section = node('section', '', {}, status);

  /** Whether the shop is adding what was picked. */
  let adding = false;
  /** @type {Element[]} what stands above the status: heading, items, footer */
  let parts = [];
  /** @type {Look | undefined} */
  let look;
  /** @type {Product[]} */
  let products = [];
  /** @type {Map<string, HTMLElement>} items in the list, by all that is seen of them */
  let items = new Map();
  /** Counts the looks. */
  let epoch = 0;

  /** @param {Element | null} part */
  const indexOf = (part) => [...list.children].findIndex((item) => item.contains(part));

  /**
   * @param {Product} product
   * @param {number} index
   * @returns {Pick}
   */
  const pick = (product, index) => {
    return { product, quantity: look?.custom_.countIn?.(list.children[index]) ?? 1 };
  };

  const picks = () => products.map(pick).filter((_, index) => list.children[index]?.querySelector('input:checked'));

  /** Says what the picks cost, and how many the button adds. */
  const sum = () => {
    if (!look) return;
    const picked = picks();
    const count = picked.reduce((sum, { quantity }) => sum + quantity, 0);
    const price = look.total(picked);
    total.hidden = !price;
    setText(total, look.say('total', { count, price }));
    setText(button, look.say('addAll', { count }));
    setDisabled(button, adding || !count);
  };

  /** Takes all away but the message. */
  const clear = () => {
    look = undefined;
    for (const part of parts.splice(0)) part.remove();
  };

  /** @param {Look} next */
  const setLook = (next) => {
    const { layout, lang, say, custom_: custom } = next;
    section.setAttribute('aria-label', next.heading);
    setText(heading, next.heading);
    if (look?.layout !== layout || look.say !== say || look.renderItem !== next.renderItem) {
      epoch++;
      section.dataset.layout = layout;
      section.lang = lang;
      clear();
      /** @type {HTMLElement} */
      let body = list;
      if (layout === 'bundle') {
        const inForm = section.closest('form'); // the page's, and forms do not nest
        button.type = inForm ? 'button' : 'submit';
        const fields = node('fieldset', 'fields', {}, node('legend', 'unseen', {}, say('legend')), list);
        body = node(inForm ? 'div' : 'form', 'form', {}, fields, total, button);
      }
      parts = [custom.header ?? heading, body];
      if (custom.footer) parts.push(custom.footer);
      status.before(...parts);
    }
    look = next;
  };

  /**
   * @param {Offer} offer
   * @param {Look} look
   */
  const makeItem = (offer, { say, custom_: custom }) => {
    const item = custom.itemNode?.(offer) ?? itemNode(offer, say, custom.quantityField);
    // What the shopper has chosen outlives a new price.
    const before = list.children[products.findIndex(({ id }) => id === offer.product.id)];
    const fields = item.querySelectorAll('input');
    before?.querySelectorAll('input').forEach(({ checked, value }, i) => {
      if (fields[i]) Object.assign(fields[i], { checked: checked && offer.checked, value });
    });
    return item;
  };

  /** @param {MouseEvent} event */
  const click = (event) => {
    const target = /** @type {Element} */ (event.target).closest('a,.goeswith-add,.goeswith-add-all');
    const index = indexOf(target);
    const product = products[index];
    if (target === button) event.preventDefault(); // it would submit the form, which leads nowhere
    if (target?.localName === 'a') {
      if (product) select(product);
    } else if (target && !target.hasAttribute('aria-disabled')) {
      add(product ? [pick(product, index)] : picks(), target);
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
     * Goes on with a section that is on the page already, in place of the own one.
     * @param {HTMLElement} ready
     * @param {(part: any) => any} twinOf the node in it for one of the own
     */
    adopt_(ready, twinOf) {
      const { type } = button;
      heading = twinOf(heading);
      list = twinOf(list);
      total = twinOf(total);
      button = twinOf(button);
      status = twinOf(status);
      button.type = type;
      [...items.keys()].forEach((key, i) => items.set(key, /** @type {HTMLElement} */ (list.children[i])));
      if (ready.lastElementChild !== status) ready.append(status);
      parts = [...ready.children].slice(0, -1);
      section.remove();
      section = ready;
      listen();
      sum();
    },

    /**
     * @param {Offer[]} offers
     * @param {Look} next
     */
    show_(offers, next) {
      const root = /** @type {Document} */ (section.getRootNode());
      const focused = /** @type {HTMLElement | null} */ (root.activeElement);
      const position = indexOf(focused);

      setLook(next);
      const made = new Map();
      for (const offer of offers) {
        const key = epoch + JSON.stringify(offer);
        made.set(key, items.get(key) ?? makeItem(offer, next));
      }
      for (const [key, item] of items) if (!made.has(key)) item.remove();
      let place = list.firstChild;
      for (const item of made.values()) {
        if (item === place) place = item.nextSibling;
        else list.insertBefore(item, place);
      }
      items = made;
      products = offers.map(({ product }) => product);
      sum();

      // Whoever works with the keyboard stays in place when the item under the focus leaves or moves.
      if (position >= 0 && focused !== root.activeElement) {
        const item = list.children[position] ?? list.lastElementChild;
        /** @type {HTMLElement | null | undefined} */
        const target = focused?.isConnected ? focused : item?.querySelector('button,input,a');
        target?.focus({ preventScroll: true });
      }
    },

    /**
     * Tells what came of an action, to screen readers; a failure to everybody.
     * @param {string} message
     * @param {boolean} [failed]
     */
    announce_(message, failed = false) {
      status.toggleAttribute('data-error', failed);
      status.textContent = message;
    },

    /** Whether the last action has left a message. */
    hasSaid_: () => !!status.textContent,

    /**
     * @param {Element} used a button of the view's
     * @param {boolean} busy until the shop has answered, it does nothing
     */
    setBusy_(used, busy) {
      if (used === button) adding = busy;
      setDisabled(used, busy);
      sum();
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
