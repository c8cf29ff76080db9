// Minor units by ISO 4217 where they are not hundredths, the same as in core/mine/text/money.cpp. Intl's own digits are
// those to show, not those to count in: it writes forints and rupiahs without decimals, though their minor unit is a
// hundredth.
const WITHOUT_DECIMALS = /CLP|ISK|JPY|KRW|PYG|UGX|VND|VUV|(BI|DJ|GN|KM|RW|X[AOP])F/;
const THOUSANDTHS = /OMR|(BH|IQ|JO|KW|LY|TN)D/;

/**
 * @param {string} currency ISO 4217
 * @returns {number} how many minor units make one of the currency
 */
export function perUnit(currency) {
  return WITHOUT_DECIMALS.test(currency) ? 1 : THOUSANDTHS.test(currency) ? 1000 : 100;
}

/**
 * A price in words of the locale.
 * @param {number | undefined} minor in minor units of the currency by ISO 4217
 * @param {string | undefined} currency ISO 4217
 * @param {string} [locale] BCP 47
 * @param {(minor: number, currency: string) => string | undefined} [own] the shop's own way, which counts more
 * @returns {string} empty when there is no price that could be shown
 */
export function formatMoney(minor, currency, locale, own) {
  if (!currency || !Number.isSafeInteger(minor)) return '';
  try {
    return (
      own?.(/** @type {number} */ (minor), currency) ||
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
        /** @type {number} */ (minor) / perUnit(currency),
      )
    );
  } catch {
    // No such currency: no price is better than a wrong one.
    return '';
  }
}
