// The lines of a cart, which all adapters treat alike.

/** @import {AddResult, NewLine} from '../types.js' */

/**
 * @returns {<T>(write: () => T | Promise<T>) => Promise<T>} runs writes one after the other; one that fails does not stop
 *   those after it
 */
export function queue() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return (write) => {
    const result = last.then(write);
    last = result.catch(() => {}); // the caller has it
    return result;
  };
}

/**
 * One line for each variant, in the order in which they came; the first one's properties count.
 * @param {NewLine[]} lines
 * @returns {NewLine[]}
 */
function mergeLines(lines) {
  /** @type {Map<string, NewLine>} */
  const merged = new Map();
  for (const line of lines) {
    const before = merged.get(line.variantId);
    if (before) before.quantity += line.quantity;
    else merged.set(line.variantId, { ...line });
  }
  return [...merged.values()];
}

/**
 * Adds lines one after the other.
 * @param {NewLine[]} lines duplicates are merged
 * @param {(line: NewLine) => Promise<{code: string, message: string} | undefined>} add answers why the shop refuses
 * @returns {Promise<AddResult>} rejects when the shop fails before anything was added; after that it is a failure in part
 */
export async function addInTurn(lines, add) {
  /** @type {AddResult} */
  const result = { added: [], errors: [] };
  for (const line of mergeLines(lines)) {
    const { variantId } = line;
    try {
      const refusal = await add(line);
      if (refusal) result.errors.push({ variantId, ...refusal });
      else result.added.push(variantId);
    } catch (cause) {
      if (!result.added.length) throw cause;
      result.errors.push({ variantId, code: 'failed', message: '' });
    }
  }
  return result;
}
