import './define.js';

export { GoesWithElement } from './element.js';
export { GoesWithError } from './errors.js';
export { openRecommender } from './recommender.js';
export { configure } from './settings.js';
