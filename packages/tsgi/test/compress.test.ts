import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { serve } from '@tsgi/server';
import { staticFiles } from '@tsgi/static';
import { notFound } from '@tsgi/web';

import { compress } from '../src/compress.ts';
import { UsageError } from '../src/usage-error.ts';
import { KeptTerminal } from './kept-terminal.ts';

const TEXT = 'export const greeting = "hello";\n'.repeat(100);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tsgi-compress-'));
  await mkdir(path.join(folder, 'docs'));
  await writeFile(path.join(folder, 'app.js'), TEXT);
  await writeFile(path.join(folder, 'docs/page.html'), TEXT);
  await writeFile(path.join(folder, 'small.txt'), 'small');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function said(...args: readonly string[]): Promise<string> {
  const terminal = new KeptTerminal();
  await compress.run(args, terminal);
  expect(terminal.complained).toBe('');
  return terminal.said;
}

test('writes siblings, and says how much they save', async () => {
  const [first, ...rest] = (await said(folder)).trimEnd().split('\n');
  expect(first).toBe(`${folder}: 2 files, 6 written, 0 up to date`);
  expect(rest.map((line) => line.replace(/→ \d+ B, \d+ %/, '→ … B, … %'))).toEqual([
    '  br    6.4 KiB → … B, … % less',
    '  zstd  6.4 KiB → … B, … % less',
    '  gzip  6.4 KiB → … B, … % less',
  ]);
  expect((await readdir(folder)).toSorted()).toEqual(
    ['app.js', 'app.js.br', 'app.js.gz', 'app.js.zst', 'docs', 'small.txt'].toSorted(),
  );
});

test('leaves what is up to date', async () => {
  await said(folder);
  expect(await said(folder)).toMatch(`${folder}: 2 files, 0 written, 6 up to date\n`);
});

test('says what became of each sibling', async () => {
  const lines = (await said(folder, '--verbose', '--codings', 'gzip', '--jobs', '1')).split('\n');
  expect(lines[0]).toMatch(/^written {2}gzip {2}app\.js {2}3\.2 KiB → \d+ B$/);
  expect(lines[1]).toMatch(/^written {2}gzip {2}docs\/page\.html {2}3\.2 KiB → \d+ B$/);
});

test('says nothing where that is wanted', async () => {
  expect(await said('--quiet', folder)).toBe('');
  expect(await readdir(folder)).toContain('app.js.br');
});

test('writes the codings that are wanted, of files as small as is wanted', async () => {
  await writeFile(path.join(folder, 'small.txt'), 'small '.repeat(20));
  await said(folder, '--codings=br,gzip', '--min-bytes', '100');
  const names = await readdir(folder);
  expect(names).toEqual(expect.arrayContaining(['app.js.br', 'app.js.gz', 'small.txt.br', 'small.txt.gz']));
  expect(names).not.toContain('app.js.zst');
});

test('writes what a server then sends', async () => {
  await said(folder);
  await using server = await serve(staticFiles(folder)(notFound()), { port: 0 });
  for (const coding of ['br', 'zstd', 'gzip']) {
    const response = await fetch(`${server.url}/app.js`, { headers: { 'Accept-Encoding': coding } });
    expect(response.headers.get('Content-Encoding')).toBe(coding);
    expect(await response.text()).toBe(TEXT);
  }
});

describe('refuses', () => {
  test.each([
    [[], 'which directory?'],
    [[''], 'which directory?'],
    [['a', 'b'], 'expected one directory, got 2'],
    [['a', '--codings', 'deflate'], "--codings must be a list of br, zstd, gzip, got 'deflate'"],
    [['a', '--codings', ''], "--codings must be a list of br, zstd, gzip, got ''"],
    [['a', '--min-bytes', '-1'], /--min-bytes/],
    [['a', '--min-bytes', '1e3'], "--min-bytes must be a whole number from 0, got '1e3'"],
    [['a', '--jobs', '0'], "--jobs must be a whole number from 1, got '0'"],
    [['a', '--quiet', '--verbose'], '--verbose and --quiet are not for one run'],
    [['a', '--level', '9'], /Unknown option '--level'/],
  ])('%j', async (args, message) => {
    const running = compress.run(args, new KeptTerminal());
    await expect(running).rejects.toThrow(UsageError);
    await expect(running).rejects.toThrow(message);
  });
});

test('says of a path that it is no directory', async () => {
  const terminal = new KeptTerminal();
  const file = path.join(folder, 'app.js');
  await expect(compress.run([file], terminal)).rejects.toThrow(`'${file}' is no directory`);
  await expect(compress.run([`${file}.nowhere`], terminal)).rejects.toThrow(`there is no '${file}.nowhere'`);
});
