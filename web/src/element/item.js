/** @import {Offer} from '../types.js' */
/** @import {Say} from '../page/language.js' */

import { checkedUrl } from '../page/urls.js';
import { node } from './nodes.js';

/**
 * One item, as it is shown where the page has no way of its own.
 * @param {Offer} offer
 * @param {Say} say
 * @returns {HTMLElement}
 */
export function itemNode(offer, say) {
  const { product, price, compareAt, control, anchor, checked } = offer;
  const { title: item, image } = product;
  const url = checkedUrl(product.url);
  const source = checkedUrl(image?.src);
  const href = !anchor && url;
  const pick = control === 'pick';
  const isAdd = control === 'add';

  const name = node('span', 'name', {}, anchor && node('span', 'anchor', {}, say('anchor')), anchor && ' ', item);
  const before = compareAt && node('s', 'compare', {}, node('span', 'unseen', {}, say('compare'), ' '), compareAt);
  const cost = price && node('span', 'price', {}, before, before && ' ', price);
  return node(
    'li',
    'item',
    {},
    node(
      href ? 'a' : 'div',
      'link',
      href ? { href } : {},
      source &&
        node('img', 'image', {
          loading: 'lazy',
          width: image.width ?? 160,
          height: image.height ?? 160,
          alt: image.alt ?? '',
          src: source,
        }),
      pick ? href && node('span', 'view', {}, say('view', { item })) : name,
    ),
    pick
      ? node('label', 'label', {}, node('input', 'check', { type: 'checkbox', checked }), ' ', name, ' ', cost)
      : cost,
    (isAdd || control === 'choose') &&
      node(
        isAdd ? 'button' : 'a',
        control,
        { ...(isAdd ? { type: 'button' } : { href: url }), 'aria-label': `${say(control)}: ${item}` },
        say(control),
      ),
  );
}
