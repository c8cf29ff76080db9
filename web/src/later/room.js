// What becomes of an element's room when there is nothing to show. Loaded then.

/** @type {WeakMap<Element, () => void>} takes back that an element has given its room away */
const endings = new WeakMap();

/**
 * Hides an element without suggestions and without children to keep: not even a margin stays. Room that was reserved is
 * given back out of sight, since what is below would jump. A `hidden` of the page's is left alone.
 * @param {HTMLElement} element
 * @param {HTMLElement} section of the element, which may still say what came of adding
 */
function giveRoomBack(element, section) {
  if (section.textContent || [...element.childNodes].some((child) => child !== section && hasContent(child))) {
    keepRoom(element);
  } else if (!element.hasAttribute('hidden')) {
    keepRoom(element);
    let isHiding = false;
    const hide = () => {
      observer.disconnect();
      isHiding = element.toggleAttribute('hidden', true);
    };
    const observer = new IntersectionObserver((entries) => {
      if (!entries.at(-1)?.isIntersecting) hide();
    });
    if (element.offsetHeight) observer.observe(element);
    else hide();
    endings.set(element, () => {
      observer.disconnect();
      if (isHiding) isHiding = element.toggleAttribute('hidden', false);
    });
  }
}

/** @param {Element} element that has something to show again */
function keepRoom(element) {
  endings.get(element)?.();
}

/** @param {Node} node */
function hasContent(node) {
  if (node instanceof HTMLElement) return node.localName !== 'template' && node.style.visibility !== 'hidden';
  return node instanceof Element || (node instanceof Text && node.data.trim());
}

export default { giveRoomBack_: giveRoomBack, keepRoom_: keepRoom };
