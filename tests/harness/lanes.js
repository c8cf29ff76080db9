// Runs test files in a few processes side by side, each with browsers of its own that serve all its files: starting
// three browsers takes as long as many a file does. Not for tests that measure time or memory.
//
//   node tests/harness/lanes.js LANES FILE…    TAP of each lane on stdout, one after the other; 0 when all passed

import { spawn } from 'node:child_process';
import path from 'node:path';
import { after, describe } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { closeKeptBrowsers, keepBrowsers } from './index.js';

const LANE = 'GOESWITH_LANE';

/**
 * Starts a lane, which asks for one file after the other.
 *
 * @param {string[]} files  those that no lane has taken yet
 * @returns {Promise<boolean>} whether all of its tests passed
 */
function startLane(files) {
  const lane = spawn(process.execPath, ['--test-reporter=tap', fileURLToPath(import.meta.url)], {
    env: { ...process.env, [LANE]: '1' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let tap = '';
  const report = () => process.stdout.write(tap);
  lane.stdout.setEncoding('utf8').on('data', (text) => (tap += text));
  lane.on('message', () => lane.send({ file: files.shift() }));
  process.once('SIGTERM', report); // who waits too long still learns how far the lane has come
  return new Promise((resolve) =>
    lane.once('close', (code) => {
      process.off('SIGTERM', report);
      report();
      resolve(code === 0);
    }),
  );
}

/** A lane's own side: each file becomes a suite, and the next is asked for when that has ended. */
async function runLane() {
  keepBrowsers();
  for (;;) {
    const { file } = await new Promise((resolve) => {
      process.once('message', resolve);
      process.send?.('next');
    });
    if (file === undefined) break;
    await new Promise((resolve) => {
      describe(file, async () => {
        after(resolve);
        await import(pathToFileURL(path.resolve(file)).href);
      });
    });
  }
  await closeKeptBrowsers();
  process.disconnect?.();
}

if (process.env[LANE]) {
  await runLane();
} else {
  const [lanes, ...files] = process.argv.slice(2);
  process.once('SIGTERM', () => setImmediate(() => process.exit(1)));
  const passed = await Promise.all(Array.from({ length: Number(lanes) }, () => startLane(files)));
  process.exitCode = passed.every(Boolean) ? 0 : 1;
}
