/** Siblings that hold a file compressed: `app.js.br` beside `app.js`. */

import type { FileStamp } from './file-stamp.ts';

/** A content coding (RFC 9110 §8.4.1) for which there can be siblings. */
export type Coding = 'br' | 'zstd' | 'gzip';

/** What each is named. */
export const EXTENSIONS: Readonly<Record<Coding, string>> = { br: '.br', zstd: '.zst', gzip: '.gz' };

/** Best compression first: of codings that a client wants equally, the first is taken. */
export const CODINGS: readonly Coding[] = ['br', 'zstd', 'gzip'];

const SECOND_NS = 1_000_000_000n;

/**
 * Whether a sibling belongs to its original as it is now: it is not older. Programs that copy the original's time may keep
 * whole seconds of it only.
 */
export function isCurrent(sibling: FileStamp, original: FileStamp): boolean {
  if (sibling.mtimeNs % SECOND_NS === 0n) return sibling.mtimeNs >= original.mtimeNs - (original.mtimeNs % SECOND_NS);
  return sibling.mtimeNs >= original.mtimeNs;
}
