import css from './goeswith.css';

/** @type {CSSStyleSheet | undefined} */
let sheet;

/**
 * Gives a document or shadow root the default style, once. No inline style is involved, so a strict CSP allows it.
 * @param {Node} root
 */
export function adoptStyle(root) {
  const { adoptedStyleSheets: sheets } = /** @type {Document} */ (root);
  // Where style sheets cannot be constructed the page links goeswith.css itself.
  if (!sheets) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!sheets.includes(sheet)) sheets.push(sheet);
}
