/**
 * Calls back once, when an element has come into view or near it, or has left it; at once where the browser cannot tell.
 * @param {Element} element
 * @param {IntersectionObserverInit} options how near, and how much of it
 * @param {boolean} inView which of the two is waited for
 * @param {() => void} callback
 * @returns {() => void} ends the waiting
 */
export function whenInView(element, options, inView, callback) {
  if (!globalThis.IntersectionObserver) {
    callback();
    return () => {};
  }
  const observer = new IntersectionObserver((entries) => {
    const newest = entries.at(-1);
    // Just touching counts as intersecting, with a ratio of 0.
    const isInView = newest?.isIntersecting && newest.intersectionRatio >= Number(options.threshold ?? 0);
    if (isInView === inView) {
      observer.disconnect();
      callback();
    }
  }, options);
  observer.observe(element);
  return () => observer.disconnect();
}
