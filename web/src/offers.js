/** @import {Card, Product, Suggestion} from './types.js' */

/**
 * What to offer of the suggestions.
 * @param {Suggestion[]} suggestions best first
 * @param {(Card | undefined)[]} cart what the suggestions are for
 * @param {Product[]} live what the shop says of them now; counts more than the card
 * @returns {Product[]} best first: nothing that is not to be had, and no variant of what is in the cart
 */
export function selectOffers(suggestions, cart, live) {
  const groups = new Set(cart.map((card) => card?.group));
  const products = new Map(live.map((product) => [product.id, product]));
  return suggestions
    .filter(({ card }) => !card.group || !groups.has(card.group))
    .map(({ card }) => products.get(card.sku) ?? cardProduct(card))
    .filter((product) => product.available);
}

/**
 * @param {Card} card
 * @returns {Product}
 */
function cardProduct({ sku, title, priceMinor, currency, url, image, available }) {
  return {
    id: sku,
    title: title ?? sku,
    url: url ?? '',
    image: { src: image ?? '' },
    priceMinor,
    currency,
    available: available !== false,
    requiresChoice: false,
  };
}
