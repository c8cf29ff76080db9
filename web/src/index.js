import './element/define.js';

export { GoesWithElement } from './element/element.js';
export { openRecommender } from './engine/open-recommender.js';
export { GoesWithError } from './page/errors.js';
export { configure } from './page/settings.js';
