import { warnSetting } from '../page/errors.js';
import { ATTRIBUTES } from './attributes.js';
import { createWidget } from './widget.js';

/** Attributes that all elements have, and those that tools leave on any; messages.js knows the rest. */
const FOREIGN_ATTRIBUTE = /^(class|shadow|data-|aria-)/;

/**
 * `<goes-with>`: shows what goes with an item and the cart. Its children stay until it has something to show. types.d.ts
 * declares the properties that reflect its attributes.
 */
export class GoesWithElement extends HTMLElement {
  static observedAttributes = Object.keys(ATTRIBUTES);

  /** @type {string[] | undefined} */
  #cart;
  #widget = createWidget(this);

  /**
   * SKUs in the cart: those set here, or else those of the attribute. Without either the adapter is asked.
   * @returns {string[] | undefined}
   */
  get cart() {
    return this.#cart ?? ATTRIBUTES.cart?.(this.getAttribute('cart'));
  }
  set cart(skus) {
    this.#cart = skus && [...skus];
    this.#widget.update_();
  }

  connectedCallback() {
    for (const [property, value] of Object.entries(this)) {
      // It was set before the element was defined, and hides the accessor.
      // biome-ignore lint/complexity/noUselessThisAlias: it has the type that the two lines need
      const self = /** @type {any} */ (this);
      delete self[property];
      self[property] = value;
    }
    for (const { name } of this.attributes) {
      if (!(name in ATTRIBUTES || name in this || FOREIGN_ATTRIBUTE.test(name))) warnSetting(name);
    }
    this.#widget.connect_();
  }

  disconnectedCallback() {
    this.#widget.disconnect_();
  }

  attributeChangedCallback() {
    this.#widget.update_();
  }
}

for (const [name, read] of Object.entries(ATTRIBUTES)) {
  const property = name.replace(/-(.)/, (_, letter) => letter.toUpperCase());
  if (property in GoesWithElement.prototype) continue;
  Object.defineProperty(GoesWithElement.prototype, property, {
    get() {
      const said = this.getAttribute(name);
      const value = read(said);
      if (said && value === undefined) warnSetting(`${name}="${said}"`);
      return value ?? read(null);
    },
    set(value) {
      // True is the attribute alone; nothing takes it away.
      if (value == null || value === false) this.removeAttribute(name);
      else this.setAttribute(name, value === true ? '' : value);
    },
  });
}
