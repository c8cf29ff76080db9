// The write side of core/FORMAT.md, "Range coder", "Models" and "Numbers".

/** What a prior counts for, and the most that any model counts up to, in decisions. */
const PRIOR_WORTH = 12;
const MAX_SEEN = 255;

/** Exponents with models of their own, how many models a number has, and the largest exponent. */
export const EXPONENTS = 24;
export const NUMBER_MODELS = 2 * EXPONENTS;
const MAX_EXPONENT = 31;

/** How likely a decision is to come out as 1, and how many decisions say so: a half at first, and none. */
export class BitModel {
  /** In 65,536ths. */
  chance = 32768;
  seen = 0;

  /**
   * A model of the section ROWS.
   * @param {number} prior 1 … 63, in 64ths
   */
  static startingAt(prior) {
    return Object.assign(new BitModel(), { chance: (prior * 1024) % 65536, seen: PRIOR_WORTH });
  }

  /** @param {boolean} bit */
  learn(bit) {
    const divisor = this.seen + 2;
    this.seen = Math.min(this.seen + 1, MAX_SEEN);
    if (bit) this.chance += Math.floor((65536 - this.chance) / divisor);
    else this.chance -= Math.floor(this.chance / divisor);
  }

  copy() {
    return Object.assign(new BitModel(), this);
  }
}

export class RangeEncoder {
  /** Bytes that are written, but for a carry that may still come. */
  #bytes = /** @type {number[]} */ ([]);
  #low = 0;
  #range = 2 ** 32 - 1;

  /**
   * @param {BitModel} model
   * @param {boolean} outcome
   */
  bit(model, outcome) {
    const share = Math.floor(this.#range / 2 ** 12) * (model.chance >> 4);
    this.#narrow(share, outcome);
    model.learn(outcome);
  }

  /** @param {boolean} outcome */
  evenBit(outcome) {
    // The share of a 0 is the larger half of an odd range; what is beyond twice the half is given up.
    this.#range = 2 * Math.floor(this.#range / 2);
    this.#narrow(this.#range / 2, outcome);
  }

  /**
   * A number of core/FORMAT.md.
   * @param {BitModel[]} models
   * @param {number} first the first of the number's models
   * @param {number} value below 2^32 − 1
   * @param {number} [offset] added to an exponent to find its model
   */
  number(models, first, value, offset = 0) {
    const number = value + 1;
    const top = floorLog2(number);
    /** @param {number} place */
    const modelAt = (place) => /** @type {BitModel} */ (models[first + place]);
    /** @param {number} exponent */
    const place = (exponent) => Math.min(Math.max(exponent + offset, 0), EXPONENTS - 1);
    for (let exponent = 0; exponent < top; exponent++) this.bit(modelAt(place(exponent)), true);
    if (top < MAX_EXPONENT) this.bit(modelAt(place(top)), false);
    for (let left = top - 1; left >= 0; left--) {
      const bit = ((number >>> left) & 1) === 1;
      if (left === top - 1) this.bit(modelAt(EXPONENTS + place(top)), bit);
      else this.evenBit(bit);
    }
  }

  /** All bytes, without those zeros at the end that a reader adds by itself. */
  finish() {
    for (let k = 0; k < 4; k++) this.#moveOn();
    const bytes = Buffer.from(this.#bytes);
    let end = bytes.length;
    while (end > bytes.length - 4 && bytes[end - 1] === 0) end--;
    return bytes.subarray(0, end);
  }

  /**
   * @param {number} share of the range for a 1, at its lower end
   * @param {boolean} outcome
   */
  #narrow(share, outcome) {
    if (outcome) {
      this.#range = share;
    } else {
      this.#low += share;
      this.#range -= share;
      if (this.#low >= 2 ** 32) this.#carry();
    }
    for (; this.#range < 2 ** 24; this.#range *= 256) this.#moveOn();
  }

  #carry() {
    this.#low -= 2 ** 32;
    let at = this.#bytes.length - 1;
    for (; this.#bytes[at] === 255; at--) this.#bytes[at] = 0;
    this.#bytes[at] = /** @type {number} */ (this.#bytes[at]) + 1;
  }

  #moveOn() {
    this.#bytes.push(Math.floor(this.#low / 2 ** 24));
    this.#low = (this.#low % 2 ** 24) * 256;
  }
}

/** @param {number} value 1 … 2^32 − 1 */
export function floorLog2(value) {
  return 31 - Math.clz32(value);
}
