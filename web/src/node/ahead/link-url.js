// URLs of cards, made safe to stand in a link. The same as core/command/ahead/link_url.h.

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const ENCODER = new TextEncoder();

/**
 * @typedef {object} UrlParts
 * @property {string} scheme
 * @property {string} authority
 * @property {string} path begins with /
 * @property {string} query with its ?
 * @property {string} fragment with its #
 */

/** @param {string} url whether it says by itself where it leads */
export const isAbsoluteUrl = (url) => SCHEME.test(withoutBreaks(url));

/**
 * @param {string} text
 * @returns {string | undefined} an absolute http or https URL in its normal form, for `linkUrl`
 */
export function normalBaseUrl(text) {
  return joined(parseAbsolute(encoded(withoutBreaks(text))));
}

/**
 * Where a card's URL leads, as browsers see it.
 * @param {string | undefined} text
 * @param {string} base one of `normalBaseUrl`, or empty: a relative URL then stays relative
 * @returns {string | undefined} nothing for other schemes than http and https, for an empty URL, for hosts that are not
 *   plain ASCII, and for names or passwords before the host
 */
export function linkUrl(text, base) {
  const url = encoded(withoutBreaks(text ?? ''));
  if (!url) return;
  if (SCHEME.test(url)) return joined(parseAbsolute(url));
  if (url.startsWith('//')) {
    const scheme = base ? base.slice(0, base.indexOf(':')) : 'https';
    const absolute = joined(splitAuthority(scheme, url.slice(2)));
    return base ? absolute : absolute?.slice(scheme.length + 1);
  }
  const from = parseAbsolute(base);
  if (!from) return url;

  const to = { ...from };
  const { path, query, fragment } = splitPath(url);
  if (path.startsWith('/')) to.path = withoutDots(path);
  else if (path) to.path = withoutDots(from.path.slice(0, from.path.lastIndexOf('/') + 1) + path);
  if (path || query) to.query = query;
  to.fragment = fragment;
  return joined(to);
}

/** @param {string} url whether its path ends like a picture that mail clients do not show */
export const isPictureUnknownToMail = (url) => /^[^?#]*\.(svgz?|avif)([?#]|$)/i.test(url);

/** @param {string} url without white space around it and line ends within, which browsers leave out, too */
function withoutBreaks(url) {
  return url.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '').replace(/[\t\n\r]/g, '');
}

/** @param {string} url */
function encoded(url) {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  return (path.replaceAll('\\', '/') + url.slice(path.length)).replace(/[^!#-&(-;=?-[\]_a-z~]+/g, (text) =>
    Array.from(ENCODER.encode(text), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

/** @param {string} url */
function parseAbsolute(url) {
  const [start = '', scheme = ''] = /^(https?):\/\//i.exec(url) ?? [];
  return scheme ? splitAuthority(scheme.toLowerCase(), url.slice(start.length)) : undefined;
}

/**
 * @param {string} scheme
 * @param {string} rest begins with the authority
 * @returns {UrlParts | undefined}
 */
function splitAuthority(scheme, rest) {
  const [authority = ''] = /^[^/?#]*/.exec(rest) ?? [];
  if (!/^[\w.:[\]-]+$/.test(authority)) return;
  const { path, query, fragment } = splitPath(rest.slice(authority.length));
  return { scheme, authority: authority.toLowerCase(), path: withoutDots(path), query, fragment };
}

/** @param {string} rest */
function splitPath(rest) {
  const [, path = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(rest) ?? [];
  return { path, query, fragment };
}

/** @param {string} path the result has no . and .. segments (RFC 3986, 5.2.4) */
function withoutDots(path) {
  const segments = path.split('/').slice(1);
  const kept = [];
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  const last = segments.at(-1);
  const text = kept.map((segment) => `/${segment}`).join('');
  return last === '.' || last === '..' || !text ? `${text}/` : text;
}

/** @param {UrlParts | undefined} parts */
function joined(parts) {
  return parts && `${parts.scheme}://${parts.authority}${parts.path}${parts.query}${parts.fragment}`;
}
