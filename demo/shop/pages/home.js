// The home page is made at build time; only its prices follow the currency.

import '../frame.js';
import { formatPrice } from '../money.js';
import { onPreferences, preferences } from '../preferences.js';

function showPrices() {
  for (const price of document.querySelectorAll('[data-pence]')) {
    price.textContent = formatPrice(Number(/** @type {HTMLElement} */ (price).dataset.pence));
  }
}

onPreferences(showPrices);
if (preferences.currency !== 'GBP' || preferences.language) showPrices();
