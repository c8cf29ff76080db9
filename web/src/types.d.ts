// The shapes that cross goeswith's borders: shop adapters, settings, suggestions, events.

import type { GoesWithElement } from './element.js';

/** One line of the shop's cart. */
export interface CartLine {
  productId: string;
  variantId?: string;
  lineId?: string;
  quantity: number;
}

export interface Cart {
  lines: CartLine[];
  /** ISO 4217 */
  currency: string;
}

/** What is to be put into the cart. */
export interface NewLine {
  variantId: string;
  quantity: number;
  properties?: Record<string, string>;
}

export interface LineError {
  /** absent: the error concerns the whole request */
  variantId?: string;
  code: string;
  /** shown to the shopper */
  message: string;
}

/** Partial success is normal: some lines are in `added`, others have an error. */
export interface AddResult {
  added: string[];
  errors: LineError[];
}

/** An item as the shop sells it now. */
export interface Product {
  /** the item's SKU in the table */
  id: string;
  title: string;
  /** page of the item; anything but http and https loses its link */
  url: string;
  image: { src: string; width?: number; height?: number; alt?: string };
  /** in minor units of the currency: 1995 for €19.95; absent: no price is shown */
  priceMinor?: number;
  /** the price before a reduction */
  compareAtMinor?: number;
  /** ISO 4217 */
  currency?: string;
  /** false: the item is not offered */
  available: boolean;
  /** true: the shopper must choose a size or colour first, so the item gets a link instead of a button */
  requiresChoice: boolean;
  /** what `addLines` takes; absent: `id` */
  variantId?: string;
}

/** How goeswith talks to a shop. Implementations queue their writes, merge duplicates and never poll. */
export interface StoreAdapter {
  name: string;
  getCart(): Promise<Cart>;
  addLines(lines: NewLine[], options?: { signal?: AbortSignal }): Promise<AddResult>;
  /** Calls back after every change of the cart, whoever made it. Returns the function that ends this. */
  onCartChange(callback: () => void): () => void;
  openCart?(): void;
  /** Live price and stock. For ids that it leaves out, the table's card is shown. */
  products(ids: string[]): Promise<Product[]>;
  formatMoney?(minor: number, currency: string): string;
}

/** What the table knows of an item; what it does not know is absent. */
export interface Card {
  sku: string;
  title?: string;
  priceMinor?: number;
  currency?: string;
  url?: string;
  image?: string;
  category?: string;
  /** the product that the item is a variant of */
  group?: string;
  available?: boolean;
}

export interface Suggestion {
  sku: string;
  /** comparable within one answer only */
  score: number;
  card: Card;
}

/** Where the element stands. On `product` the anchor and the cart are scored, elsewhere the cart alone. */
export type Placement = 'product' | 'cart' | 'checkout' | 'thank-you';

/** What `configure` takes, for all elements of the page. */
export interface Settings {
  adapter?: StoreAdapter;
  /** table for elements without the attribute */
  table?: string;
  /** BCP 47; without it the nearest `lang` */
  locale?: string;
  /** ISO 4217, for items whose currency the table does not know */
  currency?: string;
}

export type ErrorCode =
  | 'setting' // an attribute or option is wrong
  | 'unreachable' // no answer: offline, CSP, CORS
  | 'timeout' // no answer in time
  | 'http-status' // the server answered with an error
  | 'not-a-manifest' // e.g. HTML with status 200
  | 'not-a-table'
  | 'wrong-version' // written for another version of goeswith
  | 'wrong-size' // truncated, or another generation than the manifest's
  | 'damaged' // the checksum disagrees
  | 'invalid-table' // the contents break the format
  | 'engine-unavailable' // no WebAssembly, or the file is not the engine
  | 'engine-failed' // the engine stopped
  | 'adapter' // the shop's adapter threw, never answered, or answered with something unusable
  | 'refused'; // the shop did not add an item

export interface GoesWithEventMap {
  /** Half of the element has been in sight; once an element. */
  'goeswith:view': CustomEvent<{ items: Product[] }>;
  /** A link to an item was followed. */
  'goeswith:select': CustomEvent<{ item: Product; index: number }>;
  /** Other items, or another order of them, are shown. */
  'goeswith:change': CustomEvent<{ items: Product[] }>;
  /** An item is about to be added; `preventDefault()` stops it. */
  'goeswith:before-add': CustomEvent<{ lines: NewLine[] }>;
  /** The shop answered. */
  'goeswith:added': CustomEvent<AddResult & { lines: NewLine[] }>;
  'goeswith:error': CustomEvent<{ code: ErrorCode; message: string; url?: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'goes-with': GoesWithElement;
  }
  interface HTMLElementEventMap extends GoesWithEventMap {}
}
