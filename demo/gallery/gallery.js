// One section a theme; in it a frame for each layout, direction and colour scheme, loaded when it comes into view.
// Frames, since a theme is for a whole page.

import { DIRECTIONS, LAYOUTS, SCHEMES, THEMES } from './choices.js';

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** @param {{theme: string, layout: string, scheme: string, direction: string}} choice */
function makeFrame(choice) {
  const { layout, scheme, direction } = choice;
  const words = `${layout}, ${scheme}, ${direction === 'ltr' ? 'left to right' : 'right to left'}`;
  return make(
    'figure',
    { class: layout },
    make('figcaption', {}, words),
    make('iframe', {
      src: `frame.html?${new URLSearchParams(choice)}`,
      title: `${choice.theme}: ${words}`,
      loading: 'lazy',
      class: scheme,
    }),
  );
}

for (const [theme, description] of Object.entries(THEMES)) {
  document.querySelector('nav').append(make('a', { href: `#${theme}` }, theme), ' ');
  const frames = LAYOUTS.flatMap((layout) =>
    SCHEMES.flatMap((scheme) => DIRECTIONS.map((direction) => makeFrame({ theme, layout, scheme, direction }))),
  );
  document
    .querySelector('main')
    .append(
      make(
        'section',
        { id: theme },
        make('h2', {}, theme),
        make('p', {}, description, ' ', make('code', {}, `<link rel="stylesheet" href="widget/themes/${theme}.css">`)),
        make('div', { class: 'frames' }, ...frames),
      ),
    );
}
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
