import './define.js';

export { GoesWithElement } from './element.js';
export { GoesWithError } from './errors.js';
export { openRecommender } from './open-recommender.js';
export { configure } from './settings.js';
