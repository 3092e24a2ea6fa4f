import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type BigIntStats } from 'node:fs';
import { chmod, type FileHandle, open, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip, createZstdCompress } from 'node:zlib';

import { FileStamp } from './file-stamp.ts';
import { type Coding, EXTENSIONS } from './precompressed.ts';

/** As RFC 9659 bounds it for the web: 8 MiB. */
const ZSTD_WINDOW_LOG = 23;
/** Until it has the mode of the original, nobody else is to read it. */
const PRIVATE = 0o600;

/**
 * Writes what a file is in one coding beside it, as small as the coding can make it, under a name that is not served, and
 * gives it the sibling's name when it is whole. It gets the time of the original, so that it is the older one as soon as
 * that is changed.
 * @returns its size in bytes; `undefined`, and there is no sibling, where it would not be smaller, or the original was
 * changed meanwhile.
 */
export async function writeSibling(original: string, coding: Coding): Promise<number | undefined> {
  const target = original + EXTENSIONS[coding];
  const unfinished = path.join(path.dirname(target), `.${randomUUID()}.tmp`);
  const source = await open(original);
  try {
    const stats = await source.stat({ bigint: true });
    await compressInto(unfinished, source, stats, coding);
    const { size } = await stat(unfinished);
    const isSame = new FileStamp(await source.stat({ bigint: true })).hasContentOf(new FileStamp(stats));
    if (size >= stats.size || !isSame) return undefined;
    await chmod(unfinished, Number(stats.mode) & 0o777);
    const time = notBefore(stats.mtimeNs);
    await utimes(unfinished, time, time);
    await rename(unfinished, target);
    return size;
  } finally {
    await source.close();
    await rm(unfinished, { force: true });
  }
}

async function compressInto(name: string, source: FileHandle, { size }: BigIntStats, coding: Coding): Promise<void> {
  const from = createReadStream('', { fd: source, autoClose: false, start: 0 });
  await pipeline(from, compressor(coding, Number(size)), createWriteStream(name, { flags: 'wx', mode: PRIVATE }));
}

function compressor(coding: Coding, size: number): Transform {
  if (coding === 'gzip') return createGzip({ level: constants.Z_BEST_COMPRESSION });
  if (coding === 'zstd') {
    return createZstdCompress({
      params: { [constants.ZSTD_c_compressionLevel]: 19, [constants.ZSTD_c_windowLog]: ZSTD_WINDOW_LOG },
    });
  }
  return createBrotliCompress({
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
    },
  });
}

/** A time in seconds that is not before one in nanoseconds: it is set as a double, of which whole microseconds are kept. */
function notBefore(mtimeNs: bigint): number {
  return (Number(mtimeNs / 1000n) + 2) / 1e6;
}
