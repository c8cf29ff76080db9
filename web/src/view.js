import { strings } from './strings.js';
import { checkedUrl } from './urls.js';

/** @typedef {import('./types.js').Product} Product */
/** @typedef {{product: Product, price: string, compareAt: string, addable: boolean}} Offer */

/** The section that shows the items. Its nodes live on through changes, so that neither focus nor status gets lost. */
export class View {
  section = node('section', '');
  #heading = node('h2', 'title');
  #list = node('ul', 'list');
  #status = node('p', 'status');

  /** @type {Product[]} */
  #products = [];
  /** @type {Map<string, HTMLElement>} items in the list, by all that is seen of them */
  #items = new Map();

  /** @param {(product: Product, index: number, button?: HTMLElement) => void} act called when a link or button is used */
  constructor(act) {
    this.#list.setAttribute('role', 'list');
    this.#status.setAttribute('role', 'status');
    this.section.append(this.#heading, this.#list, this.#status);
    this.#list.addEventListener('click', (event) => {
      /** @type {HTMLElement | null} */
      const target = /** @type {Element} */ (event.target).closest('button, a');
      const index = this.#position(target);
      const product = this.#products[index];
      if (target && product) act(product, index, target.localName === 'button' ? target : undefined);
    });
  }

  /**
   * @param {string} heading
   * @param {Offer[]} offers
   */
  show(heading, offers) {
    const root = /** @type {Document} */ (this.section.getRootNode());
    const focused = /** @type {HTMLElement | null} */ (root.activeElement);
    const position = this.#position(focused);

    this.section.setAttribute('aria-label', heading);
    this.#heading.textContent = heading;
    this.#products = offers.map(({ product }) => product);
    const items = new Map();
    for (const offer of offers) {
      const key = JSON.stringify(offer);
      items.set(key, this.#items.get(key) ?? itemNode(offer));
    }
    for (const [key, item] of this.#items) if (!items.has(key)) item.remove();
    let next = this.#list.firstChild;
    for (const item of items.values()) {
      if (item === next) next = item.nextSibling;
      else this.#list.insertBefore(item, next);
    }
    this.#items = items;

    // Whoever works with the keyboard stays in place when the item under the focus leaves or moves.
    if (position >= 0 && focused !== root.activeElement) {
      const item = this.#list.children[position] ?? this.#list.lastElementChild;
      /** @type {HTMLElement | null | undefined} */
      const target = focused?.isConnected ? focused : item?.querySelector('button, a');
      target?.focus({ preventScroll: true });
    }
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
}

/**
 * @param {Offer} offer
 */
function itemNode({ product, price, compareAt, addable }) {
  const { title, image, requiresChoice } = product;
  const url = checkedUrl(product.url);
  const item = node('li', 'item');

  const link = node(url ? 'a' : 'div', 'link');
  if (url) link.setAttribute('href', url);
  const source = checkedUrl(image?.src);
  if (source) {
    const picture = /** @type {HTMLImageElement} */ (node('img', 'image'));
    picture.loading = 'lazy';
    picture.width = image.width ?? 160;
    picture.height = image.height ?? 160;
    picture.alt = image.alt ?? '';
    picture.src = source;
    link.append(picture);
  }
  link.append(node('span', 'name', title));
  item.append(link);

  if (price) {
    const line = node('span', 'price', price);
    if (compareAt) line.prepend(node('s', 'compare', compareAt), ' ');
    item.append(line);
  }
  if (requiresChoice && url) {
    const choose = node('a', 'choose', strings.choose);
    choose.setAttribute('href', url);
    choose.setAttribute('aria-label', `${strings.choose}: ${title}`);
    item.append(choose);
  } else if (addable && !requiresChoice) {
    const button = node('button', 'add', strings.add);
    button.setAttribute('type', 'button');
    button.setAttribute('aria-label', `${strings.add}: ${title}`);
    item.append(button);
  }
  return item;
}

/**
 * @param {string} tag
 * @param {string} name the class is `goeswith-` and this, or `goeswith` without
 * @param {string} [text]
 */
function node(tag, name, text = '') {
  const element = document.createElement(tag);
  element.className = name ? `goeswith-${name}` : 'goeswith';
  element.textContent = text;
  return element;
}
