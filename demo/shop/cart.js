// The shop's cart, kept in the browser and shared by its tabs. It is also goeswith's adapter, but works without goeswith.

import { findProducts } from './catalogue.js';
import { convert } from './money.js';
import { preferences } from './preferences.js';

const STORAGE_KEY = 'thistle-and-tin-cart';
const MOST = 99;

/** @type {Map<string, number>} quantities by product id */
let lines = readStored();
/** @type {Set<() => void>} */
const listeners = new Set();

export const cart = {
  name: 'thistle-and-tin',

  async getCart() {
    return { lines: currentLines(), currency: preferences.currency };
  },

  /** @param {{variantId: string, quantity: number}[]} added */
  async addLines(added) {
    /** @type {{added: string[], errors: {variantId: string, code: string, message: string}[]}} */
    const result = { added: [], errors: [] };
    const known = await findProducts(added.map(({ variantId }) => variantId));
    for (const { variantId, quantity } of added) {
      if (!known.has(variantId)) {
        result.errors.push({ variantId, code: 'unknown', message: 'We no longer sell it.' });
      } else if (preferences.soldOut.includes(variantId)) {
        result.errors.push({ variantId, code: 'sold-out', message: 'It has just sold out.' });
      } else {
        lines.set(variantId, Math.min(MOST, (lines.get(variantId) ?? 0) + quantity));
        result.added.push(variantId);
      }
    }
    if (result.added.length) changed();
    return result;
  },

  /** @param {string} id @param {number} quantity  0 or less takes it out */
  setQuantity(id, quantity) {
    if (quantity > 0) lines.set(id, Math.min(MOST, quantity));
    else lines.delete(id);
    changed();
  },

  empty() {
    lines.clear();
    changed();
  },

  /** @param {() => void} callback @returns {() => boolean} */
  onCartChange(callback) {
    listeners.add(callback);
    return () => listeners.delete(callback);
  },

  openCart() {
    dispatchEvent(new Event('open-cart'));
  },

  /** Live prices and stock: only what differs from the table that the shop has published. @param {string[]} ids */
  async products(ids) {
    const { currency, soldOut } = preferences;
    const known = await findProducts(currency === 'GBP' ? ids.filter((id) => soldOut.includes(id)) : ids);
    return [...known.values()].map(({ id, title, url, picture, pence }) => ({
      id,
      title,
      url,
      image: { src: picture },
      priceMinor: convert(pence).minor,
      currency,
      available: !soldOut.includes(id),
      requiresChoice: false,
    }));
  },
};

/** @returns {{productId: string, variantId: string, quantity: number}[]} */
function currentLines() {
  return [...lines].map(([id, quantity]) => ({ productId: id, variantId: id, quantity }));
}

function changed() {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([...lines]));
  } catch {
    // Storage is full or forbidden: the cart lasts as long as the page.
  }
  tell();
}

function tell() {
  for (const listener of [...listeners]) listener();
}

/** Lines that another version of the shop, or anybody else, has left there are taken as far as it makes sense. */
function readStored() {
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]');
    return new Map(stored.filter(isLine));
  } catch {
    return new Map();
  }
}

/** @param {unknown} line */
function isLine(line) {
  if (!Array.isArray(line)) return false;
  const [id, quantity] = line;
  return typeof id === 'string' && Number.isInteger(quantity) && quantity > 0 && quantity <= MOST;
}

addEventListener('storage', ({ key }) => {
  if (key !== null && key !== STORAGE_KEY) return;
  lines = readStored();
  tell();
});
// The way back may bring up this page as it was before the cart changed on another.
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  lines = readStored();
  tell();
});
