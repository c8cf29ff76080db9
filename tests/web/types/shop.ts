// What a shop's developer writes in TypeScript; it compiles against the published types.

import { GoesWithElement, GoesWithError, configure, openRecommender } from 'goeswith';
import { memoryAdapter } from 'goeswith/adapters/memory';

configure({ adapter: memoryAdapter({ currency: 'EUR' }), table: '/goeswith/', locale: 'de' });
// @ts-expect-error an option that does not exist
configure({ tabel: '/goeswith/' });

const element: GoesWithElement = document.createElement('goes-with');
element.cart = ['kettle', 'tea'];
element.placement = 'thank-you';
// @ts-expect-error a placement that does not exist
element.placement = 'attic';

element.addEventListener('goeswith:before-add', (event) => {
  if (event.detail.lines.some(({ quantity }) => quantity > 9)) event.preventDefault();
});
element.addEventListener('goeswith:select', ({ detail }) => detail.item.title.concat(String(detail.index)));

const titles: Promise<(string | undefined)[]> = openRecommender('https://shop.example/goeswith/')
  .then((recommender) => recommender.score(element.cart ?? [], 3).map(({ card }) => card.title))
  .catch((error: GoesWithError) => [error.code, error.url]);
void titles;
