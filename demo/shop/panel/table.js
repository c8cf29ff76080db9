// The table that the lists of the page have read; asking for it again costs no request.

const TABLE = new URL('goeswith/', document.baseURI).href;

/** @returns {Promise<any>} goeswith's recommender; undefined when it cannot be had */
export async function openTable() {
  try {
    const { openRecommender } = await import(new URL('widget/goeswith.js', document.baseURI).href);
    return await openRecommender(tableUrl());
  } catch {
    return undefined;
  }
}

function tableUrl() {
  const list = /** @type {any} */ (document.querySelector('goes-with'));
  return list?.table ? new URL(list.table, document.baseURI).href : TABLE;
}
