// The items of the demo shop as an adapter tells of them. The table's own links and pictures are for the shop's pages,
// which lie one directory above.

import { findProducts } from '../shop/catalogue.js';

/**
 * @param {string[]} ids
 * @returns {Promise<import('../widget/types/types.js').Product[]>} those of them that the shop has, in pounds
 */
export async function sell(ids) {
  const found = await findProducts(ids);
  return [...found.values()].map(({ id, title, pence, picture, url }) => ({
    id,
    title,
    url: new URL(`../${url}`, import.meta.url).href,
    image: { src: new URL(`../${picture}`, import.meta.url).href },
    priceMinor: pence,
    currency: 'GBP',
    available: true,
    requiresChoice: false,
  }));
}
