// The page's recommender on the engine itself, where a stand-in would prove nothing.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { createRecommender } from '../../web/src/engine/recommender.js';
import { writeTable } from '../table/table-writer.js';
import { createEngine } from './engine_module.js';

const URL_OF_TABLE = 'https://shop.example/t.gwt';
const TABLE = writeTable([{ sku: 'a', goesWith: { b: 9 } }, { sku: 'b' }]);

/** @param {string} name */
const goldenShard = async (name) =>
  new Uint8Array(await readFile(new URL(`../golden/valid/${name}.gws`, import.meta.url)));

test('recommender without a table, or before its first shard, suggests nothing and knows no item', async () => {
  const recommender = createRecommender(await createEngine(), URL_OF_TABLE);
  for (const skus of [['a', 'b'], ['a'], []]) assert.deepEqual(recommender.score(skus, 5), []);
  assert.equal(recommender.card('a'), undefined);
  recommender.add(TABLE);
  assert.deepEqual(
    recommender.score(['a'], 5).map(({ sku }) => sku),
    ['b'],
    'what was not there is looked for again',
  );
});

test('recommender with nothing but the base suggests nothing', async () => {
  const recommender = createRecommender(await createEngine(), URL_OF_TABLE);
  recommender.add(await goldenShard('shard-base'));
  assert.deepEqual(recommender.score(['a'], 5), []);
});

test('recommender leaves out variants of what is in the cart', async () => {
  const recommender = createRecommender(await createEngine(), URL_OF_TABLE);
  const laptop = { group: 'laptop' };
  recommender.add(
    writeTable([
      { sku: 'bag', goesWith: { 'laptop-red': 8, mouse: 9 } },
      { sku: 'laptop-blue', ...laptop },
      { sku: 'laptop-red', ...laptop },
      { sku: 'mouse' },
    ]),
  );
  /** @param {string[]} cart */
  const skusFor = (cart) => recommender.score(cart, 5).map(({ sku }) => sku);
  assert.deepEqual(skusFor(['bag']), ['mouse', 'laptop-red']);
  assert.deepEqual(skusFor(['bag', 'laptop-blue']), ['mouse']);
});

test('no bytes at all are no table, and the engine lives on', async () => {
  let drops = 0;
  const recommender = createRecommender(await createEngine(), URL_OF_TABLE, () => drops++);
  for (let i = 0; i < 2; i++) {
    assert.throws(() => recommender.add(new Uint8Array()), {
      name: 'GoesWithError',
      code: 'not-a-table',
      url: URL_OF_TABLE,
    });
  }
  recommender.add(TABLE);
  assert.equal(recommender.card('b')?.sku, 'b');
  assert.equal(drops, 0);
});
