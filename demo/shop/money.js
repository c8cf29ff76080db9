// Prices in words. The shop counts in pence; other currencies, at made-up rates, are for the demonstration.

import { preferences } from './preferences.js';

/** For one pound. */
const RATES = { GBP: 1, EUR: 1.2, USD: 1.3, JPY: 190 };

export const CURRENCIES = Object.keys(RATES);

/**
 * @param {number} pence
 * @returns {{minor: number, currency: string}}  in minor units of the chosen currency
 */
export function convert(pence) {
  const { currency } = preferences;
  const digits = formatter().resolvedOptions().maximumFractionDigits ?? 2;
  return { minor: Math.round((pence / 100) * RATES[currency] * 10 ** digits), currency };
}

/** @param {number} pence */
export function formatPrice(pence) {
  const format = formatter();
  return format.format(convert(pence).minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function formatter() {
  const { language, currency } = preferences;
  return new Intl.NumberFormat(language || 'en-GB', { style: 'currency', currency });
}
