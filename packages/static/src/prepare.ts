/** What is done to a representation once, when its file has been opened: its content is read, its heads are made. */

import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

import { FileStamp } from './file-stamp.ts';
import { type HeadOptions, makeHeads } from './heads.ts';
import type { Representation } from './representation.ts';
import type { Opened } from './root-folder.ts';

/** Options of `prepare`. */
export interface PrepareOptions extends HeadOptions {
  /** How large a file may be whose content is kept, in bytes. */
  readonly fileBytes: number;
}

const HASH_BYTES = 262_144;

/**
 * Reads what is kept of a file, and makes its heads. Where the file was changed meanwhile there are none: nothing is known
 * of it.
 */
export async function prepare(
  representation: Representation,
  { file, stamp }: Opened,
  original: string,
  vary: readonly string[],
  options: PrepareOptions,
): Promise<void> {
  const kept = stamp.size <= options.fileBytes;
  const content = kept ? await readWhole(file, stamp.size) : undefined;
  if (kept && content === undefined) return;
  const hash = options.etag === 'strong' ? await hashOf(file, content) : undefined;
  const read = kept || hash !== undefined;
  if (read && !stamp.hasContentOf(new FileStamp(await file.stat({ bigint: true })))) return;
  representation.heads = makeHeads({ original, representation, hash, vary }, options);
  // Last, for it is counted by who asked: nothing is kept where there are no heads.
  representation.content = content;
}

/** All bytes of a file; `undefined` where it has become shorter. */
async function readWhole(file: FileHandle, size: number): Promise<Uint8Array | undefined> {
  // Not from Node's pool, of which a small piece would keep all.
  const content = Buffer.allocUnsafeSlow(size);
  for (let at = 0; at < size;) {
    const { bytesRead } = await file.read(content, at, size - at, at);
    if (bytesRead === 0) return undefined;
    at += bytesRead;
  }
  return content;
}

/** Half of SHA-256 is more than enough for nobody to find two files with the same. */
async function hashOf(file: FileHandle, content: Uint8Array | undefined): Promise<string> {
  const hash = createHash('sha256');
  if (content !== undefined) hash.update(content);
  else {
    const piece = Buffer.allocUnsafeSlow(HASH_BYTES);
    for (let at = 0; ;) {
      const { bytesRead } = await file.read(piece, 0, HASH_BYTES, at);
      if (bytesRead === 0) break;
      hash.update(piece.subarray(0, bytesRead));
      at += bytesRead;
    }
  }
  return hash.digest().subarray(0, 16).toString('base64url');
}
