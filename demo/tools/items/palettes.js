// The colours that the pictures are drawn in.

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

/**
 * @param {string} colour  as `colourOf` answers
 * @returns {{ground: string, light: string, main: string, deep: string}}
 */
export function paletteOf(colour) {
  const [ground, light, main, deep] = PALETTES[colour];
  return { ground, light, main, deep };
}
