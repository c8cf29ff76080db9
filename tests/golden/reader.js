// A second reader of tables and shards, written from core/FORMAT.md alone: slow, plain, and in the document's order. It
// checks every rule that the document asks a reader to check, and says which was broken.

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
const HEADER_LENGTH = 24;
/** What numbers of items, categories and groups are below. */
const NUMBER_END = 2 ** 24;

/**
 * @param {Uint8Array} bytes a whole file
 * @param {Uint8Array} [baseBytes] the file of the base, for a shard that is read beside it
 * @returns everything that the file says; `part` is missing in a whole table
 */
export function readTable(bytes, baseBytes) {
  return readAll(bytes, baseBytes && readAll(baseBytes)).content;
}

/** What a file says, and what shards that stand on it start from: `priors` and `texts`. */
function readAll(bytes, base) {
  const generation = readHeader(bytes);
  const head = readFileHead(bytes.subarray(HEADER_LENGTH), generation);
  const { items, edges, part, sections, biases, rules, calibration } = head;
  const all = () => times(items, (item) => item);
  const rowItems = part?.rows ?? all();
  const cardItems = part?.cards ?? all();

  const rowsHead = readRowsHead(sections.ROWS);
  const standsOnBase = rowsHead.priors === undefined;
  if (base) {
    const { content } = base;
    require(standsOnBase, 'other-generation', 'a base beside another');
    const belongs = part && content.part?.generation === generation && content.items === items;
    require(belongs, 'other-generation', 'the base is that of other shards');
  } else {
    require(!standsOnBase, 'other-generation', 'a shard without its base');
  }
  const priors = rowsHead.priors ?? base.priors;
  const rows = readRows(rowsHead, rowItems, items, priors);
  require(rows.reduce((sum, row) => sum + row.edges.length, 0) === edges, 'bad-rows', 'other edges than announced');
  const { currency, cards, texts } = readCards(sections.CARD, cardItems, base?.texts);
  const content = {
    items,
    edges,
    levels: rowsHead.levels,
    part: part && { generation, ...part, standsOnBase },
    rows,
    biases: biases.length > 0 ? biases : undefined,
    rules: Object.values(rules).flat().some(Boolean) ? rules : undefined,
    calibration: calibration.length > 0 ? calibration : undefined,
    currency,
    cards,
    support: sections.supp.length > 0 ? readSupport(sections.supp, items, edges) : undefined,
    info: sections.info.length > 0 ? Buffer.from(sections.info).toString() : undefined,
  };
  return { content, priors, texts };
}

// --- header

/** @returns the generation */
function readHeader(bytes) {
  require(bytes.length >= HEADER_LENGTH, 'not-a-table', 'no whole header');
  require(MAGIC.every((byte, at) => bytes[at] === byte), 'not-a-table', 'other magic bytes');
  const view = viewOf(bytes);
  const version = view.getUint32(8, true);
  require(version === 6, 'unsupported-version', `version ${version}`);
  const size = view.getUint32(12, true);
  require(bytes.length === size, 'wrong-size', `${bytes.length} of ${size} bytes`);
  require(checksumOf(bytes.subarray(20)) === view.getUint32(16, true), 'checksum-mismatch', 'damaged');
  return view.getUint32(20, true);
}

function checksumOf(bytes) {
  const view = viewOf(bytes);
  const wholeNumbers = Math.floor(bytes.length / 4);
  const numbers = [...times(wholeNumbers, (k) => view.getUint32(4 * k, true)), ...bytes.subarray(4 * wholeNumbers)].map(
    BigInt,
  );
  let sum = 0n;
  for (const number of numbers) {
    sum = ((sum ^ number) * 2654435769n) % 2n ** 32n;
    sum ^= sum >> 15n;
  }
  return Number(sum);
}

// --- coding

class Model {
  constructor(chance, seen) {
    this.p = chance;
    this.n = seen;
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

function freshModels(count) {
  return times(count, () => new Model(32768, 0));
}

/** Reads a number with 48 models from `first` on. */
function readNumber(decoder, models, first, offset) {
  const place = (exponent) => first + Math.min(23, Math.max(0, exponent + offset));
  let exponent = 0;
  while (exponent < 31 && decoder.bit(models[place(exponent)])) exponent += 1;
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

/** Where each kind of decision has its models. */
const COPY_LENGTH_MODELS = 2;
const SHORT_COPY_MODELS = 50;
const LONG_COPY_MODELS = 98;
const BYTE_MODELS = 146;
const TEXT_MODEL_COUNT = 2194;

/** Texts and models so far: what a sequence stands on. */
class Texts {
  bytes = [];
  models = freshModels(TEXT_MODEL_COUNT);

  copy() {
    const copy = new Texts();
    copy.bytes = [...this.bytes];
    copy.models = this.models.map(({ p, n }) => new Model(p, n));
    return copy;
  }

  /**
   * @param {RangeDecoder} decoder
   * @param {number} count of texts
   * @param {{ left: number }} room how many more bytes it may stand for
   * @param {string} reason what it says when a rule is broken
   * @returns {Uint8Array[]}
   */
  sequence(decoder, count, room, reason) {
    const { models } = this;
    const start = this.bytes.length;
    let copied = 0;
    let left = count;
    const append = (byte) => {
      require(left > 0, reason, 'a copy beyond the end of its sequence');
      require(room.left > 0, reason, 'more text than there may be');
      room.left -= 1;
      this.bytes.push(byte);
      if (byte === 0) left -= 1;
    };
    while (left > 0) {
      copied = decoder.bit(models[copied]);
      if (copied) {
        const length = 2 + readNumber(decoder, models, COPY_LENGTH_MODELS, 0);
        const distance = 1 + readNumber(decoder, models, length === 2 ? SHORT_COPY_MODELS : LONG_COPY_MODELS, 0);
        require(distance <= this.bytes.length, reason, 'a copy from before the text');
        for (let k = 0; k < length; k++) append(this.bytes[this.bytes.length - distance]);
      } else {
        const before = this.bytes.at(-1) ?? 0;
        let node = 1;
        for (let k = 0; k < 8; k++) {
          node = 2 * node + decoder.bit(models[BYTE_MODELS + 256 * Math.floor(before / 32) + node]);
        }
        append(node - 256);
      }
    }
    const bytes = Uint8Array.from(this.bytes.slice(start));
    let at = 0;
    return times(count, () => {
      const from = at;
      at = bytes.indexOf(0, from) + 1;
      return bytes.subarray(from, at - 1);
    });
  }
}

// --- packs of bytes

/** `reason` is what it says when the bytes are wrong. */
class Pack {
  constructor(bytes, reason) {
    this.reason = reason;
    this.room = 2 * bytes.length;
    require(bytes.length >= 4, reason, 'no length of a head');
    const headEnd = 4 + viewOf(bytes).getUint32(0, true);
    require(headEnd <= bytes.length, reason, 'the head goes beyond the end');
    this.decoder = new RangeDecoder(bytes.subarray(4, headEnd));
    this.body = new Cursor(bytes.subarray(headEnd), reason);
    this.startAnew();
  }

  startAnew() {
    this.counts = freshModels(48);
    this.steps = freshModels(48);
    this.values = freshModels(48);
  }

  count() {
    return readNumber(this.decoder, this.counts, 0, 0);
  }

  step() {
    return readNumber(this.decoder, this.steps, 0, 0);
  }

  value() {
    return readNumber(this.decoder, this.values, 0, 0);
  }

  /** Says that so many entries follow, and returns how many. */
  entries(count) {
    this.room -= count;
    require(this.room >= 0, this.reason, 'more entries than so many bytes may have');
    return count;
  }

  take(length) {
    return this.body.take(length);
  }

  end() {
    require(this.body.atEnd(), this.reason, 'bytes that nothing has taken');
    require(this.decoder.isUsedUp(), this.reason, 'the head ends elsewhere');
  }
}

// --- the head of the file

/** In the order in which the head has their lengths. */
const SECTIONS = ['ROWS', 'CARD', 'info', 'supp'];
/** The lists of pairs, in their order. */
const PAIR_LISTS = ['denied', 'dearer', 'blocked', 'pinned'];

function readFileHead(bytes, generation) {
  const pack = new Pack(bytes, 'bad-head');
  const items = pack.count() % 2 ** 24;
  const edges = pack.count();
  const part = generation === 0 ? undefined : readPart(pack, items);
  const cardCount = part ? part.cards.length : pack.entries(items);
  const sections = {};
  for (const name of SECTIONS) sections[name] = pack.take(pack.count());
  const unit = pack.count() % 2 ** 16;
  const biases = unit === 0 ? [] : readBiases(pack.take(cardCount), unit);
  const rules = readRules(pack);
  const calibration = readCalibration(pack);
  pack.end();
  return { items, edges, part, sections, biases, rules, calibration };
}

/** @returns the items that have rows, and those that have cards */
function readPart(pack, items) {
  const part = { rows: [], cards: [] };
  let next = 0;
  for (let left = pack.entries(pack.count()); left > 0; left--) {
    const number = pack.step();
    const item = next + Math.floor(number / 2);
    require(item < items, 'bad-head', `item ${item} of ${items}`);
    next = item + 1;
    part.cards.push(item);
    if (number % 2 === 1) part.rows.push(item);
  }
  return part;
}

function readBiases(codes, unit) {
  const view = viewOf(codes);
  return times(codes.length, (k) => {
    const code = view.getInt8(k);
    const bias = Math.floor((unit * code * code) / 1024);
    return code < 0 && bias > 0 ? -bias : bias;
  });
}

function readRules(pack) {
  const [sameCategoryPrice, price, ...placementLimits] = times(7, () => pack.count());
  const rules = { sameCategoryPrice, price, placementLimits };
  for (const name of PAIR_LISTS) {
    let from = 0;
    rules[name] = times(pack.entries(pack.count()), () => {
      from = (from + pack.step()) % 2 ** 32;
      const to = pack.value();
      require(from < NUMBER_END && to < NUMBER_END, 'bad-head', `the pair ${from}, ${to}`);
      return [from, to];
    });
  }
  return rules;
}

/** @returns {[cart: number, score: number, rate: number][]} the knots */
function readCalibration(pack) {
  let [cart, score, rate] = [0, 0, 0];
  return times(pack.count() % 2 ** 12, () => {
    const step = pack.count();
    if (step > 0) [cart, score, rate] = [(cart + step) % 2 ** 32, 0, 0];
    score = (score + pack.step()) % 2 ** 32;
    rate = (rate + pack.value()) % 2 ** 16;
    return [cart, score < 2 ** 31 ? score : score - 2 ** 32, rate];
  });
}

// --- section ROWS

/** Where each kind of decision has its models. */
const LENGTH_MODELS = 0;
const SCALE_MODELS = 48;
const GAP_MODELS = 96;
const SIGN_MODELS = 144;
const MAGNITUDE_MODELS = 272;
const LEAD_MODELS = 4368;
const MODEL_COUNT = 4880;
const BUCKET_COUNT = 49;

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

/** What comes before the blocks; no priors: the shard stands on the base. */
function readRowsHead(section) {
  const pack = new Pack(section, 'bad-rows');
  const levels = (pack.count() % 256) + 1;
  const blockRows = 2 ** (pack.count() % 16);
  const priors = pack.count() === 0 ? undefined : readPriors(pack.decoder);
  return { pack, levels, blockRows, priors };
}

function readPriors(decoder) {
  const size = BUCKET_COUNT + MODEL_COUNT;
  const [text] = new Texts().sequence(decoder, 1, { left: size + 1 }, 'bad-rows');
  require(text.length === size, 'bad-rows', `priors of ${text.length} bytes`);
  return { spread: text.subarray(0, BUCKET_COUNT), priors: [...text.subarray(BUCKET_COUNT)] };
}

function readRows({ pack, levels, blockRows }, rowItems, items, priors) {
  const count = pack.entries(Math.ceil(rowItems.length / blockRows));
  const blocks = times(count, () => pack.take(pack.step()));
  pack.end();
  return blocks.flatMap((bytes, block) => {
    const here = rowItems.slice(block * blockRows, (block + 1) * blockRows);
    return readBlock(bytes, here, priors, levels, items);
  });
}

function readBlock(bytes, rowItems, { spread, priors }, levels, items) {
  const decoder = new RangeDecoder(bytes);
  const models = priors.map((prior) => new Model((prior * 1024) % 65536, 12));
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
    const places = { 2: 3, 1: 3 };
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
      let lead = 0;
      for (const asked of [2, 1]) {
        if (lead > 0 || places[asked] === 0) continue;
        const seen = 64 * places[asked] + 16 * Math.min(3, floorLog2(left)) + (negative ? 0 : magnitude % 16);
        if (decoder.bit(models[LEAD_MODELS + 256 * (asked - 1) + seen])) lead = asked;
      }
      if (lead > 0) places[lead] -= 1;
      edges.push({ target, weight: negative ? -weight : weight, lead });
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

// --- section CARD

const NOTHING = 0;
const ONE_TEXT = 1;
const TEXTS = 2;
const NUMBERS = 3;
const NAMED_NUMBERS = 4;
/** Name and kinds of each subject but SKUs, which are the first. */
const SUBJECTS = {
  2: ['title', [NOTHING, TEXTS]],
  3: ['price', [NOTHING, NUMBERS]],
  4: ['currency', [NOTHING, ONE_TEXT]],
  5: ['url', [NOTHING, ONE_TEXT, TEXTS]],
  6: ['image', [NOTHING, ONE_TEXT, TEXTS]],
  7: ['category', [NOTHING, NAMED_NUMBERS]],
  8: ['group', [NOTHING, NAMED_NUMBERS]],
  9: ['availability', [NOTHING, NUMBERS]],
  10: ['family', [NOTHING, NUMBERS]],
};

/**
 * @param {Texts} [textsOfBase] as they are after its common texts
 * @returns {{ currency?: string, cards: object[], texts: Texts }} cards ascend by item
 */
function readCards(section, cardItems, textsOfBase) {
  const count = cardItems.length;
  const pack = new Pack(section, 'bad-cards');
  const blockCards = 2 ** (pack.count() % 16);
  const runBits = pack.count();
  require(runBits <= 24, 'bad-cards', `runs of ${runBits} bits`);
  pack.entries(count);
  const texts = textsOfBase?.copy() ?? new Texts();
  const room = { left: 8 * section.length + 65536 };
  const subjects = readSubjects(pack, count, texts, room);
  const runs = readRuns(pack.take(Math.ceil((count * runBits) / 8)), count, runBits);
  const blockBytes = times(Math.ceil(count / blockCards), () => pack.take(pack.step()));
  pack.end();

  const blocks = blockBytes.map((bytes, block) =>
    readTextBlock(bytes, Math.min(blockCards, count - block * blockCards), subjects, texts.copy(), room),
  );
  const skus = blocks.flatMap((block) => block.skus);
  skus.forEach((sku, place) => {
    require(place === 0 || Buffer.compare(skus[place - 1], sku) < 0, 'bad-cards', 'SKUs that do not ascend');
  });
  for (const subject of subjects.filter(({ kind }) => kind === TEXTS)) {
    subject.texts = blocks.flatMap((block) => block.texts.get(subject.number));
  }

  const named = new Map(subjects.map((subject) => [SUBJECTS[subject.number][0], subject]));
  for (const name of ['url', 'image']) {
    const { kind, text } = named.get(name);
    require(kind !== ONE_TEXT || text.length <= 4096, 'bad-cards', 'a pattern above 4,096 bytes');
  }
  // Card k is the k-th by run, then by place.
  const places = times(count, (place) => place);
  places.sort((a, b) => runs[a] - runs[b] || a - b);
  const cards = places.map((place, k) => {
    const card = { item: cardItems[k], sku: decodeText(skus[place]) };
    for (const name of ['title', 'url', 'image']) {
      const text = textOf(named.get(name), place);
      // A function: in a text for replace() the dollar signs of a SKU would mean something.
      const shown = name === 'title' ? text : text.replace('{id}', () => encodeURIComponent(card.sku));
      if (shown) card[name] = shown;
    }
    const numberOf = (name) => named.get(name).numbers?.[place] ?? 0;
    if (numberOf('price')) card.priceMinor = numberOf('price') - 1;
    if (numberOf('availability')) card.available = numberOf('availability') > 1;
    if (numberOf('family')) card.family = numberOf('family');
    for (const name of ['category', 'group']) {
      if (!numberOf(name)) continue;
      card[`${name}Number`] = numberOf(name);
      card[name] = decodeText(named.get(name).names.get(numberOf(name)));
    }
    return card;
  });
  const currency = named.get('currency').text;
  return { currency: currency && decodeText(currency), cards, texts };
}

/** The text of a card in a subject of kind 0, 1 or 2. */
function textOf({ kind, text, texts }, place) {
  if (kind === TEXTS) return decodeText(texts[place]);
  if (kind === ONE_TEXT) return decodeText(text);
  return '';
}

function readRuns(bytes, count, bits) {
  const bitAt = (at) => Math.floor(bytes[Math.floor(at / 8)] / 2 ** (at % 8)) % 2;
  return times(count, (place) => {
    let run = 0;
    for (let k = 0; k < bits; k++) run += bitAt(place * bits + k) * 2 ** k;
    require(run < count, 'bad-cards', 'a run beyond the cards');
    return run;
  });
}

/** @returns the subjects 2 … 10: their kinds, and what the head says of them */
function readSubjects(pack, count, texts, room) {
  const subjects = Object.entries(SUBJECTS).map(([number, [name, kinds]]) => {
    const kind = pack.count();
    require(kinds.includes(kind), 'bad-cards', `${name} of kind ${kind}`);
    return { number: Number(number), kind };
  });
  const common = texts.sequence(pack.decoder, pack.count(), room, 'bad-cards');
  common.forEach(decodeText);

  for (const subject of subjects.filter(({ kind }) => kind === NUMBERS || kind === NAMED_NUMBERS)) {
    pack.startAnew();
    const known = [];
    let last = 0;
    subject.numbers = times(pack.entries(count), () => {
      const k = pack.step();
      if (k === 1) {
        last = pack.value();
        require(subject.kind !== NAMED_NUMBERS || last < NUMBER_END, 'bad-cards', `the number ${last}`);
        known.push(last);
      } else if (k >= 2) {
        require(k - 2 < known.length, 'bad-cards', 'a number that is not known');
        last = known[k - 2];
      }
      return last;
    });
    subject.known = known;
  }

  let next = 0;
  const take = () => {
    require(next < common.length, 'bad-cards', 'fewer common texts than needed');
    return common[next++];
  };
  for (const subject of subjects.filter(({ kind }) => kind === ONE_TEXT)) subject.text = take();
  for (const subject of subjects.filter(({ kind }) => kind === NAMED_NUMBERS)) {
    const names = subject.known.map((number) => [number, take()]);
    subject.names = new Map(names.reverse()); // the first of a number holds
  }
  return subjects;
}

/** The SKUs of `count` cards, and their texts by the number of the subject: one sequence. */
function readTextBlock(bytes, count, subjects, texts, room) {
  const decoder = new RangeDecoder(bytes);
  const withTexts = subjects.filter(({ kind }) => kind === TEXTS);
  const sequence = texts.sequence(decoder, count * (1 + withTexts.length), room, 'bad-cards');
  require(decoder.isUsedUp(), 'bad-cards', 'a block ends elsewhere');
  let before = new Uint8Array();
  const skus = sequence.slice(0, count).map((coded) => {
    require(coded.length > 0, 'bad-cards', 'a SKU without its first byte');
    const shared = coded[0] - 1;
    require(shared <= before.length, 'bad-cards', `${shared} shared bytes of ${before.length}`);
    before = Uint8Array.from([...before.subarray(0, shared), ...coded.subarray(1)]);
    require(before.length > 0, 'bad-cards', 'an empty SKU');
    return before;
  });
  const textsOf = new Map(withTexts.map(({ number }, k) => [number, sequence.slice(count * (k + 1), count * (k + 2))]));
  return { skus, texts: textsOf };
}

// --- section supp

function readSupport(section, items, edges) {
  const cursor = new Cursor(section, 'bad-support');
  const take = (count) => times(Math.min(count, section.length + 1), () => cursor.varint());
  try {
    const support = { items: take(items), edges: take(edges) };
    return cursor.atEnd() ? support : undefined;
  } catch {
    return undefined; // no more than a help to people: what does not decode is not there
  }
}

// --- numbers and texts

/** Calls `each` so many times, and returns what it returns. */
function times(count, each) {
  return Array.from({ length: count }, (_, k) => each(k));
}

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
  at = 0;

  constructor(bytes, reason) {
    this.bytes = bytes;
    this.reason = reason;
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

  varint() {
    let value = 0;
    for (let k = 0; k < 5; k++) {
      const byte = this.u8();
      value += (byte % 128) * 128 ** k;
      if (byte >= 128) continue;
      require(k === 0 || byte > 0, this.reason, 'a varint longer than needed');
      require(value < 2 ** 32, this.reason, 'a varint beyond 32 bits');
      return value;
    }
    throw new FormatError(this.reason, 'a varint beyond 32 bits');
  }
}
