// A small static file server for looking at a site the way a shop would serve it: loopback only, right MIME types,
// brotli where a content delivery network would apply it, and the strictest Content-Security-Policy that the widget
// promises to live under. The demo serves the shop with it, the browser tests serve their pages with it.

import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

export const STRICT_CSP = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** An e-mail is shown under the rules of mail programs: styles inside, pictures from anywhere, and nothing that runs. */
const EMAIL_CSP = "default-src 'none'; img-src *; style-src 'unsafe-inline'";
const IS_EMAIL = /\/email\/[^/]+\.html$/;

/** A name that changes with the content, as `goeswith build` gives to tables. */
export const CONTENT_HASHED = /-[0-9a-f]{16}\.\w+$/;

const MIME_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

const COMPRESSIBLE = /^(?:text\/|image\/svg|application\/(?:json|wasm))/;
// The best compression takes seconds for large files, and nobody shall wait that long for a page.
const LARGE_FILE = 100_000;
const compress = promisify(brotliCompress);

/**
 * @typedef {object} Reply
 * @property {number} status
 * @property {Record<string, string>} headers  names in lower case
 * @property {Buffer} body
 */

/**
 * Serves the files below `root` on 127.0.0.1. Only GET and HEAD are answered, and nothing outside of `root` is reached.
 *
 * @param {string} root  directory; `/` in a URL stands for its `index.html`
 * @param {object} [options]
 * @param {number} [options.port]  0, the default, takes any free port
 * @param {string} [options.csp]   Content-Security-Policy of every answer; the empty string sends none. Unless given it is
 *     STRICT_CSP, and for e-mails that of mail programs
 * @param {RegExp} [options.immutable]  paths of files that never change under their name; all others are asked for anew
 * @param {(pathname: string, reply: Reply, response: import('node:http').ServerResponse) => Promise<Reply | undefined>} [options.intercept]
 *     may change an answer before it is compressed; `undefined` says that it has taken over `response` itself
 * @returns {Promise<{url: string, close(): Promise<void>, requests: {url: string, status: number, bytes: number}[]}>}
 *     `url` ends in a slash; `requests` grows with every answer, `bytes` being the body as sent.
 *     Rejects with a sentence for people when the port is taken.
 */
export async function serveDirectory(root, { port = 0, csp, immutable, intercept } = {}) {
  const directory = path.resolve(root);
  /** @type {{url: string, status: number, bytes: number}[]} */
  const requests = [];
  /** @type {Map<string, {modified: number, body: Buffer}>} */
  const compressed = new Map();

  /** @param {string} pathname  decoded */
  async function readReply(pathname) {
    const file = path.join(directory, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const inside = file.startsWith(directory + path.sep) && !pathname.includes('\0');
    const status = inside ? await stat(file).catch(() => undefined) : undefined;
    if (!status?.isFile()) {
      return {
        status: 404,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: Buffer.from('Not found\n'),
      };
    }
    const type = MIME_TYPES[path.extname(file)] ?? 'application/octet-stream';
    return {
      status: 200,
      headers: { 'content-type': type },
      body: await readFile(file),
      file,
      modified: status.mtimeMs,
    };
  }

  async function compressOnce(reply) {
    const known = compressed.get(reply.file);
    if (known?.modified === reply.modified) return known.body;
    const quality = reply.body.length < LARGE_FILE ? constants.BROTLI_MAX_QUALITY : 6;
    const body = await compress(reply.body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
    compressed.set(reply.file, { modified: reply.modified, body });
    return body;
  }

  async function answer(request, response) {
    // What begins with two slashes would name a host.
    const { pathname } = new URL(request.url.replace(/^\/+/, '/'), 'http://127.0.0.1');
    const found = await readReply(decodePath(pathname));
    const reply = intercept ? await intercept(pathname, found, response) : found;
    if (!reply) {
      requests.push({ url: request.url, status: 0, bytes: 0 });
      return;
    }
    let { body } = reply;
    const policy = csp ?? (IS_EMAIL.test(pathname) ? EMAIL_CSP : STRICT_CSP);
    const headers = {
      ...(policy && { 'content-security-policy': policy }),
      'cache-control': immutable?.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
      'x-content-type-options': 'nosniff',
      ...reply.headers,
    };
    const wantsBrotli = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''));
    if (reply === found && found.file && wantsBrotli && COMPRESSIBLE.test(headers['content-type'])) {
      body = await compressOnce(found);
      headers['content-encoding'] = 'br';
      headers.vary = 'accept-encoding';
    }
    headers['content-length'] = String(body.length);
    requests.push({ url: request.url, status: reply.status, bytes: body.length });
    response.writeHead(reply.status, headers);
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    answer(request, response).catch((error) => {
      process.stderr.write(`${request.url}: ${error.stack}\n`);
      response.destroy();
    });
  });
  await listen(server, port);
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A broken escape such as `%E0` names no file. @param {string} pathname */
function decodePath(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '\0';
  }
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is in use by another program. Choose another one with --port N.`)
          : error.code === 'EACCES'
            ? new Error(`Port ${port} may not be opened by this user. Choose one above 1023 with --port N.`)
            : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
