// Titles for people, out of titles in capitals as a warehouse types them.

const SMALL_WORDS = new Set(['a', 'and', 'at', 'by', 'de', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with']);
const KEPT_CAPITALS = new Set([
  'CD',
  'DIY',
  'DVD',
  'LED',
  'TV',
  'UK',
  'USA',
  'USB',
  'BBQ',
  'II',
  'A4',
  'A5',
  'A6',
  'LP',
  'LA',
  'NYC',
]);
const SPELLINGS = new Map([
  ['BARBEQUE', 'Barbecue'],
  ['CHILDRENS', 'Children’s'],
  ['CHILDS', 'Child’s'],
  ['IPOD', 'iPod'],
  ['MENS', 'Men’s'],
  ['SILOUETTE', 'Silhouette'],
  ['W', 'with'],
  ['W/', 'with'],
  ['WOMENS', 'Women’s'],
]);

/**
 * `LUNCH BAG  BLACK SKULL.` becomes `Lunch Bag Black Skull`, `SET OF 3 T-LIGHTS 20CM` becomes `Set of 3 T-Lights 20cm`.
 * The case of words that were not typed in capitals is kept, `3.5g` for one.
 *
 * @param {string} title
 * @returns {string}
 */
export function presentableTitle(title) {
  const words = title
    .replace(/^[*\s]+|[\s.,*]+$/g, '')
    .replace(/\s*,\s*/g, ', ')
    .replace(/([A-Z])\.(?=\s)/g, (match, letter, at, text) => (/\b[A-Z]$/.test(text.slice(0, at + 1)) ? match : letter))
    .replace(/'/g, '’')
    .split(/\s+/);
  return words.map((word, index) => presentableWord(word, index > 0 && index < words.length - 1)).join(' ');
}

/** @param {string} word @param {boolean} within  neither the first word nor the last */
function presentableWord(word, within) {
  const capitals = word.toUpperCase();
  const [, core, mark] = /^(.*?)([,:;!?)]*)$/.exec(capitals) ?? [];
  const spelling = SPELLINGS.get(core);
  if (spelling) return spelling + mark;
  if (KEPT_CAPITALS.has(core) || /^(?:[A-Z]\.)+$/.test(capitals) || /^S\/\d+$/.test(core) || /^\d+D$/.test(core)) {
    return capitals;
  }
  if (/^\d/.test(word)) return presentableMeasure(word);
  const lower = word.toLowerCase();
  if (within && SMALL_WORDS.has(lower)) return lower;
  if (/^[A-Z][a-z]/.test(word)) return word;
  // A new word begins after anything but a letter, a digit and an apostrophe: T-Light, Food/Drink.
  return lower.replace(/(?<![\p{L}\p{N}’])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** Sizes and numbers stay small: 34x20cm, 50’s, 1st; 6-Piece is a word. @param {string} word */
function presentableMeasure(word) {
  return word.toLowerCase().replace(/(?<=[-/])\p{L}/gu, (letter) => letter.toUpperCase());
}
