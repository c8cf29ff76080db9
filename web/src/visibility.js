/**
 * Calls back once, when a share of an element is in the viewport or near it; at once where the browser cannot tell.
 * @param {Element} element
 * @param {string} rootMargin how near, as CSS margin
 * @param {number} threshold share of the element, 0 … 1
 * @param {() => void} callback
 * @returns {() => void} ends the waiting
 */
export function whenVisible(element, rootMargin, threshold, callback) {
  if (!globalThis.IntersectionObserver) {
    callback();
    return () => {};
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting && entry.intersectionRatio >= threshold)) {
        observer.disconnect();
        callback();
      }
    },
    { rootMargin, threshold },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
