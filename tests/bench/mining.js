// What mining the bundled orders costs, and how large the table is: node tests/bench/mining.js [--json]
//
// Times are the best of five runs; machines differ, so only the ratios between rows of one run mean something.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const command = join(root, 'build/release/bin/goeswith');
const orders = join(root, 'demo/data/uk_retail.tsv.gz');
const items = join(root, 'build/demo/items.tsv');
const output = mkdtempSync(join(tmpdir(), 'goeswith-bench-'));
const RUNS = 5;

try {
  const runs = Array.from({ length: RUNS }, () =>
    JSON.parse(
      execFileSync(command, ['build', orders, '--items', items, '-o', output, '--json', '--timings'], {
        encoding: 'utf8',
      }),
    ),
  );
  const total = (run) => run.timings.reduce((sum, stage) => sum + stage.wall_s, 0);
  const best = runs.reduce((a, b) => (total(a) <= total(b) ? a : b));
  const result = {
    lines: best.orders.lines,
    wall_s: Number(total(best).toFixed(3)),
    cpu_s: Number(best.timings.reduce((sum, stage) => sum + stage.cpu_s, 0).toFixed(3)),
    peak_mb: Math.max(...best.timings.map((stage) => stage.peak_mb)),
    table_bytes: statSync(best.table.file).size,
    stages: best.timings,
  };
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(result));
  } else {
    console.table(Object.fromEntries(best.timings.map(({ stage, ...cost }) => [stage, cost])));
    console.log(
      `${result.lines} order lines in ${result.wall_s} s (${result.cpu_s} s of processor time, ` +
        `${result.peak_mb} MB); table ${result.table_bytes} bytes`,
    );
  }
} finally {
  rmSync(output, { recursive: true });
}
