// The write side of core/FORMAT.md, "Packs of bytes".

import { u32 } from './bytes.js';
import { BitModel, NUMBER_MODELS, RangeEncoder } from './range-encoder.js';

/**
 * What tests change in a pack, which may break it.
 * @typedef {object} PackChanges
 * @property {number} [headLength] what the pack says of its head
 * @property {number} [zeros] how many follow the run of the head: as many as its entries ask for by default
 * @property {number[]} [behindHead] bytes behind these that belong to the head as well
 * @property {number[]} [tail] bytes behind all that the head tells of
 */

/** A pack in the making: the numbers of its head, and its body. */
export class PackWriter {
  encoder = new RangeEncoder();
  #models = freshModels();
  #body = /** @type {Uint8Array[]} */ ([]);
  #entries = 0;

  /** @param {number} number */
  count(number) {
    this.encoder.number(this.#models.counts, 0, number);
  }

  /** @param {number} number */
  step(number) {
    this.encoder.number(this.#models.steps, 0, number);
  }

  /** @param {number} number */
  value(number) {
    this.encoder.number(this.#models.values, 0, number);
  }

  /** The models of numbers start anew. */
  startAnew() {
    this.#models = freshModels();
  }

  /** @param {number} count of entries that the pack has to have room for, besides those before */
  entries(count) {
    this.#entries += count;
  }

  /** @param {Uint8Array} bytes of the body, behind those before */
  append(bytes) {
    this.#body.push(bytes);
  }

  /**
   * The whole pack.
   * @param {PackChanges} [changes]
   * @param {number} [shortest] how many bytes it has to have, whatever its entries ask for
   */
  finish({ headLength, zeros, behindHead = [], tail = [] } = {}, shortest = 0) {
    const run = this.encoder.finish();
    const body = Buffer.concat([...this.#body, Buffer.from(tail)]);
    const wanted = Math.max(Math.ceil(this.#entries / 2), shortest);
    const missing = Math.max(0, wanted - (4 + run.length + body.length));
    const head = Buffer.concat([run, Buffer.alloc(zeros ?? missing), Buffer.from(behindHead)]);
    return Buffer.concat([u32(headLength ?? head.length), head, body]);
  }
}

function freshModels() {
  const models = () => Array.from({ length: NUMBER_MODELS }, () => new BitModel());
  return { counts: models(), steps: models(), values: models() };
}
