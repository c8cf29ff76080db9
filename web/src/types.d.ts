// The shapes that cross goeswith's borders: shop adapters, settings, suggestions, events.

import type { GoesWithElement } from './element/element.js';

declare module './element/element.js' {
  /** The properties that reflect attributes. Undefined takes the attribute away. */
  interface GoesWithElement {
    /** SKU of the anchor */
    productId: string;
    /** URL of the table: a published directory, its manifest or a table file; the setting's unless given */
    table: string;
    /** how many items are shown at most, 1 … 20; 3 unless given */
    limit: number;
    /** the least expected attach rate of what is shown, 0 … 1; 0 unless given */
    minAttach: number;
    /** what puts the best first: relevance, or value, the expected attach rate times the price */
    rank: Rank;
    /** where the element stands; product unless given */
    placement: Placement;
    /** how the items are shown; undefined: by placement. A bundle needs an adapter */
    layout: Layout | undefined;
    /** undefined: what the language says */
    heading: string | undefined;
    /** whether each item has a field for its quantity */
    quantity: boolean;
    /** whether a panel tells the developer what is shown and why */
    debug: boolean;
  }
}

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

/** A line that is to be put into the cart. */
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

/** The table's facts on an item; those that it does not know are absent. */
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
  /** share of such carts whose shopper is expected to add the item, 0 … 1; undefined where the table does not know */
  attachRate?: number;
  card: Card;
}

/** The kind of list that is wanted. */
export interface ListOptions {
  /** the least expected attach rate, 0 … 1; default 0. Without effect where the table knows no rates */
  minAttach?: number;
  /** at most one of items that look alike; default true */
  diverse?: boolean;
  /** ranked by expected value, attach rate times price, instead of by relevance; default false */
  byValue?: boolean;
  /** keeps the table's own limit for that place */
  placement?: Placement | 'email';
}

export type Rank = 'relevance' | 'value';

/** How the element shows its items: this item and its complements with one button, rows, or a grid. */
export type Layout = 'bundle' | 'list' | 'cards';

/** An item as it is shown. */
export interface Offer {
  product: Product;
  /** in words of the locale; empty: not known */
  price: string;
  /** the price before a reduction, in words; empty: there is none */
  compareAt: string;
  /** a checkbox, a button, a link to where a size or colour is chosen, or nothing */
  control: 'pick' | 'add' | 'choose' | '';
  /** the item that the others go with */
  anchor: boolean;
  /** of a checkbox, to begin with */
  checked: boolean;
  /** whether it has a field for the quantity */
  counted: boolean;
}

/** A text, or its forms by plural category: `{ one: '{count} item', other: '{count} items' }`. */
export type Text = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

/** All that the element says. Words in braces are replaced. */
export interface Strings {
  heading: Text;
  /** of the checkboxes, for screen readers */
  legend: Text;
  /** before the title of the item that the others go with */
  anchor: Text;
  /** {item}; the link beside a checkbox */
  view: Text;
  /** before the price before a reduction, for screen readers */
  compare: Text;
  /** {item}; label of the quantity */
  quantity: Text;
  choose: Text;
  add: Text;
  /** {count} */
  addAll: Text;
  /** {count}, {price} */
  total: Text;
  /** {count}, {items} */
  added: Text;
  /** {item}, {reason} */
  failed: Text;
}

/** Where the element stands. On `product` the anchor and the cart are scored, elsewhere the cart alone. */
export type Placement = 'product' | 'cart' | 'checkout' | 'thank-you';

/** The settings that `configure` takes, for all elements of the page. */
export interface Settings {
  adapter?: StoreAdapter;
  /** table for elements without the attribute */
  table?: string;
  /** BCP 47; without it the nearest `lang` */
  locale?: string;
  /** ISO 4217, for items whose currency the table does not know */
  currency?: string;
  /** in place of the words of the language */
  strings?: Partial<Strings>;
  /** shows an item in a way of the page's own; what returns nothing is shown as usual. Class names make things work:
   * a checkbox is `input`, a button that adds the item `goeswith-add`. */
  renderItem?: (offer: Offer) => Node | undefined;
  /** true: added lines carry the property `_goeswith` with the placement, so that orders tell what was suggested */
  attribution?: boolean;
  /** true: elements show nothing, and their children stay; for shoppers who are held out to measure the effect. Elements
   * wait for a promise. */
  withhold?: boolean | Promise<boolean>;
  /** where shards of a large catalogue's table are kept between pages, such as `sessionStorage`, so that a cart page needs
   * no request for what product pages have fetched; without it nothing is stored */
  storage?: { getItem(key: string): string | null; setItem(key: string, value: string): void };
  /** holds out a share of the carts, 0 … 1, by a hash of the cart's token; without a token nobody is held out */
  holdout?: { share: number; token: string | undefined | Promise<string | undefined> };
  /** Google Analytics 4: where events are pushed; true is the page's `dataLayer`. Absent: nothing is. */
  dataLayer?: object[] | true;
}

export type ErrorCode =
  | 'setting' // an attribute or option is wrong
  | 'currency' // prices in several currencies have no total
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
  /** Items are about to be added; `preventDefault()` stops it. */
  'goeswith:before-add': CustomEvent<{ lines: NewLine[] }>;
  /** The shop answered. */
  'goeswith:added': CustomEvent<AddResult & { lines: NewLine[]; items: Product[] }>;
  'goeswith:error': CustomEvent<{ code: ErrorCode; message: string; url?: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'goes-with': GoesWithElement;
  }
  interface HTMLElementEventMap extends GoesWithEventMap {}
}
