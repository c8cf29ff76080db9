/** @import {Layout} from '../../types.js' */
/** @import {TemplateField} from './markup-template.js' */
/** @import {ScoringTable} from '../score.js' */

import usual from '../../../../core/command/ahead/templates/fragment.html';
import { loadLanguage } from '../../page/language.js';
import { formatMoney } from '../../page/money.js';
import { checkedBase } from './email.js';
import { ITEM_FIELDS, itemValues } from './item-values.js';
import { parseTemplate } from './markup-template.js';

/**
 * @typedef {object} PrerenderOptions the same as the element's, on the page that will hold the fragment
 * @property {number} [limit] 3 unless given
 * @property {number} [minAttach]
 * @property {boolean} [byValue]
 * @property {Layout} [layout] `cards` unless given
 * @property {boolean} [buttons] whether the page has an adapter, so that items get a button
 * @property {string} [heading] what the language says unless given
 * @property {string} [locale] BCP 47, of words and prices; `en` unless given
 * @property {string} [currency] for tables that do not know theirs
 * @property {string} [baseUrl] makes the table's relative URLs absolute
 * @property {string} [template] in place of the usual one
 */

/** @type {TemplateField[]} */
const FIELDS = [
  ...ITEM_FIELDS,
  { name: 'view', ofItem: true },
  { name: 'anchor', kind: 'flag', ofItem: true },
  { name: 'heading' },
  { name: 'lang' },
  { name: 'layout' },
  { name: 'bundle', kind: 'flag' },
  { name: 'buttons', kind: 'flag' },
  { name: 'legend' },
  { name: 'this' },
  { name: 'add' },
  { name: 'addAll' },
  { name: 'sum', kind: 'flag' },
  { name: 'total' },
  { name: 'base', kind: 'url', mayLack: true },
];

/**
 * The suggestions of an item as HTML, to stand in the `<goes-with>` of its page, which takes it over.
 * @param {ScoringTable} table
 * @param {string} sku
 * @param {PrerenderOptions} [options]
 * @returns {Promise<string>} empty when nothing goes with it
 * @throws {SyntaxError} the template has a mistake: "template:LINE: what; what to do"
 * @throws {TypeError} the base is no http or https URL
 */
export async function prerender(table, sku, options = {}) {
  const { limit, minAttach, byValue, layout = 'cards', buttons = false, heading, locale = 'en', currency } = options;
  const { template = usual, baseUrl = '' } = options;
  const render = parseTemplate(template, 'template', true, FIELDS);
  const base = checkedBase(baseUrl);
  const list = table.score([sku], { limit, minAttach, byValue, placement: 'product' });
  if (!list.length) return '';
  const { lang, say } = await loadLanguage(locale);
  const isBundle = layout === 'bundle';
  const shown = list.map(({ card }) => card);
  const anchor = table.card(sku);
  const hasAnchor = isBundle && !!anchor && anchor.available !== false;
  if (hasAnchor) shown.unshift(anchor);

  /** @param {number | undefined} minor @param {string | undefined} own */
  const price = (minor, own = currency) => formatMoney(minor, own, locale);
  const items = itemValues(shown, base, price).map((values, i) => ({
    ...values,
    view: say('view', { item: values.title ?? '' }),
    anchor: hasAnchor && i === 0 ? '1' : '',
  }));
  const sum = shown.reduce((total, { priceMinor = NaN }) => total + priceMinor, 0);
  const numbers = { count: shown.length, price: price(sum, shown[0]?.currency) };
  return render(
    {
      heading: heading ?? say('heading'),
      lang,
      layout,
      bundle: isBundle ? '1' : '',
      buttons: buttons ? '1' : '',
      legend: say('legend'),
      this: say('anchor'),
      add: say('add'),
      addAll: say('addAll', numbers),
      sum: numbers.price && '1',
      total: say('total', numbers),
      base,
    },
    items,
  );
}
