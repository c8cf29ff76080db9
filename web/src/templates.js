// Items, header, empty and footer from <template> elements of the page. Loaded where an element has some.

/** @import {Offer} from './types.js' */

import { GoesWithError, warn } from './errors.js';
import { checkedUrl } from './urls.js';

/** @typedef {(offer: Offer) => Node} RenderItem */

/**
 * @param {Iterable<HTMLTemplateElement>} templates with the slot header, item, empty or footer
 * @returns {{header?: HTMLElement, empty?: HTMLElement, footer?: HTMLElement, item?: RenderItem}}
 */
export function readTemplates(templates) {
  /** @type {Record<string, any>} */
  const read = {};
  for (const template of templates) {
    const { slot } = template;
    if (slot === 'item') {
      read.item = (/** @type {Offer} */ offer) => fill(template, offer);
    } else if (['header', 'empty', 'footer'].includes(slot)) {
      read[slot] = document.createElement('div');
      read[slot].className = `goeswith-${slot}`;
      read[slot].append(clone(template));
    } else {
      warnSetting(`template slot="${slot}" is not used, there are header, item, empty and footer`);
    }
  }
  return read;
}

/** @param {HTMLTemplateElement} template */
function clone(template) {
  return /** @type {DocumentFragment} */ (document.importNode(template.content, true));
}

/**
 * @param {HTMLTemplateElement} template
 * @param {Offer} offer
 */
function fill(template, offer) {
  const item = clone(template);
  for (const node of item.querySelectorAll('[data-goeswith]')) {
    const { goeswith = '' } = /** @type {HTMLElement} */ (node).dataset;
    for (const binding of goeswith.split(/\s+/)) bind(node, binding, offer);
  }
  return item;
}

/**
 * Puts into a node what its binding asks for; takes away one that this item has no use for.
 * @param {Element} node
 * @param {string} binding
 * @param {Offer} offer
 */
function bind(node, binding, { product, price, compareAt, control, checked, counted, anchor }) {
  const url = checkedUrl(product.url);
  const image = checkedUrl(product.image?.src);
  if (['add', 'choose', 'check', 'quantity'].includes(binding)) label(node, product.title);
  /** @param {string} text */
  const show = (text) => (text ? (node.textContent = text) : node.remove());
  switch (binding) {
    case 'title':
      return show(product.title);
    case 'price':
      return show(price);
    case 'compare':
      return show(compareAt);
    case 'image':
      if (!image) return node.remove();
      node.setAttribute('alt', product.image.alt ?? '');
      return node.setAttribute('src', image);
    case 'link':
      return url ? node.setAttribute('href', url) : node.removeAttribute('href');
    case 'choose':
      return control === 'choose' && url ? node.setAttribute('href', url) : node.remove();
    case 'add':
      if (control !== 'add') return node.remove();
      node.setAttribute('type', 'button');
      return node.classList.add('goeswith-add');
    case 'check':
      if (control !== 'pick') return node.remove();
      return Object.assign(node, { type: 'checkbox', checked });
    case 'quantity':
      return counted ? Object.assign(node, { type: 'number', min: '1', value: '1' }) : node.remove();
    case 'anchor':
      return anchor ? undefined : node.remove();
    default:
      warnSetting(
        `template with data-goeswith="${binding}", which is none of title, price, compare, image, link, choose, add, ` +
          'check, quantity, anchor',
      );
  }
}

/**
 * Says which item a control is for, unless the page has seen to that.
 * @param {Element} node
 * @param {string} title
 */
function label(node, title) {
  if (node.hasAttribute('aria-label') || node.closest('label')) return;
  const text = node.textContent?.trim();
  node.setAttribute('aria-label', text ? `${text}: ${title}` : title);
}

/** @param {string} detail */
function warnSetting(detail) {
  warn(new GoesWithError('setting', detail));
}
