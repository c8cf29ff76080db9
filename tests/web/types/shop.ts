// TypeScript as a shop's developer writes it; it compiles against the published types.

import { configure, type GoesWithElement, type GoesWithError, openRecommender } from 'goeswith';
import { domAdapter } from 'goeswith/adapters/dom';
import { memoryAdapter } from 'goeswith/adapters/memory';
import { isHeldOut } from 'goeswith/holdout';

configure({ adapter: memoryAdapter({ currency: 'EUR' }), table: '/goeswith/', locale: 'de' });
// @ts-expect-error an option that does not exist
configure({ tabel: '/goeswith/' });
configure({ adapter: domAdapter({ add: async ({ quantity }) => (quantity > 9 ? 'Nine at most.' : undefined) }) });
configure({ dataLayer: true, holdout: { share: 0.1, token: Promise.resolve('c1-x') }, attribution: true });
const held: boolean = isHeldOut('c1-x', 0.1);
void held;

const element: GoesWithElement = document.createElement('goes-with');
element.cart = ['kettle', 'tea'];
element.placement = 'thank-you';
element.layout = undefined;
element.limit = 4;
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
