/** @import {Layout, Offer, Pick, Product} from './types.js' */
/** @import {Say} from './language.js' */

import { GoesWithError, warn } from './errors.js';
import { itemNodes } from './item.js';
import { node } from './nodes.js';

/**
 * @typedef {object} Look how offers are shown
 * @property {Layout} layout
 * @property {string} heading
 * @property {string} lang of the words
 * @property {Say} say
 * @property {(picks: Pick[]) => string} total what the picks cost, empty when that cannot be said
 * @property {(offer: Offer) => Node | undefined} [renderItem] the page's own way to show an item
 * @property {Element} [header] in place of the heading
 * @property {Element} [footer]
 */

/** The section that shows the items. Its nodes live on through changes, so that neither focus nor status gets lost. */
export class View {
  section = node('section', '');
  #heading = node('h2', 'title');
  #list = node('ul', 'list');
  #status = node('p', 'status');
  #total = node('output', 'total');
  #button = node('button', 'add-all');
  /** Whether the shop is adding what was picked. */
  #adding = false;

  /** @type {Element[]} what stands above the status: heading, items, footer */
  #parts = [];
  /** @type {Look | undefined} */
  #look;
  /** @type {Product[]} */
  #products = [];
  /** @type {Map<string, HTMLElement>} items in the list, by all that is seen of them */
  #items = new Map();
  /** Counts the looks. */
  #epoch = 0;

  /**
   * @param {(product: Product, index: number) => void} select called when a link is followed
   * @param {(picks: Pick[], button: Element) => void} add called when a button is used
   */
  constructor(select, add) {
    const { section } = this;
    this.#list.setAttribute('role', 'list');
    this.#status.setAttribute('role', 'status');
    section.append(this.#status);
    section.addEventListener('input', () => this.#sum());
    section.addEventListener('click', (event) => {
      const target = /** @type {Element} */ (event.target).closest('a,.goeswith-add,.goeswith-add-all');
      const index = this.#position(target);
      const product = this.#products[index];
      if (target === this.#button) event.preventDefault(); // it would submit the form, which leads nowhere
      if (target?.localName === 'a') {
        if (product) select(product, index);
      } else if (target && !target.hasAttribute('aria-disabled')) {
        add(product ? [this.#pick(index)] : this.#picks(), target);
      }
    });
  }

  /**
   * @param {Offer[]} offers
   * @param {Look} look
   */
  show(offers, look) {
    const root = /** @type {Document} */ (this.section.getRootNode());
    const focused = /** @type {HTMLElement | null} */ (root.activeElement);
    const position = this.#position(focused);

    this.#setLook(look);
    const items = new Map();
    for (const offer of offers) {
      const key = this.#epoch + JSON.stringify(offer);
      items.set(key, this.#items.get(key) ?? this.#makeItem(offer));
    }
    for (const [key, item] of this.#items) if (!items.has(key)) item.remove();
    let next = this.#list.firstChild;
    for (const item of items.values()) {
      if (item === next) next = item.nextSibling;
      else this.#list.insertBefore(item, next);
    }
    this.#items = items;
    this.#products = offers.map(({ product }) => product);
    this.#sum();
    if (root instanceof ShadowRoot) nameParts(this.section);

    // Whoever works with the keyboard stays in place when the item under the focus leaves or moves.
    if (position >= 0 && focused !== root.activeElement) {
      const item = this.#list.children[position] ?? this.#list.lastElementChild;
      /** @type {HTMLElement | null | undefined} */
      const target = focused?.isConnected ? focused : item?.querySelector('button,input,a');
      target?.focus({ preventScroll: true });
    }
  }

  /** @param {Look} look */
  #setLook(look) {
    const { section } = this;
    const { layout, heading, lang, say, header, footer } = look;
    section.setAttribute('aria-label', heading);
    this.#heading.textContent = heading;
    if (this.#look?.layout !== layout || this.#look.say !== say || this.#look.renderItem !== look.renderItem) {
      this.#epoch++;
      section.dataset.layout = layout;
      section.lang = lang;
      this.clear();
      this.#parts = [header ?? this.#heading, this.#list];
      if (layout === 'bundle') {
        const inForm = section.closest('form'); // the page's, and forms do not nest
        const fields = node('fieldset', 'fields', node('legend', 'unseen', say('legend')), this.#list);
        this.#parts[1] = node(inForm ? 'div' : 'form', 'form', fields, this.#total, this.#button);
        this.#button.type = inForm ? 'button' : 'submit';
      }
      if (footer) this.#parts.push(footer);
      this.#status.before(...this.#parts);
    }
    this.#look = look;
  }

  /** @param {Offer} offer */
  #makeItem(offer) {
    const { renderItem, say } = /** @type {Look} */ (this.#look);
    let own;
    try {
      own = renderItem?.(offer);
    } catch (cause) {
      warn(new GoesWithError('setting', `renderItem failed: ${cause}`));
    }
    const item = node('li', 'item', ...(own ? [own] : itemNodes(offer, say)));
    // What the shopper has chosen outlives a new price.
    const before = this.#list.children[this.#products.findIndex(({ id }) => id === offer.product.id)];
    const fields = item.querySelectorAll('input');
    before?.querySelectorAll('input').forEach(({ checked, value }, i) => {
      if (fields[i]) Object.assign(fields[i], { checked: checked && offer.checked, value });
    });
    return item;
  }

  /** @param {number} index */
  #pick(index) {
    const field = this.#list.children[index]?.querySelector('input[type=number]');
    const quantity = Math.floor(/** @type {HTMLInputElement | null} */ (field)?.valueAsNumber ?? 1);
    return { product: /** @type {Product} */ (this.#products[index]), quantity: Math.max(quantity || 1, 1) };
  }

  #picks() {
    return this.#products
      .map((_, index) => this.#pick(index))
      .filter((_, index) => this.#list.children[index]?.querySelector('input:checked'));
  }

  /** Says what the picks cost, and how many the button adds. */
  #sum() {
    const { say, total } = /** @type {Look} */ (this.#look);
    const picks = this.#picks();
    const count = picks.reduce((sum, { quantity }) => sum + quantity, 0);
    const price = total(picks);
    this.#total.hidden = !price;
    setText(this.#total, say('total', { count, price }));
    setText(this.#button, say('addAll', { count }));
    setDisabled(this.#button, this.#adding || !count);
  }

  /** @param {Element | null} part */
  #position(part) {
    return part ? [...this.#list.children].findIndex((item) => item.contains(part)) : -1;
  }

  /**
   * Tells what came of an action, to screen readers; a failure to everybody.
   * @param {string} message
   * @param {boolean} [failed]
   */
  announce(message, failed = false) {
    this.#status.toggleAttribute('data-error', failed);
    this.#status.textContent = message;
  }

  /** Whether the last action has left a message. */
  get hasSaid() {
    return !!this.#status.textContent;
  }

  /** Takes all away but the message. */
  clear() {
    this.#look = undefined;
    for (const part of this.#parts.splice(0)) part.remove();
  }

  /**
   * @param {Element} button one of the view's
   * @param {boolean} busy until the shop has answered, it does nothing
   */
  setBusy(button, busy) {
    if (button === this.#button) this.#adding = busy;
    setDisabled(button, busy);
    if (this.#look) this.#sum();
  }
}

/**
 * In a shadow root what is a class elsewhere is a part too, since no selector reaches it: `item`, and `list-item` where
 * the layout matters.
 * @param {HTMLElement} section
 */
function nameParts(section) {
  for (const { part, className } of [section, ...section.querySelectorAll('[class^=goeswith-]')]) {
    const name = className.slice('goeswith-'.length) || 'section';
    part.value = `${name} ${section.dataset.layout}-${name}`;
  }
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
