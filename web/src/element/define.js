import { GoesWithElement } from './element.js';

// The script may be on the page twice.
if (!customElements.get('goes-with')) customElements.define('goes-with', GoesWithElement);
