// For each list on the page: what is shown, how many such shoppers take it, and what in the cart pulls for it.

import { changes, failures } from '../cart/history.js';
import { cart } from '../cart.js';
import { element } from '../dom.js';
import { preferences } from '../preferences.js';
import { openTable } from './table.js';

/** How far down a single item's list its pull is looked for. */
const DEPTH = 400;
const MOST_REASONS = 3;
const PLACES = {
  product: 'Beside the product',
  cart: 'With the cart',
  checkout: 'At the checkout',
  'thank-you': 'After the order',
};

/** @param {HTMLElement} answers  gets new content */
export async function showAnswers(answers) {
  const table = await openTable();
  const lists = [...document.querySelectorAll('goes-with')];
  const parts = [];
  for (const list of lists) {
    const latest = changes.findLast((change) => change.list === list);
    parts.push(await describeList(list, latest?.ids ?? [], table));
  }
  if (!lists.length) parts.push(element('p', {}, 'There is no list on this page; the drawer has one. Open the cart.'));
  const failure = failures.at(-1);
  if (failure) {
    parts.push(
      element(
        'p',
        { class: 'failure' },
        `It failed (${failure.code}) and stayed out of the way; the page is as it was.`,
      ),
    );
  }
  answers.replaceChildren(...parts);
}

/** @param {Element} list @param {string[]} ids @param {any} table */
async function describeList(list, ids, table) {
  const placement = list.getAttribute('placement') ?? 'product';
  const title = element('h4', {}, PLACES[placement]);
  if (!ids.length) return element('section', {}, title, element('p', {}, whyNothing(table)));
  if (!table) return element('section', {}, title);

  const causes = await causesOf(list, placement);
  const rates = new Map((await table.score(causes, DEPTH)).map(({ sku, attachRate }) => [sku, attachRate]));
  const pulls = await Promise.all(
    causes.map(async (cause) => ({
      cause,
      scores: new Map((await table.score([cause], DEPTH)).map(({ sku, score }) => [sku, score])),
    })),
  );
  const rows = await Promise.all(
    ids.map(async (id) => {
      const card = await table.card(id);
      return element(
        'li',
        {},
        element('strong', {}, card?.title ?? id),
        element('span', {}, describeRate(rates.get(id))),
        element('span', {}, await describePulls(id, pulls, table)),
      );
    }),
  );
  return element('section', {}, title, element('ol', {}, ...rows));
}

/** The items that the list is for. @param {any} list @param {string} placement @returns {Promise<string[]>} */
async function causesOf(list, placement) {
  const skus = list.cart ?? (await cart.getCart()).lines.map(({ productId }) => productId);
  return placement === 'product' && list.productId ? [...new Set([list.productId, ...skus])] : skus;
}

/** @param {any} table */
function whyNothing(table) {
  if (preferences.holdout) return 'Nothing: this shopper is held out, to measure what the lists are worth.';
  if (!table) return 'Nothing: the table could not be read.';
  if (preferences.minAttach) return 'Nothing: nothing that fits is taken often enough.';
  return 'Nothing yet: it waits until it comes near, or nothing pulls for anything here.';
}

/** @param {number | undefined} rate */
function describeRate(rate) {
  if (!rate) return 'No expected rate is known.';
  return `About ${new Intl.NumberFormat('en-GB', { style: 'percent', maximumSignificantDigits: 2 }).format(rate)} of such carts take it.`;
}

/** @param {string} id @param {{cause: string, scores: Map<string, number>}[]} pulls @param {any} table */
async function describePulls(id, pulls, table) {
  const strengths = pulls
    .map(({ cause, scores }) => ({ cause, strength: Math.max(0, scores.get(id) ?? 0) }))
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength);
  const sum = strengths.reduce((total, { strength }) => total + strength, 0);
  if (!sum) return 'Small pulls of several things add up.';
  const named = await Promise.all(
    strengths.slice(0, MOST_REASONS).map(async ({ cause, strength }) => {
      const title = (await table.card(cause))?.title ?? cause;
      return strengths.length > 1 ? `${title} (${Math.round((100 * strength) / sum)} %)` : title;
    }),
  );
  return `Because of ${new Intl.ListFormat('en-GB').format(named)}.`;
}
