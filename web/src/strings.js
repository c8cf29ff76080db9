/** What the element says, in English. */
export const strings = {
  heading: 'Frequently bought together',
  add: 'Add to cart',
  choose: 'Choose options',
  /** @param {string} title */
  added: (title) => `${title} added to cart`,
  /**
   * @param {string} title
   * @param {string} reason
   */
  failed: (title, reason) => `${title} could not be added. ${reason}`,
};
