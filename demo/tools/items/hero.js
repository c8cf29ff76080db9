// The picture at the top of the home page: a shelf of things by the same hand as the products' pictures.

import { drawThing } from './pictures.js';

/** Things and where they stand: kind, colour, accent, decor, emblem; x and y of its upper left corner, scale. */
const THINGS = [
  ['bunting', 'turquoise', 'red', 'spots', 'none', 10, -22, 1.5],
  ['bunting', 'pink', 'gold', 'stripes', 'none', 225, -16, 1.5],
  ['frame', 'brown', 'cream', 'plain', 'bird', 392, 62, 1],
  ['plant', 'orange', 'cream', 'waves', 'none', 30, 142, 1.12],
  ['tin', 'red', 'cream', 'spots', 'heart', 176, 148, 1.08],
  ['cakestand', 'turquoise', 'pink', 'plain', 'none', 290, 116, 1.32],
  ['teacup', 'pink', 'cream', 'flowers', 'crown', 440, 186, 0.8],
];

/** @returns {string} SVG of 560 × 360, without styles or scripts */
export function drawHero() {
  const drawn = THINGS.map(([kind, colour, accent, decor, emblem, x, y, scale], index) => {
    const { definition, body, deep } = drawThing({ kind, colour, accent, decor, emblem, patternId: `p${index}` });
    return `${definition}<g transform="translate(${x} ${y}) scale(${scale})" stroke="${deep}">${body}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 360" width="560" height="360"><path d="M0 0h560v360H0z" fill="#f2ecdd"/><circle cx="420" cy="120" r="150" fill="#fbe9ae"/><path d="M0 292h560v68H0z" fill="#e3cdae"/><path d="M0 292h560v10H0z" fill="#cbb08a"/><g fill="#5f3e24" fill-opacity=".15"><ellipse cx="120" cy="293" rx="64" ry="6"/><ellipse cx="262" cy="293" rx="60" ry="6"/><ellipse cx="396" cy="293" rx="78" ry="6"/><ellipse cx="504" cy="293" rx="50" ry="6"/></g><g stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round">${drawn.join('')}</g></svg>\n`;
}
