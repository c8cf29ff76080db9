// Puts the shop's pages together: the frame around each, what is known of the catalogue at build time, and tables that
// are broken on purpose, for the guided panel.
//
//   node make_shop.js ITEMS.tsv ORDERS.tsv.gz SITE       SITE already has goeswith/ with the published table

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import * as esbuild from 'esbuild';

import { escaped, fillTemplate } from './fill_template.js';
import { readCatalogue } from './items/catalogue.js';
import { drawHero } from './items/hero.js';
import { PAGES } from './pages.js';

const BEST_LOVED = 8;
/** Those on the home page, each shown by its best loved item. */
const SHELVES = [
  ...['Tea and coffee', 'Baking', 'Decorations', 'Candles and light'],
  ...['Bags', 'Cards and stationery', 'Toys', 'Garden'],
];

const shop = fileURLToPath(new URL('../shop', import.meta.url));
const [itemsFile, ordersFile, site] = process.argv.slice(2);
const products = readCatalogue(itemsFile, ordersFile);
const categories = [...new Set(products.map(({ category }) => category))].sort();

const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });
const known = {
  'best-loved': distinctKinds(products, BEST_LOVED).map(productCard).join('\n'),
  shelves: SHELVES.map(shelfCard).join('\n'),
  'category-options': categories.map((name) => `<option>${escaped(name)}</option>`).join(''),
};

mkdirSync(path.join(site, 'panel'), { recursive: true });
for (const name of ['shop.css', 'icon.svg', 'panel/panel.css']) cpSync(path.join(shop, name), path.join(site, name));
const modules = await bundleModules([
  'cart.js',
  'suggestions.js',
  'panel/panel.js',
  ...PAGES.map(({ script }) => `pages/${script}`),
]);
writeFileSync(path.join(site, 'hero.svg'), drawHero());
writeFileSync(path.join(site, 'robots.txt'), 'User-agent: *\nAllow: /\n');

const layout = readFileSync(path.join(shop, 'layout.html'), 'utf8');
for (const { name, file, title, description, script, suggests } of PAGES) {
  const scripts = suggests ? [script, 'suggestions.js'] : [script];
  const values = {
    name,
    classes: name === 'home' ? 'home-page' : `${name}-page waiting`,
    title: escaped(title),
    description: escaped(description),
    scripts: scripts.map((module) => `  <script type="module" src="${module}"></script>`).join('\n'),
    preloads: importsOf(scripts)
      .map((module) => `  <link rel="modulepreload" href="${module}">`)
      .join('\n'),
    main: fillTemplate(readFileSync(path.join(shop, `pages/${name}.html`), 'utf8').trimEnd(), known),
  };
  writeFileSync(path.join(site, file), fillTemplate(layout, values));
}
breakTables();

/** The best loved, each of another kind. @param {typeof products} from @param {number} count */
function distinctKinds(from, count) {
  const seen = new Set();
  return from.filter(({ spec }) => seen.size < count && seen.size < seen.add(spec.split(' ')[0]).size);
}

/** @param {typeof products[number]} product */
function productCard({ id, title, pence }) {
  const address = encodeURIComponent(id);
  return `        <li><a href="product.html?id=${address}"><img src="pictures/${address}.svg" width="160" height="160" alt=""><span class="name">${escaped(title)}</span></a> <span class="price" data-pence="${pence}">${money.format(pence / 100)}</span></li>`;
}

/** @param {string} category */
function shelfCard(category) {
  const items = products.filter((product) => product.category === category);
  const picture = `pictures/${encodeURIComponent(items[0].id)}.svg`;
  const search = new URLSearchParams({ category });
  return `        <li><a href="listing.html?${search}"><img src="${picture}" width="96" height="96" alt="" loading="lazy"><span class="name">${escaped(category)}</span> <span class="quiet">${items.length} things</span></a></li>`;
}

/**
 * Bundles the shop's modules, so that a page takes few requests; what several share lies in chunks/. goeswith stays as
 * it is published.
 *
 * @param {string[]} entries  relative to the shop
 * @returns {Promise<Map<string, string[]>>}  what each module imports at once, relative to the site
 */
async function bundleModules(entries) {
  rmSync(path.join(site, 'chunks'), { recursive: true, force: true });
  const { metafile } = await esbuild.build({
    entryPoints: entries.map((entry) => ({ in: path.join(shop, entry), out: entry.replace(/^pages\/|\.js$/g, '') })),
    outdir: site,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    chunkNames: 'chunks/[hash]',
    external: ['./widget/*'],
    metafile: true,
  });
  const relative = (/** @type {string} */ file) => path.relative(site, path.resolve(file)).replaceAll(path.sep, '/');
  return new Map(
    Object.entries(metafile.outputs).map(([file, { imports }]) => [
      relative(file),
      imports
        .filter(({ kind }) => kind === 'import-statement')
        .map(({ path: target, external }) => (external ? path.posix.normalize(target) : relative(target))),
    ]),
  );
}

/**
 * The imports of these modules, directly or not, so that the browser fetches all at once.
 *
 * @param {string[]} scripts
 * @returns {string[]}
 */
function importsOf(scripts) {
  const found = new Set(scripts);
  for (const module of found) for (const target of modules.get(module) ?? []) found.add(target);
  return [...found].filter((module) => !scripts.includes(module)).sort();
}

/** Half a table, and a page where the manifest should be. */
function breakTables() {
  const published = path.join(site, 'goeswith');
  const broken = path.join(site, 'broken');
  rmSync(broken, { recursive: true, force: true });
  mkdirSync(path.join(broken, 'html'), { recursive: true });
  writeFileSync(path.join(broken, 'html/manifest.json'), '<!doctype html><title>Welcome</title><p>Our shop\n');
  cpSync(published, path.join(broken, 'truncated'), { recursive: true });
  for (const entry of readdirSync(path.join(broken, 'truncated'), { recursive: true })) {
    const file = path.join(broken, 'truncated', String(entry));
    if (!/\.(?:gwt|gws)$/.test(file)) continue;
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length / 2)));
  }
}
