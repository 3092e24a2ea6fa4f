/** Compressing beforehand: what a server would otherwise do for each request, or not as well. */

import type { Dirent } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { refuseUnknownOptions } from '@tsgi/contract';

import { isCompressedFormat } from './compressed-formats.ts';
import { FileStamp } from './file-stamp.ts';
import { CODINGS, type Coding, EXTENSIONS, isCurrent } from './precompressed.ts';
import { writeSibling } from './write-sibling.ts';

/** Options of `compressFiles`. */
export interface CompressOptions {
  /** The content codings to write. Default: `['br', 'zstd', 'gzip']`. */
  readonly codings?: readonly Coding[];
  /** How large a file has to be, in bytes: a smaller one fits into a packet or two anyway. Default: 1024. */
  readonly minBytes?: number;
  /** How many files are compressed at once. Default: as many as there are processors. */
  readonly jobs?: number;
  /** Called with each sibling. Default: nothing is called. */
  readonly onSibling?: (sibling: CompressedSibling) => void;
}

/** What has become of a sibling: written; left, since it is of its original as it is now; removed, or not made, for one that would not be smaller. */
export type SiblingOutcome = 'written' | 'current' | 'removed' | 'none';

/** A sibling that was looked at. */
export interface CompressedSibling {
  /** The name of its original, relative to the root. */
  readonly name: string;
  readonly coding: Coding;
  readonly outcome: SiblingOutcome;
  /** The size of the original in bytes. */
  readonly originalSize: number;
  /** Its own, where there is one. */
  readonly size: number | undefined;
}

/** How many siblings there were of each outcome, and of how many files. */
export type CompressSummary = Readonly<Record<SiblingOutcome | 'files', number>>;

/**
 * Writes the compressed siblings that `staticFiles` sends: `app.js.br`, `app.js.zst` and `app.js.gz` for `app.js`, each only
 * where it is smaller. Siblings that are of their original as it is now are left; others are replaced, or removed. What
 * is compressed already, symbolic links, and names that begin with a dot (but `.well-known`) or are not UTF-8 are passed by.
 * @throws {TypeError} for an option that is not right; what the system says where there is no such directory; and when all
 * else is done an `AggregateError` of what it said where something could not be read or written.
 */
export async function compressFiles(root: string | URL, options: CompressOptions = {}): Promise<CompressSummary> {
  refuseUnknownOptions('compressFiles', options, ['codings', 'minBytes', 'jobs', 'onSibling']);
  const { codings, minBytes, jobs, onSibling } = checked(options);
  const summary = { files: 0, written: 0, current: 0, removed: 0, none: 0 };
  const folder = root instanceof URL ? fileURLToPath(root) : root;
  const failures: unknown[] = [];
  const names = walk(folder, '', failures);
  const work = async (): Promise<void> => {
    for await (const name of names) {
      let isTouched = false;
      for (const coding of codings) {
        let sibling: CompressedSibling | undefined;
        try {
          sibling = await settle(folder, name, coding, minBytes);
        } catch (error) {
          failures.push(error);
          break;
        }
        if (sibling === undefined) continue;
        isTouched = true;
        summary[sibling.outcome]++;
        onSibling?.(sibling);
      }
      if (isTouched) summary.files++;
    }
  };
  // An iterator takes turns by itself: each job takes the next name.
  await Promise.all(Array.from({ length: jobs }, work));
  if (failures.length > 0) {
    const reasons = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
    throw new AggregateError(failures, `compressFiles(): all is done but for ${reasons.join('; ')}`);
  }
  return summary;
}

/** Files that may have siblings, in order. */
async function* walk(root: string, folder: string, failures: unknown[]): AsyncGenerator<string, undefined> {
  let entries: Dirent[];
  try {
    entries = await readdir(path.join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (folder === '') throw error;
    failures.push(error);
    return;
  }
  const isThere = new Set(entries.map(({ name }) => name));
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (isHidden(entry, folder)) continue;
    const name = folder + entry.name;
    if (entry.isDirectory()) yield* walk(root, `${name}/`, failures);
    else if (entry.isFile() && !isCompressedFormat(name) && !isSibling(entry.name, isThere)) yield name;
  }
}

function isHidden({ name }: Dirent, folder: string): boolean {
  // A name that is not UTF-8 comes with U+FFFD, and leads nowhere.
  return name.includes('\uFFFD') || (name.startsWith('.') && !(folder === '' && name === '.well-known'));
}

function isSibling(name: string, isThere: ReadonlySet<string>): boolean {
  return Object.values(EXTENSIONS).some(
    (extension) => name.endsWith(extension) && isThere.has(name.slice(0, -extension.length)),
  );
}

/** Makes one sibling what it should be. @returns `undefined` where there is none, and should be none. */
async function settle(
  root: string,
  name: string,
  coding: Coding,
  minBytes: number,
): Promise<CompressedSibling | undefined> {
  const original = path.join(root, name);
  const target = original + EXTENSIONS[coding];
  const stats = await stat(original, { bigint: true });
  const found = await stat(target, { bigint: true }).catch(() => undefined);
  const existing = found?.isFile() === true ? found : undefined;
  const about = { name, coding, originalSize: Number(stats.size) };
  if (existing !== undefined && isCurrent(new FileStamp(existing), new FileStamp(stats))) {
    return { ...about, outcome: 'current', size: Number(existing.size) };
  }
  if (stats.size < minBytes && existing === undefined) return undefined;
  const size = stats.size < minBytes ? undefined : await writeSibling(original, coding);
  if (size !== undefined) return { ...about, outcome: 'written', size };
  // What is there belongs to an earlier state of the original.
  await rm(target, { force: true });
  return { ...about, outcome: existing === undefined ? 'none' : 'removed', size: undefined };
}

function checked(
  options: CompressOptions,
): Required<Omit<CompressOptions, 'onSibling'>> & Pick<CompressOptions, 'onSibling'> {
  const { codings = CODINGS, minBytes = 1024, jobs = availableParallelism(), onSibling } = options;
  if (!Array.isArray(codings) || codings.some((each) => !CODINGS.includes(each))) {
    throw new TypeError(
      `compressFiles(): codings must be a list of 'br', 'zstd' and 'gzip', got ${JSON.stringify(codings)}`,
    );
  }
  if (!Number.isSafeInteger(minBytes) || minBytes < 0) {
    throw new TypeError(`compressFiles(): minBytes must be a whole number from 0, got ${minBytes}`);
  }
  if (!Number.isSafeInteger(jobs) || jobs < 1) {
    throw new TypeError(`compressFiles(): jobs must be a whole number from 1, got ${jobs}`);
  }
  return { codings, minBytes, jobs, ...(onSibling !== undefined && { onSibling }) };
}
