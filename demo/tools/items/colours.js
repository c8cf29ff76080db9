// Colours and patterns that a title speaks of.

import { hashOf } from '../../shop/hash.js';

/** @type {[colour: string, pattern: RegExp][]} */
const COLOUR_WORDS = [
  ['red', /\b(?:red|ruby|retrospot|strawberry|cherry|scarlet|burgundy|poppy|union jack|union flag)\b/],
  ['pink', /\b(?:pinks?|rose|roses|rosie|fuschia|fuchsia|raspberry|dolly girl|marie)\b/],
  ['turquoise', /\b(?:turquoise|teal|aqua|mint|jade|skulls?)\b/],
  ['blue', /\b(?:blue|navy|sky|denim|spaceboy|delft|sapphire)\b/],
  ['green', /\b(?:green|olive|lime|woodland|apples?|emerald|leaf|botanical|herb)\b/],
  ['yellow', /\b(?:yellow|lemon|sunflower|daisy|honeycomb)\b/],
  ['orange', /\b(?:orange|amber|terracotta|peach|copper|cinnamon)\b/],
  ['purple', /\b(?:purple|lilac|lavender|amethyst|violet|plum)\b/],
  ['gold', /\b(?:gold|brass|golden)\b/],
  ['grey', /\b(?:silver|grey|gray|zinc|metal|slate|pewter|chrome)\b/],
  ['black', /\b(?:black|chalkboard|blackboard|jet)\b/],
  ['brown', /\b(?:brown|wood|wooden|wicker|chocolate|coffee|natural|rattan|bamboo|rustic)\b/],
  ['cream', /\b(?:ivory|cream|vanilla|antique|linen)\b/],
  ['white', /\b(?:white|frosted|clear|porcelain|lace)\b/],
];

/** @type {[decor: string, pattern: RegExp][]} */
const DECOR_WORDS = [
  ['hearts', /\bhearts (?:pattern|design)\b|\bof hearts\b/],
  ['spots', /\b(?:\w*spots?|spotty|polkadots?|polka|dots?|dotty)\b/],
  ['stripes', /\b(?:stripes?|stripey|striped|deckchair|circus)\b/],
  ['check', /\b(?:gingham|check|checked|tartan|plaid|patchwork)\b/],
  ['flowers', /\b(?:flowers?|floral|roses?|blossom|daisy|daisies|paisley|regency)\b/],
  ['leaves', /\b(?:botanical|woodland|leaf|leaves|herb|garden|vintage)\b/],
  ['waves', /\b(?:zig ?zag|waves?|sea|beach|seaside|deco|knit\w*|nordic|paisley)\b/],
];

// Colours for things without one in their title.
const UNSPOKEN = ['blue', 'green', 'pink', 'turquoise', 'yellow', 'cream', 'orange', 'purple'];

/**
 * @param {string} title  in any case
 * @returns {string[]}  the colours that the title names, in its order
 */
export function coloursOf(title) {
  const text = title.toLowerCase();
  return COLOUR_WORDS.map(([name, pattern]) => ({ name, at: text.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

/**
 * The colour that the title names first, or else one that depends on nothing but `id`.
 *
 * @param {string} title  in any case
 * @param {string} id
 * @returns {string}
 */
export function colourOf(title, id) {
  return coloursOf(title)[0] ?? UNSPOKEN[hashOf(id) % UNSPOKEN.length];
}

/**
 * @param {string} title  in any case
 * @returns {string}  'plain' when the title names no pattern
 */
export function decorOf(title) {
  const text = title.toLowerCase();
  return DECOR_WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'plain';
}
