/** @import {Card, Product, Suggestion} from '../types.js' */

/**
 * What to offer of the suggestions.
 * @param {Suggestion[]} suggestions best first
 * @param {(Card | undefined)[]} cart what the suggestions are for
 * @param {Product[]} live what the shop says of them now; counts more than the card
 * @returns {Product[]} best first: nothing that is not to be had, and no variant of what is in the cart
 */
export function selectOffers(suggestions, cart, live) {
  const groups = new Set(cart.map((card) => card?.group));
  return suggestions
    .filter(({ card }) => !card.group || !groups.has(card.group))
    .map(({ card }) => currentProduct(card, live))
    .filter((product) => product.available);
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
