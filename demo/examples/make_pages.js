// Makes the pages of the example shops: one frame around what each page.json says.
//
//   node make_pages.js EXAMPLES SITE

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { escaped, fillTemplate } from '../tools/fill_template.js';

const [examples, site] = process.argv.slice(2);
/** @param {...string} file */
const read = (...file) => readFileSync(path.join(examples, ...file), 'utf8');
const frame = read('page.html');

for (const { name: directory } of readdirSync(examples, { withFileTypes: true }).filter((it) => it.isDirectory())) {
  const { name } = JSON.parse(read(directory, 'shop.json'));
  const { subject, icon, headline, story, try: links } = JSON.parse(read(directory, 'page.json'));
  const texts = Object.entries({ directory, name, subject, icon, headline, story });
  const values = Object.fromEntries(texts.map(([word, text]) => [word, escaped(text)]));
  writeFileSync(path.join(site, directory, 'index.html'), fillTemplate(frame, { ...values, try: links }));
}
