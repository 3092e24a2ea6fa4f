import { appendFile, chmod, open, rename, truncate, utimes, writeFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { fileBody, type Chunk } from '@tsgi/contract';

import { FileStamp } from '../src/file-stamp.ts';
import { UnchangingFile } from '../src/unchanging-file.ts';
import { type Folder, makeFolder } from './folder.ts';

const SIZE = 3_000_000;

/** Reads a file of 3 MB, and has `change` done to it after some of it. */
async function readWhile(change: (folder: Folder) => Promise<void>, after: number): Promise<number> {
  await using folder = await makeFolder({ file: Buffer.alloc(SIZE, 'a'), other: Buffer.alloc(SIZE, 'b') });
  const file = await open(folder.to('file'));
  const stamp = new FileStamp(await file.stat({ bigint: true }));
  const body = fileBody(new UnchangingFile(file, 'file', stamp, new Set([SIZE])), { end: SIZE });
  let bytes = 0;
  let changed = false;
  try {
    for await (const chunk of body as AsyncIterable<Chunk>) {
      expect((chunk as Uint8Array).every((byte) => byte === 0x61)).toBe(true);
      bytes += (chunk as Uint8Array).byteLength;
      if (bytes >= after && !changed) {
        changed = true;
        await change(folder);
      }
    }
    return bytes;
  } finally {
    await body[Symbol.asyncDispose]?.();
  }
}

test('reads a file that stays as it is', async () => {
  expect(await readWhile(async () => {}, 1)).toBe(SIZE);
});

test('reads to its end a file that is replaced, renamed, or gets another mode', async () => {
  const replaced = readWhile(async (folder) => rename(folder.to('other'), folder.to('file')), 70_000);
  expect(await replaced).toBe(SIZE);
  expect(await readWhile(async (folder) => chmod(folder.to('file'), 0o600), 70_000)).toBe(SIZE);
});

test.each<[string, (folder: Folder) => Promise<void>]>([
  ['shorter', async (folder) => truncate(folder.to('file'), 2_990_000)],
  ['empty', async (folder) => truncate(folder.to('file'), 0)],
  ['longer', async (folder) => appendFile(folder.to('file'), 'more')],
  [
    'another of the same size',
    async (folder) => {
      const file = await open(folder.to('file'), 'r+');
      await file.write('b', SIZE - 1);
      await file.close();
    },
  ],
  ['another of the same content', async (folder) => utimes(folder.to('file'), 1, 1)],
])('fails where the file becomes %s', async (_, change) => {
  await expect(readWhile(change, 70_000)).rejects.toThrow('staticFiles(): file was changed while it was sent');
});

test('fails before it has given everything, also where the change is in what was given', async () => {
  let given = 0;
  await using folder = await makeFolder({ file: Buffer.alloc(100_000, 'a') });
  const file = await open(folder.to('file'));
  const stamp = new FileStamp(await file.stat({ bigint: true }));
  const unchanging = new UnchangingFile(file, 'file', stamp, new Set([100_000]));
  const buffer = Buffer.alloc(60_000);
  given += (await unchanging.read(buffer, 0, 60_000, 0)).bytesRead;
  await writeFile(folder.to('file'), Buffer.alloc(100_000, 'b'));
  await expect(unchanging.read(buffer, 0, 40_000, 60_000)).rejects.toThrow('was changed');
  expect(given).toBe(60_000);
  await unchanging.close();
  expect(file.fd).toBe(-1);
});
