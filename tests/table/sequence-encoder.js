// The write side of core/FORMAT.md, "Texts".

import { BitModel, NUMBER_MODELS } from './range-encoder.js';

const COPY_LENGTHS = 2;
const NEAR_DISTANCES = COPY_LENGTHS + NUMBER_MODELS;
const DISTANCES = NEAR_DISTANCES + NUMBER_MODELS;
const BYTES = DISTANCES + NUMBER_MODELS;
const MODELS = BYTES + 8 * 256;
const SHORTEST_COPY = 2;
/** From farther away a copy of two bytes takes more than the bytes. */
const MAX_SHORT_DISTANCE = 64;
const MAX_PLACES = 16;

/** @typedef {string | Uint8Array} Text a string, or bytes that are perhaps no text */
/** @typedef {{ length: number, distance: number }} Copy */
/**
 * Says what is copied to a place, if anything.
 * @callback FindCopy
 * @param {number[]} text with all that is to come of the sequence
 * @param {number} at the place
 * @param {number[]} places before it that begin with the same two bytes, the nearest first; not all when there are many
 * @returns {Copy | undefined}
 */

/** @type {FindCopy} */
export function longestCopy(text, at, places) {
  /** @type {Copy} */
  let longest = { length: 0, distance: 0 };
  for (const place of places) {
    let length = 0;
    while (at + length < text.length && text[place + length] === text[at + length]) length++;
    if (length > longest.length) longest = { length, distance: at - place };
  }
  if (longest.length === SHORTEST_COPY && longest.distance > MAX_SHORT_DISTANCE) return undefined;
  return longest.length >= SHORTEST_COPY ? longest : undefined;
}

/** @type {FindCopy} */
export function noCopy() {
  return undefined;
}

/** Sequences of texts, each standing on those before. */
export class SequenceEncoder {
  #models = Array.from({ length: MODELS }, () => new BitModel());
  #text = /** @type {number[]} */ ([]);
  /** The newest place of every two bytes, and for each place the one before it with the same two. */
  #newest = /** @type {Map<number, number>} */ (new Map());
  #previous = /** @type {(number | undefined)[]} */ ([]);

  /** One that goes on from here by itself. */
  copy() {
    const copy = new SequenceEncoder();
    copy.#models = this.#models.map((model) => model.copy());
    copy.#text = [...this.#text];
    copy.#newest = new Map(this.#newest);
    copy.#previous = [...this.#previous];
    return copy;
  }

  /**
   * @param {import('./range-encoder.js').RangeEncoder} encoder
   * @param {Text[]} texts
   * @param {FindCopy} findCopy
   */
  sequence(encoder, texts, findCopy) {
    let at = this.#text.length;
    for (const text of texts) {
      for (const byte of Buffer.from(text)) this.#text.push(byte);
      this.#text.push(0);
    }
    let copied = 0;
    while (at < this.#text.length) {
      const copy = findCopy(this.#text, at, this.#placesLike(at));
      encoder.bit(this.#model(copied), copy !== undefined);
      copied = Number(copy !== undefined);
      if (copy) {
        encoder.number(this.#models, COPY_LENGTHS, copy.length - SHORTEST_COPY);
        encoder.number(this.#models, copy.length === SHORTEST_COPY ? NEAR_DISTANCES : DISTANCES, copy.distance - 1);
      } else {
        this.#literal(encoder, at);
      }
      at += copy?.length ?? 1;
    }
  }

  /**
   * @param {import('./range-encoder.js').RangeEncoder} encoder
   * @param {number} at
   */
  #literal(encoder, at) {
    const byte = /** @type {number} */ (this.#text[at]);
    const tree = BYTES + 256 * ((this.#text[at - 1] ?? 0) >> 5);
    let node = 1;
    for (let left = 7; left >= 0; left--) {
      const bit = (byte >> left) & 1;
      encoder.bit(this.#model(tree + node), bit === 1);
      node = 2 * node + bit;
    }
  }

  /** @param {number} at */
  #placesLike(at) {
    /** @param {number} place */
    const pair = (place) => 256 * (this.#text[place] ?? 0) + (this.#text[place + 1] ?? 0);
    for (let place = this.#previous.length; place < at; place++) {
      this.#previous.push(this.#newest.get(pair(place)));
      this.#newest.set(pair(place), place);
    }
    const places = [];
    let place = this.#newest.get(pair(at));
    for (; place !== undefined && places.length < MAX_PLACES; place = this.#previous[place]) places.push(place);
    return places;
  }

  /** @param {number} place */
  #model(place) {
    return /** @type {BitModel} */ (this.#models[place]);
  }
}
