// The lists that this page has shown so far, and its errors, for the guided panel.

/** @type {{list: HTMLElement, ids: string[], at: number}[]} `at` in milliseconds since the page began */
export const changes = [];
/** @type {{code: string, message: string}[]} */
export const failures = [];

addEventListener('goeswith:change', (event) => {
  const { target, detail } = /** @type {CustomEvent} */ (event);
  changes.push({
    list: /** @type {HTMLElement} */ (target),
    ids: detail.items.map(({ id }) => id),
    at: performance.now(),
  });
});
addEventListener('goeswith:error', (event) => {
  const { code, message } = /** @type {CustomEvent} */ (event).detail;
  failures.push({ code, message });
});
