// How an item looks: read out of its title, and where the title is silent, decided by its id alone.

import { hashOf } from '../../shop/hash.js';
import { colourOf, coloursOf, decorOf } from './colours.js';
import { kindOf } from './kinds.js';

/**
 * A thing as pictures.js draws it.
 *
 * @typedef {object} Looks
 * @property {string} kind
 * @property {string} colour  of the thing
 * @property {string} accent  of lids, handles and trimmings
 * @property {string} decor   pattern, or 'plain'
 * @property {string} emblem  what is painted on it, or 'none'
 * @property {number} count   1 … 3 of it
 * @property {number} size    0 small, 1, 2 large
 * @property {number} scene   0 … 9: what stands behind it
 * @property {boolean} mirrored
 */

const SCENES = 10;

// The second colour, when the title names only one.
const ACCENTS = {
  red: ['cream', 'turquoise', 'yellow', 'pink'],
  pink: ['cream', 'turquoise', 'green', 'yellow'],
  blue: ['cream', 'yellow', 'red', 'turquoise'],
  turquoise: ['cream', 'pink', 'yellow', 'orange'],
  green: ['cream', 'pink', 'yellow', 'orange'],
  yellow: ['white', 'blue', 'turquoise', 'grey'],
  orange: ['cream', 'turquoise', 'blue', 'yellow'],
  purple: ['cream', 'yellow', 'pink', 'turquoise'],
  brown: ['cream', 'green', 'turquoise', 'orange'],
  black: ['white', 'gold', 'red', 'turquoise'],
  grey: ['white', 'pink', 'yellow', 'blue'],
  cream: ['brown', 'turquoise', 'pink', 'gold'],
  white: ['grey', 'blue', 'green', 'gold'],
  gold: ['cream', 'black', 'turquoise', 'purple'],
};

/** @type {[emblem: string, pattern: RegExp][]} */
const EMBLEM_WORDS = [
  ['rocket', /\b(?:spaceboy|rocket|space|cadet)\b/],
  ['doll', /\b(?:dolly|dolls?|babushka|girls?)\b/],
  ['skull', /\b(?:skulls?|pirates?|halloween)\b/],
  ['flag', /\b(?:union jack|union flag|british|england|london)\b/],
  ['strawberry', /\b(?:strawberry|strawberries|berry|cherry|cherries)\b/],
  ['apple', /\b(?:apples?|pears?|fruit|peach)\b/],
  ['cat', /\b(?:cats?|kittens?|kitty)\b/],
  ['owl', /\b(?:owls?|woodland)\b/],
  ['butterfly', /\b(?:butterfl(?:y|ies)|bee|ladybird|dragonfly)\b/],
  ['mushroom', /\b(?:mushrooms?|toadstools?|fairy|fairies)\b/],
  ['crown', /\b(?:king|queen|royal|regency|princess|jubilee)\b/],
  ['cake', /\b(?:cupcakes?|cakes?|sweeties?|tea party|afternoon tea|vintage tea)\b/],
  ['tree', /\b(?:christmas tree|trees?|forest|festive)\b/],
  ['snow', /\b(?:snow\w*|christmas|xmas|nordic|scandinavian|winter)\b/],
  ['house', /\b(?:home|house|cottage|village|garden shed)\b/],
  ['bird', /\b(?:birds?|robin|doves?|duck|hen|chick|cockerel)\b/],
  ['star', /\b(?:stars?|circus|magic|lucky)\b/],
  ['flower', /\b(?:flowers?|floral|roses?|daisy|daisies|blossom|lavender|paisley|suki|marie)\b/],
  ['heart', /\b(?:hearts?|love|sweetheart|wedding|kiss)\b/],
];

/**
 * @param {string} title  in any case
 * @param {string} id
 * @returns {Looks}
 */
export function looksOf(title, id) {
  const text = title.toLowerCase();
  const chance = hashOf(id);
  const { kind } = kindOf(title);
  const colour = colourOf(title, id);
  const second = coloursOf(title).find((name) => name !== colour);
  return {
    kind,
    colour,
    accent: second ?? ACCENTS[colour][(chance >>> 4) % ACCENTS[colour].length],
    decor: decorOf(title),
    emblem: EMBLEM_WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'none',
    count: countOf(text),
    size: /\b(?:small|mini|petit|tiny|little|baby|childs|child’s)\b/.test(text)
      ? 0
      : /\b(?:large|jumbo|big|giant|tall|huge)\b/.test(text)
        ? 2
        : 1,
    scene: (chance >>> 8) % SCENES,
    mirrored: ((chance >>> 16) & 1) === 1,
  };
}

/** How many the picture shows of "set of 6 …", "pack of 12 …", "pair of …". @param {string} text */
function countOf(text) {
  if (/\b(?:pair|two|couple)\b/.test(text)) return 2;
  const [, number] =
    /\b(?:set|pack|box|bag|packet)s? ?(?:of|\/)? ?(\d+)\b|^s\/(\d+)|^(\d+) (?!\d)[a-z]/.exec(text)?.filter(Boolean) ??
    [];
  return Math.max(1, Math.min(3, Number(number ?? 1)));
}

/**
 * Looks in one short word, for files.
 *
 * @param {Looks} looks
 * @returns {string}
 */
export function specOf({ kind, colour, accent, decor, emblem, count, size, scene, mirrored }) {
  return `${kind} ${colour} ${accent} ${decor} ${emblem} ${count}${size}${scene}${Number(mirrored)}`;
}
