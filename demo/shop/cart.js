// The shop's cart, kept in the browser, and how goeswith reaches it.

import { memoryAdapter } from './widget/adapters/memory.js';
import { configure } from './widget/goeswith.js';

const STORAGE_KEY = 'thistle-and-tin-cart';

export const cart = memoryAdapter({ lines: readStoredLines(), currency: 'GBP' });

cart.onCartChange(async () => {
  const { lines } = await cart.getCart();
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(lines.map(({ productId, quantity }) => [productId, quantity])));
  } catch {
    // Storage is full or forbidden: the cart lasts as long as the page.
  }
});

// The way back may bring up this page as it was before the cart changed on another.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

configure({ adapter: cart });

function readStoredLines() {
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]');
    return stored
      .filter(([productId, quantity]) => typeof productId === 'string' && Number.isInteger(quantity) && quantity > 0)
      .map(([productId, quantity]) => ({ productId, variantId: productId, quantity }));
  } catch {
    return [];
  }
}
