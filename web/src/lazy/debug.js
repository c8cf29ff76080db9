// The panel of the attribute `debug`: offers, suggestions that are none, reasons, cost. Loaded with the attribute.

/** @import {Product, Suggestion} from '../types.js' */
/** @import {Answer} from '../element/widget.js' */
/** @typedef {import('../element/element.js').GoesWithElement} GoesWithElement */
/** @typedef {import('../engine/recommender.js').Recommender} Recommender */

import { node } from '../element/nodes.js';

/** How long the scorer is measured, in milliseconds: browsers round what one call takes away. */
const MEASURED_MS = 5;
/** Beyond this many the reasons of an item of the cart do not matter. */
const MOST_REASONS = 1_000;

const STYLE = `
  :host { all: initial; position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483647; margin: 0; padding: 0;
    inline-size: min(46rem, 100vw - 2rem); max-block-size: 60vh; overflow: auto; border: 1px solid; border-radius: 0.5rem;
    background: #fff; color: #1a1a1a; font: 0.8125rem/1.45 ui-monospace, monospace; text-align: start; direction: ltr;
    box-shadow: 0 0.25rem 1.5rem #0005; }
  summary { min-block-size: 1.75rem; padding: 0.375rem 0.75rem; font-weight: 700; cursor: pointer; }
  section { padding: 0.25rem 0.75rem 0.75rem; border-block-start: 1px solid #bbb; }
  h2 { margin: 0.5rem 0; font-size: 1em; overflow-wrap: anywhere; }
  p { margin: 0.25rem 0; overflow-wrap: anywhere; }
  table { inline-size: 100%; margin-block: 0.5rem; border-collapse: collapse; }
  caption { text-align: start; font-weight: 700; }
  th, td { padding: 0.125rem 0.5rem 0.125rem 0; border-block-start: 1px solid #ddd; text-align: start;
    vertical-align: top; overflow-wrap: anywhere; }
  .number { text-align: end; white-space: nowrap; }
  .left-out { color: #666; }`;

/** @type {Map<GoesWithElement, {section: HTMLElement, draw: () => void}>} */
const sections = new Map();
/** @type {{host: HTMLElement, list: HTMLElement} | undefined} */
let panel;

/**
 * Shows an answer in the page's panel, and shows it anew when the element shows something else. Ends when the element
 * leaves the page or loses the attribute.
 * @param {GoesWithElement} element
 * @param {Recommender} recommender
 * @param {Answer} answer
 * @param {() => Product[]} products those that are shown
 */
function explain(element, recommender, answer, products) {
  if (!element.isConnected || !element.debug) return;
  panel ??= openPanel();
  const known = sections.get(element);
  const section = known?.section ?? panel.list.appendChild(document.createElement('section'));
  const draw = () => section.replaceChildren(...describe(element, recommender, answer, products()));
  if (known) element.removeEventListener('goeswith:change', known.draw);
  element.addEventListener('goeswith:change', draw);
  sections.set(element, { section, draw });
  draw();
}

function openPanel() {
  const host = document.createElement('div');
  host.setAttribute('role', 'region');
  host.setAttribute('aria-label', 'goeswith debug');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const list = make('div', '');
  const details = make('details', '', make('summary', '', 'goeswith debug'), list);
  details.open = true;
  root.append(details);
  document.body.append(host);
  // Above the page's own layers, where the browser knows how.
  host.popover = 'manual';
  host.showPopover?.();

  const observer = new MutationObserver(() => {
    for (const [element, { section, draw }] of sections) {
      if (element.isConnected && element.debug) continue;
      element.removeEventListener('goeswith:change', draw);
      section.remove();
      sections.delete(element);
    }
    if (sections.size) return;
    observer.disconnect();
    host.remove();
    panel = undefined;
  });
  observer.observe(document, { subtree: true, childList: true, attributeFilter: ['debug'] });
  return { host, list };
}

/**
 * @param {GoesWithElement} element
 * @param {Recommender} recommender
 * @param {Answer} answer
 * @param {Product[]} items those that are shown
 * @returns {Node[]}
 */
function describe(element, recommender, answer, items) {
  const { skus_: skus, suggestions_: suggestions, options_: options, live_: live } = answer;
  const known = skus.filter((sku) => recommender.card(sku));
  const tag = [...element.attributes].map(({ name, value }) => ` ${name}${value && `="${value}"`}`).join('');
  const reasons = reasonsOf(recommender, known);
  const rows = suggestions.map((suggestion, index) => {
    const { sku, score, attachRate, card } = suggestion;
    const verdict = verdictOn(suggestion, { items, suggestions, limit: element.limit, live });
    return make(
      'tr',
      verdict === 'shown' ? '' : 'left-out',
      make('td', 'number', String(index + 1)),
      make('th', '', card.title ? `${sku} ${card.title}` : sku),
      make('td', 'number', String(score)),
      make('td', 'number', attachRate === undefined ? '–' : `${(100 * attachRate).toFixed(1)} %`),
      make('td', '', reasons(sku) || 'a rule'),
      make('td', '', verdict),
    );
  });
  for (const heading of rows.map((row) => row.querySelector('th'))) heading?.setAttribute('scope', 'row');

  const unknown = skus.length - known.length;
  const { section, height } = measure(element);
  const lines = [
    `scored for ${known.join(', ') || 'nothing that the table knows'}${unknown ? `; the table does not know ${unknown} more` : ''}`,
    `${microseconds(() => recommender.score(skus, suggestions.length || 1, options)).toFixed(1)} µs a call of the scorer, on average`,
    section
      ? `${height} px high: style it with --goeswith-reserve: ${height}px, and nothing moves when it appears`
      : 'nothing is shown, and the children stay',
  ];
  if (!suggestions.length) lines.push('no suggestions: nothing in the cart pulls for anything above min-attach');
  return [
    make('h2', '', `<goes-with${tag}>`),
    ...lines.map((line) => make('p', '', line)),
    ...(rows.length ? [table('Suggestions', ['', 'item', 'score', 'attach rate', 'because of', 'outcome'], rows)] : []),
    ...files(element),
  ];
}

/**
 * @param {Suggestion} suggestion
 * @param {{items: Product[], suggestions: Suggestion[], limit: number, live: Product[]}} facts
 * @returns {string} what became of it
 */
function verdictOn({ sku, card }, { items, suggestions, limit, live }) {
  if (items.some(({ id }) => id === sku)) return 'shown';
  const product = live.find(({ id }) => id === sku);
  if (product ? !product.available : card.available === false)
    return `not to be had, says the ${product ? 'shop' : 'table'}`;
  const last = suggestions.map((other) => items.some(({ id }) => id === other.sku)).lastIndexOf(true);
  const position = suggestions.findIndex((other) => other.sku === sku);
  if (items.length >= limit && position > last) return `beyond the limit of ${limit}`;
  return 'offered by another element';
}

/**
 * @param {Recommender} recommender
 * @param {string[]} skus
 * @returns {(sku: string) => string} which of them pull for an item, and how much each would alone
 */
function reasonsOf(recommender, skus) {
  const pulls = [...new Set(skus)].map((sku) => ({
    sku,
    scores: new Map(
      recommender
        .score([sku], MOST_REASONS, { diverse: false })
        .map((suggestion) => [suggestion.sku, suggestion.score]),
    ),
  }));
  return (sku) =>
    pulls
      .map((pull) => ({ sku: pull.sku, score: pull.scores.get(sku) ?? 0 }))
      .filter(({ score }) => score)
      .sort((a, b) => b.score - a.score)
      .map((pull) => `${pull.sku} (${pull.score})`)
      .join(', ');
}

/**
 * @param {() => void} call
 * @returns {number} how long it takes, repeated for as long as it can be measured
 */
function microseconds(call) {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  do {
    call();
    calls++;
    elapsed = performance.now() - start;
  } while (elapsed < MEASURED_MS);
  return (1000 * elapsed) / calls;
}

/** @param {GoesWithElement} element */
function measure(element) {
  const section = (element.shadowRoot ?? element).querySelector('.goeswith-list')?.closest('.goeswith');
  return { section, height: Math.ceil(section?.getBoundingClientRect().height ?? 0) };
}

/**
 * @param {GoesWithElement} element
 * @returns {Node[]} what was downloaded for it: goeswith's own files and the table's
 */
function files(element) {
  const own = new URL('./', import.meta.url).href;
  const tableUrl = new URL('./', new URL(element.table, document.baseURI)).href;
  const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource')).filter(
    ({ name }) => name.startsWith(own) || name.startsWith(tableUrl),
  );
  const rows = entries.map(({ name, encodedBodySize, transferSize, duration }) =>
    make(
      'tr',
      '',
      make('td', '', name.replace(location.origin, '')),
      make('td', 'number', `${encodedBodySize.toLocaleString('en')} B`),
      make('td', 'number', transferSize ? `${Math.round(duration)} ms` : 'cached'),
    ),
  );
  const bytes = entries.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  const title = `${entries.length} requests, ${bytes.toLocaleString('en')} bytes as sent, this panel's among them`;
  return rows.length ? [table(title, ['file', 'bytes', 'time'], rows)] : [];
}

/**
 * @param {string} title
 * @param {string[]} headings
 * @param {Node[]} rows
 */
function table(title, headings, rows) {
  const cells = headings.map((heading) => {
    const cell = make(heading ? 'th' : 'td', '', heading);
    if (heading) cell.setAttribute('scope', 'col');
    return cell;
  });
  return make(
    'table',
    '',
    make('caption', '', title),
    make('thead', '', make('tr', '', ...cells)),
    make('tbody', '', ...rows),
  );
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className the panel's own, in its shadow root
 * @param {...(string | Node)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function make(tag, className, ...children) {
  return node(tag, '', { className }, ...children);
}

export default { explain_: explain };
