// Minor units by ISO 4217 where they are not hundredths, the same as in core/mine/money.cpp. Intl's own digits are
// those to show, not those to count in: it writes forints and rupiahs without decimals, though their minor unit is a
// hundredth.
const WITHOUT_DECIMALS = /BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|VND|VUV|X[AOP]F/;
const THOUSANDTHS = /BHD|IQD|JOD|KWD|LYD|OMR|TND/;

/** @param {string} currency ISO 4217 */
export const minorUnits = (currency) => (WITHOUT_DECIMALS.test(currency) ? 1 : THOUSANDTHS.test(currency) ? 1000 : 100);

/**
 * A price in words of the locale.
 * @param {number | undefined} minor in minor units of the currency by ISO 4217
 * @param {string | undefined} currency ISO 4217
 * @param {string} [locale] BCP 47
 * @returns {string} empty when there is no price that could be shown
 */
export function formatMoney(minor, currency, locale) {
  if (!currency || !Number.isSafeInteger(minor)) return '';
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
      /** @type {number} */ (minor) / minorUnits(currency),
    );
  } catch {
    // No such currency: no price is better than a wrong one.
    return '';
  }
}
