/** What is published is what was tested: each package is packed, looked at as its users will see it, and imported. */

import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { install, packAll, run, type Packed } from './packages/pack.ts';

const root = path.dirname(import.meta.dirname);

/** The oldest Node that the packages promise to run on (`engines`), and the one they are developed with. */
const nodes = [
  ['22.15', 'node_modules/node-22/bin/node'],
  ['26', 'node_modules/node/bin/node'],
] as const;

let stage: string;
let packages: Packed[];
let user: string;

beforeAll(async () => {
  stage = await mkdtemp(path.join(tmpdir(), 'tsgi-packages-'));
  packages = await packAll(root, stage);
  user = path.join(stage, 'user');
  await install(packages, root, user);
}, 120_000);

afterAll(async () => {
  await rm(stage, { recursive: true, force: true });
});

test('packs the output, its source and the licence, and nothing else', async () => {
  expect(packages.length).toBeGreaterThan(0);
  for (const { tarball } of packages) {
    const files = (await run('tar', ['-tzf', tarball], stage)).trim().split('\n');
    expect(files).toEqual(expect.arrayContaining(['package/LICENSE', 'package/dist/index.js', 'package/src/index.ts']));
    expect(
      files.filter((file) => !/^package\/(package\.json|LICENSE|README\.md|(dist|src)\/.+\.(js|ts|map))$/.test(file)),
    ).toEqual([]);
  }
});

test('has nothing that publint finds fault with', async () => {
  for (const { name, tarball } of packages) {
    const { messages, pkg } = await publint({ strict: true, pack: { tarball: await bytes(tarball) } });
    expect(
      messages.map((message) => `${name}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`),
    ).toEqual([]);
  }
});

test('has types that every ESM resolution finds and that agree with the code', async () => {
  for (const { name, tarball } of packages) {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(await bytes(tarball))));
    const problems = result.types === false ? [{ kind: 'NoTypes' }] : result.problems;
    // What concerns CommonJS and its resolution: the packages are ESM alone.
    const esm = problems.filter((problem) => {
      if (problem.kind === 'CJSResolvesToESM') return false;
      return (
        !('resolutionKind' in problem) ||
        (problem.resolutionKind !== 'node10' && problem.resolutionKind !== 'node16-cjs')
      );
    });
    expect(esm, name).toEqual([]);
  }
});

test('has declarations that compile in a program that checks them', async () => {
  const names = packages.flatMap(({ specifiers }) => specifiers);
  const lines = names.map((name, index) => `export * as package${index} from '${name}';`);
  await writeFile(path.join(user, 'main.ts'), lines.join('\n'));
  await mkdir(path.join(user, 'node_modules/@types'), { recursive: true });
  await symlink(path.join(root, 'node_modules/@types/node'), path.join(user, 'node_modules/@types/node'));
  const options = ['--noEmit', '--strict', '--target', 'esnext', '--module', 'nodenext', '--types', 'node'];
  const said = await run(path.join(root, 'node_modules/.bin/tsc'), [...options, 'main.ts'], user);
  expect(said).toBe('');
}, 30_000);

describe.each(nodes)('on Node %s', (version, node) => {
  test('exports from the output what the source exports', async () => {
    const program = path.join(root, node);
    expect(await run(program, ['--version'], user)).toMatch(`v${version}.`);
    for (const specifier of packages.flatMap(({ specifiers }) => specifiers)) {
      const script = `console.log(JSON.stringify(Object.keys(await import('${specifier}')).sort()))`;
      const printed: unknown = JSON.parse(await run(program, ['--input-type=module', '--eval', script], user));
      const source: object = await import(specifier);
      expect(printed).toEqual(Object.keys(source).toSorted());
    }
  }, 30_000);

  test('runs the commands that are installed', async () => {
    const commands = packages.flatMap((each) => each.commands);
    expect(commands).toContain('tsgi');
    for (const command of commands) {
      const said = await run(path.join(root, node), [path.join('node_modules/.bin', command), '--help'], user);
      expect(said).toMatch(`Usage: ${command} `);
    }
  }, 30_000);

  test('compresses a folder by the command that is installed', async () => {
    const folder = await mkdtemp(path.join(user, 'site-'));
    await writeFile(path.join(folder, 'app.js'), 'export const answer = 42;\n'.repeat(200));
    await run(path.join(root, node), ['node_modules/.bin/tsgi', 'compress', folder], user);
    expect((await readdir(folder)).toSorted()).toEqual(['app.js', 'app.js.br', 'app.js.gz', 'app.js.zst']);
  });
});

async function bytes(file: string): Promise<ArrayBuffer> {
  return new Uint8Array(await readFile(file)).buffer;
}
