// The kind of product that a title speaks of: it is the item's category and chooses its picture.

/**
 * First match wins, so the more telling word stands before the more general one: a lunch bag before a bag, a cake tin
 * before a tin, a candle holder before a candle.
 *
 * @type {[kind: string, name: string, pattern: RegExp][]}
 */
const KINDS = [
  ['calendar', 'Cards and stationery', /\b(?:calendar|advent)\b/],
  [
    'tealight',
    'Candles and light',
    /\bt-?lights?\b|\btea ?lights?\b|\bcandle ?(?:holder|stick|pot|plate)s?\b|candleholder|\bvotive\b/,
  ],
  ['lantern', 'Candles and light', /\blanterns?\b/],
  ['candle', 'Candles and light', /\bcandles?\b/],
  [
    'lights',
    'Candles and light',
    /\blights?\b|\blamps?\b|\blampshade\b|\bbulbs?\b|\bchandelier\b|lightbulb|\bneon\b|\btorch\b/,
  ],
  ['incense', 'Home fragrance', /\bincense\b|\boil burner\b|\bfragrance\b|\bpot ?pourri\b|\bscent(?:ed)?\b|\bsachet\b/],
  ['hotwater', 'Warm and cosy', /\bhot water bottles?\b|\bhand ?warmer\b|\bheat pack\b/],
  ['earrings', 'Jewellery', /\bearrings?\b|\bhoops?\b/],
  [
    'jewellery',
    'Jewellery',
    /\bnecklaces?\b|\bbracelets?\b|\bbangles?\b|\bpendant\b|\bbrooch\b|\blariat\b|\banklet\b|\bchoker\b|\bcharms?\b(?!.*\bribbons?\b)|\bjewellery\b|\bdiamante ring\b|\bcrystal ring\b|\bring\b(?!.*\bbinder\b)|\bbeads?\b|\btiara\b/,
  ],
  ['hair', 'Jewellery', /\bhair\b|\bhairclip\b|\bheadband\b|\bponytail/],
  ['lunchbox', 'Lunch and picnic', /\blunch ?box\b|\blunch bag\b|\bsnack boxe?s?\b|\bbento\b|\bsandwich/],
  [
    'bag',
    'Bags',
    /(?<!tea |gift )\bbags?\b|\bwashbag\b|\bhandbags?\b|\bshopper\b|\bbackpack\b|\brucksack\b|\btote\b|\bsatchel\b/,
  ],
  [
    'purse',
    'Purses and wallets',
    /\bpurses?\b|\bwallets?\b|\bpassport\b|\bluggage\b|\bcard holder\b|\bglasses case\b|\bsunglasses\b/,
  ],
  ['umbrella', 'Umbrellas', /\bumbrellas?\b|\bparasols?\b|\brain ?(?:hat|coat|poncho)\b|\bponcho\b|\bfans?\b/],
  ['cakestand', 'Baking', /\bcake ?stand\b|\bcakestand\b/],
  [
    'cakecase',
    'Baking',
    /\bcake cases\b|\bbaking\b|\bmuffin\b|\bjelly mou?lds?\b|\bmou?lds?\b|\bcutters?\b|\brolling pin\b|\bwhisk\b|\bfairy cakes?\b|\bcupcakes?\b/,
  ],
  [
    'pan',
    'Kitchen',
    /\bpans?\b|\bsaucepan\b|\bfrying\b|\btoast|\bcorer\b|\bthermometer\b|\bscales?\b|\bgrater\b|\bcolander\b|\bkettle\b|\bsieve\b|\bfood cover\b|\begg poacher\b/,
  ],
  [
    'apron',
    'Kitchen',
    /\baprons?\b|\boven glove\b|\btea ?towels?\b|\btowels?\b|\bpot holder\b|\bcosy\b|\bgloves?\b|\bflannel\b/,
  ],
  ['jar', 'Kitchen', /\bjars?\b|\bjam\b|\bpreserv|\bbottles?\b|\bdecanter\b|\bvases?\b|\bcarafe\b/],
  ['tin', 'Tins and storage', /\btins?\b|\bbread bin\b|\bcanister\b|\bbiscuit barrel\b|\bbin\b/],
  ['clock', 'Clocks', /\bclocks?\b|\bwatch\b|\btimer\b|\bhourglass\b/],
  ['mug', 'Tea and coffee', /\bmugs?\b|\bbeakers?\b|\bcups?\b|\beggcup|\bthermos\b|\bflask\b/],
  [
    'teacup',
    'Tea and coffee',
    /\bteacups?\b|\bteapots?\b|\btea\b|\bcoffee\b|\bmilk jug\b|\bsugar\b|\bjugs?\b|\bcafetiere\b|\bcoasters?\b|\bsaucer/,
  ],
  [
    'glass',
    'Glassware',
    /\b(?:wine|gin|shot|tumbler|drinking|champagne|d\.?o\.?f\.?) ?glass(?:es)?\b|\bglass(?:es)? tumbler\b|\bgoblet\b|\bchalice\b|\baperitif\b|\bmilkshake\b|\btumblers?\b/,
  ],
  ['bowl', 'Tableware', /\bbowls?\b|\bdish(?:es)?\b/],
  [
    'plate',
    'Tableware',
    /\bplates?\b|\btrays?\b|\bplatters?\b|\bcake slice\b|\bplacemats?\b|\btablecloth\b|\bdoil(?:y|ies)\b/,
  ],
  [
    'cutlery',
    'Tableware',
    /\bcutlery\b|\bspoons?\b|\bforks?\b|\bknife\b|\bchopsticks?\b|\bstraws?\b|\bspatula\b|\bladle\b/,
  ],
  ['napkins', 'Party', /\bnapkins?\b|\btissues?\b|\bserviettes?\b/],
  ['bunting', 'Party', /\bbunting\b|\bgarlands?\b|\bstreamers?\b|\bparty\b|\bballoons?\b|\bpompoms?\b|\bpaper chain\b/],
  [
    'wrap',
    'Wrap and ribbon',
    /\bwraps?\b|\bgift bags?\b|\bwrapping\b|\bgift tags?\b|\bgift box(?:es)?\b|\btags?\b|\bcarrier\b/,
  ],
  [
    'ribbon',
    'Wrap and ribbon',
    /\bribbons?\b|\bribbon reel\b|\breel\b|\btape\b|\bbows?\b|\blace\b|\bsewing\b|\bknitting\b|\bcrochet\b|\bthread\b|\bbuttons?\b/,
  ],
  ['card', 'Cards and stationery', /\bcards?\b|\bpostcards?\b|\benvelopes?\b|\binvit/],
  [
    'pencils',
    'Cards and stationery',
    /\bpencils?\b|\bpens?\b|\bcrayons?\b|\bchalks?\b|\berasers?\b|\brubbers?\b|\bsharpener\b|\bruler\b|\bpaint(?:s|ing|box)\b|\bcolouring\b/,
  ],
  [
    'notebook',
    'Cards and stationery',
    /\bnotebooks?\b|\bjournal\b|\bdiary\b|\bbooks?\b|\bphoto album\b|\balbum\b|\bsketchbook\b|\bmemo\b|\bnote ?pad\b|\bplanner\b|\borganiser\b|\bpaper\b|\bstickers?\b|\bstationery\b|\bfolder\b|\bwriting set\b|\bstamp set\b/,
  ],
  [
    'frame',
    'Frames and mirrors',
    /\bframes?\b|\bwall art\b|\bphoto\b|\bpictures?\b|\bcanvas\b|\bprints?\b|\bpainting\b/,
  ],
  ['mirror', 'Frames and mirrors', /\bmirrors?\b/],
  [
    'sign',
    'Signs and boards',
    /\bsigns?\b|\bchalkboard\b|\bblackboard\b|\bplaque\b|\bnotice ?board\b|\bmemo ?board\b|\bnumber tile\b|\bletters?\b|\bslate\b|\btiles?\b|\bmagnets?\b/,
  ],
  [
    'hook',
    'Hooks and hangers',
    /\bhooks?\b|\bhangers?\b|\bpegs?\b|\bkey (?:rack|cabinet|holder)\b|\bkey ?rings?\b|\bkey[- ](?:fob|chain)s?\b|\bknobs?\b|\bdoor ?stop\b|\bdoorstop\b|\bhandles?\b|\bwall tidy\b|\brack\b/,
  ],
  ['doormat', 'Cushions and textiles', /\bdoor ?mats?\b|\brugs?\b/],
  [
    'cushion',
    'Cushions and textiles',
    /\bcushions?\b|\bpillow\b|\bthrow\b|\bblanket\b|\bquilt\b|\bcurtain\b|\bfiller pad\b|\bbean ?bag\b|\bpouffe?\b/,
  ],
  [
    'socks',
    'Warm and cosy',
    /\bslippers?\b|\bsocks?\b|\bscarf\b|\bscarves\b|\bshawl\b|\bshoes?\b|\bhat\b|\bt-?shirt\b|\bcape\b|\bflip flops\b/,
  ],
  [
    'soap',
    'Bath',
    /\bsoaps?\b|\bbath\b|\bbathroom\b|\btoothbrush\b|\bsponge\b|\bbalm\b|\bnail file\b|\blip gloss\b|\btoilet/,
  ],
  [
    'watering',
    'Garden',
    /\bwatering can\b|\bgarden\b|\bgardening\b|\btrowel\b|\bseeds?\b|\bherbs?\b|\bgnome\b|\bgrow\b/,
  ],
  [
    'plant',
    'Garden',
    /\bplant(?:er|s)?\b|\bflower ?pots?\b|\bpots?\b|\bbird (?:table|feeder|bath|house)\b|\bbirdhouse\b|\bwindmill\b|\bwindsock\b|\bchimes?\b|\bzinc\b|\btrellis\b/,
  ],
  ['wreath', 'Decorations', /\bwreaths?\b/],
  [
    'bauble',
    'Christmas',
    /\bbaubles?\b|\bchristmas\b|\bxmas\b|\bsanta\b|\breindeer\b|\bsnowman\b|\bsnowflakes?\b|\bnativity\b|\bangels?\b|\bstocking\b/,
  ],
  ['egg', 'Easter', /\beggs?\b|\beaster\b|\bbunny\b|\bchicks?\b|\bhen\b/],
  [
    'toy',
    'Toys',
    /\btoys?\b|\bdolls?\b|\bfeltcraft\b|\bteddy\b|\bbears?\b|\bmonster\b|\bspinning tops?\b|\bsoldiers?\b|\bskittles\b|\bskipping\b|\bball\b|\bmarbles\b|\bracing\b|\btrain\b|\byoyo\b|\bblocks?\b|\bplayhouse\b|\bmobile\b|\bdinosaur\b|\brocking\b|\binflatable\b|\bwhistle\b|\bcraft\b|\bkite\b|\brobot\b|\bmouse\b|\brabbit\b|\bfrog\b|\bfelt\b|\bcadet\b|\bbadges?\b|\bcreep|\bsnake\b|\bsandcastle\b|\bcat\b|\bdog\b|\belephant\b/,
  ],
  [
    'game',
    'Games and puzzles',
    /\bgames?\b|\bjigsaws?\b|\bpuzzles?\b|\bdominoe?s?\b|\bludo\b|\bchess\b|\bsnap\b|\bpatience\b|\btattoos?\b|\bmagic\b|\bharmonica\b/,
  ],
  [
    'flower',
    'Decorations',
    /\bflowers?\b|\broses?\b|\borchid\b|\bblossom\b|\bdaisy\b|\bdaisies\b|\blavender\b|\btulips?\b|\bleaf\b|\btree\b|\bmushroom\b|\btoadstool\b|\bberries\b/,
  ],
  [
    'bird',
    'Decorations',
    /\bbirds?\b|\brobin\b|\bowls?\b|\bdoves?\b|\bduck\b|\bcockerel\b|\bbutterfl(?:y|ies)\b|\bfeathers?\b/,
  ],
  ['heart', 'Decorations', /\bhearts?\b|\bsweetheart\b|\blove\b/],
  ['star', 'Decorations', /\bstars?\b|\bdecorations?\b|\bornaments?\b|\bhanging\b/],
  [
    'cabinet',
    'Tins and storage',
    /\bcabinets?\b|\bdrawers?\b|\bchest\b|\bstool\b|\btable\b|\bchair\b|\bbench\b|\bshel(?:f|ves)\b|\bunit\b|\bcupboard\b|\bfurniture\b|\bmagazine\b/,
  ],
  [
    'box',
    'Tins and storage',
    /\bbox(?:es)?\b|\bcases?\b|\btrinket\b|\bbaskets?\b|\bcrates?\b|\bstorage\b|\bholders?\b|\bpots?\b/,
  ],
];

const FALLBACK = ['gift', 'Other gifts'];

/**
 * @param {string} title  in any case
 * @returns {{kind: string, category: string}}  `kind` names the picture, `category` is for people
 */
export function kindOf(title) {
  const text = title.toLowerCase();
  const [kind, category] = KINDS.find(([, , pattern]) => pattern.test(text)) ?? FALLBACK;
  return { kind, category };
}

/** @returns {string[]} every kind that `kindOf` may answer */
export function allKinds() {
  return [...KINDS.map(([kind]) => kind), FALLBACK[0]];
}
