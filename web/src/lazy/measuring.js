// The settings for measuring: a holdout, a data layer. Loaded with the first of them, or with one that does not exist.

/** @import {Settings} from '../types.js' */

import { warnSetting } from '../page/errors.js';
import { COMMON } from '../page/settings.js';
import { followEvents } from './ga4.js';
import { isHeldOut } from './holdout.js';

const RARE = ['dataLayer', 'holdout'];

/**
 * @param {Settings} settings all that `configure` has been told, also what does not exist
 * @returns {Promise<boolean>} whether the shopper is held out
 */
export default async function applyOptions(settings) {
  for (const key of Object.keys(settings)) {
    if (!COMMON.test(key) && !RARE.includes(key)) warnSetting(`configure({ ${key} })`);
  }
  const { dataLayer, holdout } = settings;
  if (dataLayer) followEvents(settings);
  if (!holdout) return false;
  const { share, token } = holdout;
  try {
    if (share >= 0 && share <= 1) return isHeldOut(String((await token) ?? ''), share);
    warnSetting(`configure({ holdout }) with the share ${share}, which is to be between 0 and 1`);
  } catch (cause) {
    warnSetting(`configure({ holdout }) with a token that failed: ${cause}`);
  }
  return false;
}
