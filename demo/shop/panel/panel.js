// The guided panel: what goeswith decided on this page and why, what it cost, and switches to try it with. Loaded when
// somebody asks for it; the shop does not need it.

import { cart } from '../cart.js';
import { element } from '../dom.js';
import { showAnswers } from './answers.js';
import { showCosts } from './costs.js';
import { makeSwitches } from './switches.js';

/** @type {HTMLElement | undefined} */
let panel;

/** @param {HTMLButtonElement} opener */
export async function togglePanel(opener) {
  panel ??= await makePanel(opener);
  panel.hidden = !panel.hidden;
  opener.setAttribute('aria-expanded', String(!panel.hidden));
  const next = panel.hidden ? opener : /** @type {HTMLElement} */ (panel.querySelector('.close'));
  next.focus({ preventScroll: true });
}

/** @param {HTMLButtonElement} opener */
async function makePanel(opener) {
  await loadStyle();
  const close = element('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '×');
  const answers = element('div', { class: 'answers' });
  const costs = element('dl', { class: 'costs' });
  const made = element(
    'aside',
    { class: 'panel', 'aria-labelledby': 'panel-title', hidden: '' },
    element('div', { class: 'drawer-top' }, element('h2', { id: 'panel-title' }, 'How does this work?'), close),
    element(
      'p',
      {},
      'Past orders became one static file. This browser has read it, and every list on this page was worked out here: no server was asked, nothing left the page.',
    ),
    element('h3', {}, 'What it decided, and why'),
    answers,
    element('h3', {}, 'What it cost'),
    costs,
    element('h3', {}, 'Try it'),
    makeSwitches(),
  );
  close.addEventListener('click', () => togglePanel(opener));
  made.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') togglePanel(opener);
  });
  document.body.append(made);

  let waiting = false;
  const update = () => {
    if (waiting) return;
    waiting = true;
    // After the lists have settled.
    setTimeout(async () => {
      waiting = false;
      await showAnswers(answers);
      await showCosts(costs);
    }, 100);
  };
  for (const type of ['goeswith:change', 'goeswith:error']) addEventListener(type, update);
  cart.onCartChange(update);
  update();
  return made;
}

function loadStyle() {
  const link = element('link', { rel: 'stylesheet', href: 'panel/panel.css' });
  const loaded = new Promise((resolve) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve); // plain, but there
  });
  document.head.append(link);
  return loaded;
}
