// Kills `goeswith build` at random times, over and over in one directory, and checks after each kill that the directory
// serves a whole generation and that nothing that served before has been lost.
//
//   node tests/fuzz/kill_build.js [KILLS] [SEED]      1000 kills from seed 1 when not said
//
// Ends with 0 when all is well; prints one line. Needs build/release/bin/goeswith.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = resolve(fileURLToPath(import.meta.url), '../../../build/release/bin/goeswith');

/** Numbers from 0 to 1 that the seed decides. */
function randomNumbers(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/** Orders in which each of `items` items goes with its neighbours; another `round`, another table. */
function orders(round, items) {
  const lines = ['order_id,item_id'];
  for (let order = 0; order < items * 4; order++) {
    const first = (order * 7 + round * 13) % items;
    for (let k = 0; k < 3; k++) lines.push(`${order},item-${(first + k * (1 + ((round + order) % 3))) % items}`);
  }
  return lines.join('\n');
}

/**
 * @param {number} kills how many builds to kill
 * @param {number} seed
 * @returns {Promise<{killed: number, finished: number, generations: number, problems: string[]}>}
 */
export async function killBuilds(kills, seed) {
  const scratch = mkdtempSync(join(tmpdir(), 'goeswith-kill-'));
  const directory = join(scratch, 'site');
  const random = randomNumbers(seed);
  const problems = [];
  const build = (round) => {
    writeFileSync(join(scratch, 'orders.csv'), orders(round, 300));
    // The model is given: choosing it takes long, and the kills are to meet the publishing.
    return ['build', join(scratch, 'orders.csv'), '-o', directory, '--ridge', '100', '--json-twin'];
  };
  const run = (args) => spawnSync(command, args, { encoding: 'utf8' });
  try {
    const started = performance.now();
    if (run(build(0)).status !== 0) throw new Error('the first build has failed');
    const duration = performance.now() - started;
    let killed = 0;
    let finished = 0;
    for (let round = 1; killed < kills && problems.length === 0; round++) {
      const before = readFileSync(join(directory, 'manifest.json'), 'utf8');
      // Mostly towards the end, where the files are written.
      const delay = duration * (random() < 0.25 ? random() : 0.6 + 0.6 * random());
      const child = spawn(command, build(round), { stdio: 'ignore' });
      const timer = setTimeout(() => child.kill('SIGKILL'), delay);
      const [code, signal] = await new Promise((done) => child.on('exit', (...how) => done(how)));
      clearTimeout(timer);
      if (signal === 'SIGKILL') killed++;
      else if (code === 0) finished++;
      else problems.push(`round ${round}: the build ended with ${code}`);
      const after = readFileSync(join(directory, 'manifest.json'), 'utf8');
      const list = run(['generations', directory, '--json']);
      const { generations = [], damaged = [] } = list.status === 0 ? JSON.parse(list.stdout) : {};
      const current = generations.find((one) => one.current);
      if (!current) problems.push(`round ${round}: nothing is current: ${list.stderr}`);
      for (const one of generations) if (one.problem) problems.push(`round ${round}: ${one.problem}`);
      for (const name of damaged) problems.push(`round ${round}: ${name} is damaged`);
      if (after !== before && current?.previous !== idOf(generations, before)) {
        problems.push(`round ${round}: the new generation does not name the one before`);
      }
      if (run(['score', directory, 'item-1']).status !== 0) problems.push(`round ${round}: cannot be read`);
      if (random() < 0.1 && run(['prune', directory]).status !== 0) problems.push(`round ${round}: cannot be pruned`);
    }
    const last = run(build(-1));
    if (last.status !== 0) problems.push(`the last build has failed: ${last.stderr}`);
    run(['prune', directory, '--keep', '1', '--orphans']);
    const left = readdirSync(directory);
    if (left.length !== 4) problems.push(`left behind: ${left.join(' ')}`);
    const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    return { killed, finished, generations: manifest.generation, problems };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function idOf(generations, text) {
  const { generation } = JSON.parse(text);
  return generations.find((one) => one.generation === generation)?.id;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [kills = 1000, seed = 1] = process.argv.slice(2).map(Number);
  const result = await killBuilds(kills, seed);
  console.log(JSON.stringify({ seed, ...result }));
  process.exitCode = result.problems.length === 0 && result.killed === kills ? 0 : 1;
}
