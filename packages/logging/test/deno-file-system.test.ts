import fs from 'node:fs';

import { expect, test } from 'vitest';

import { type Deno, DenoFileSystem } from '../src/deno-file-system.ts';

/** One file, which takes two bytes at a time, and standard output. */
function denoWith(file: number[], failure?: Error): { readonly files: DenoFileSystem; readonly closed: () => boolean } {
  let closed = false;
  const opened = {
    write: async (bytes: Uint8Array) => {
      if (failure !== undefined) throw failure;
      return opened.writeSync(bytes);
    },
    writeSync: (bytes: Uint8Array) => file.push(...bytes.subarray(0, 2)) && Math.min(2, bytes.length),
    statSync: () => ({ isFile: true, size: file.length }),
    close: () => void (closed = true),
  };
  const deno: Deno = {
    openSync: () => opened,
    open: async () => {
      if (failure !== undefined) throw failure;
      return opened;
    },
    stdout: opened,
  };
  return { files: new DenoFileSystem(deno, fs), closed: () => closed };
}

function write(files: DenoFileSystem, fd: number, bytes: Uint8Array, from: number, length: number): Promise<number> {
  return new Promise((resolve, reject) => {
    files.write(fd, bytes, from, length, null, (error, written) => (error === null ? resolve(written) : reject(error)));
  });
}

const BYTES = new Uint8Array([1, 2, 3, 4, 5]);

test('writes the part of the bytes that it is given, and says how many were taken', async () => {
  const file: number[] = [];
  const { files } = denoWith(file);
  const fd = files.openSync('log', 'a', 0o640);
  expect(await write(files, fd, BYTES, 1, 3)).toBe(2);
  expect(await write(files, fd, BYTES, 3, 1)).toBe(1);
  expect(files.writeSync(fd, BYTES, 4)).toBe(1);
  expect(file).toEqual([2, 3, 4, 5]);
  const stat = files.fstatSync(fd);
  expect([stat.isFile(), stat.size]).toEqual([true, 4]);
});

test('opens files of their own, and closes them', async () => {
  const { files, closed } = denoWith([]);
  const first = files.openSync('log', 'a', 0o640);
  const second = await new Promise<number>((resolve) => files.open('log', 'a', 0o640, (_, fd) => resolve(fd)));
  expect(new Set([1, first, second]).size).toBe(3);
  await new Promise((resolve) => files.close(first, resolve));
  expect(closed()).toBe(true);
  expect(() => files.writeSync(first, BYTES, 0)).toThrow(`the file ${first} is closed`);
  expect(files.writeSync(second, BYTES, 0)).toBe(2);
});

test('hands on what cannot be opened or written', async () => {
  const full = new Error('no space left');
  const { files } = denoWith([], full);
  await expect(write(files, files.openSync('log', 'a', 0o640), BYTES, 0, 5)).rejects.toBe(full);
  expect(await new Promise((resolve) => files.open('log', 'a', 0o640, resolve))).toBe(full);
});

test('has standard output, at which Node looks', () => {
  const file: number[] = [];
  const { files } = denoWith(file);
  expect(files.writeSync(1, BYTES, 3)).toBe(2);
  expect(file).toEqual([4, 5]);
  expect(files.fstatSync(1).size).toBe(fs.fstatSync(1).size);
});
