// How the element looks, in pictures: every theme, layout and direction beside its reference in pictures/.
//
// The pictures are shrunk to a quarter: small differences of anti-aliasing, as between versions of a browser, vanish in
// the mean of 16 pixels, and a reference takes few bytes.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { PNG } from 'pngjs';

import { eachEngine, serve } from '../harness/index.js';
import { eventually, PAGE, pageTester, writeSite } from './widget-pages.js';

const REFERENCES = fileURLToPath(new URL('pictures/', import.meta.url));
const RESULTS = fileURLToPath(new URL('../../build/tests/pictures/', import.meta.url));
const RENEWS = process.env.GOESWITH_RENEW_PICTURES === '1';
const ADVICE = `Look at them. If that is wanted: GOESWITH_RENEW_PICTURES=1 node --test tests/web/pictures.test.js`;
const MAX_REFERENCE_BYTES = 250_000;

const THEMES = (await readdir(new URL('../../web/dist/themes/', import.meta.url))).map((name) =>
  path.basename(name, '.css'),
);
const LAYOUTS = ['bundle', 'list', 'cards'];
/** @typedef {{theme?: string, direction: 'ltr' | 'rtl', scheme: 'light' | 'dark'}} Look */
/** @type {Look[]} */
const LOOKS = [
  { direction: 'ltr', scheme: 'light' },
  ...THEMES.map((theme) => ({ theme, direction: 'ltr', scheme: 'light' })),
  ...THEMES.map((theme) => ({ theme, direction: 'rtl', scheme: 'light' })),
  { theme: 'grocery', direction: 'ltr', scheme: 'dark' },
];
/** How a picture is shrunk: into the means of squares, in steps of a channel, which makes references a quarter smaller. */
const SQUARE = 4;
const STEP = 8;

/**
 * How many shrunk pixels may differ by more than the tolerance, of 255, in a channel. Measured with Chromium 156, in the
 * picture that differs most, or least where a change must be seen:
 * - another run, no hinting of fonts, other settings of sub-pixels or of text's contrast: no difference at all
 * - drawn by the GPU's code: by 24 at most
 * - letters bolder by 0.08 pixels: 1 pixel by more than 24
 * - the line through a former price gone: 4 pixels by more than 24
 * - corners of buttons rounder or squarer by 4 pixels or more: 12; 1 pixel between heading and items: 394
 * - 1 pixel more beside a button's text: 29 in the bundle of the plain theme, 127 in its list
 * - another accent: all of a button; yet not where it is within the tolerance, as #1f55a0 for #1b4b8f
 */
const TOLERANCE = 24;
const MAX_DIFFERENT = 3;

/** Square, wide and tall, with and without a ground. */
const IMAGES = {
  'kettle.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="#f4d35e"/>
    <circle cx="40" cy="46" r="24" fill="#0d3b66"/><rect x="32" y="10" width="16" height="12" fill="#0d3b66"/></svg>`,
  'tea.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><rect width="80" height="40" fill="#2a9d8f"/>
    <rect x="20" y="10" width="40" height="20" fill="#fff"/></svg>`,
  'pot.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 80"><rect x="4" y="4" width="32" height="72" fill="#e76f51"/></svg>`,
  'mug.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><circle cx="40" cy="40" r="36" fill="#7b2cbf"/></svg>`,
};
/** One is reduced, one needs a choice, and one has no image. */
const PRODUCTS = [
  { id: 'kettle', titles: { ltr: 'Enamel kettle', rtl: 'غلاية مطلية' }, priceMinor: 3990 },
  {
    id: 'tea',
    titles: { ltr: 'Earl Grey, 20 bags', rtl: 'شاي Earl Grey، 20 كيسًا' },
    priceMinor: 490,
    compareAtMinor: 650,
  },
  { id: 'pot', titles: { ltr: 'Tea pot', rtl: 'إبريق شاي' }, priceMinor: 1990, requiresChoice: true },
  { id: 'mug', titles: { ltr: 'Mug', rtl: 'Mug' }, priceMinor: 900 },
  {
    id: 'mat',
    titles: { ltr: 'A mat of cork for pots hot from the stove', rtl: 'قطعة من الفلين للأواني الساخنة من الموقد' },
    image: null,
    priceMinor: 1250,
  },
];

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  root = await writeSite({
    'pictures.html': PAGE.replace('<script', '<link rel="stylesheet" href="/pictures.css"><script'),
    // Of the font only what Debian's fonts-dejavu-core has, whatever more is installed, and without hints.
    'pictures.css': `
      @font-face { font-family: Pictures; font-weight: 400; src: local("DejaVu Sans"); }
      @font-face { font-family: Pictures; font-weight: 700; src: local("DejaVu Sans Bold"); }
      * {
        font-family: Pictures !important;
        text-rendering: geometricPrecision;
        transition: none !important;
        animation: none !important;
      }
      :root { background: Canvas; color: CanvasText; }
      body { margin: 0; }
      body > :not(main) { display: none; }
      main { padding: 1rem; }`,
    ...IMAGES,
  });
  server = await serve(root);
  await mkdir(RESULTS, { recursive: true });
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

/** Resolves when fonts and theme are there. @param {string} [theme] */
async function wear(theme) {
  for (const font of document.fonts) {
    await font.load().catch(() => {
      throw new Error('The font DejaVu Sans is missing. On Debian: apt-get install fonts-dejavu-core');
    });
  }
  if (!theme) return;
  const link = document.createElement('link');
  Object.assign(link, { rel: 'stylesheet', href: `/themes/${theme}.css` });
  await new Promise((resolve, reject) => {
    Object.assign(link, { onload: resolve, onerror: reject });
    document.head.append(link);
  });
}

/** @param {Look} look */
function turn({ direction, scheme }) {
  const { documentElement } = document;
  Object.assign(documentElement, { dir: direction, lang: direction === 'rtl' ? 'ar' : 'en' });
  documentElement.style.colorScheme = scheme;
}

/** @param {typeof PRODUCTS} products @param {'ltr' | 'rtl'} direction */
function sell(products, direction) {
  const sold = products.map(({ titles, ...product }) => ({
    ...{
      title: titles[direction],
      url: `/p/${product.id}.html`,
      currency: 'EUR',
      available: true,
      requiresChoice: false,
    },
    image: { src: `/${product.id}.svg` },
    ...product,
  }));
  // Not in Intl's words, which change with the browser's version.
  const formatMoney = (minor) => `€${(minor / 100).toFixed(2)}`;
  globalThis.shop.configure({ adapter: { ...globalThis.shop.memoryAdapter({ products: sold }), formatMoney } });
}

/** Shows an element in a layout, afresh. @param {string} layout */
async function show(layout) {
  document.querySelector('goes-with')?.remove();
  const element = document.createElement('goes-with');
  for (const [name, value] of Object.entries({ 'product-id': 'kettle', limit: '4', layout }))
    element.setAttribute(name, value);
  document.querySelector('main').append(element);
}

/** Whether the element and its images are there. */
async function isThere() {
  const images = [...document.querySelectorAll('goes-with img')];
  await Promise.all(images.map((image) => image.decode()));
  return document.querySelectorAll('goes-with li').length;
}

/** @param {PNG} picture @returns {PNG} its squares, at the edges what there is of them, as pixels */
function shrink({ width, height, data }) {
  const small = new PNG({ width: Math.ceil(width / SQUARE), height: Math.ceil(height / SQUARE) });
  for (let at = 0; at < small.data.length; at++) {
    const channel = at % 4;
    const left = (Math.floor(at / 4) % small.width) * SQUARE;
    const top = Math.floor(at / 4 / small.width) * SQUARE;
    let sum = 0;
    let count = 0;
    for (let y = top; y < Math.min(top + SQUARE, height); y++) {
      for (let x = left; x < Math.min(left + SQUARE, width); x++, count++) sum += data[(y * width + x) * 4 + channel];
    }
    small.data[at] = Math.min(255, Math.round(sum / count / STEP) * STEP);
  }
  return small;
}

/** @param {PNG} a @param {PNG} b @returns {PNG} red where they differ by more than the tolerance, and white elsewhere */
function differences(a, b) {
  const marked = new PNG({ width: Math.max(a.width, b.width), height: Math.max(a.height, b.height) });
  for (let y = 0; y < marked.height; y++) {
    for (let x = 0; x < marked.width; x++) {
      const [ofA, ofB] = [a, b].map(
        ({ width, height, data }) => x < width && y < height && data.subarray((y * width + x) * 4),
      );
      const isAlike = ofA && ofB && [0, 1, 2].every((channel) => Math.abs(ofA[channel] - ofB[channel]) <= TOLERANCE);
      marked.data.set(isAlike ? [255, 255, 255, 255] : [255, 0, 0, 255], (y * marked.width + x) * 4);
    }
  }
  return marked;
}

/** @param {PNG[]} pictures @returns {PNG} all in a row */
function inRow(pictures) {
  const sum = (widths) => widths.reduce((total, width) => total + width, 0);
  const row = new PNG({
    width: sum(pictures.map(({ width }) => width)),
    height: Math.max(...pictures.map(({ height }) => height)),
  });
  pictures.forEach((picture, i) => {
    const left = sum(pictures.slice(0, i).map(({ width }) => width));
    PNG.bitblt(picture, row, 0, 0, picture.width, picture.height, left, 0);
  });
  return row;
}

/** @param {PNG} picture */
const encode = (picture) => PNG.sync.write(picture, { colorType: 2 });
/** @param {string} file */
const decode = async (file) => PNG.sync.read(await readFile(file));

/**
 * Compares what the page shows with a reference, or renews it.
 * @param {any} page
 * @param {string} name
 * @returns {Promise<string | undefined>} what is wrong
 */
async function compare(page, name) {
  const reference = path.join(REFERENCES, `${name}.png`);
  const screenshot = path.join(RESULTS, `${name}.png`);
  const difference = path.join(RESULTS, `${name}.difference.png`);
  await page.screenshot(screenshot, { selector: 'goes-with' });
  const actual = shrink(await decode(screenshot));
  if (RENEWS) return void (await writeFile(reference, encode(actual)));
  if (!existsSync(reference)) return `${name} has no reference. It looks so: ${screenshot}`;

  const expected = await decode(reference);
  const marked = differences(expected, actual);
  const count = marked.data.filter((_, at) => at % 4 === 1 && !marked.data[at]).length;
  const isAsLarge = actual.width === expected.width && actual.height === expected.height;
  if (isAsLarge && count <= MAX_DIFFERENT) return;
  await writeFile(difference, encode(inRow([expected, actual, marked])));
  const what = isAsLarge
    ? `differs in ${count} of ${actual.width * actual.height} pixels`
    : `is ${actual.width} × ${actual.height} pixels, and not ${expected.width} × ${expected.height}`;
  return `${name} ${what}. It looks so: ${screenshot}\n  Reference, picture and differences, shrunk: ${difference}`;
}

/** @param {Look} look @param {string} layout */
const nameOf = ({ theme = 'unthemed', direction, scheme }, layout) => [theme, layout, direction, scheme].join('-');

eachEngine((engine, getBrowser) => {
  if (engine !== 'chromium') return;
  const pictureTest = pageTester(getBrowser, () => server);

  for (const theme of [undefined, ...THEMES]) {
    pictureTest(
      `${theme ?? 'no theme'}: every layout and direction looks like its reference`,
      async (page) => {
        await page.setViewport(360, 2000);
        await page.setMedia({ 'prefers-reduced-motion': 'reduce' });
        await page.evaluate(wear, theme);
        const complaints = [];
        for (const look of LOOKS.filter((each) => each.theme === theme)) {
          await page.evaluate(turn, look);
          await page.evaluate(sell, PRODUCTS, look.direction);
          for (const layout of LAYOUTS) {
            await page.evaluate(show, layout);
            await eventually(page, isThere, layout === 'bundle' ? PRODUCTS.length : PRODUCTS.length - 1);
            complaints.push(await compare(page, nameOf(look, layout)));
          }
        }
        const told = complaints.filter(Boolean);
        assert.ok(!told.length, [...told, ADVICE].join('\n'));
      },
      { file: 'pictures.html' },
    );
  }

  test('references are those of the looks, and small', async () => {
    const names = LOOKS.flatMap((look) => LAYOUTS.map((layout) => `${nameOf(look, layout)}.png`));
    const files = await readdir(REFERENCES);
    assert.deepEqual(files.sort(), names.sort());
    const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(REFERENCES, file))).size));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(bytes <= MAX_REFERENCE_BYTES, `${bytes} bytes`);
  });
});
