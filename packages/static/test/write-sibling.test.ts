import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { FileStamp } from '../src/file-stamp.ts';
import { type Coding, EXTENSIONS, isCurrent } from '../src/precompressed.ts';
import { writeSibling } from '../src/write-sibling.ts';
import { makeFolder } from './folder.ts';

const TEXT = 'once upon a time '.repeat(10_000);
const DECODERS = { br: brotliDecompressSync, zstd: zstdDecompressSync, gzip: gunzipSync };

test.each(Object.keys(DECODERS) as Coding[])('writes what a file is as %s', async (coding) => {
  await using folder = await makeFolder({ 'a.txt': TEXT });
  const size = await writeSibling(folder.to('a.txt'), coding);
  const written = await readFile(folder.to(`a.txt${EXTENSIONS[coding]}`));
  expect(written.length).toBe(size);
  expect(DECODERS[coding](written).toString()).toBe(TEXT);
  expect((await readdir(folder.path)).toSorted()).toEqual(['a.txt', `a.txt${EXTENSIONS[coding]}`]);
});

test('gives it the mode of the original, and a time that is not before that one’s, whatever its fractions', async () => {
  await using folder = await makeFolder({ 'a.txt': TEXT });
  for (let i = 0; i < 50; i++) {
    await folder.write('a.txt', TEXT, new Date(1_714_979_289_000 + i * 37.123));
    await writeFile(folder.to('a.txt'), TEXT);
    await chmod(folder.to('a.txt'), 0o640);
    await writeSibling(folder.to('a.txt'), 'gzip');
    const [original, sibling] = await Promise.all(
      ['a.txt', 'a.txt.gz'].map((name) => stat(folder.to(name), { bigint: true })),
    );
    expect(sibling!.mode).toBe(original!.mode);
    expect(isCurrent(new FileStamp(sibling!), new FileStamp(original!))).toBe(true);
    expect(sibling!.mtimeNs - original!.mtimeNs).toBeLessThan(3000n);
  }
});

test.each([0, 1, 30])('writes nothing where %i bytes become no fewer', async (size) => {
  await using folder = await makeFolder({ a: Buffer.from(Array.from({ length: size }, (_, i) => (i * 7919) % 256)) });
  expect(await writeSibling(folder.to('a'), 'gzip')).toBeUndefined();
  expect(await readdir(folder.path)).toEqual(['a']);
});

test('leaves the old sibling where it fails', async () => {
  await using folder = await makeFolder({ 'missing.gz': 'old' });
  await expect(writeSibling(folder.to('missing'), 'gzip')).rejects.toThrow('ENOENT');
  expect(await readdir(folder.path)).toEqual(['missing.gz']);
});

test('gives the longest name that a sibling can have, whatever an earlier run has left behind', async () => {
  const name = `${'a'.repeat(249)}.js`;
  await using folder = await makeFolder({ [name]: TEXT, 'a.txt': TEXT, [`.a.txt.gz.${process.pid}.tmp`]: 'half' });
  expect(await writeSibling(folder.to(name), 'gzip')).toBeGreaterThan(0);
  expect(await writeSibling(folder.to('a.txt'), 'gzip')).toBeGreaterThan(0);
});
