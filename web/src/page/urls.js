/**
 * Where a link or an image may lead: http and https only.
 * @param {string | undefined} url untrusted, relative to the document
 * @returns {string | undefined} absolute
 */
export function checkedUrl(url) {
  if (!url) return;
  try {
    const { href } = new URL(url, document.baseURI);
    if (/^https?:/.test(href)) return href;
  } catch {
    // Not a URL: no link.
  }
}
