// The command line that one expects: help, mistakes and the nearest right word, options from a file, completions and
// the manual, and what a build says at its end.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const command = join(root, 'build/release/bin/goeswith');
const scratch = mkdtempSync(join(tmpdir(), 'goeswith-command-line-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

const COMMANDS = [
  'build',
  'score',
  'eval',
  'inspect',
  'generations',
  'rollback',
  'prune',
  'email',
  'prerender',
  'help',
];

function goeswith(...args) {
  const run = spawnSync(command, args, { encoding: 'utf8', cwd: scratch });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

function file(name, content) {
  writeFileSync(join(scratch, name), content);
  return name;
}

const orders = file('orders.csv', `number,what\n${[1, 2, 3, 4].map((k) => `${k},tea\n${k},pot`).join('\n')}\n`);
const columns = ['--columns', 'order=number,item=what'];

test('goeswith and goeswith help: list the commands', () => {
  for (const run of [goeswith(), goeswith('help'), goeswith('--help')]) {
    assert.equal(run.code, 0, run.err);
    for (const name of COMMANDS) assert.match(run.out, new RegExp(`^  ${name} `, 'm'));
    assert.doesNotMatch(run.out, /^ {2}(completions|manual)/m);
  }
});

test('goeswith help COMMAND: shows its options, the names of choices, and an example', () => {
  const help = goeswith('help', 'build');
  assert.equal(help.code, 0, help.err);
  assert.match(help.out, /--shards [^\n]*auto\|always\|never/);
  assert.match(help.out, /Example:\n {2}goeswith build orders\.csv/);
  assert.doesNotMatch(help.out, /->/);
});

test('a wrong command, option or choice: is answered with the word and the nearest right one', () => {
  for (const [args, message] of [
    [['biuld', 'x'], /^goeswith: there is no command "biuld"; did you mean "build"\?; goeswith help lists them\n$/],
    [['help', 'scores'], /there is no command "scores"; did you mean "score"\?/],
    [['build', orders, '--ouput', 'pub'], /^goeswith: build: there is no option "--ouput"; did you mean "--output"\?/],
    [
      ['build', orders, '-o', 'pub', '--shards', 'alway'],
      /'alway' is none of auto\|always\|never; did you mean "always"\?/,
    ],
    [['score', 'pub', 'tea', '--whyy=1'], /there is no option "--whyy"; did you mean "--why"\?/],
    [['build', orders], /^goeswith: build: --output is required; goeswith help build/],
  ]) {
    const run = goeswith(...args);
    assert.equal(run.code, 2, args.join(' '));
    assert.match(run.err, message);
    assert.equal(run.out, '');
  }
  assert.equal(existsSync(join(scratch, 'pub')), false);
});

test('--columns before the file: does not swallow it', () => {
  const run = goeswith('build', ...columns, orders, '-o', 'swallowed');
  assert.equal(run.code, 0, run.err);
});

test('--config: takes options from a file, which the command line overrules and a misspelt key refuses', () => {
  const config = file(
    'shop.toml',
    '[build]\ncolumns = ["order=number", "item=what"]\noutput = "configured"\njson = true\n',
  );
  const run = goeswith('build', orders, '--config', config);
  assert.equal(run.code, 0, run.err);
  assert.equal(JSON.parse(run.out).generation.number, 1);
  assert.equal(goeswith('build', orders, '--config', config, '-o', 'overruled').code, 0);
  assert.equal(existsSync(join(scratch, 'overruled/manifest.json')), true);
  const wrong = goeswith('build', orders, '--config', file('wrong.toml', '[build]\nouput = "pub"\n'));
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /build\.ouput/);
});

test('build: shows the next step, and nothing with --quiet', () => {
  const run = goeswith('build', orders, ...columns, '-o', 'next');
  assert.match(run.out, /Try it: +goeswith score next (tea|pot) --why\n/);
  assert.match(run.out, /<goes-with table="\/goeswith\/" product-id="(tea|pot)"><\/goes-with>/);
  const quiet = goeswith('build', orders, ...columns, '-o', 'quiet', '--quiet');
  assert.deepEqual([quiet.code, quiet.out, quiet.err], [0, '', '']);
  assert.equal(existsSync(join(scratch, 'quiet/manifest.json')), true);
});

test('build whose report cannot be written: ends with 1 and says that it has published', () => {
  const full = openSync('/dev/full', 'w');
  const run = spawnSync(command, ['build', orders, ...columns, '-o', 'full'], {
    cwd: scratch,
    encoding: 'utf8',
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /full\/table-[0-9a-f]{16}\.gwt: is published, but its report cannot be written/);
  assert.equal(existsSync(join(scratch, 'full/manifest.json')), true);
});

test('completions: are scripts that their shells read, with all commands and choices', () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const script = goeswith('completions', shell);
    assert.equal(script.code, 0, script.err);
    for (const name of COMMANDS) assert.ok(script.out.includes(name), `${shell}: ${name}`);
    assert.match(script.out, /auto always never/);
    const check = spawnSync(shell, ['-n', file(`completions.${shell}`, script.out)], {
      cwd: scratch,
      encoding: 'utf8',
    });
    if (check.error === undefined) assert.equal(check.status, 0, check.stderr);
  }
  const complete = (...words) =>
    spawnSync(
      'bash',
      [
        '-c',
        `source <("$0" completions bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _goeswith; echo "\${COMPREPLY[*]}"`,
        command,
        ...words,
      ],
      { encoding: 'utf8' },
    ).stdout.trim();
  assert.equal(complete('goeswith', 'bu'), 'build');
  assert.equal(complete('goeswith', 'build', '--shards', 'al'), 'always');
  assert.equal(complete('goeswith', 'build', '--allow'), '--allow-shrink');
});

test('manual: is a page that has every option of every command', () => {
  const page = goeswith('manual');
  assert.equal(page.code, 0, page.err);
  assert.match(page.out, /^\.TH GOESWITH 1/);
  for (const name of COMMANDS) assert.match(page.out, new RegExp(`^\\.SS goeswith ${name}\\b`, 'm'));
  assert.match(page.out, /\\-\\-allow\\-shrink/);
});

test('score: control characters of a feed do not reach the terminal', () => {
  const items = file('items.csv', `sku,title\ntea,"\u001b]0;owned\u0007Tea\u009b2J"\npot,Pot\n`);
  assert.equal(goeswith('build', orders, ...columns, '--items', items, '-o', 'controls').code, 0);
  const run = goeswith('score', 'controls', 'pot', '--why');
  assert.match(run.out, /tea +\d+ .*\]0;owned ?Tea2J\n/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  assert.doesNotMatch(run.out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});
