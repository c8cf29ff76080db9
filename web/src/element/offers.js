/** @import {Card, Product, Suggestion} from '../types.js' */

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
