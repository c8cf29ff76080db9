import './element/define.js';

export { GoesWithElement } from './element/element.js';
export { GoesWithError } from './page/errors.js';
export { openRecommender } from './engine/open-recommender.js';
export { configure } from './page/settings.js';
