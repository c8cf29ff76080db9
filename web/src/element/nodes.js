/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} name the class is `goeswith-` and this, or `goeswith` without
 * @param {Record<string, unknown>} [properties] attributes too, where there is no property of that name
 * @param {...(string | Node | false | undefined)} children those that are nothing are left out
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function node(tag, name, properties = {}, ...children) {
  const element = document.createElement(tag);
  element.className = name ? `goeswith-${name}` : 'goeswith';
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) /** @type {any} */ (element)[key] = value;
    else element.setAttribute(key, /** @type {string} */ (value));
  }
  element.append(.../** @type {(string | Node)[]} */ (children.filter(Boolean)));
  return element;
}

/**
 * A text that stays the same is not touched, since a screen reader might say it again.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Says something to screen readers, and a failure to everybody.
 * @param {(name: string) => Element} find
 * @param {string} message
 * @param {boolean} failed
 */
export function announce(find, message, failed) {
  const status = find('status');
  status.toggleAttribute('data-error', failed);
  status.textContent = message;
}
