// What pages have otherwise: templates, items of their own making, quantities, a shadow root. Loaded where it is used.

/** @import {Offer, Settings} from '../types.js' */
/** @import {Custom} from '../element/view.js' */
/** @import {Say} from '../page/language.js' */

import { node } from '../element/nodes.js';
import { englishOfParts } from '../page/strings.js';
import { checkedUrl } from '../page/urls.js';

/** @typedef {(detail: string) => void} WarnSetting */

/** @type {WeakMap<Element, {templateCount: number, customized: Custom}>} */
const known = new WeakMap();

/**
 * What an element has otherwise. The same each time, until there are more templates: they may come while the page is read.
 * @param {Element} element
 * @param {Settings} settings as they are at any time
 * @param {WarnSetting} warnSetting
 * @param {(root: Node) => void} adoptStyle gives a shadow root the default style
 * @returns {Custom}
 */
function customize(element, settings, warnSetting, adoptStyle) {
  /** @type {NodeListOf<HTMLTemplateElement>} */
  const templates = element.querySelectorAll('template[slot]');
  const before = known.get(element);
  if (before && before.templateCount >= templates.length) return before.customized;
  const customized = make(element, templates, settings, warnSetting);
  adoptStyle(customized.root_);
  known.set(element, { templateCount: templates.length, customized });
  return customized;
}

/**
 * @param {Element} element
 * @param {Iterable<HTMLTemplateElement>} templates with the slot header, item, empty or footer
 * @param {Settings} settings
 * @param {WarnSetting} warnSetting
 * @returns {Custom}
 */
function make(element, templates, settings, warnSetting) {
  /** @type {Record<string, Element[]>} */
  const parts = {};
  /** @type {((offer: Offer) => Node) | undefined} */
  let fillTemplate;
  for (const template of templates) {
    const { slot } = template;
    if (slot === 'item') fillTemplate = (offer) => fill(template, offer, warnSetting);
    else if (['header', 'empty', 'footer'].includes(slot)) parts[slot] = [node('div', slot, {}, clone(template))];
    else warnSetting(`template slot="${slot}" is not used, there are header, item, empty and footer`);
  }

  return {
    header_: parts.header?.[0],
    footer_: parts.footer ?? [],
    empty_: parts.empty,
    root_: element.hasAttribute('shadow') ? (element.shadowRoot ?? openShadow(element)) : element,
    counts_: (control) => element.hasAttribute('quantity') && /pick|add/.test(control),
    count_: countIn,
    item_(offer, say, usual) {
      let own;
      try {
        own = (settings.renderItem ?? fillTemplate)?.(offer);
      } catch (cause) {
        warnSetting(`renderItem failed: ${cause}`);
      }
      if (own) return node('li', 'item', {}, own);
      const item = usual(offer, say);
      if (offer.counted) {
        const button = item.querySelector('.goeswith-add');
        const field = quantityField(offer, say);
        if (button) button.before(field);
        else item.append(field);
      }
      return item;
    },
  };
}

/** @param {Element} element */
function openShadow(element) {
  const root = element.attachShadow({ mode: 'open' });
  root.append(document.createElement('slot'));
  // What is a class elsewhere is a part too, since no selector reaches it: `item`, and `list-item` where layout matters.
  new MutationObserver(() => {
    const layout = root.querySelector('.goeswith')?.getAttribute('data-layout');
    for (const { part, className } of root.querySelectorAll('[class^=goeswith]')) {
      const name = className.slice('goeswith-'.length) || 'section';
      part.value = `${name} ${layout}-${name}`;
    }
  }).observe(root, { childList: true, subtree: true });
  return root;
}

/**
 * @param {Offer} offer
 * @param {Say} say
 */
function quantityField({ product: { title: item } }, say) {
  const label = say('quantity', { item }, englishOfParts.quantity);
  return node('input', 'quantity', { type: 'number', min: 1, value: 1, 'aria-label': label });
}

/**
 * @param {Element | undefined} item
 * @returns {number} at least 1
 */
function countIn(item) {
  /** @type {HTMLInputElement | null | undefined} */
  const field = item?.querySelector('input[type=number]');
  return Math.max(Math.floor(field?.valueAsNumber ?? 1) || 1, 1);
}

/** @param {HTMLTemplateElement} template */
function clone(template) {
  return document.importNode(template.content, true);
}

/**
 * @param {HTMLTemplateElement} template
 * @param {Offer} offer
 * @param {WarnSetting} warnSetting
 */
function fill(template, offer, warnSetting) {
  const item = clone(template);
  for (const part of item.querySelectorAll('[data-goeswith]')) {
    const { goeswith = '' } = /** @type {HTMLElement} */ (part).dataset;
    for (const binding of goeswith.split(/\s+/)) bind(part, binding, offer, warnSetting);
  }
  return item;
}

/**
 * Puts into a node what its binding asks for; takes away one that this item has no use for.
 * @param {Element} part
 * @param {string} binding
 * @param {Offer} offer
 * @param {WarnSetting} warnSetting
 */
function bind(part, binding, { product, price, compareAt, control, checked, counted, anchor }, warnSetting) {
  const url = checkedUrl(product.url);
  const image = checkedUrl(product.image?.src);
  if (['add', 'choose', 'check', 'quantity'].includes(binding)) label(part, product.title);
  /** @param {string} text */
  const show = (text) => (text ? (part.textContent = text) : part.remove());
  switch (binding) {
    case 'title':
      return show(product.title);
    case 'price':
      return show(price);
    case 'compare':
      return show(compareAt);
    case 'image':
      if (!image) return part.remove();
      part.setAttribute('alt', product.image.alt ?? '');
      return part.setAttribute('src', image);
    case 'link':
      return url ? part.setAttribute('href', url) : part.removeAttribute('href');
    case 'choose':
      return control === 'choose' && url ? part.setAttribute('href', url) : part.remove();
    case 'add':
      if (control !== 'add') return part.remove();
      part.setAttribute('type', 'button');
      return part.classList.add('goeswith-add');
    case 'check':
      if (control !== 'pick') return part.remove();
      return Object.assign(part, { type: 'checkbox', checked });
    case 'quantity':
      return counted ? Object.assign(part, { type: 'number', min: '1', value: '1' }) : part.remove();
    case 'anchor':
      return anchor ? undefined : part.remove();
    default:
      warnSetting(
        `template with data-goeswith="${binding}", which is none of title, price, compare, image, link, choose, add, ` +
          'check, quantity, anchor',
      );
  }
}

/**
 * Says which item a control is for, unless the page has seen to that.
 * @param {Element} part
 * @param {string} title
 */
function label(part, title) {
  if (part.hasAttribute('aria-label') || part.closest('label')) return;
  const text = part.textContent?.trim();
  part.setAttribute('aria-label', text ? `${text}: ${title}` : title);
}

export default { customize_: customize };
