// The work of the element's buttons. Loaded when somebody is about to use them.

/** @import {NewLine, Product} from '../types.js' */
/** @import {Pick} from '../element/picks.js' */
/** @import {Adding} from '../element/view.js' */

import { announce } from '../element/nodes.js';
import { englishOfLazyScripts } from '../page/strings.js';

/** The shop may take its time: the shopper is waiting for just this. */
const TIMEOUT_MS = 30_000;

/**
 * Adds to the cart what was picked, and tells what came of it.
 * @param {Pick[]} picks
 * @param {Adding} element
 */
async function add(picks, element) {
  const { attribution_: attribution, ask_: ask, emit_: emit, find_: find } = element;
  const { anchor, locale, say } = element.answer_;
  /** @type {Map<string, Product>} */
  const byVariant = new Map(picks.map(({ product }) => [variantOf(product), product]));
  /** @type {NewLine[]} */
  const lines = picks.map(({ product, quantity }) => ({
    variantId: variantOf(product),
    quantity,
    ...(attribution && product.id !== anchor?.id && { properties: { _goeswith: attribution } }),
  }));
  if (!emit('before-add', { lines }, true)) return;
  announce(find, '', false);

  // An element that leaves the page does not take the order back: the shopper has clicked.
  const { added, errors } = (await ask(
    'addLines',
    async (adapter) => {
      const result = await adapter.addLines(lines, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      return {
        added: [...result.added],
        errors: result.errors.map(({ variantId = '', code, message = '' }) => ({ variantId, code, message })),
      };
    },
    TIMEOUT_MS,
  )) ?? { added: [], errors: [{ variantId: '', code: '', message: '' }] };

  /** @param {Product[]} products */
  const list = (products) => new Intl.ListFormat(locale).format(products.map(({ title }) => title));
  const all = [...byVariant.values()];
  const items = all.filter((product) => added.includes(variantOf(product)));
  const messages = errors.map(({ variantId, message }) =>
    say('failed', { item: byVariant.get(variantId)?.title ?? list(all), reason: message }),
  );
  if (items.length)
    messages.unshift(say('added', { items: list(items), count: items.length }, englishOfLazyScripts.added));
  announce(find, messages.join(' ').trim(), !!errors.length);
  if (added.length) emit('added', { lines, added, errors, items });
  for (const { message } of errors) emit('error', { code: 'refused', message });
}

/** @param {Product} product */
function variantOf({ variantId, id }) {
  return variantId ?? id;
}

export default { add_: add };
