// No two elements of a page offer the same item: the one that comes first in the document has it.

const FOLLOWING = 4; // Node.DOCUMENT_POSITION_FOLLOWING

/** @typedef {(taken: Set<string>) => void} ShowRest shows none of the ids in the set, and puts into it what it does show */

/** @type {Map<Element, ShowRest>} how each element shows what is left for it */
const shows = new Map();

/**
 * Lets an element take part, or no longer, and has all elements show anew what they offer.
 * @param {Element} element
 * @param {ShowRest} [show]
 */
export function shareOffers(element, show) {
  if (show) shows.set(element, show);
  else if (!shows.delete(element)) return;
  const taken = new Set();
  const inOrder = [...shows].sort(([a], [b]) => (a.compareDocumentPosition(b) & FOLLOWING ? -1 : 1));
  for (const [, showRest] of inOrder) showRest(taken);
}

/** @returns {number} how many elements offer something */
export const sharers = () => shows.size;
