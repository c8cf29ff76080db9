/**
 * @param {string} name a file below dist/, whose exports are typed where they are used
 * @returns {Promise<any>}
 */
export const importPart = (name) => import(new URL(name, import.meta.url).href);
