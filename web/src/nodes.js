/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} name the class is `goeswith-` and this, or `goeswith` without
 * @param {...(string | Node)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function node(tag, name, ...children) {
  const element = document.createElement(tag);
  element.className = name ? `goeswith-${name}` : 'goeswith';
  element.append(...children);
  return element;
}
