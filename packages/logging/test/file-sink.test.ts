import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

import { describe, expect, test } from 'vitest';

import { fileSink } from '../src/file-sink.ts';
import { elsewhere } from './elsewhere.ts';
import { runProgramIn } from './run-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('adds lines to the end of the file, which only its owner and group may read', async () => {
  using folder = temporaryFolder();
  await using sink = fileSink(folder.file('log'));
  sink.write('one', 'info');
  sink.write('two', 'info');
  await sink.flush();
  expect(folder.read('log')).toBe('one\ntwo\n');
  expect(statSync(folder.file('log')).mode & 0o007).toBe(0);
  await using again = fileSink(folder.file('log'));
  again.write('three', 'info');
  await again.flush();
  expect(folder.read('log')).toBe('one\ntwo\nthree\n');
});

test('writes what is there when it is closed, and may be closed twice', async () => {
  using folder = temporaryFolder();
  const sink = fileSink(folder.file('log'));
  sink.write('one', 'info');
  await sink.close();
  await sink.close();
  expect(folder.read('log')).toBe('one\n');
});

describe('reopen()', () => {
  test('goes on in a new file where the old one has been renamed', async () => {
    using folder = temporaryFolder();
    await using sink = fileSink(folder.file('log'));
    sink.write('one', 'info');
    renameSync(folder.file('log'), folder.file('log.1'));
    sink.write('two', 'info');
    await sink.flush();
    await sink.reopen();
    sink.write('three', 'info');
    await sink.flush();
    expect([folder.read('log.1'), folder.read('log')]).toEqual(['one\ntwo\n', 'three\n']);
  });

  test('loses no line and cuts none, however often it is called, while lines come', async () => {
    using folder = temporaryFolder();
    await using sink = fileSink(folder.file('log'));
    const reopened: Promise<void>[] = [];
    for (let i = 0; i < 50_000; i++) {
      sink.write(`${i}`.padStart(99, '0'), 'info');
      if (i % 2500 !== 0) continue;
      if (existsSync(folder.file('log'))) renameSync(folder.file('log'), folder.file(`log.${i}`));
      reopened.push(sink.reopen());
      await new Promise(setImmediate);
    }
    await Promise.all(reopened);
    await sink.flush();
    const files = readdirSync(folder.file('.'));
    const lines = files.flatMap((name) => folder.read(name).split('\n').slice(0, -1));
    expect(files.length).toBeGreaterThan(2);
    expect(lines.map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50_000 }, (_, i) => i));
    expect(sink.dropped).toBe(0);
  });

  test('rejects where the path cannot be opened, and goes on where it was', async () => {
    using folder = temporaryFolder();
    mkdirSync(folder.file('logs'));
    await using sink = fileSink(folder.file('logs/log'));
    renameSync(folder.file('logs'), folder.file('old'));
    await expect(sink.reopen()).rejects.toMatchObject({ code: 'ENOENT' });
    sink.write('one', 'info');
    await sink.flush();
    expect(folder.read('old/log')).toBe('one\n');
  });

  test('does nothing to a sink that is closed meanwhile', async () => {
    using folder = temporaryFolder();
    const sink = fileSink(folder.file('log'));
    const reopened = sink.reopen();
    await sink.close();
    await expect(reopened).resolves.toBeUndefined();
  });
});

test.runIf(existsSync('/dev/full'))('a full disk is reported once, and costs no more than the bound', async () => {
  const reports: string[] = [];
  const sink = fileSink('/dev/full', { maxBytes: 100_000, report: (message) => reports.push(message) });
  for (let i = 0; i < 10_000; i++) sink.write('x'.repeat(99), 'info');
  await sink.flush();
  for (let i = 0; i < 10_000; i++) sink.write('x'.repeat(99), 'info');
  await sink.flush();
  expect(sink.dropped).toBe(19_000);
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatch(/^\/dev\/full: cannot be written: /);
  await sink.close();
  expect(reports[1]).toBe('/dev/full: is closed; 20000 lines were dropped');
});

describe.each([
  ['node', 3000],
  // These end without what is under way, unless it is waited for.
  ['bun', 3000],
  ['deno', 3000],
] as const)('what is there when a process of %s ends is written', (runtime, count) => {
  test.each([
    ['return', 0],
    ['exit', 3],
    ['throw', 1],
    ['reject', 1],
    ['later', 3],
  ])('by %s', async (how, code) => {
    using folder = temporaryFolder();
    expect(await runProgramIn(runtime, 'log-and-end', folder.file('log'), String(count), how)).toMatchObject({ code });
    expectLines(folder.read('log'), count);
  });
});

test.each(['return', 'exit', 'throw', 'later'])('what is there when a worker ends by %s is written', async (how) => {
  using folder = temporaryFolder();
  const program = path.join(import.meta.dirname, 'programs/log-and-end.ts');
  const worker = new Worker(program, { argv: [folder.file('log'), '3000', how], execArgv: [], stderr: true });
  worker.on('error', () => {});
  await new Promise((resolve) => worker.once('exit', resolve));
  expectLines(folder.read('log'), 3000);
});

/** Each of so many lines whole, and once. */
function expectLines(text: string, count: number): void {
  const lines = text.split('\n').slice(0, -1);
  expect(lines.every((line) => line.length === 99)).toBe(true);
  expect(lines.map((line) => Number.parseInt(line, 10)).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: count }, (_, i) => i),
  );
}

describe('refuses', () => {
  test.each([
    ['', {}, 'path must be the path of a file, got ""'],
    ['log', null, 'expected options, got null'],
    [7, {}, 'path must be the path of a file, got 7'],
    ['log', { mode: '640' }, 'mode must be permissions such as 0o640, got 640'],
    ['log', { mode: 640 }, 'mode must be permissions such as 0o640, got 640'],
    ['log', { maxBytes: -1 }, 'maxBytes must be a whole number, 0 or more, got -1'],
    ['log', { delayMs: 0.5 }, 'delayMs must be a whole number, 0 or more, got 0.5'],
    ['log', { report: 'stderr' }, 'report must be a function, got string'],
  ])('%j, %j', (file, options, message) => {
    expect(() => fileSink(file as never, options as never)).toThrow(new TypeError(`fileSink(): ${message}`));
  });

  test('a path that cannot be opened', () => {
    expect(() => fileSink('/nowhere/log')).toThrow('ENOENT');
  });

  test('a runtime without files', () => {
    expect(() => elsewhere(() => fileSink('log'))).toThrow(
      'fileSink(): this runtime has no files; give a function of a line instead',
    );
  });
});
