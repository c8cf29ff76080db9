// The page's side of working offline: registers the service worker and tells the shopper when there is no network.

/** After the page and its suggestions, so that nothing waits for what is kept for later. */
const REGISTER_AFTER_MS = 1500;

/** @type {boolean} whether the worker has found the network gone */
let cut = false;

export function watchNetwork() {
  const show = () => {
    const badge = document.querySelector('.network');
    const text = cut || !navigator.onLine ? 'Offline' : '';
    if (badge && badge.textContent !== text) badge.textContent = text;
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  show();

  const worker = navigator.serviceWorker;
  if (!worker) return;
  worker.addEventListener('message', ({ data }) => {
    if (typeof data?.cut !== 'boolean') return;
    ({ cut } = data);
    show();
  });
  worker.startMessages();
  worker.controller?.postMessage({ ask: 'cut' });
  if (document.readyState === 'complete') registerSoon();
  else addEventListener('load', registerSoon, { once: true });
}

function registerSoon() {
  setTimeout(async () => {
    try {
      // Where Trusted Types are required, a worker's address needs a policy.
      const policy = globalThis.trustedTypes?.createPolicy('thistle-and-tin', {
        createScriptURL: (/** @type {string} */ url) => url,
      });
      await navigator.serviceWorker.register(policy ? policy.createScriptURL('worker.js') : 'worker.js');
      await navigator.serviceWorker.ready;
      const saved = document.querySelector('.saved');
      if (saved) saved.textContent = 'Saved on this device: from now on it works offline too.';
    } catch {
      // A policy or a setting forbids it: the shop works as long as there is a network.
    }
  }, REGISTER_AFTER_MS);
}

/**
 * Cuts the network for the whole shop, as far as the worker is asked, or mends it.
 *
 * @param {boolean} wanted
 * @returns {boolean}  false where no worker answers
 */
export function cutNetwork(wanted) {
  const controller = navigator.serviceWorker?.controller;
  controller?.postMessage({ cut: wanted });
  return Boolean(controller);
}
