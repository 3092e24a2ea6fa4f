import { mkdtemp, open, readdir, readlink, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { disposeBody, type Body, type Chunk } from '@tsgi/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fileWrapper } from '../src/file-wrapper.ts';

const wrapFile = fileWrapper(open);

const CONTENT = Buffer.from(Array.from({ length: 200_000 }, (_, i) => i % 251));
let folder = '';
let path = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsgi-file-body-'));
  path = join(folder, 'content');
  await writeFile(path, CONTENT);
});
afterAll(() => rm(folder, { recursive: true }));

function iterator(body: Body): AsyncIterator<Chunk> {
  return (body as AsyncIterable<Chunk>)[Symbol.asyncIterator]();
}

async function read(body: Body): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const chunk of body) pieces.push(chunk as Uint8Array);
  } finally {
    await disposeBody(body);
  }
  return Buffer.concat(pieces);
}

/** How many descriptors of this process lead to the file. */
async function descriptors(): Promise<number> {
  const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
  return (await Promise.all(links)).filter((link) => link === path).length;
}

test('reads a file in pieces of 64 KiB at most', async () => {
  const body = wrapFile(path);
  const sizes: number[] = [];
  for await (const chunk of body) sizes.push((chunk as Uint8Array).byteLength);
  await disposeBody(body);
  expect(sizes).toEqual([65_536, 65_536, 65_536, 3_392]);
  expect((await read(wrapFile(path))).equals(CONTENT)).toBe(true);
});

test.each<[string, { start?: number; end?: number }, number, number]>([
  ['from an offset', { start: 199_990 }, 199_990, 200_000],
  ['up to an offset', { end: 7 }, 0, 7],
  ['between two', { start: 65_530, end: 65_545 }, 65_530, 65_545],
  ['from beyond its end', { start: 300_000 }, 0, 0],
  ['nothing', { start: 5, end: 5 }, 5, 5],
])('reads %s', async (_, range, from, to) => {
  expect((await read(wrapFile(path, range))).equals(CONTENT.subarray(from, to))).toBe(true);
});

test('gives each piece memory of its own', async () => {
  const body = wrapFile(path, { end: 4 });
  const { value } = await iterator(body).next();
  expect((value as Uint8Array).buffer.byteLength).toBe(4);
  await disposeBody(body);
});

test('ends where a file without an end that was asked for has become shorter', async () => {
  const shrinking = join(folder, 'shrinking');
  await writeFile(shrinking, CONTENT);
  const body = wrapFile(shrinking);
  const pieces = iterator(body);
  await pieces.next();
  await truncate(shrinking, 65_536);
  expect((await pieces.next()).done).toBe(true);
  await disposeBody(body);
});

test('fails where the file ends before the end that was asked for', async () => {
  await expect(read(wrapFile(path, { start: 199_999, end: 300_000 }))).rejects.toThrow(
    'the file ends after 200000 bytes, and was to be sent up to 300000',
  );
});

describe.skipIf(process.platform !== 'linux')('a file that is open already', () => {
  test('is read, and closed with the body', async () => {
    const file = await open(path);
    expect((await read(wrapFile(file, { start: 199_990 }))).equals(CONTENT.subarray(199_990))).toBe(true);
    expect(file.fd).toBe(-1);
  });

  test('is closed where it was never read', async () => {
    const file = await open(path);
    await disposeBody(wrapFile(file));
    expect(file.fd).toBe(-1);
  });
});

describe('opens the file when it is first read, and', () => {
  test('does not open one that is not read', async () => {
    await expect(disposeBody(wrapFile('/nowhere/at/all'))).resolves.toBeUndefined();
  });

  test('fails with what the system says of one that cannot be read', async () => {
    const body = wrapFile('/nowhere/at/all');
    await expect(iterator(body).next()).rejects.toThrow('ENOENT');
    await disposeBody(body);
  });

  test.skipIf(process.platform !== 'linux')('closes it when it is disposed of, read or not', async () => {
    const body = wrapFile(path);
    const pieces = iterator(body);
    await pieces.next();
    expect(await descriptors()).toBe(1);
    const pending = pieces.next();
    await pieces.return?.();
    await disposeBody(body);
    await pending;
    expect(await descriptors()).toBe(0);
    expect((await pieces.next()).done).toBe(true);
  });
});

test.each<[unknown, { start?: number; end?: number }]>([
  ['', {}],
  [7, {}],
  [null, {}],
  [{ read() {} }, {}],
  ['a', { start: -1 }],
  ['a', { start: 0.5 }],
  ['a', { start: 2, end: 1 }],
  ['a', { end: Number.NaN }],
])('refuses the file %j with the range %j (rule A30)', (name, range) => {
  expect(() => wrapFile(name as string, range)).toThrow('rule A30');
});
