/**
 * @param {string} name a file below dist/, whose exports are typed where they are used
 * @returns {Promise<any>}
 */
export const importScript = (name) => import(new URL(name, import.meta.url).href);
