// Colours and patterns that a title speaks of.

/** From the palest to the deepest: the ground, highlights, the thing itself, its outline. */
const PALETTES = {
  red: ['#fbebe7', '#f7cfc8', '#d2493f', '#7d1f1b'],
  pink: ['#fdeff2', '#fbd5de', '#ec8fa6', '#a13c5b'],
  blue: ['#e9f1f9', '#cfe0f1', '#5b8fc7', '#234a7a'],
  turquoise: ['#e6f5f4', '#c6e8e5', '#45aca6', '#14615f'],
  green: ['#edf4e8', '#d6e7ca', '#76a65b', '#355a25'],
  yellow: ['#fdf6df', '#fbe9ae', '#ecbb3f', '#8a6110'],
  orange: ['#fdf0e4', '#fad8b8', '#e68a3d', '#8d4712'],
  purple: ['#f3edf8', '#e1d2ef', '#9573bb', '#523478'],
  brown: ['#f5efe8', '#e6d5c3', '#a87b55', '#5f3e24'],
  black: ['#efefed', '#d6d5d2', '#4c4a49', '#1f1e1e'],
  grey: ['#f0f2f3', '#dde2e5', '#98a4ac', '#48545c'],
  cream: ['#f7f2e6', '#fffdf6', '#efe4c8', '#84714a'],
  white: ['#edf0ee', '#ffffff', '#fbfbf9', '#5e6a69'],
  gold: ['#f8f2e2', '#f2e0ad', '#cfa549', '#755512'],
};

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
  ['spots', /\b(?:\w*spots?|spotty|polkadots?|polka|dots?|dotty)\b/],
  ['stripes', /\b(?:stripes?|stripey|striped|gingham|check|tartan)\b/],
  ['flowers', /\b(?:flowers?|floral|roses?|blossom|daisy|daisies|paisley|botanical|regency)\b/],
];

// What a thing without a colour in its title comes in.
const UNSPOKEN = ['blue', 'green', 'pink', 'turquoise', 'yellow', 'cream', 'orange', 'purple'];

/**
 * The colour that the title names first, or else one that depends on nothing but `id`.
 *
 * @param {string} title  in any case
 * @param {string} id
 * @returns {string}
 */
export function colourOf(title, id) {
  const text = title.toLowerCase();
  let colour;
  let first = Infinity;
  for (const [name, pattern] of COLOUR_WORDS) {
    const at = text.search(pattern);
    if (at >= 0 && at < first) {
      first = at;
      colour = name;
    }
  }
  return colour ?? UNSPOKEN[hash(id) % UNSPOKEN.length];
}

/**
 * @param {string} title  in any case
 * @returns {string}  'plain' when the title names no pattern
 */
export function decorOf(title) {
  const text = title.toLowerCase();
  return DECOR_WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'plain';
}

/**
 * @param {string} colour  as `colourOf` answers
 * @returns {{ground: string, light: string, main: string, deep: string}}
 */
export function paletteOf(colour) {
  const [ground, light, main, deep] = PALETTES[colour];
  return { ground, light, main, deep };
}

/** FNV-1a. @param {string} text */
function hash(text) {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193);
  return value >>> 0;
}
