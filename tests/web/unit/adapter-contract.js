// The duties of every adapter, as cases that run in Node and in browsers alike.
//
//   for (const [promise, run] of ADAPTER_CONTRACT) test(`my adapter ${promise}`, () => run(makeMyShop));

/** @import {CartLine, NewLine, Product, StoreAdapter} from '../../../web/src/types.js' */

/**
 * @typedef {object} Given what the shop is like
 * @property {Product[]} [products] what it sells, TEA, POT and CUP unless given
 * @property {CartLine[]} [lines] of its cart to begin with
 * @property {(line: NewLine) => string | void | Promise<string | void>} [serve] called when a line reaches the shop, before
 *   it is in the cart: an answer is the reason why it is refused, a rejection is a shop that is down; it may take its time
 *
 * @typedef {object} Shop
 * @property {StoreAdapter} adapter
 * @property {(variantId: string, quantity: number) => unknown} setQuantity what the shop's own cart page does; 0 removes
 *
 * @typedef {(given: Given) => Shop | Promise<Shop>} MakeShop
 */

const product = (/** @type {string} */ id, /** @type {Partial<Product>} */ more = {}) => ({
  ...{ id, title: `The ${id}`, url: `https://shop.example/${id}`, image: { src: `https://shop.example/${id}.png` } },
  ...{ priceMinor: 1995, currency: 'EUR', available: true, requiresChoice: false, variantId: `${id}-1`, ...more },
});
const TEA = product('tea');
const POT = product('pot', { priceMinor: 500, compareAtMinor: 800 });
const CUP = product('cup', { available: false });
const PRODUCTS = [TEA, POT, CUP];

const line = (/** @type {string} */ variantId, quantity = 1) => ({ variantId, quantity });
const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param {unknown} actual
 * @param {unknown} expected
 */
function same(actual, expected) {
  const [a, b] = [actual, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${a} is not ${b}`);
}

/** @param {Shop} shop */
const cartOf = async ({ adapter }) =>
  (await adapter.getCart()).lines.map(({ variantId, quantity }) => [variantId, quantity]);

/** @param {Promise<unknown>} promise */
const outcome = (promise) =>
  promise.then(
    (value) => value,
    (error) => error.name,
  );

/**
 * A gate that holds what is served until it is opened.
 * @returns {{open(): void, opened: Promise<void>}}
 */
function gate() {
  let open = () => {};
  const opened = new Promise((resolve) => (open = () => resolve(undefined)));
  return { open, opened };
}

/**
 * @param {() => number} count
 * @param {number} least
 */
async function untilAtLeast(count, least) {
  for (const end = Date.now() + 2000; count() < least && Date.now() < end; ) await sleep(5);
  if (count() < least) throw new Error(`${count()} instead of at least ${least}`);
}

/** @type {[promise: string, run: (makeShop: MakeShop) => Promise<void>][]} */
export const ADAPTER_CONTRACT = [
  [
    'tells what is in the cart, in which currency, and hands out copies',
    async (makeShop) => {
      const shop = await makeShop({
        products: PRODUCTS,
        lines: [{ productId: 'tea', variantId: 'tea-1', quantity: 2 }],
      });
      const cart = await shop.adapter.getCart();
      same([cart.lines.length, cart.lines[0]?.productId, cart.currency], [1, 'tea', 'EUR']);
      cart.lines.length = 0;
      same(await cartOf(shop), [['tea-1', 2]]);
    },
  ],
  [
    'adds lines, in order, and says which',
    async (makeShop) => {
      const shop = await makeShop({ products: PRODUCTS });
      same(await shop.adapter.addLines([line('pot-1', 2), line('tea-1')]), { added: ['pot-1', 'tea-1'], errors: [] });
      same(await cartOf(shop), [
        ['pot-1', 2],
        ['tea-1', 1],
      ]);
      same(
        (await shop.adapter.getCart()).lines.map(({ productId }) => productId),
        ['pot', 'tea'],
      );
    },
  ],
  [
    'adds to a line that is there',
    async (makeShop) => {
      const shop = await makeShop({
        products: PRODUCTS,
        lines: [{ productId: 'tea', variantId: 'tea-1', quantity: 2 }],
      });
      await shop.adapter.addLines([line('tea-1', 3)]);
      same(await cartOf(shop), [['tea-1', 5]]);
    },
  ],
  [
    'merges duplicates into one line',
    async (makeShop) => {
      /** @type {unknown[]} */
      const served = [];
      const shop = await makeShop({
        products: PRODUCTS,
        serve: ({ variantId, quantity }) => void served.push([variantId, quantity]),
      });
      const given = [line('tea-1', 2), line('pot-1'), line('tea-1', 3)];
      same(await shop.adapter.addLines(given), { added: ['tea-1', 'pot-1'], errors: [] });
      same(served, [
        ['tea-1', 5],
        ['pot-1', 1],
      ]);
      same(
        given.map(({ quantity }) => quantity),
        [2, 1, 3],
      );
    },
  ],
  [
    'adds nothing when there is nothing to add',
    async (makeShop) => {
      const shop = await makeShop({ products: PRODUCTS });
      same(await shop.adapter.addLines([]), { added: [], errors: [] });
      same(await cartOf(shop), []);
    },
  ],
  [
    'succeeds in part, and names each line that failed, with a code and a reason',
    async (makeShop) => {
      const shop = await makeShop({
        products: PRODUCTS,
        serve: ({ variantId }) => (variantId === 'pot-1' ? 'Two a household.' : undefined),
      });
      const { added, errors } = await shop.adapter.addLines([line('cup-1'), line('pot-1'), line('tea-1')]);
      same(added, ['tea-1']);
      same(
        errors.map(({ variantId }) => variantId),
        ['cup-1', 'pot-1'],
      );
      same(
        errors.every(({ code, message }) => !!code && !!message),
        true,
      );
      same(errors[1]?.message, 'Two a household.');
      same(await cartOf(shop), [['tea-1', 1]]);
    },
  ],
  [
    'rejects when the shop is down, changes nothing, and works again after that',
    async (makeShop) => {
      let isDown = true;
      const shop = await makeShop({
        products: PRODUCTS,
        serve: () => {
          if (isDown) throw new Error('down');
        },
      });
      same(typeof (await outcome(shop.adapter.addLines([line('tea-1')]))), 'string');
      same(await cartOf(shop), []);
      isDown = false;
      same(await shop.adapter.addLines([line('tea-1')]), { added: ['tea-1'], errors: [] });
      same(await cartOf(shop), [['tea-1', 1]]);
    },
  ],
  [
    'says what was added when the shop goes down in the middle',
    async (makeShop) => {
      const shop = await makeShop({
        products: PRODUCTS,
        serve: ({ variantId }) => {
          if (variantId === 'pot-1') throw new Error('down');
        },
      });
      const { added, errors } = await shop.adapter.addLines([line('tea-1'), line('pot-1')]);
      same([added, errors.map(({ variantId }) => variantId)], [['tea-1'], ['pot-1']]);
      same(await cartOf(shop), [['tea-1', 1]]);
    },
  ],
  [
    'writes one request after the other, in the order of the calls, however slow the shop is',
    async (makeShop) => {
      /** @type {string[]} */
      const log = [];
      const shop = await makeShop({
        products: PRODUCTS,
        serve: async ({ variantId, quantity }) => {
          log.push(`${variantId} begins`);
          await sleep(quantity * 20);
          log.push(`${variantId} ends`);
        },
      });
      await Promise.all([shop.adapter.addLines([line('tea-1', 3)]), shop.adapter.addLines([line('pot-1', 1)])]);
      same(log, ['tea-1 begins', 'tea-1 ends', 'pot-1 begins', 'pot-1 ends']);
      same(await cartOf(shop), [
        ['tea-1', 3],
        ['pot-1', 1],
      ]);
    },
  ],
  [
    'adds nothing once it is aborted, before the call or while it waits for its turn',
    async (makeShop) => {
      const { open, opened } = gate();
      const shop = await makeShop({ products: PRODUCTS, serve: () => opened });
      const first = shop.adapter.addLines([line('tea-1')]);
      const abortion = new AbortController();
      const second = outcome(shop.adapter.addLines([line('pot-1')], { signal: abortion.signal }));
      const third = outcome(shop.adapter.addLines([line('pot-1')], { signal: AbortSignal.abort() }));
      abortion.abort();
      open();
      await first;
      same([await second, await third], ['AbortError', 'AbortError']);
      same(await cartOf(shop), [['tea-1', 1]]);
      same((await shop.adapter.addLines([line('pot-1')])).added, ['pot-1']);
    },
  ],
  [
    'answers what is in the cart while a write is on its way',
    async (makeShop) => {
      const { open, opened } = gate();
      const shop = await makeShop({ products: PRODUCTS, serve: () => opened });
      const adding = shop.adapter.addLines([line('tea-1')]);
      same(await cartOf(shop), []);
      open();
      await adding;
      same(await cartOf(shop), [['tea-1', 1]]);
    },
  ],
  [
    'calls back after each change, its own and the shop’s, when the cart has it',
    async (makeShop) => {
      const shop = await makeShop({ products: PRODUCTS });
      /** @type {unknown[]} */
      const carts = [];
      const end = shop.adapter.onCartChange(async () => void carts.push(await cartOf(shop)));
      await shop.adapter.addLines([line('tea-1')]);
      await untilAtLeast(() => carts.length, 1);
      same(carts.at(-1), [['tea-1', 1]]);
      const before = carts.length;
      await shop.setQuantity('tea-1', 0);
      await untilAtLeast(() => carts.length, before + 1);
      same(carts.at(-1), []);
      end();
    },
  ],
  [
    'does not call back when nothing was added',
    async (makeShop) => {
      const shop = await makeShop({ products: PRODUCTS, serve: () => 'No.' });
      let calls = 0;
      const end = shop.adapter.onCartChange(() => calls++);
      await shop.adapter.addLines([line('tea-1')]);
      await sleep(30);
      same(calls, 0);
      end();
    },
  ],
  [
    'ends one subscription, also twice, and leaves the others, even of the same function',
    async (makeShop) => {
      const shop = await makeShop({ products: PRODUCTS });
      let calls = 0;
      const listener = () => calls++;
      const ends = [shop.adapter.onCartChange(listener), shop.adapter.onCartChange(listener)];
      ends[0]?.();
      ends[0]?.();
      await shop.adapter.addLines([line('tea-1')]);
      await untilAtLeast(() => calls, 1);
      ends[1]?.();
      await sleep(30);
      const before = calls;
      await shop.setQuantity('tea-1', 2);
      await sleep(30);
      same(calls, before);
    },
  ],
  [
    'knows price and stock of what it sells, and nothing of other ids',
    async (makeShop) => {
      const shop = await makeShop({ products: PRODUCTS });
      const products = await shop.adapter.products(['unknown', 'pot', 'cup', '']);
      same(
        products
          .sort((a, b) => a.id.localeCompare(b.id))
          .map(({ id, priceMinor, compareAtMinor, currency, available }) => [
            id,
            priceMinor,
            compareAtMinor,
            currency,
            available,
          ]),
        [
          ['cup', 1995, null, 'EUR', false],
          ['pot', 500, 800, 'EUR', true],
        ],
      );
      same(await shop.adapter.products([]), []);
    },
  ],
];
