import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test } from 'vitest';

import manifest from '../package.json' with { type: 'json' };
import { run } from '../src/run.ts';
import { KeptTerminal } from './kept-terminal.ts';

async function tsgi(...args: readonly string[]): Promise<{ code: number; said: string; complained: string }> {
  const terminal = new KeptTerminal();
  const code = await run(args, terminal);
  return { code, said: terminal.said, complained: terminal.complained };
}

test('runs the command that is named', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tsgi-run-'));
  try {
    const seen = await tsgi('compress', folder);
    expect(seen).toEqual({ code: 0, said: `${folder}: 0 files, 0 written, 0 up to date\n`, complained: '' });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('says what there is', async () => {
  for (const flag of ['--help', '-h']) {
    const { code, said, complained } = await tsgi(flag);
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    expect(said).toMatch(/^Usage: tsgi <command> …\n\n {2}compress {2}write /);
  }
});

test('says which version it is', async () => {
  expect(await tsgi('--version')).toEqual({ code: 0, said: `${manifest.version}\n`, complained: '' });
});

test('says how a command is used, wherever that is asked', async () => {
  for (const args of [['--help'], ['-h'], ['folder', '--help', '--nonsense']]) {
    const { code, said, complained } = await tsgi('compress', ...args);
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    expect(said).toMatch(/^Usage: tsgi compress <directory>/);
  }
});

test('wants a command', async () => {
  const { code, said, complained } = await tsgi();
  expect({ code, said }).toEqual({ code: 2, said: '' });
  expect(complained).toMatch(/^Usage: tsgi <command>/);
});

test('refuses a command that there is not', async () => {
  for (const name of ['decompress', 'toString', '--verbose', '']) {
    expect(await tsgi(name, 'folder')).toEqual({
      code: 2,
      said: '',
      complained: `tsgi: there is no command '${name}', only compress\n`,
    });
  }
});

test('tells arguments that are wrong from what cannot be done', async () => {
  expect(await tsgi('compress')).toEqual({
    code: 2,
    said: '',
    complained: "tsgi compress: which directory?\n'tsgi compress --help' says how it is used\n",
  });
  expect(await tsgi('compress', '/nowhere/at/all')).toEqual({
    code: 1,
    said: '',
    complained: "tsgi compress: there is no '/nowhere/at/all'\n",
  });
});
