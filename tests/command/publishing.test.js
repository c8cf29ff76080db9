// Publishing by the command: generations, rollback, pruning, the twin, and what a full disk, a directory that cannot be
// written, foreign files and a kill do to it.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { killBuilds } from '../fuzz/kill_build.js';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const command = join(root, 'build/release/bin/goeswith');
const scratch = mkdtempSync(join(tmpdir(), 'goeswith-publishing-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

function run(program, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: scratch, ...options });
  return { code: status, out: stdout, err: stderr };
}
const goeswith = (...args) => run(command, args);

/** Orders in which tea goes with `partner`: each partner gives another table. */
const ordersOf = (partner) =>
  `order_id,item_id\n${[1, 2, 3, 4].map((k) => `${k},tea\n${k},${partner}\n`).join('')}5,sugar\n`;

function orders(partner) {
  const path = join(scratch, `${partner}.csv`);
  writeFileSync(path, ordersOf(partner));
  return path;
}

function publish(directory, partner, ...options) {
  const built = goeswith('build', orders(partner), '-o', directory, '--json', ...options);
  assert.equal(built.code, 0, built.err);
  return JSON.parse(built.out).generation;
}

/** The partner of tea that a directory's table knows. */
function served(path) {
  const scored = goeswith('score', path, 'tea', '--json');
  assert.equal(scored.code, 0, scored.err);
  return JSON.parse(scored.out).items[0].sku;
}

const snapshot = (directory) =>
  Object.fromEntries(
    readdirSync(directory, { withFileTypes: true }).map((entry) => [
      entry.name,
      entry.isFile() ? readFileSync(join(directory, entry.name), 'latin1') : 'no file',
    ]),
  );
const fresh = (name) => join(mkdtempSync(join(scratch, 'case-')), name);

test('build twice: the second changes nothing and says so', () => {
  const site = fresh('site');
  assert.deepEqual(publish(site, 'cup').number, 1);
  const before = snapshot(site);
  const times = Object.keys(before).map((name) => statSync(join(site, name)).mtimeMs);
  const again = goeswith('build', orders('cup'), '-o', site);
  assert.match(again.out, /1 +generation +as before: nothing has changed/);
  assert.deepEqual(snapshot(site), before);
  assert.deepEqual(
    Object.keys(before).map((name) => statSync(join(site, name)).mtimeMs),
    times,
  );
  assert.deepEqual({ ...publish(site, 'pot'), id: '' }, { number: 2, id: '', is_new: true });
});

test('build over a generation: keeps the old files, and each manifest reads as a table', () => {
  const site = fresh('site');
  const first = publish(site, 'cup');
  const second = publish(site, 'pot');
  assert.equal(readdirSync(site).length, 5);
  assert.equal(served(site), 'pot');
  assert.equal(served(join(site, `manifest-${first.id}.json`)), 'cup');
  assert.equal(served(join(site, `manifest-${second.id}.json`)), 'pot');
  assert.equal(
    readFileSync(join(site, 'manifest.json'), 'utf8'),
    readFileSync(join(site, `manifest-${second.id}.json`), 'utf8'),
  );
});

test('rollback: goes back, further back, to a number, to an id, and forward again', () => {
  const site = fresh('site');
  const ids = ['cup', 'pot', 'spoon'].map((partner) => publish(site, partner).id);
  assert.match(goeswith('rollback', site).out, new RegExp(`generation 2 \\(${ids[1]}\\) serves again`));
  assert.equal(served(site), 'pot');
  assert.equal(goeswith('rollback', site).code, 0);
  assert.equal(served(site), 'cup');
  const first = goeswith('rollback', site);
  assert.equal(first.code, 1);
  assert.match(first.err, /is the first/);
  assert.equal(goeswith('rollback', site, '3').code, 0);
  assert.equal(served(site), 'spoon');
  assert.equal(goeswith('rollback', site, ids[0]).code, 0);
  assert.equal(served(site), 'cup');
  assert.deepEqual({ ...publish(site, 'kettle'), id: '' }, { number: 4, id: '', is_new: true });
  assert.equal(goeswith('rollback', site).code, 0);
  assert.equal(served(site), 'cup');
});

test('rollback to what is not whole, not there or unclear: changes nothing and ends with 1', () => {
  const site = fresh('site');
  const first = publish(site, 'cup');
  const table = join(site, JSON.parse(readFileSync(join(site, 'manifest.json'), 'utf8')).table.file);
  publish(site, 'pot');
  const bytes = readFileSync(table);
  for (const [harm, reason] of [
    [
      () => {
        const flipped = Buffer.from(bytes);
        flipped[40] ^= 1;
        writeFileSync(table, flipped);
      },
      /is damaged.*nothing was changed/,
    ],
    [() => writeFileSync(table, bytes.subarray(0, 50)), /is damaged.*nothing was changed/],
    [() => rmSync(table), /is missing.*nothing was changed/],
    [() => mkdirSync(table), /is damaged.*nothing was changed/],
  ]) {
    harm();
    const before = snapshot(site);
    const back = goeswith('rollback', site);
    assert.equal(back.code, 1);
    assert.match(back.err, reason);
    assert.deepEqual(snapshot(site), before);
    const [, broken] = JSON.parse(goeswith('generations', site, '--json').out).generations;
    assert.deepEqual([broken.id, typeof broken.problem], [first.id, 'string']);
  }
  const unknown = goeswith('rollback', site, '9');
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /no generation '9'; kept are: 2 \([0-9a-f]{16}\), 1 \(/);
  assert.equal(goeswith('rollback', join(scratch, 'nowhere')).code, 1);
});

test('generations: lists the newest first with a star at the current', () => {
  const site = fresh('site');
  const ids = ['cup', 'pot'].map((partner) => publish(site, partner).id);
  assert.equal(goeswith('generations', site).out, `*     2  ${ids[1]}\n      1  ${ids[0]}\n`);
  goeswith('rollback', site);
  const { generations, damaged } = JSON.parse(goeswith('generations', site, '--json').out);
  assert.deepEqual(
    generations.map(({ generation, current, previous, problem }) => ({ generation, current, previous, problem })),
    [
      { generation: 2, current: false, previous: ids[0], problem: null },
      { generation: 1, current: true, previous: null, problem: null },
    ],
  );
  assert.deepEqual(damaged, []);
});

test('prune: keeps three, says what goes, and lets foreign files be', () => {
  const site = fresh('site');
  for (const partner of ['cup', 'pot', 'spoon', 'kettle', 'milk']) publish(site, partner);
  const foreign = ['.htaccess', 'notes.txt', 'table-0123456789abcdef.gwt', 'table-0123456789abcdef.gwt.br'];
  for (const name of foreign) writeFileSync(join(site, name), 'mine');
  const before = snapshot(site);
  const dry = JSON.parse(goeswith('prune', site, '--dry-run', '--json').out);
  assert.deepEqual(snapshot(site), before);
  const report = JSON.parse(goeswith('prune', site, '--json').out);
  assert.deepEqual({ ...dry, dry_run: false }, report);
  const left = snapshot(site);
  const gone = Object.keys(before).filter((name) => !(name in left));
  assert.deepEqual(report.removed.map((entry) => entry.name).sort(), gone.sort());
  assert.equal(report.files, 4);
  assert.equal(
    report.bytes,
    gone.reduce((sum, name) => sum + before[name].length, 0),
  );
  assert.deepEqual([report.generations.length, report.kept.length], [2, 3]);
  for (const name of foreign) assert.equal(left[name], 'mine');
  assert.equal(served(site), 'milk');
  assert.match(
    goeswith('prune', site, '--keep', '1').out,
    /2 generations, 4 files, [\d,]+ bytes removed; 1 generations kept/,
  );
  const back = goeswith('rollback', site);
  assert.match(back.err, /is no longer kept/);
});

test('prune with bad arguments or no directory: ends with 2 or 1', () => {
  assert.equal(goeswith('prune').code, 2);
  assert.equal(goeswith('prune', 'x', '--keep', '0').code, 2);
  assert.equal(goeswith('prune', 'x', '--keep', 'all').code, 2);
  assert.equal(goeswith('rollback').code, 2);
  assert.equal(goeswith('generations').code, 2);
  const empty = fresh('empty');
  mkdirSync(empty);
  for (const verb of ['prune', 'rollback']) {
    assert.equal(goeswith(verb, empty).code, 1);
    assert.match(goeswith(verb, empty).err, /manifest\.json/);
    assert.equal(goeswith(verb, join(empty, 'nowhere')).code, 1);
  }
  assert.deepEqual(readdirSync(empty), []);
});

test('build --json-twin: publishes the same table as text, and score and inspect read it', () => {
  const site = fresh('site');
  publish(site, 'cup', '--json-twin');
  const { table } = JSON.parse(readFileSync(join(site, 'manifest.json'), 'utf8'));
  const twin = join(site, table.twin.file);
  const content = JSON.parse(readFileSync(twin, 'utf8'));
  assert.equal(readFileSync(twin).length, table.twin.bytes);
  assert.deepEqual(
    { ...content, base64: '' },
    { format: 'goeswith-table', version: 1, bytes: table.bytes, base64: '' },
  );
  assert.deepEqual(Buffer.from(content.base64, 'base64'), readFileSync(join(site, table.file)));
  assert.equal(served(twin), 'cup');
  const inspected = (path) => ({ ...JSON.parse(goeswith('inspect', path, '--json').out), file: '' });
  assert.deepEqual(inspected(twin), inspected(site));
  for (const bad of [
    { ...content, version: 2 },
    { ...content, bytes: 1 },
    { ...content, base64: 'x' },
    { ...content, base64: content.base64.slice(4) },
  ]) {
    const path = join(scratch, 'twin.json');
    writeFileSync(path, JSON.stringify(bad));
    const refused = goeswith('score', path, 'tea');
    assert.equal(refused.code, 1);
    assert.match(refused.err, /^goeswith: \S*twin\.json: ./);
  }
  // Without the twin it is another generation of the same table.
  assert.equal(publish(site, 'cup').number, 2);
});

test('build into a full disk: ends with 1, serves the old generation, leaves nothing half-written', () => {
  const site = fresh('site');
  publish(site, 'cup');
  const before = snapshot(site);
  // A limit on the size of files stands in for the disk: writing beyond it fails half-way. 512 bytes a unit.
  const limited = run('sh', ['-c', 'ulimit -f 0; exec "$@"', 'sh', command, 'build', orders('pot'), '-o', site]);
  assert.equal(limited.code, 1, limited.err);
  assert.match(limited.err, /^goeswith: \S+: cannot be written: File too large\n$/);
  assert.deepEqual(snapshot(site), before);
  publish(site, 'pot');
  assert.equal(served(site), 'pot');
});

test('build into a full file system: ends with 1 and serves the old generation', (context) => {
  const disk = fresh('disk');
  mkdirSync(disk);
  const mounted = run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).code === 0;
  if (!mounted) {
    context.diagnostic('mounting needs root: /dev/full stands in for the file system');
    const full = run('sh', ['-c', `"${command}" build "${orders('pot')}" -o "${disk}" > /dev/full`]);
    assert.equal(full.code, 1);
    assert.match(full.err, /standard output cannot be written/);
    return;
  }
  try {
    const site = join(disk, 'site');
    publish(site, 'cup');
    const before = snapshot(site);
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(16 << 10));
    let free = 16 << 10;
    try {
      for (; ; free += 4096) writeFileSync(join(disk, `ballast-${free}`), Buffer.alloc(4096));
    } catch (error) {
      assert.equal(error.code, 'ENOSPC');
    }
    const full = goeswith('build', orders('pot'), '-o', site);
    assert.equal(full.code, 1, full.err);
    assert.match(full.err, /No space left on device/);
    assert.deepEqual(snapshot(site), before);
    for (const name of readdirSync(disk)) if (name.startsWith('ballast')) rmSync(join(disk, name));
    publish(site, 'pot');
    assert.equal(served(site), 'pot');
  } finally {
    run('umount', [disk]);
  }
});

test('build into a read-only directory: ends with 1 before mining and says which', () => {
  const site = fresh('site');
  publish(site, 'cup');
  const before = snapshot(site);
  const input = orders('pot');
  chmodSync(site, 0o555);
  try {
    // Root may write anywhere, so it becomes somebody else for this, with a copy of the command within reach.
    const copy = join(scratch, 'goeswith');
    cpSync(command, copy);
    for (const path of [scratch, join(site, '..')]) chmodSync(path, 0o755);
    const user = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
    const built = run(copy, ['build', input, '-o', site], user);
    assert.equal(built.code, 1, built.err);
    assert.match(built.err, /site: cannot be written to: Permission denied/);
  } finally {
    chmodSync(site, 0o755);
  }
  assert.deepEqual(snapshot(site), before);
});

test('build where the output cannot be a directory, or its manifest is none of ours: touches nothing', () => {
  const place = fresh('');
  const refused = (site, reason) => {
    const built = goeswith('build', orders('cup'), '-o', site);
    assert.equal(built.code, 1, built.out);
    assert.match(built.err, reason);
  };
  writeFileSync(join(place, 'file'), 'mine');
  refused(join(place, 'file'), /file: is no directory; name another one/);
  refused(join(place, 'file/below'), /is no directory|cannot be created/);
  assert.equal(readFileSync(join(place, 'file'), 'utf8'), 'mine');
  mkdirSync(join(place, 'web/manifest.json'), { recursive: true });
  refused(join(place, 'web'), /manifest\.json: is a directory/);
  mkdirSync(join(place, 'app'));
  writeFileSync(join(place, 'app/manifest.json'), '{"name":"My shop","start_url":"/"}');
  refused(
    join(place, 'app'),
    /manifest\.json: is not the manifest of a goeswith table; publish to a directory of its own/,
  );
  assert.deepEqual(snapshot(join(place, 'app')), { 'manifest.json': '{"name":"My shop","start_url":"/"}' });
  symlinkSync(join(place, 'nowhere'), join(place, 'link'));
  refused(join(place, 'link'), /link: /);
  mkdirSync(join(place, 'real'));
  symlinkSync(join(place, 'real'), join(place, 'current'));
  publish(join(place, 'current'), 'cup');
  assert.equal(served(join(place, 'real')), 'cup');
});

test('two builds at once: one publishes, the other names it and ends with 1', async () => {
  const site = fresh('site');
  publish(site, 'cup');
  // A build that reads its items from a pipe holds no lock yet; one that mines does. Stopped there, it keeps it.
  const many = join(scratch, 'many.csv');
  writeFileSync(
    many,
    `order_id,item_id\n${Array.from({ length: 60000 }, (_, k) => `${k >> 2},item-${(k * 7919) % 3000}`).join('\n')}`,
  );
  const first = spawn(command, ['build', many, '-o', site], { stdio: 'ignore' });
  const ended = new Promise((done) => first.on('exit', done));
  while (!existsSync(join(site, '.goeswith.lock')) && first.exitCode === null)
    await new Promise((done) => setTimeout(done, 2));
  first.kill('SIGSTOP');
  assert.equal(first.exitCode, null);
  for (const args of [
    ['build', orders('pot'), '-o', site],
    ['prune', site],
    ['rollback', site],
  ]) {
    const second = goeswith(...args);
    assert.equal(second.code, 1, args[0]);
    assert.match(second.err, new RegExp(`site: process ${first.pid} is publishing here; wait`));
  }
  assert.equal(served(site), 'cup');
  assert.equal(goeswith('generations', site).code, 0);
  first.kill('SIGCONT');
  assert.equal(await ended, 0);
  assert.equal(publish(site, 'pot', '--allow-shrink').number, 3);
});

test('a directory that was copied without its shards or tables: is told apart', () => {
  const site = fresh('site');
  publish(site, 'cup');
  const copy = fresh('copy');
  cpSync(site, copy, { recursive: true });
  rmSync(join(copy, JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8')).table.file));
  assert.equal(goeswith('score', copy, 'tea').code, 1);
  publish(copy, 'cup');
  assert.equal(served(copy), 'cup');
  assert.deepEqual(snapshot(copy), snapshot(site));
});

test('builds that are killed at 20 random times: never leave anything but whole generations', async () => {
  const { killed, problems } = await killBuilds(20, 7);
  assert.deepEqual(problems, []);
  assert.equal(killed, 20);
});
