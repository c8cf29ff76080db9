// A second reader of tables and shards, written from core/FORMAT.md alone: slow, plain, and in the document's order. It
// checks every rule that the document asks a reader to check, and says which was broken.

import { inflateRawSync } from 'node:zlib';

import { xxh32 } from '../table/writer.js';

/** Bytes that are no table. `reason` is the name that the document gives the broken rule. */
export class FormatError extends Error {
  constructor(reason, detail) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
  }
}

function require(condition, reason, detail) {
  if (!condition) throw new FormatError(reason, detail);
}

const MAGIC = [0x89, 0x47, 0x57, 0x54, 0x0d, 0x0a, 0x1a, 0x0a];
const KNOWN_TAGS = ['PART', 'ROWS', 'BIAS', 'RULE', 'CALI', 'CARD', 'supp', 'info'];

/**
 * @param {Uint8Array} bytes a whole file
 * @returns everything that the file says; `part` is missing in a whole table
 */
export function readTable(bytes) {
  const { items, edges, sections } = readFile(bytes);
  const part = sections.PART && readPart(sections.PART, items);
  const all = Array.from({ length: items }, (_, item) => item);
  const rowItems = part?.rows ?? all;
  const cardItems = part?.cards ?? all;
  const biases = sections.BIAS && readBiases(sections.BIAS, cardItems.length);
  const rules = sections.RULE && readRules(sections.RULE, items);
  const calibration = sections.CALI && readCalibration(sections.CALI);
  const { levels, rows } = readRows(sections.ROWS, rowItems, items);
  require(rows.reduce((sum, row) => sum + row.edges.length, 0) === edges, 'bad-rows', 'other edges than announced');
  const cards = readCards(sections.CARD, cardItems);
  return {
    items,
    edges,
    levels,
    part,
    rows,
    biases,
    rules,
    calibration,
    ...cards,
    support: sections.supp && readSupport(sections.supp, items, edges),
    info: sections.info && Buffer.from(sections.info).toString(),
  };
}

// --- header and directory

function readFile(bytes) {
  const view = viewOf(bytes);
  require(MAGIC.every((byte, at) => at >= bytes.length || bytes[at] === byte), 'not-a-table', 'other magic bytes');
  require(bytes.length <= 8 || bytes[8] === 2, 'unsupported-version', `version ${bytes[8]}`);
  require(bytes.length >= 32, 'truncated', 'no whole header');
  const size = view.getUint32(16, true);
  require(bytes.length >= size, 'truncated', `${bytes.length} of ${size} bytes`);
  require(bytes.length <= size, 'trailing-bytes', `${bytes.length} for ${size} bytes`);
  require(xxh32(bytes.subarray(16)) === view.getUint32(12, true), 'checksum-mismatch', 'damaged');
  require(bytes.subarray(9, 12).every((byte) => byte === 0), 'reserved-bits-set', 'bytes 9 to 11');
  const items = view.getUint32(20, true);
  const edges = view.getUint32(24, true);
  const count = view.getUint32(28, true);
  require(items <= 2 ** 24, 'limit-exceeded', `${items} items`);
  require(count >= 1 && count <= 64, 'limit-exceeded', `${count} sections`);

  let end = 32 + 12 * count;
  require(end <= size, 'bad-directory', 'it goes beyond the end');
  const sections = {};
  for (let k = 0; k < count; k++) {
    const at = 32 + 12 * k;
    const tag = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
    const offset = view.getUint32(at + 4, true);
    const length = view.getUint32(at + 8, true);
    require(offset === end && end + length <= size, 'bad-directory', `section ${tag} is elsewhere`);
    require(!Object.hasOwn(sections, tag), 'bad-directory', `section ${tag} twice`);
    const maySkip = (tag.charCodeAt(0) & 0x20) !== 0;
    require(KNOWN_TAGS.includes(tag) || maySkip, 'unknown-section', tag);
    end += length;
    sections[tag] = bytes.subarray(offset, end);
  }
  require(end === size, 'bad-directory', 'bytes that belong to no section');
  require(sections.ROWS && sections.CARD, 'missing-section', 'ROWS and CARD are needed');
  return { items, edges, sections };
}

// --- section PART

function readPart(section, items) {
  require(section.length >= 16, 'bad-part', 'no whole header');
  const view = viewOf(section);
  const cursor = new Cursor(section, 'bad-part', 16);
  const [rows, cards] = [view.getUint32(8, true), view.getUint32(12, true)].map((count) => {
    require(count <= section.length - cursor.at, 'bad-part', 'fewer bytes than items');
    let next = 0;
    return Array.from({ length: count }, () => {
      const item = next + cursor.varint(4);
      require(item < items, 'bad-part', `item ${item} of ${items}`);
      next = item + 1;
      return item;
    });
  });
  require(cursor.atEnd(), 'bad-part', 'bytes behind the lists');
  require(rows.every((item) => cards.includes(item)), 'bad-part', 'a row without a card');
  return { generation: Buffer.from(section.subarray(0, 8)).toString('hex'), rows, cards };
}

// --- section ROWS

/** Where each kind of decision has its models. */
const LENGTH_MODELS = 0;
const SCALE_MODELS = 48;
const GAP_MODELS = 96;
const SIGN_MODELS = 144;
const MAGNITUDE_MODELS = 272;
const MODEL_COUNT = 4368;
const BUCKET_COUNT = 49;

class Model {
  constructor(prior) {
    this.p = prior === 0 ? 32768 : prior * 1024;
    this.n = 12;
  }

  learn(bit) {
    const divisor = this.n + 2;
    if (this.n < 255) this.n += 1;
    this.p = bit ? this.p + Math.floor((65536 - this.p) / divisor) : this.p - Math.floor(this.p / divisor);
  }
}

class RangeDecoder {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.range = 2 ** 32 - 1;
    this.code = 0;
    for (let k = 0; k < 4; k++) this.code = this.code * 256 + this.nextByte();
  }

  nextByte() {
    const byte = this.at < this.bytes.length ? this.bytes[this.at] : 0;
    this.at += 1;
    return byte;
  }

  /** Takes `share` from the lower end of the range as what a 1 looks like. */
  decide(share) {
    const bit = this.code < share ? 1 : 0;
    if (bit) {
      this.range = share;
    } else {
      this.code -= share;
      this.range -= share;
    }
    while (this.range < 2 ** 24) {
      this.range *= 256;
      this.code = (this.code * 256 + this.nextByte()) % 2 ** 32;
    }
    return bit;
  }

  bit(model) {
    const bit = this.decide(Math.floor(this.range / 4096) * Math.floor(model.p / 16));
    model.learn(bit);
    return bit;
  }

  evenBit() {
    const half = Math.floor(this.range / 2);
    this.range = 2 * half;
    return this.decide(half);
  }

  isUsedUp() {
    return this.at <= this.bytes.length + 4 && this.bytes.subarray(this.at).every((byte) => byte === 0);
  }
}

/** Reads a number with 48 models from `first` on. */
function readNumber(decoder, models, first, offset) {
  const place = (exponent) => first + Math.min(23, Math.max(0, exponent + offset));
  let exponent = 0;
  while (exponent < 24 && decoder.bit(models[place(exponent)])) exponent += 1;
  let number = 1;
  for (let k = 0; k < exponent; k++) {
    const bit = k === 0 ? decoder.bit(models[place(exponent) + 24]) : decoder.evenBit();
    number = 2 * number + bit;
  }
  return number - 1;
}

function signed(number) {
  return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
}

function floorLog2(x) {
  let log = 0;
  while (2 ** (log + 1) <= x) log += 1;
  return log;
}

function quarterLog(x) {
  const octave = floorLog2(x);
  return 4 * octave + (Math.floor((4 * x) / 2 ** octave) - 4);
}

function bucket(item) {
  return Math.floor(quarterLog(item + 4) / 2);
}

function readPriors(bytes) {
  const decoder = new RangeDecoder(bytes);
  const fresh = (count) => Array.from({ length: count }, () => new Model(0));
  const numberModels = fresh(48);
  const knownModels = fresh(4);
  const treeModels = fresh(64);
  let last = 0;
  const spread = Array.from({ length: BUCKET_COUNT }, () => {
    last += signed(readNumber(decoder, numberModels, 0, 0));
    return last & 255;
  });
  let [before, beforeThat] = [0, 0];
  const priors = Array.from({ length: MODEL_COUNT }, () => {
    const known = decoder.bit(knownModels[2 * beforeThat + before]);
    [before, beforeThat] = [known, before];
    if (!known) return 0;
    let node = 1;
    for (let k = 0; k < 6; k++) node = 2 * node + decoder.bit(treeModels[node]);
    return node - 64;
  });
  require(decoder.isUsedUp(), 'bad-rows', 'the priors end elsewhere');
  return { spread, priors };
}

function readRows(section, rowItems, items) {
  require(section.length >= 4, 'bad-rows', 'no whole header');
  const levels = section[0];
  const blockShift = section[1];
  const priorLength = viewOf(section).getUint16(2, true);
  require(levels >= 1, 'bad-rows', 'no levels');
  require(blockShift <= 10, 'bad-rows', `blocks of 2^${blockShift} rows`);
  require(4 + priorLength <= section.length, 'bad-rows', 'the priors go beyond the end');
  const priors = readPriors(section.subarray(4, 4 + priorLength));

  const cursor = new Cursor(section, 'bad-rows', 4 + priorLength);
  const blockRows = 2 ** blockShift;
  const blockCount = Math.ceil(rowItems.length / blockRows);
  require(blockCount <= section.length - cursor.at, 'bad-rows', 'an index beyond the end');
  const lengths = Array.from({ length: blockCount }, () => cursor.varint(4));
  let at = cursor.at;
  require(at + lengths.reduce((sum, length) => sum + length, 0) === section.length, 'bad-rows', 'blocks of another length');
  const rows = lengths.flatMap((length, block) => {
    at += length;
    const here = rowItems.slice(block * blockRows, (block + 1) * blockRows);
    return readBlock(section.subarray(at - length, at), here, priors, levels, items);
  });
  return { levels, rows };
}

function readBlock(bytes, rowItems, { spread, priors }, levels, items) {
  const decoder = new RangeDecoder(bytes);
  const models = priors.map((prior) => new Model(prior));
  const bitCount = levels === 1 ? 0 : floorLog2(levels - 1) + 1;
  let room = 8 * bytes.length;
  let scale = 64;
  const rows = rowItems.map((item) => {
    const length = readNumber(decoder, models, LENGTH_MODELS, 0);
    require(length <= 255, 'bad-rows', `a row of ${length}`);
    require(length <= room, 'bad-rows', 'more edges than a block of so many bytes may have');
    room -= length;
    if (length === 0) return { item, scale: 0, edges: [] };
    scale += signed(readNumber(decoder, models, SCALE_MODELS, 0));
    require(scale >= 0 && scale <= 127, 'bad-rows', `scale ${scale}`);
    const edges = [];
    let next = 0;
    for (let left = length; left > 0; left--) {
      const distance = spread[bucket(next)] - quarterLog(left);
      const target = next + readNumber(decoder, models, GAP_MODELS, 12 - Math.floor(distance / 4));
      require(target < items, 'bad-rows', `target ${target} of ${items}`);
      require(target !== item, 'bad-rows', `item ${item} is its own target`);
      next = target + 1;

      const place = 8 * Math.floor(scale / 8) + Math.min(7, Math.floor(floorLog2(target + 1) / 3));
      const negative = decoder.bit(models[SIGN_MODELS + place]);
      let node = 1;
      for (let k = 0; k < bitCount; k++) {
        const modelled = k < 4;
        const bit = modelled
          ? decoder.bit(models[MAGNITUDE_MODELS + 16 * (128 * negative + place) + node])
          : decoder.evenBit();
        node = 2 * node + bit;
      }
      const magnitude = node - 2 ** bitCount + 1;
      require(magnitude <= levels, 'bad-rows', `magnitude ${magnitude} of ${levels}`);
      const weight = weightOf(magnitude, levels, scale);
      edges.push({ target, weight: negative ? -weight : weight });
    }
    return { item, scale, edges };
  });
  require(decoder.isUsedUp(), 'bad-rows', 'a block ends elsewhere');
  return rows;
}

function weightOf(magnitude, levels, scale) {
  const mantissa = [128, 140, 152, 166, 181, 197, 215, 235];
  const square = levels * levels;
  const level = Math.floor((4095 * magnitude * magnitude + Math.floor(square / 2)) / square);
  return Math.floor((level * mantissa[scale % 8]) / 2 ** (15 - Math.floor(scale / 8)));
}

// --- sections BIAS, RULE, CALI

function readBiases(section, cardCount) {
  require(section.length === 4 + cardCount, 'bad-bias', 'not one bias a card');
  const view = viewOf(section);
  const unit = view.getUint32(0, true);
  require(unit <= 4160, 'bad-bias', `unit ${unit}`);
  return Array.from({ length: cardCount }, (_, k) => {
    const code = view.getInt8(4 + k);
    require(code !== -128, 'bad-bias', 'code −128');
    const bias = Math.floor((unit * code * code) / 64);
    return code < 0 && bias > 0 ? -bias : bias;
  });
}

function readRules(section, items) {
  require(section.length >= 28, 'bad-rules', 'no whole header');
  const view = viewOf(section);
  require(section.subarray(9, 12).every((byte) => byte === 0), 'reserved-bits-set', 'bytes 9 to 11 of RULE');
  const counts = [12, 16, 20, 24].map((at) => view.getUint32(at, true));
  let at = 28;
  const listOfPairs = (count, isAllowed) => {
    require(count <= Math.floor((section.length - at) / 8), 'bad-rules', 'pairs beyond the end');
    const pairs = Array.from({ length: count }, (_, k) => [at + 8 * k, at + 8 * k + 4].map((where) => view.getUint32(where, true)));
    at += 8 * count;
    pairs.forEach(([from, to], k) => {
      require(isAllowed(from) && isAllowed(to), 'bad-rules', `the pair ${from}, ${to}`);
      const [lastFrom, lastTo] = k > 0 ? pairs[k - 1] : [-1, -1];
      require(from > lastFrom || (from === lastFrom && to > lastTo), 'bad-rules', 'pairs that do not ascend');
    });
    return pairs;
  };
  const isCategory = (number) => number >= 1;
  const isItem = (number) => number < items;
  const denied = listOfPairs(counts[0], isCategory);
  const blocked = listOfPairs(counts[1], isItem);
  const pinned = listOfPairs(counts[2], isItem);
  require(section.length - at === 4 * counts[3], 'bad-rules', 'another length');
  const dearer = Array.from({ length: counts[3] }, (_, k) => view.getUint32(at + 4 * k, true));
  dearer.forEach((category, k) => {
    require(category > (k > 0 ? dearer[k - 1] : 0), 'bad-rules', 'categories that do not ascend from 1');
  });
  return {
    sameCategoryPrice: view.getUint16(0, true),
    price: view.getUint16(2, true),
    placementLimits: [...section.subarray(4, 9)],
    denied,
    blocked,
    pinned,
    dearer,
  };
}

function readCalibration(section) {
  const view = viewOf(section);
  require(section.length > 0 && section[0] >= 1 && section[0] <= 16, 'bad-calibration', 'no class, or too many');
  let at = 1;
  let lastCart = 0;
  const classes = Array.from({ length: section[0] }, (_, k) => {
    require(at + 3 <= section.length, 'bad-calibration', 'a class beyond the end');
    const cart = view.getUint16(at, true);
    const count = section[at + 2];
    at += 3;
    require(k === 0 ? cart === 1 : cart > lastCart, 'bad-calibration', 'carts that do not ascend from 1');
    lastCart = cart;
    require(count >= 1, 'bad-calibration', 'a class without knots');
    require(at + 6 * count <= section.length, 'bad-calibration', 'knots beyond the end');
    let [lastScore, lastRate] = [-1, 0];
    const knots = Array.from({ length: count }, () => {
      const score = view.getUint32(at, true);
      const rate = view.getUint16(at + 4, true);
      at += 6;
      require(score > lastScore && score < 2 ** 31, 'bad-calibration', 'scores that do not ascend');
      require(rate >= lastRate, 'bad-calibration', 'rates that fall');
      [lastScore, lastRate] = [score, rate];
      return [score, rate];
    });
    return { cart, knots };
  });
  require(at === section.length, 'bad-calibration', 'bytes behind the last class');
  return classes;
}

// --- section CARD

const TEXT = 0;
const PATTERN = 1;
const INTEGER = 2;
const CHOICE = 3;
const FRONT_CODED = 4;
/** Name and encodings of each subject that this version knows. */
const SUBJECTS = {
  1: ['sku', [FRONT_CODED]],
  2: ['title', [TEXT]],
  3: ['price', [INTEGER]],
  4: ['currency', [PATTERN]],
  5: ['url', [TEXT, PATTERN]],
  6: ['image', [TEXT, PATTERN]],
  7: ['category', [CHOICE]],
  8: ['group', [CHOICE]],
  9: ['availability', [INTEGER]],
  10: ['family', [INTEGER]],
  11: ['run', [INTEGER]],
};

/** @returns {{ currency?: string, cards: object[] }} cards ascend by item */
function readCards(section, cardItems) {
  const count = cardItems.length;
  require(section.length >= 4, 'bad-cards', 'no length');
  const raw = viewOf(section).getUint32(0, true);
  require(raw <= 8 * section.length + 65536, 'bad-cards', `${raw} bytes out of ${section.length}`);
  const bytes = inflate(section.subarray(4), raw);
  require(count <= raw, 'bad-cards', 'fewer bytes than cards');

  const cursor = new Cursor(bytes, 'bad-cards');
  const columnCount = cursor.u8();
  const columns = {};
  let lastSubject = 0;
  for (let k = 0; k < columnCount; k++) {
    const subject = cursor.u8();
    const encoding = cursor.u8();
    const data = new Cursor(cursor.take(cursor.u32()), 'bad-cards');
    require(subject > lastSubject, 'bad-cards', 'subjects that do not ascend');
    lastSubject = subject;
    if (!Object.hasOwn(SUBJECTS, subject)) continue;
    const [name, encodings] = SUBJECTS[subject];
    require(encodings.includes(encoding), 'bad-cards', `${name} in encoding ${encoding}`);
    columns[name] = name === 'currency' ? data.rest() : readColumn(encoding, data, count, columns.sku);
    require(data.atEnd(), 'bad-cards', `bytes behind the ${name} column`);
  }
  require(cursor.atEnd(), 'bad-cards', 'bytes behind the columns');
  const skus = columns.sku ?? Array(count).fill('');
  require(!skus.includes('') && new Set(skus).size === count, 'bad-cards', 'SKUs that are empty or equal');
  require((columns.availability ?? []).every((number) => number <= 2), 'bad-cards', 'an availability above 2');

  // The k-th card by run, then by place in the file, is that of the k-th item.
  const places = Array.from({ length: count }, (_, place) => place);
  const runs = columns.run ?? Array(count).fill(0);
  require(runs.every((run) => run < count), 'bad-cards', 'a run beyond the cards');
  places.sort((a, b) => runs[a] - runs[b] || a - b);
  const cards = places.map((place, k) => {
    const card = { item: cardItems[k], sku: skus[place] };
    const at = (name) => (columns[name] === undefined ? undefined : columns[name][place]);
    for (const name of ['title', 'url', 'image']) if (at(name)) card[name] = at(name);
    if (at('price')) card.priceMinor = at('price') - 1;
    if (at('availability')) card.available = at('availability') === 2;
    if (at('family')) card.family = at('family');
    for (const name of ['category', 'group']) {
      if (!at(name)) continue;
      card[`${name}Number`] = at(name).number;
      card[name] = at(name).text;
    }
    return card;
  });
  return { currency: columns.currency || undefined, cards };
}

function inflate(deflated, raw) {
  let result;
  try {
    // With `info`, node says how much of the input the stream took.
    result = inflateRawSync(deflated, { info: true, maxOutputLength: raw + 1 });
  } catch (error) {
    throw new FormatError('bad-cards', String(error));
  }
  require(result.buffer.length === raw, 'bad-cards', `${result.buffer.length} bytes where ${raw} are announced`);
  require(result.engine.bytesWritten === deflated.length, 'bad-cards', 'bytes behind the stream');
  return new Uint8Array(result.buffer);
}

function readColumn(encoding, data, count, skus) {
  const eachCard = (read) => Array.from({ length: count }, read);
  if (encoding === TEXT) return eachCard(() => data.text());
  if (encoding === INTEGER) return eachCard(() => data.varint(5));
  if (encoding === PATTERN) {
    const pattern = data.rest();
    require(Buffer.byteLength(pattern) <= 4096, 'bad-cards', 'a pattern above 4,096 bytes');
    return eachCard((_, k) => pattern.replaceAll('{id}', () => encodeURIComponent(skus?.[k] ?? '')));
  }
  if (encoding === FRONT_CODED) {
    let previous = new Uint8Array();
    return eachCard(() => {
      const coded = data.bytesToNul();
      require(coded.length > 0, 'bad-cards', 'a text without its count');
      const shared = coded[0] - 1;
      require(shared <= 126 && shared <= previous.length, 'bad-cards', `${shared} shared bytes`);
      require(previous.subarray(0, shared).every((byte) => byte < 128), 'bad-cards', 'shared bytes beyond ASCII');
      previous = Uint8Array.from([...previous.subarray(0, shared), ...coded.subarray(1)]);
      return decodeText(previous);
    });
  }
  // A choice.
  const valueCount = data.varint(5);
  require(valueCount <= data.bytes.length - data.at, 'bad-cards', 'fewer bytes than values');
  let next = 1;
  const values = Array.from({ length: valueCount }, () => {
    const number = next + data.varint(5);
    require(number < 2 ** 32, 'bad-cards', `value number ${number}`);
    next = number + 1;
    return { number };
  });
  for (const value of values) value.text = data.text();
  return eachCard(() => {
    const place = data.varint(5);
    require(place <= valueCount, 'bad-cards', `value ${place} of ${valueCount}`);
    return values[place - 1];
  });
}

// --- section supp

function readSupport(section, items, edges) {
  const cursor = new Cursor(section, 'bad-support');
  const take = (count) => Array.from({ length: Math.min(count, section.length + 1) }, () => cursor.varint(5));
  try {
    const support = { items: take(items), edges: take(edges) };
    return cursor.atEnd() ? support : undefined;
  } catch {
    return undefined; // no more than a help to people: what does not decode is not there
  }
}

// --- numbers and texts

function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function decodeText(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FormatError('bad-cards', 'text that is not UTF-8');
  }
}

/** Reads forward; `reason` is what it says when the bytes end or are wrong. */
class Cursor {
  constructor(bytes, reason, at = 0) {
    this.bytes = bytes;
    this.reason = reason;
    this.at = at;
  }

  atEnd() {
    return this.at === this.bytes.length;
  }

  take(length) {
    require(this.at + length <= this.bytes.length, this.reason, 'the bytes end too soon');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  u8() {
    return this.take(1)[0];
  }

  u32() {
    return viewOf(this.take(4)).getUint32(0, true);
  }

  varint(maxBytes) {
    let value = 0;
    for (let k = 0; k < maxBytes; k++) {
      const byte = this.u8();
      value += (byte % 128) * 128 ** k;
      if (byte >= 128) continue;
      require(k === 0 || byte > 0, this.reason, 'a varint longer than needed');
      require(value < 2 ** 32, this.reason, 'a varint beyond 32 bits');
      return value;
    }
    throw new FormatError(this.reason, `a varint of more than ${maxBytes} bytes`);
  }

  bytesToNul() {
    const end = this.bytes.indexOf(0, this.at);
    require(end >= 0, this.reason, 'a text without its NUL');
    const bytes = this.bytes.subarray(this.at, end);
    this.at = end + 1;
    return bytes;
  }

  text() {
    return decodeText(this.bytesToNul());
  }

  rest() {
    const bytes = this.take(this.bytes.length - this.at);
    require(!bytes.includes(0), this.reason, 'a NUL in a text');
    return decodeText(bytes);
  }
}
