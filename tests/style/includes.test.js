// The rooms of core/ and who may include whom: no circle, and nothing upwards. core/ARCHITECTURE.md says what is where.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const CORE = fileURLToPath(new URL('../../core', import.meta.url));

/** Files that a folder may hold before it has to become rooms. */
const MOST_FILES = 15;

/** Each room with those that it includes, which stand above it. */
const ROOMS = {
  table: [],
  'table/code': ['table'],
  'table/read': ['table', 'table/code'],
  'table/whole': ['table', 'table/code', 'table/read'],
  'table/write': ['table', 'table/code', 'table/whole'],

  score: ['table', 'table/code', 'table/read'],

  'mine/text': ['table/whole'],
  'mine/records': ['mine/text'],
  'mine/layouts': ['mine/text', 'mine/records'],
  'mine/read': ['mine/text', 'mine/records', 'mine/layouts', 'table/whole'],
  'mine/count': ['mine/read', 'table'],
  'mine/holdout': ['mine/read', 'mine/count', 'table', 'table/whole'],
  'mine/model': ['mine/read', 'mine/count', 'mine/holdout', 'table'],
  'mine/judge': ['mine/text', 'mine/read', 'mine/count', 'mine/holdout', 'table', 'table/whole'],
  'mine/rivals': ['mine/read', 'mine/count', 'table'],

  recipe: [
    'mine/text',
    'mine/read',
    'mine/count',
    'mine/holdout',
    'mine/model',
    'mine/judge',
    'mine/rivals',
    'table',
    'table/read',
    'table/whole',
    'table/write',
    'score',
  ],

  'command/files': [],
  'command/input': ['command/files', 'mine/text'],
  'command/published': ['command/files', 'table', 'table/read', 'table/whole'],
  'command/terminal': ['mine/text', 'recipe'],
  'command/publish': [
    'command/files',
    'command/published',
    'command/terminal',
    'mine/text',
    'table',
    'table/read',
    'table/whole',
    'table/write',
  ],
  'command/ahead': ['command/files', 'mine/text', 'table/whole'],
  'command/options': [
    'command/files',
    'command/input',
    'command/terminal',
    'mine/text',
    'mine/layouts',
    'mine/read',
    'recipe',
    'score',
    'table',
    'table/whole',
  ],
  'command/report': [
    'command/files',
    'command/publish',
    'command/options',
    'command/terminal',
    'mine/text',
    'mine/read',
    'recipe',
    'table/whole',
  ],
  'command/shell': [],
  command: [
    'command/files',
    'command/published',
    'command/terminal',
    'command/publish',
    'command/ahead',
    'command/options',
    'command/report',
    'command/shell',
    'mine/text',
    'mine/layouts',
    'recipe',
    'score',
    'table/whole',
    'table/write',
  ],
};

/** Includes of a file of this project, as paths below core/. */
function includesOf(path) {
  return [...readFileSync(path, 'utf8').matchAll(/^#include "(.+)"$/gm)].map((match) => match[1]);
}

const sources = readdirSync(CORE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(h|cpp)$/.test(entry.name))
  .map((entry) => relative(CORE, join(entry.parentPath ?? entry.path, entry.name)));

test('rooms of core/: each includes only what the table gives it, and all of that', () => {
  const used = Object.fromEntries(Object.keys(ROOMS).map((room) => [room, new Set()]));
  const wrong = [];
  for (const file of sources) {
    const room = dirname(file);
    assert.ok(used[room], `${file}: its folder is no room of the table`);
    for (const include of includesOf(join(CORE, file))) {
      const other = dirname(include);
      if (other === room) continue;
      used[room].add(other);
      if (!ROOMS[room].includes(other)) wrong.push(`${file} includes ${include}`);
    }
  }
  assert.deepEqual(wrong, []);
  for (const [room, others] of Object.entries(ROOMS)) {
    for (const other of others) assert.ok(used[room].has(other), `${room} may include ${other}, and does not`);
  }
});

test('rooms of core/: stand below those that they include, so that there is no circle', () => {
  const order = Object.keys(ROOMS);
  for (const [room, others] of Object.entries(ROOMS)) {
    for (const other of others)
      assert.ok(order.indexOf(other) >= 0 && order.indexOf(other) < order.indexOf(room), room);
  }
});

test('rooms of core/: hold no more files than one can overlook', () => {
  const counts = new Map();
  for (const file of sources) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  for (const [room, count] of counts) assert.ok(count <= MOST_FILES, `${room} holds ${count} files`);
});
