// The shop behind the playground: a cart in memory, the demo's items at any currency's prices, and failures on demand.

import { sell } from '../gallery/products.js';
import { memoryAdapter } from '../widget/adapters/memory.js';

/** Faults of a shop, by name. */
export const FAILURES = {
  '': 'works',
  slow: 'answers after two seconds',
  'sold-out': 'first suggestion is sold out',
  choice: 'first suggestion needs a choice',
  reduced: 'first suggestion is reduced',
  mixed: 'first suggestion has another currency',
  refuses: 'refuses the first item that is added',
  'add-throws': 'addLines throws',
  'add-hangs': 'addLines never answers',
  'products-throw': 'products throws',
  'cart-throws': 'getCart throws',
};

/** Pounds in other money, for show: units a pound, and minor units a unit. */
const RATES = { GBP: [1, 100], EUR: [1.17, 100], USD: [1.29, 100], JPY: [193, 1], KWD: [0.4, 1000] };
const SLOW_MS = 2_000;

const settings = { currency: 'GBP', failure: '' };
const cart = memoryAdapter({ currency: 'GBP' });
const fail = () => Promise.reject(new Error('the shop is down'));
const never = () => new Promise(() => {});

/** @param {string[]} ids those of the suggestions, then the anchor's */
async function products(ids) {
  if (settings.failure === 'products-throw') return fail();
  const [rate, minor] = RATES[settings.currency];
  const sold = (await sell(ids)).map((product) => ({
    ...product,
    priceMinor: Math.round((product.priceMinor * rate * minor) / 100),
    currency: settings.currency,
  }));
  const [first] = sold;
  if (!first) return sold;
  if (settings.failure === 'sold-out') first.available = false;
  if (settings.failure === 'choice') first.requiresChoice = true;
  if (settings.failure === 'reduced') Object.assign(first, { compareAtMinor: Math.ceil(first.priceMinor * 1.25) });
  if (settings.failure === 'mixed') first.currency = settings.currency === 'EUR' ? 'USD' : 'EUR';
  return sold;
}

/** @type {import('../widget/types/types.js').StoreAdapter} */
const adapter = {
  ...cart,
  products,
  getCart: () => (settings.failure === 'cart-throws' ? fail() : cart.getCart()),
  async addLines(lines, options) {
    switch (settings.failure) {
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
        break;
      case 'add-throws':
        return fail();
      case 'add-hangs':
        return never();
      case 'refuses': {
        const [{ variantId }, ...others] = lines;
        const { added, errors } = await cart.addLines(others, options);
        return { added, errors: [{ variantId, code: 'refused', message: 'Only one a household.' }, ...errors] };
      }
    }
    return cart.addLines(lines, options);
  },
};

export const shop = { adapter, cart, settings };
