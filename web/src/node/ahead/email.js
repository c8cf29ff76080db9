/** @import {Suggestion} from '../../types.js' */
/** @import {TemplateField} from './markup-template.js' */

import usualHtml from '../../../../core/command/ahead/templates/email.html';
import usualText from '../../../../core/command/ahead/templates/email.txt';
import { fullPrice, ITEM_FIELDS, itemValues } from './item-values.js';
import { isAbsoluteUrl, isPictureUnknownToMail, linkUrl, normalBaseUrl } from './link-url.js';
import { parseTemplate } from './markup-template.js';

/**
 * @typedef {object} EmailOptions
 * @property {string} [baseUrl] the shop's address, where the table's URLs are relative
 * @property {string} [template] in place of the usual one
 * @property {string} [heading] the words above the items
 * @property {string} [button] the words on an item's button
 * @property {string} [locale] BCP 47, of the prices; `en` unless given
 * @property {string} [lang] of the words; the locale unless given
 */

/** @type {TemplateField[]} */
const FIELDS = [
  ...ITEM_FIELDS,
  { name: 'heading' },
  { name: 'button' },
  { name: 'lang' },
  { name: 'dir' },
  { name: 'base', kind: 'url', mayLack: true },
];
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|ur|yi)(-|$)/;

/**
 * The suggestions for an order as a section of a mail: tables and inline styles, all text escaped.
 * @param {Suggestion[]} list as a table's `score` answers
 * @param {EmailOptions} [options]
 * @returns {string} the same as `goeswith email` writes; empty when the list is
 * @throws {SyntaxError} the template has a mistake: "template:LINE: what; what to do"
 * @throws {TypeError} an item's URL is relative and there is no base, or the base is no http or https URL
 */
export function emailHtml(list, options = {}) {
  return render(list, options, usualHtml, true);
}

/**
 * The same as plain text.
 * @param {Suggestion[]} list
 * @param {EmailOptions} [options] `template` is one for plain text
 * @returns {string}
 */
export function emailText(list, options = {}) {
  return render(list, options, usualText, false);
}

/**
 * @param {Suggestion[]} list
 * @param {EmailOptions} options
 * @param {string} usual
 * @param {boolean} isHtml
 */
function render(list, options, usual, isHtml) {
  const { baseUrl = '', template = usual, heading = 'Goes well with your order', button = 'View' } = options;
  const { locale = 'en', lang = locale } = options;
  // Its mistakes are to show whatever the order is.
  const rendered = parseTemplate(template, 'template', isHtml, FIELDS);
  const base = checkedBase(baseUrl);
  if (!list.length) return '';
  const cards = list.map(({ card }) => card);
  if (!base) {
    for (const { sku, url = '', image = '' } of cards) {
      const relative = [url, image].find((url) => linkUrl(url, '') && !isAbsoluteUrl(url));
      if (relative) {
        throw new TypeError(
          `the URL '${relative}' of item '${sku}' is relative, and a mail has no page that it could start from; ` +
            'say where the shop is with baseUrl',
        );
      }
    }
  }
  const items = itemValues(cards, base, (minor, currency) => fullPrice(minor, currency, locale));
  for (const item of items) if (isPictureUnknownToMail(item.image ?? '')) item.image = '';
  return rendered({ heading, button, lang, dir: RIGHT_TO_LEFT.test(lang) ? 'rtl' : 'ltr', base }, items);
}

/**
 * @param {string} baseUrl
 * @returns {string} its normal form; empty for none
 */
export function checkedBase(baseUrl) {
  const base = baseUrl && normalBaseUrl(baseUrl);
  if (base === undefined) throw new TypeError(`baseUrl is no http or https URL: ${baseUrl}`);
  return base;
}
