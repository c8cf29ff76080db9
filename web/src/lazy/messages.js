// The console's sentence on each error. Loaded with the first one.

/** @import {ErrorCode} from '../types.js' */

/** @type {Record<string, string>} the values that attributes take */
const ATTRIBUTES = {
  cart: 'SKUs between commas or spaces',
  debug: 'nothing: a panel tells what is shown and why',
  heading: 'any text',
  layout: 'bundle, list or cards; without it the placement decides',
  limit: 'a number from 1 to 20, and 3 is used',
  'min-attach': 'a share from 0 to 1, and 0 is used',
  rank: 'relevance or value, and relevance is used',
  placement: 'product, cart, checkout or thank-you, and product is used',
  'product-id': 'the SKU of an item in the table',
  quantity: 'nothing: items get a field for their quantity',
  shadow: 'nothing: all is put into a shadow root',
  table: 'the URL of the directory that "goeswith build" published',
};
const SETTINGS =
  'adapter, attribution, currency, dataLayer, holdout, locale, renderItem, storage, strings, table, withhold';

/** The TableErrorCode of a shard that does not belong to the others. */
const OTHER_GENERATION = '8';

/** @type {Record<ErrorCode, (detail: string) => string>} */
const SENTENCES = {
  setting: describeSetting,
  currency: (currencies) => `prices in ${currencies} have no total, use one currency`,
  unreachable: () => 'cannot be loaded, see whether it is published there, the CSP, and CORS',
  timeout: () => 'no answer in 30 seconds, see whether the file is served',
  'http-status': (status) => `status ${status}, see whether the file is published there`,
  'not-a-manifest': () => 'not a manifest, publish it with "goeswith build"',
  'not-a-table': () => 'not a table, publish one with "goeswith build"',
  'wrong-version': () => 'another version of goeswith wrote this, use the same for all',
  'wrong-size': () => 'the table is cut short or too long, publish it again',
  damaged: () => 'the table is damaged, publish it again',
  'invalid-table': (reason) =>
    reason === OTHER_GENERATION
      ? 'the shard is of another generation than those before it, copy the whole directory again'
      : `the table breaks the format (${reason}), build it again`,
  'engine-unavailable': (cause) =>
    `does not start, see 'wasm-unsafe-eval' in the CSP, and whether goeswith.js is of the same build (${cause})`,
  'engine-failed': () => 'the engine stopped, please report this with your table',
  adapter: (failure) => `the adapter's ${failure}`,
  refused: (reason) => reason,
};

/** Attributes that every element may have, and those that tools and frameworks leave on any. */
const FOREIGN_ATTRIBUTE = /^(role|exportparts|on[^="]+|[^="\s]*[:@_][^="\s]*)$/;

/** Beyond this many the console is full enough. */
const MAX_WARNINGS = 50;
/** @type {Set<string>} */
const warned = new Set();

/**
 * Writes one warning to the console: what happened, what to do, and where. The same only once a page.
 * @param {import('../page/errors.js').GoesWithError} error
 */
export function warn({ code, detail, url, message }) {
  if (warned.has(message) || warned.size >= MAX_WARNINGS) return;
  if (code === 'setting' && FOREIGN_ATTRIBUTE.test(String(detail))) return;
  warned.add(message);
  const source = url && `: ${new URL(url, import.meta.url)}`;
  console.warn(`goeswith: ${SENTENCES[code](String(detail))}${source} [${code}]`);
}

/** @param {string} detail `name="value"` of an attribute, the name of one that does not exist, or another sentence */
function describeSetting(detail) {
  const [, name = '', value] = /^([\w-]+)(=".*")?$/s.exec(detail) ?? [];
  if (value) return `${detail} is not understood, ${name} takes ${ATTRIBUTES[name]}`;
  if (name) return `${name} is no attribute of goes-with, which has ${Object.keys(ATTRIBUTES).join(', ')}`;
  return /^configure\({ \w+ }\)$/.test(detail) ? `${detail} is no setting, there are ${SETTINGS}` : detail;
}
