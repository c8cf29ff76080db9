// The write side of core/FORMAT.md, "Range coder", the slow and plain way: all bytes so far are one large number, so
// that a carry needs no care.

/** What a model counts for at first, and the most that it counts up to, in decisions. */
const PRIOR_WORTH = 12;
const MAX_SEEN = 255;

/** How likely a decision is to come out as 1, in 65,536ths. */
export class BitModel {
  /** @param {number} [prior] 1 … 63, in 64ths; 0: a half */
  constructor(prior = 0) {
    this.chance = prior > 0 ? prior * 1024 : 32768;
    this.seen = PRIOR_WORTH;
  }

  /** @param {boolean} bit */
  learn(bit) {
    const divisor = this.seen + 2;
    this.seen = Math.min(this.seen + 1, MAX_SEEN);
    if (bit) this.chance += Math.floor((65536 - this.chance) / divisor);
    else this.chance -= Math.floor(this.chance / divisor);
  }
}

export class RangeEncoder {
  #low = 0n;
  #range = 2 ** 32 - 1;
  #byteCount = 4;

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

  /** All bytes, without those zeros at the end that a reader adds by itself. */
  finish() {
    const bytes = Buffer.from(this.#low.toString(16).padStart(2 * this.#byteCount, '0'), 'hex');
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
      this.#low += BigInt(share);
      this.#range -= share;
    }
    for (; this.#range < 2 ** 24; this.#range *= 256) {
      this.#low *= 256n;
      this.#byteCount++;
    }
  }
}
