// One section a theme; in it a frame for each layout, direction and colour scheme, loaded when it comes into view.
// Frames, since a theme is for a whole page.

import { element } from '../shop/dom.js';
import { DIRECTIONS, LAYOUTS, SCHEMES, THEMES } from './choices.js';

/** @param {{theme: string, layout: string, scheme: string, direction: string}} choice */
function makeFrame(choice) {
  const { layout, scheme, direction } = choice;
  const words = `${layout}, ${scheme}, ${direction === 'ltr' ? 'left to right' : 'right to left'}`;
  return element(
    'figure',
    { class: layout },
    element('figcaption', {}, words),
    element('iframe', {
      src: `frame.html?${new URLSearchParams(choice)}`,
      title: `${choice.theme}: ${words}`,
      loading: 'lazy',
      class: scheme,
    }),
  );
}

for (const [theme, description] of Object.entries(THEMES)) {
  document.querySelector('nav').append(element('a', { href: `#${theme}` }, theme), ' ');
  const frames = LAYOUTS.flatMap((layout) =>
    SCHEMES.flatMap((scheme) => DIRECTIONS.map((direction) => makeFrame({ theme, layout, scheme, direction }))),
  );
  document
    .querySelector('main')
    .append(
      element(
        'section',
        { id: theme },
        element('h2', {}, theme),
        element(
          'p',
          {},
          description,
          ' ',
          element('code', {}, `<link rel="stylesheet" href="widget/themes/${theme}.css">`),
        ),
        element('div', { class: 'frames' }, ...frames),
      ),
    );
}
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
