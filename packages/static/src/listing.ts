/** What is in a directory, as far as it would be served. */

import type { Environ, StartResponse } from '@tsgi/contract';

import { type FilePathOptions, isServedName } from './file-path.ts';
import { type ListedFile, listingPage } from './listing-page.ts';
import type { RootFolder } from './root-folder.ts';

/** Names beyond these are counted only. */
const MOST_LISTED = 5000;
/** How many are looked at at once. */
const AT_ONCE = 16;

/** Lists a directory. @returns `undefined` where there is none, or it is not below the root. */
export async function answerListing(
  root: RootFolder,
  name: string,
  options: FilePathOptions,
  environ: Environ,
  startResponse: StartResponse,
): Promise<string[] | undefined> {
  const depth = name.split('/').length - 1;
  // A name that is not UTF-8 comes with U+FFFD, and leads nowhere.
  const names = (await root.list(name))?.filter(
    (each) => isServedName(each, options, depth) && !each.includes('\uFFFD'),
  );
  if (names === undefined) return undefined;
  const files: ListedFile[] = [];
  const looked = names.toSorted().slice(0, MOST_LISTED);
  for (let at = 0; at < looked.length; at += AT_ONCE) {
    const some = await Promise.all(looked.slice(at, at + AT_ONCE).map((each) => lookAt(root, name, each)));
    for (const file of some) if (file !== undefined) files.push(file);
  }
  const path = `${environ.SCRIPT_NAME}${environ.PATH_INFO}`;
  startResponse('200 OK', [
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Cache-Control', 'no-cache'],
    ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"],
    ['X-Content-Type-Options', 'nosniff'],
  ]);
  return [listingPage({ path, hasParent: name !== '', files, left: names.length - looked.length })];
}

/** Files and directories that are really below the root; nothing else would be served. */
async function lookAt(root: RootFolder, folder: string, name: string): Promise<ListedFile | undefined> {
  const stats = await root.stat(folder + name);
  const isFolder = stats?.isDirectory() === true;
  if (stats === undefined || !(isFolder || stats.isFile()) || !(await root.reaches(folder + name))) return undefined;
  return { name, isFolder, size: Number(stats.size), modified: Number(stats.mtimeMs) };
}
