/**
 * Calls back once, when an element has come into view or near it.
 * @param {Element} element
 * @param {number} share of the element that counts as in view, 0 … 1; just touching is 0
 * @param {() => void} callback
 * @param {string} [rootMargin] how near
 */
export function whenInView(element, share, callback, rootMargin) {
  const observer = new IntersectionObserver(
    (entries) => {
      const newest = /** @type {IntersectionObserverEntry} */ (entries.at(-1));
      if (newest.isIntersecting && newest.intersectionRatio >= share) {
        observer.disconnect();
        callback();
      }
    },
    { threshold: share, rootMargin },
  );
  observer.observe(element);
}
