import css from './goeswith.css';

/** @type {CSSStyleSheet | undefined} */
let sheet;

/**
 * Gives a document or shadow root the default style, once. No inline style is involved, so a strict CSP allows it.
 * @param {Node} root
 */
export function adoptStyle(root) {
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  // Where style sheets cannot be constructed the page links goeswith.css itself.
  if (!root.adoptedStyleSheets) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
