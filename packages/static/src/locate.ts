/** Which file a name leads to: the file itself, the index page of a directory, or the name with an extension. */

import type { BigIntStats } from 'node:fs';

import { Entry } from './entry.ts';
import { FileStamp } from './file-stamp.ts';
import { isCompressedFormat } from './compressed-formats.ts';
import { type Coding, EXTENSIONS, isCurrent } from './precompressed.ts';
import { Representation } from './representation.ts';
import type { RootFolder } from './root-folder.ts';

/** What is looked for. */
export interface LocateOptions {
  /** Names of index pages, the first that is there is taken. */
  readonly index: readonly string[];
  /** Extensions that a name may go without, each without its dot. */
  readonly extensions: readonly string[];
  readonly listing: boolean;
  /** The codings for which siblings are looked for. */
  readonly precompressed: readonly Coding[];
}

/** Finds out what `name`, as `filePath` returns it, leads to. The clock is read before, so that nothing is older than it says. */
export async function locate(root: RootFolder, name: string, options: LocateOptions): Promise<Entry> {
  const now = Date.now();
  const isFolder = name === '' || name.endsWith('/');
  const stats = isFolder ? undefined : await root.stat(name);
  if (stats?.isFile() === true) return fileEntry(root, name, stats, now, options);
  if (isFolder) return (await indexOf(root, name, now, options)) ?? listed(root, name, now, options);
  if (stats?.isDirectory() === true) {
    const index = await indexOf(root, `${name}/`, now, options);
    if (index !== undefined) return redirected(root, name, now);
  }
  for (const extension of options.extensions) {
    const longer = `${name}.${extension}`;
    const found = name === '.' ? undefined : await root.stat(longer);
    if (found?.isFile() === true) return fileEntry(root, longer, found, now, options);
  }
  return stats?.isDirectory() === true && options.listing
    ? redirected(root, name, now)
    : new Entry('absent', name, now);
}

async function indexOf(
  root: RootFolder,
  folder: string,
  now: number,
  options: LocateOptions,
): Promise<Entry | undefined> {
  for (const page of options.index) {
    const name = `${folder}${page}`;
    const stats = await root.stat(name);
    if (stats?.isFile() === true) return fileEntry(root, name, stats, now, options);
  }
  return undefined;
}

async function listed(root: RootFolder, name: string, now: number, { listing }: LocateOptions): Promise<Entry> {
  const isThere = listing && (await root.stat(name))?.isDirectory() === true && (await root.reaches(name));
  return new Entry(isThere ? 'listing' : 'absent', name, now);
}

/** That a directory outside the root exists is not revealed. */
async function redirected(root: RootFolder, name: string, now: number): Promise<Entry> {
  return new Entry((await root.reaches(name)) ? 'redirect' : 'absent', name, now);
}

async function fileEntry(
  root: RootFolder,
  name: string,
  stats: BigIntStats,
  now: number,
  { precompressed }: LocateOptions,
): Promise<Entry> {
  const original = new Representation(name, 'identity', new FileStamp(stats));
  if (precompressed.length === 0 || isCompressedFormat(name)) return new Entry('file', name, now, [original]);
  const siblings = await Promise.all(precompressed.map((coding) => siblingOf(root, original, coding)));
  return new Entry('file', name, now, [original, ...siblings.filter((sibling) => sibling !== undefined)]);
}

/** A sibling that is current. One that is older than its original belongs to an earlier state of it, and is not sent. */
async function siblingOf(
  root: RootFolder,
  original: Representation,
  coding: Coding,
): Promise<Representation | undefined> {
  const name = original.name + EXTENSIONS[coding];
  const stats = await root.stat(name);
  if (stats?.isFile() !== true) return undefined;
  const stamp = new FileStamp(stats);
  return isCurrent(stamp, original.stamp) ? new Representation(name, coding, stamp) : undefined;
}
