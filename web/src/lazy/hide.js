// The end of an element that has nothing to show: it gives its space back. Loaded then.

/** @type {WeakMap<Element, () => void>} has an element take its space again */
const endings = new WeakMap();

/**
 * Hides an element without suggestions and without children to keep: not even a margin stays. Space that was reserved is
 * given back out of sight, since what is below would jump. A `hidden` of the page's is left alone.
 * @param {HTMLElement} element
 * @param {HTMLElement} section of the element, which may still say what came of adding
 */
function collapse(element, section) {
  if (section.textContent || [...element.childNodes].some((child) => child !== section && hasContent(child))) {
    expand(element);
  } else if (!element.hasAttribute('hidden')) {
    expand(element);
    let isHiding = false;
    const finish = () => {
      observer.disconnect();
      isHiding = element.toggleAttribute('hidden', true);
    };
    const observer = new IntersectionObserver((entries) => {
      if (!entries.at(-1)?.isIntersecting) finish();
    });
    if (element.offsetHeight) observer.observe(element);
    else finish();
    endings.set(element, () => {
      observer.disconnect();
      if (isHiding) isHiding = element.toggleAttribute('hidden', false);
    });
  }
}

/** @param {Element} element that has something to show again */
function expand(element) {
  endings.get(element)?.();
}

/** @param {Node} node */
function hasContent(node) {
  if (node instanceof HTMLElement) return node.localName !== 'template' && node.style.visibility !== 'hidden';
  return node instanceof Element || (node instanceof Text && node.data.trim());
}

export default { collapse_: collapse, expand_: expand };
