/** @import {Card, Layout, Offer, Placement, Product, Suggestion} from '../types.js' */
/** @import {Answer} from './widget.js' */

import { checkedUrl } from '../page/urls.js';

/**
 * Suggestions as the shop sells them now, without those that are not to be had. Variants of what is in the cart are not
 * among them: the scorer refuses those.
 * @param {Suggestion[]} suggestions best first
 * @param {Product[]} live the shop's own word on them; counts more than the card
 * @returns {Product[]} best first
 */
export function availableProducts(suggestions, live) {
  return suggestions.map(({ card }) => currentProduct(card, live)).filter((product) => product.available);
}

/**
 * An item as the shop sells it now, or else as the table knows it.
 * @param {Card} card
 * @param {Product[]} live
 * @returns {Product}
 */
export function currentProduct({ sku, title, priceMinor, currency, url, image, available }, live) {
  return (
    live.find(({ id }) => id === sku) ?? {
      id: sku,
      title: title ?? sku,
      url: url ?? '',
      image: { src: image ?? '' },
      priceMinor,
      currency,
      available: available !== false,
      requiresChoice: false,
    }
  );
}

/**
 * Lays products out: as the element says, or else as its placement has it. A bundle needs an adapter to be added with, and
 * has the item first that the others go with.
 * @param {Product[]} products best first
 * @param {Pick<Answer, 'anchor' | 'anchorInCart_'>} answer
 * @param {{layout: Layout | undefined, placement: Placement, quantity: boolean}} element
 * @param {unknown} adapter the shop's; without one there are links alone
 * @param {(minor: number | undefined, currency?: string) => string} price in words; empty where there is none
 * @returns {{layout_: Layout, offers_: Offer[]}}
 */
export function layOut(products, { anchor, anchorInCart_ }, { layout, placement, quantity }, adapter, price) {
  let layout_ = layout ?? (placement === 'product' ? (anchor ? 'bundle' : 'cards') : 'list');
  if (layout_ === 'bundle' && !adapter) layout_ = 'cards';
  const isBundle = layout_ === 'bundle';
  const all = isBundle && anchor?.available ? [anchor, ...products] : products;
  const offers_ = all.map((product) => {
    const { priceMinor, compareAtMinor, requiresChoice } = product;
    const isAnchor = product === anchor; // on its own page, to which no link needs to lead
    const canAdd = !requiresChoice && !!adapter;
    /** @type {Offer['control']} */
    const button = isBundle ? 'pick' : 'add';
    /** @type {Offer['control']} */
    const link = requiresChoice && !isAnchor && checkedUrl(product.url) ? 'choose' : '';
    return {
      product,
      price: price(priceMinor, product.currency),
      compareAt:
        /** @type {number} */ (compareAtMinor) > /** @type {number} */ (priceMinor)
          ? price(compareAtMinor, product.currency)
          : '',
      control: canAdd ? button : link,
      anchor: isAnchor,
      checked: !(isAnchor && anchorInCart_),
      counted: quantity && canAdd,
    };
  });
  return { layout_, offers_ };
}
