// Draws the pictures of all example shops:
//   node draw_pictures.js EXAMPLES DIRECTORY

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { drawPicture } from './pictures.js';

const [examples, directory] = process.argv.slice(2);
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
for (const entry of readdirSync(examples, { withFileTypes: true })) {
  if (!entry.isDirectory()) continue;
  const { items } = JSON.parse(readFileSync(path.join(examples, entry.name, 'shop.json'), 'utf8'));
  for (const { kind, colour } of items) {
    writeFileSync(path.join(directory, `${kind}-${colour}.svg`), drawPicture(kind, colour));
  }
}
