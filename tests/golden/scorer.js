// Scores carts as core/FORMAT.md says in "Scoring a cart": from what reader.js reads, slow and plain.

const MAX_LIST = 1000;
const PRODUCT_PAGE = 0;
const LEAD_UNIT = 2 ** 22;

/** Modulo 2^32, and taken as in two's complement. */
const wrapped = (sum) => sum | 0;

/**
 * @param {ReturnType<import('./reader.js').readTable>[]} files one whole table, or shards of one generation
 * @param {number[]} cart item numbers
 * @param {object} [options]
 * @param {number} [options.limit]
 * @param {number} [options.minAttach] in 65,536ths
 * @param {boolean} [options.diverse]
 * @param {boolean} [options.byValue]
 * @param {number} [options.placement] 0 … 4
 * @returns {[item: number, score: number, rate: number][]} best first
 */
export function scoreCart(files, cart, { limit = 6, minAttach = 0, diverse = false, byValue = false, placement } = {}) {
  const first = files[0];
  const inCart = [...new Set(cart)].filter((item) => item < first.items).sort((a, b) => a - b);

  const cards = new Map();
  for (const file of files) {
    file.cards.forEach((card, k) => {
      if (!cards.has(card.item)) cards.set(card.item, { ...card, bias: file.biases?.[k] ?? 0 });
    });
  }
  const categoryOf = (item) => cards.get(item)?.categoryNumber ?? 0;
  const groupOf = (item) => cards.get(item)?.groupNumber ?? 0;
  const familyOf = (item) => cards.get(item)?.family ?? 0;
  const priceOf = (item) => (cards.get(item)?.priceMinor === undefined ? 0 : cards.get(item).priceMinor + 1);
  const rowOf = (item) => files.flatMap((file) => file.rows).find((row) => row.item === item)?.edges ?? [];
  const rules = files.flatMap((file) => file.rules ?? []);
  const isListed = (list, from, to) =>
    rules.some((rule) => rule[list].some((pair) => pair[0] === from && pair[1] === to));

  // 1. Sums, and who is pulled for.
  const isPage = inCart.length === 1 && (placement === undefined || placement === PRODUCT_PAGE);
  const sums = new Map();
  const pulledFor = new Set();
  const outweighed = new Set();
  for (const source of inCart) {
    for (const { target, weight, lead } of rowOf(source)) {
      const leads = isPage && lead > 0;
      sums.set(target, wrapped((sums.get(target) ?? 0) + weight + (leads ? lead * LEAD_UNIT : 0)));
      if (weight > 0 || leads) pulledFor.add(target);
      else if (categoryOf(source) && categoryOf(source) === categoryOf(target)) outweighed.add(target);
    }
  }
  const pinned = new Set(
    rules.flatMap((rule) => rule.pinned.filter(([from]) => inCart.includes(from)).map(([, to]) => to)),
  );

  // 2. Candidates.
  const highestPrice = Math.max(0, ...inCart.map(priceOf));
  const isTooDear = (price, highest, percent) =>
    price > 0 && highest > 0 && percent > 0 && BigInt(price - 1) * 100n > BigInt(highest - 1) * BigInt(percent);
  const rateOf = (score) => {
    const knots = first.calibration ?? [];
    const size = isPage ? 0 : inCart.length;
    const last = knots.findLast(([cartOfKnot, scoreOfKnot]) => cartOfKnot <= size && scoreOfKnot <= score);
    return last?.[2] ?? 0;
  };
  const speaksAgainst = (item) => {
    const category = categoryOf(item);
    const sameCategory = inCart.filter((other) => category && categoryOf(other) === category);
    return (
      inCart.includes(item) ||
      inCart.some((other) => groupOf(item) && groupOf(other) === groupOf(item)) ||
      outweighed.has(item) ||
      inCart.some((other) => isListed('blocked', other, item)) ||
      inCart.some((other) => isListed('denied', categoryOf(other), category)) ||
      (!inCart.some((other) => isListed('dearer', categoryOf(other), category)) &&
        isTooDear(priceOf(item), Math.max(0, ...sameCategory.map(priceOf)), first.rules?.sameCategoryPrice ?? 0)) ||
      isTooDear(priceOf(item), highestPrice, first.rules?.price ?? 0)
    );
  };
  const candidates = [...new Set([...pulledFor, ...pinned])]
    .filter((item) => cards.has(item))
    .map((item) => {
      const score = wrapped((sums.get(item) ?? 0) + cards.get(item).bias);
      return { item, score, rate: rateOf(score), isPinned: pinned.has(item) };
    })
    .filter(({ item, score, rate, isPinned }) => {
      if (speaksAgainst(item)) return false;
      return isPinned || (score > 0 && !(first.calibration && rate < minAttach));
    });

  // 3. Their order.
  const value = ({ item, rate }) => (byValue ? rate * priceOf(item) : 0);
  candidates.sort(
    (a, b) => Number(b.isPinned) - Number(a.isPinned) || value(b) - value(a) || b.score - a.score || a.item - b.item,
  );

  // 4. The list.
  const limits = [limit, MAX_LIST, (placement !== undefined && first.rules?.placementLimits[placement]) || MAX_LIST];
  const list = [];
  for (const candidate of candidates) {
    if (list.length >= Math.min(...limits)) break;
    const isAlike = ({ item }) =>
      (groupOf(item) && groupOf(item) === groupOf(candidate.item)) ||
      (diverse && familyOf(item) && familyOf(item) === familyOf(candidate.item));
    if (!list.some(isAlike)) list.push(candidate);
  }
  return list.map(({ item, score, rate }) => [item, score, rate]);
}
