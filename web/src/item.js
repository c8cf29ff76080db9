/** @import {Offer} from './types.js' */
/** @import {Say} from './language.js' */

import { node } from './nodes.js';
import { checkedUrl } from './urls.js';

/**
 * One item, as it is shown where the page has no way of its own.
 * @param {Offer} offer
 * @param {Say} say
 * @returns {Node[]}
 */
export function itemNodes({ product, price, compareAt, control, anchor, checked, counted }, say) {
  const { title: item, image } = product;
  const url = checkedUrl(product.url);
  const pick = control === 'pick';

  const link = node(url && !anchor ? 'a' : 'div', 'link');
  const source = checkedUrl(image?.src);
  if (source) {
    const picture = node('img', 'image');
    picture.loading = 'lazy';
    picture.width = image.width ?? 160;
    picture.height = image.height ?? 160;
    picture.alt = image.alt ?? '';
    picture.src = source;
    link.append(picture);
  }
  const name = node('span', 'name', item);
  if (anchor) name.prepend(node('span', 'anchor', say('anchor')), ' ');
  const cost = price ? [node('span', 'price', price)] : [];
  if (compareAt) cost[0]?.prepend(node('s', 'compare', node('span', 'unseen', say('compare'), ' '), compareAt), ' ');

  /** @type {HTMLElement[]} */
  const nodes = [link];
  if (pick) {
    const box = node('input', 'check');
    box.type = 'checkbox';
    box.checked = checked;
    nodes.push(node('label', 'label', box, ' ', name, ' ', ...cost));
  } else {
    link.append(name);
    nodes.push(...cost);
  }
  if (link instanceof HTMLAnchorElement) {
    link.href = /** @type {string} */ (url);
    if (pick) link.append(node('span', 'view', say('view', { item })));
  }
  if (counted) {
    const field = node('input', 'quantity');
    field.type = 'number';
    field.min = field.value = '1';
    field.setAttribute('aria-label', say('quantity', { item }));
    nodes.push(field);
  }
  if (control === 'add') {
    const button = node('button', 'add', say('add'));
    button.type = 'button';
    button.setAttribute('aria-label', `${say('add')}: ${item}`);
    nodes.push(button);
  }
  if (control === 'choose') {
    const choose = node('a', 'choose', say('choose'));
    choose.href = /** @type {string} */ (url);
    choose.setAttribute('aria-label', `${say('choose')}: ${item}`);
    nodes.push(choose);
  }
  return nodes;
}
