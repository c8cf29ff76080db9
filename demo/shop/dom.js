/**
 * Makes an element. Text only ever becomes text.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {string} id  of a template of the page @returns {DocumentFragment} */
export function fromTemplate(id) {
  return document.importNode(/** @type {HTMLTemplateElement} */ (document.getElementById(id)).content, true);
}

/** Shows what stands below the content. It is out of sight until then, since the content would push it. */
export function pageIsFilled() {
  document.body.classList.remove('waiting');
}
