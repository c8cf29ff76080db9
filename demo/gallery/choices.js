// The choices of gallery and playground.

/** @type {Record<string, string>} themes, and what each is like */
export const THEMES = {
  plain: 'The page’s own font and colours, thin lines.',
  boutique: 'Wide air, a serif, hairlines.',
  electronics: 'Compact panels, figures that line up, one loud button.',
  grocery: 'Round and green, big prices, large targets.',
  'high-contrast': 'Black and white, 7:1 and more, thick lines, large text.',
};
export const LAYOUTS = ['bundle', 'list', 'cards'];
export const DIRECTIONS = ['ltr', 'rtl'];
export const SCHEMES = ['light', 'dark'];
