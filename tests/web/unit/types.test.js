import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../../../web', import.meta.url));
const SHOP = fileURLToPath(new URL('../types/shop.ts', import.meta.url));

for (const module of ['nodenext', 'preserve']) {
  test(`types, as published, serve a shop that is compiled with --module ${module}`, async (t) => {
    const project = await mkdtemp(path.join(tmpdir(), 'goeswith-types-'));
    t.after(() => rm(project, { recursive: true }));
    await mkdir(path.join(project, 'node_modules'));
    await symlink(PACKAGE, path.join(project, 'node_modules/goeswith'));
    await cp(SHOP, path.join(project, 'shop.ts'));
    await writeFile(path.join(project, 'package.json'), '{"type":"module"}');
    const compiler = path.join(PACKAGE, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', module, '--types', ''];
    let output = '';
    try {
      execFileSync(process.execPath, [compiler, ...options, 'shop.ts'], { cwd: project, encoding: 'utf8' });
    } catch (error) {
      output = /** @type {{stdout: string}} */ (error).stdout;
    }
    assert.equal(output, '');
  });
}
