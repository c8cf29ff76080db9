// The server of the browser tests: the demo's static server, plus a watcher in every document and faults on demand.

import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { serveDirectory } from '../../demo/tools/static_server.js';

const COLLECTOR_PATH = '/__harness/collect.js';
const COLLECTOR_TAG = `<script src="${COLLECTOR_PATH}"></script>`;

/**
 * The fault of an answer; the first rule counts whose pattern matches the path:
 * - 'missing'     404
 * - 'html'        an HTML page with status 200, as hosts answer for deleted files
 * - 'truncated'   the first half of the file, declared as whole
 * - 'cut'         the connection breaks in the middle of the file
 * - 'flipped'     one bit of the middle byte is wrong
 * - 'stalled'     no answer until the server closes
 * - 'wrong-type'  the file as application/octet-stream, without a promise not to sniff
 * - {delay: ms}   the file, later
 * - {until}       the file, once that promise is settled
 * - {body, type}  other content, with status 200 or the one given
 *
 * @typedef {'missing' | 'html' | 'truncated' | 'cut' | 'flipped' | 'stalled' | 'wrong-type' | {delay: number}
 *   | {until: Promise<unknown>} | {body: string | Uint8Array, type: string, status?: number}} Fault
 */

/**
 * Serves a directory on a free loopback port, and with it on an origin of its own.
 *
 * @param {string} root
 * @param {object} [options]
 * @param {boolean | string} [options.csp]  true, the default: the strict policy; false: none; a string: that policy
 * @param {[RegExp, Fault][]} [options.faults]  tried in order against the path of each request
 * @returns {Promise<{url: string, requests(): {url: string, status: number, bytes: number}[],
 *   setFaults(faults: [RegExp, Fault][]): void, close(): Promise<void>}>}
 *   `requests()` lists what was asked for since the start, status 0 standing for no complete answer
 */
export async function serve(root, { csp = true, faults = [] } = {}) {
  const collector = await readFile(new URL('collect.js', import.meta.url));
  let rules = faults;
  const server = await serveOnNewPort(root, {
    csp: csp === true ? undefined : csp || '',
    intercept: async (pathname, reply, response) => {
      if (pathname === COLLECTOR_PATH) {
        return { status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' }, body: collector };
      }
      const rule = rules.find(([pattern]) => pattern.test(pathname));
      return rule ? applyFault(rule[1], reply, response) : withCollector(reply);
    },
  });
  return {
    url: server.url,
    requests: () => server.requests.filter(({ url }) => url !== COLLECTOR_PATH),
    setFaults: (next) => {
      rules = next;
    },
    close: server.close,
  };
}

/** Ports that this process has served on: a browser that is still open knows what was stored for them. */
const usedPorts = new Set();

/** @type {typeof serveDirectory} */
async function serveOnNewPort(root, options) {
  const server = await serveDirectory(root, options);
  const { port } = new URL(server.url);
  if (!usedPorts.has(port)) {
    usedPorts.add(port);
    return server;
  }
  try {
    return await serveOnNewPort(root, options); // this one is still taken meanwhile
  } finally {
    await server.close();
  }
}

function withCollector(reply) {
  if (!reply.headers['content-type'].startsWith('text/html')) return reply;
  const html = reply.body.toString('utf8');
  // Before everything else, yet after the doctype: without it the page would be in quirks mode.
  const start = /^\s*<!doctype[^>]*>/i.exec(html)?.[0].length ?? 0;
  return { ...reply, body: Buffer.from(html.slice(0, start) + COLLECTOR_TAG + html.slice(start)) };
}

async function applyFault(fault, reply, response) {
  const { body } = reply;
  const half = Math.floor(body.length / 2);
  const page = { 'content-type': 'text/html; charset=utf-8' };
  switch (fault) {
    case 'missing':
      return { status: 404, headers: page, body: Buffer.from('<!doctype html><title>Not found</title>') };
    case 'html':
      return { status: 200, headers: page, body: Buffer.from('<!doctype html><title>Welcome</title><p>Our shop') };
    case 'truncated':
      return { ...reply, body: body.subarray(0, half) };
    case 'flipped': {
      const damaged = Buffer.from(body);
      damaged[half] ^= 0x10;
      return { ...reply, body: damaged };
    }
    case 'wrong-type':
      return {
        ...reply,
        headers: { 'content-type': 'application/octet-stream', 'x-content-type-options': '' },
      };
    case 'cut':
      response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) });
      response.write(body.subarray(0, half), () => response.destroy());
      return undefined;
    case 'stalled':
      return undefined;
  }
  if ('delay' in fault) {
    await sleep(fault.delay);
    return withCollector(reply);
  }
  if ('until' in fault) {
    await fault.until;
    return withCollector(reply);
  }
  return { status: fault.status ?? 200, headers: { 'content-type': fault.type }, body: Buffer.from(fault.body) };
}
