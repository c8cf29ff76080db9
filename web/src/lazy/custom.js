// The page's own ways: templates, items of its own making, quantities, a shadow root. Loaded where they are used.

/** @import {Offer, Settings} from '../types.js' */
/** @import {Custom} from '../element/view.js' */
/** @import {Say} from '../page/language.js' */

import { node } from '../element/nodes.js';
import { englishOfLazyScripts } from '../page/strings.js';
import { checkedUrl } from '../page/urls.js';

/** @typedef {(detail: string) => void} WarnSetting */

/** @type {WeakMap<Element, {templateCount: number, customized: Custom}>} */
const known = new WeakMap();

/**
 * The page's own ways with an element. The same each time, until there are more templates: they may come while the page is read.
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
  const slotted = {};
  /** @type {((offer: Offer) => Node) | undefined} */
  let fillTemplate;
  for (const template of templates) {
    const { slot } = template;
    if (slot === 'item') fillTemplate = (offer) => fill(template, offer, warnSetting);
    else if (['header', 'empty', 'footer'].includes(slot)) slotted[slot] = [node('div', slot, {}, clone(template))];
    else warnSetting(`template slot="${slot}" is not used, there are header, item, empty and footer`);
  }

  return {
    header_: slotted.header?.[0],
    footer_: slotted.footer ?? [],
    empty_: slotted.empty,
    root_: element.hasAttribute('shadow') ? (element.shadowRoot ?? openShadow(element)) : element,
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
  // Classes are CSS parts too, since no selector reaches in: `item`, and `list-item` where layout matters.
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
  const label = say('quantity', { item }, englishOfLazyScripts.quantity);
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
  for (const target of item.querySelectorAll('[data-goeswith]')) {
    const { goeswith = '' } = /** @type {HTMLElement} */ (target).dataset;
    for (const binding of goeswith.split(/\s+/)) bind(target, binding, offer, warnSetting);
  }
  return item;
}

/**
 * Puts into a node what its binding asks for; takes away one that this item has no use for.
 * @param {Element} target
 * @param {string} binding
 * @param {Offer} offer
 * @param {WarnSetting} warnSetting
 */
function bind(target, binding, { product, price, compareAt, control, checked, counted, anchor }, warnSetting) {
  const url = checkedUrl(product.url);
  const image = checkedUrl(product.image?.src);
  if (['add', 'choose', 'check', 'quantity'].includes(binding)) label(target, product.title);
  /** @param {string} text */
  const show = (text) => {
    if (text) target.textContent = text;
    else target.remove();
  };
  switch (binding) {
    case 'title':
      return show(product.title);
    case 'price':
      return show(price);
    case 'compare':
      return show(compareAt);
    case 'image':
      if (!image) return target.remove();
      target.setAttribute('alt', product.image.alt ?? '');
      return target.setAttribute('src', image);
    case 'link':
      return url ? target.setAttribute('href', url) : target.removeAttribute('href');
    case 'choose':
      return control === 'choose' && url ? target.setAttribute('href', url) : target.remove();
    case 'add':
      if (control !== 'add') return target.remove();
      target.setAttribute('type', 'button');
      return target.classList.add('goeswith-add');
    case 'check':
      if (control !== 'pick') return target.remove();
      return Object.assign(target, { type: 'checkbox', checked });
    case 'quantity':
      return counted ? Object.assign(target, { type: 'number', min: '1', value: '1' }) : target.remove();
    case 'anchor':
      return anchor ? undefined : target.remove();
    default:
      warnSetting(
        `template with data-goeswith="${binding}", which is none of title, price, compare, image, link, choose, add, ` +
          'check, quantity, anchor',
      );
  }
}

/**
 * Says which item a control is for, unless the page has seen to that.
 * @param {Element} target
 * @param {string} title
 */
function label(target, title) {
  if (target.hasAttribute('aria-label') || target.closest('label')) return;
  const text = target.textContent?.trim();
  target.setAttribute('aria-label', text ? `${text}: ${title}` : title);
}

export default { customize_: customize };
