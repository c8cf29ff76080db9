// The widget's cost on this page: bytes, requests, time.

import { changes } from '../cart/history.js';
import { cart } from '../cart.js';
import { element } from '../dom.js';
import { openTable } from './table.js';

const RUNS = 200;

/** @param {HTMLElement} costs  gets new content */
export async function showCosts(costs) {
  const base = new URL('.', document.baseURI).href;
  const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource')).filter(
    ({ name }) => ['widget/', 'goeswith/', 'broken/'].some((directory) => name.startsWith(base + directory)),
  );
  const first = changes.find(({ ids }) => ids.length)?.at;
  const code = entries.filter(({ name }) => name.startsWith(`${base}widget/`));
  const later = first === undefined ? [] : entries.filter(({ startTime }) => startTime > first);
  const rows = [
    ['Element and engine', describe(code)],
    ['Table', describe(entries.filter((entry) => !code.includes(entry)))],
    ['Requests since the first list', String(later.length)],
    ['First list on screen', first === undefined ? 'not yet' : `${Math.round(first)} ms after the page began`],
    ['One answer takes', await timeAnswer()],
    ['Cookies, other hosts, data sent', 'none'],
  ];
  costs.replaceChildren(...rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

/** @param {PerformanceResourceTiming[]} entries */
function describe(entries) {
  const bytes = entries.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  const requests = entries.length === 1 ? '1 request' : `${entries.length} requests`;
  return `${bytes.toLocaleString('en-GB')} bytes in ${requests}`;
}

async function timeAnswer() {
  const table = await openTable();
  if (!table) return 'no table';
  const anchor = new URLSearchParams(location.search).get('id');
  const skus = [...(anchor ? [anchor] : []), ...(await cart.getCart()).lines.map(({ productId }) => productId)];
  if (!skus.length) return 'nothing in the cart';
  const start = performance.now();
  for (let run = 0; run < RUNS; run++) await table.score(skus, 3);
  const microseconds = ((performance.now() - start) * 1000) / RUNS;
  return `${microseconds < 10 ? 'less than 10' : Math.round(microseconds)} µs for ${skus.length === 1 ? 'one item' : `${skus.length} items`}`;
}
