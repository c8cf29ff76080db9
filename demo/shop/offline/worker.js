// The service worker: keeps the whole shop, its table included, for when there is no network. While there is one it
// stays out of the way, so that a page always is what the server has now. Bundled by demo/tools/make_worker.js.

/* global FILES, IMMUTABLE */
import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';

import { looksOf, specOf } from '../../tools/items/looks.js';
import { drawPicture } from '../../tools/items/pictures.js';
import { shardOf, shardPath } from '../shards.js';

/** Where the answer is kept here, the network is not waited for longer. */
const PATIENCE_MS = 5000;
const SWITCHES = 'thistle-and-tin-switches';
const CUT = new URL('switches/cut', self.registration.scope).href;

/** Whether the last request found no network, or was told to find none. */
let cut = false;

precache(FILES);
cleanupOutdatedCaches();
// A new worker may take over at once: while there is a network it answers nothing itself.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  event.waitUntil(
    (async () => {
      if (typeof event.data?.cut === 'boolean') {
        const switches = await caches.open(SWITCHES);
        if (event.data.cut) await switches.put(CUT, new Response());
        else await switches.delete(CUT);
        await tell(event.data.cut);
      } else if (event.data?.ask === 'cut') {
        event.source?.postMessage({ cut: cut || (await isSwitchedOff()) });
      }
    })(),
  );
});

registerRoute(({ url, sameOrigin }) => sameOrigin && url.href.startsWith(self.registration.scope), answer);

/** @param {{url: URL, request: Request}} options */
async function answer({ url, request }) {
  const path = decodeURI(url.pathname.slice(new URL(self.registration.scope).pathname.length)) || 'index.html';
  if (IMMUTABLE.includes(path)) {
    const kept = await matchPrecache(path);
    if (kept) return kept;
  }
  if (await isSwitchedOff()) return (await readKept(path)) ?? Response.error();
  const network = fetch(request).then(
    (response) => {
      tell(false);
      return response;
    },
    async () => {
      tell(true);
      return (await readKept(path)) ?? Response.error();
    },
  );
  const instead = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)).then(() => readKept(path));
  return (await Promise.race([network, instead])) ?? network;
}

/** @param {string} path @returns {Promise<Response | undefined>} */
async function readKept(path) {
  return (await matchPrecache(path)) ?? drawnPicture(path);
}

async function isSwitchedOff() {
  return Boolean(await caches.match(CUT, { cacheName: SWITCHES }));
}

/** @param {boolean} now */
async function tell(now) {
  if (cut === now) return;
  cut = now;
  for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage({ cut });
}

/** The pictures are not kept: they are drawn again, out of the titles. @param {string} path */
async function drawnPicture(path) {
  const id = /^pictures\/(.+)\.svg$/.exec(path)?.[1];
  if (id === undefined) return undefined;
  const shard = await matchPrecache(shardPath(shardOf(decodeURIComponent(id))));
  const { ids, titles } = (await shard?.json()) ?? { ids: [] };
  const at = ids.indexOf(decodeURIComponent(id));
  if (at < 0) return undefined;
  const picture = drawPicture(specOf(looksOf(titles[at], ids[at])));
  return new Response(picture, { headers: { 'content-type': 'image/svg+xml' } });
}
