// Sections that were rendered ahead, which the element goes on with or takes away. Loaded where there is one.

/**
 * Whether a child is such a section, or one of the element's own.
 * @param {Node} node
 * @returns {node is HTMLElement}
 */
const isSection = (node) => node instanceof HTMLElement && node.className === 'goeswith';

/**
 * Goes on with a section that says the same as the element's own: then nothing moves, and the focus stays.
 * @param {Node[]} others those beside the element's own
 * @param {HTMLElement} own
 * @param {(ready: HTMLElement) => void} adopt has the view go on with it
 * @returns {Node[]} of the others those that are no such section: they come back when there is nothing to show
 */
function takeOver(others, own, adopt) {
  const ready = others.find(isSection);
  if (ready?.querySelector('.goeswith-list') && contentOf(ready) === contentOf(own)) {
    // Controls that do nothing without a script wait disabled.
    for (const control of ready.querySelectorAll('[disabled]')) control.removeAttribute('disabled');
    const status = ready.querySelector('.goeswith-status') ?? own.lastElementChild;
    if (status && ready.lastElementChild !== status) ready.append(status);
    const [button, ownButton] = [ready, own].map((section) => section.querySelector('.goeswith-add-all'));
    if (button && ownButton) Object.assign(button, { type: /** @type {HTMLButtonElement} */ (ownButton).type });
    own.remove();
    adopt(ready);
  }
  return others.filter((other) => !isSection(other));
}

/**
 * Takes away what is not to be offered. Its space is given back out of sight.
 * @param {Node[]} children
 */
function withdraw(children) {
  for (const child of children) if (isSection(child)) child.style.visibility = 'hidden';
}

/** @param {HTMLElement} section its layout, its text, and its links, pictures and controls in order */
function contentOf(section) {
  /** @type {Iterable<any>} */
  const contents = section.querySelectorAll('a,img,input,button');
  return [
    section.dataset.layout,
    section.textContent?.replace(/\s/g, ''),
    ...Array.from(contents, ({ href, src, className, checked }) => href ?? src + className + checked),
  ].join();
}

export default { takeOver_: takeOver, withdraw_: withdraw };
