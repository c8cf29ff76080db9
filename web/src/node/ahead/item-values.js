/** @import {Card} from '../../types.js' */
/** @import {TemplateField, TemplateValues} from './markup-template.js' */

import { perUnit } from '../../page/money.js';
import { linkUrl } from './link-url.js';

/** @type {TemplateField[]} what every item has, in templates */
export const ITEM_FIELDS = [
  { name: 'title', ofItem: true, isRequired: true },
  { name: 'sku', ofItem: true },
  { name: 'number', ofItem: true },
  { name: 'price', ofItem: true, mayLack: true },
  { name: 'url', kind: 'url', ofItem: true, mayLack: true, isRequired: true },
  { name: 'image', kind: 'url', ofItem: true, mayLack: true },
  { name: 'category', ofItem: true, mayLack: true },
  { name: 'first', kind: 'flag', ofItem: true },
  { name: 'last', kind: 'flag', ofItem: true },
];

/**
 * @param {Card[]} cards
 * @param {string} base of their URLs, or empty
 * @param {(minor: number | undefined, currency: string | undefined) => string} price
 * @returns {TemplateValues[]}
 */
export function itemValues(cards, base, price) {
  return cards.map(({ sku, title, priceMinor, currency, url, image, category }, i) => ({
    title: title ?? sku,
    sku,
    number: String(i + 1),
    price: price(priceMinor, currency),
    url: linkUrl(url, base),
    image: linkUrl(image, base),
    category,
    first: i === 0 ? '1' : '',
    last: i === cards.length - 1 ? '1' : '',
  }));
}

/**
 * A price with all the decimals that its currency has by ISO 4217, as the command writes it.
 * @param {number | undefined} minor
 * @param {string | undefined} currency
 * @param {string} locale
 */
export function fullPrice(minor, currency, locale) {
  if (!currency || minor === undefined) return '';
  const digits = Math.log10(perUnit(currency));
  try {
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(minor / 10 ** digits);
  } catch {
    return ''; // no such currency
  }
}
