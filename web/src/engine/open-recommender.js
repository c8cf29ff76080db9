// The page's tables: each is fetched and opened once.

/** @import {Recommender} from './recommender.js' */

import { tableError } from '../page/errors.js';
import { settings } from '../page/settings.js';
import { download } from './download.js';
import { startEngine } from './page-engine.js';
import { createRecommender } from './recommender.js';
import { findTable } from './table-source.js';

/** @type {Record<string, Promise<Recommender>>} by the URL of their table */
const recommenders = {};

/**
 * Opens a table. All callers with the same URL share one download, and one failure; after a failure the next call
 * tries again.
 * @param {string} tableUrl absolute URL of a published directory, a manifest or a table
 * @returns {Promise<Recommender>}
 * @throws {GoesWithError}
 */
export function openRecommender(tableUrl) {
  const drop = () => {
    if (recommenders[tableUrl] === recommender) delete recommenders[tableUrl];
  };
  const recommender = (recommenders[tableUrl] ??= open(tableUrl, drop));
  recommender.catch(drop);
  return recommender;
}

/**
 * @param {string} tableUrl
 * @param {() => void} drop
 */
async function open(tableUrl, drop) {
  const [engine, { url, table, bytes, connect_ }] = await Promise.all([startEngine(), findTable(tableUrl)]);
  const recommender = createRecommender(engine, url, drop);
  if (connect_) recommender.load = connect_(recommender, download, settings);
  if (table) {
    recommender.add(table);
    // Only now: of what is no table at all the size says nothing.
    if (bytes && table.length !== bytes) throw tableError(1, url);
  }
  return recommender;
}
