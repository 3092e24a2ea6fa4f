/** Which files there are, and which package each belongs to. */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Files } from './rule.ts';

/** What git tracks below `root`, and what it would: a file that is about to be committed counts already. */
export function trackedFiles(root: string): Files {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const paths = list.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)));
  const texts = paths.map((file): [string, string] => [file, readFileSync(path.join(root, file), 'utf8')]);
  return new Map(texts.filter(([, text]) => !text.includes('\0')));
}

/** Where a file stands: `packages/server/src/codec/head.ts` is `codec/head.ts` in the `src` of `server`. */
export interface Place {
  readonly package: string;
  readonly folder: string;
  readonly file: string;
}

/** The place of a file in a package; `undefined` outside of packages and for a package's own top-level files. */
export function placeOf(file: string): Place | undefined {
  const [top, name, folder, ...rest] = file.split('/');
  if (top !== 'packages' || name === undefined || folder === undefined || rest.length === 0) return undefined;
  return { package: name, folder, file: rest.join('/') };
}

/** Every TypeScript file. */
export function typeScript(files: Files): [path: string, text: string][] {
  return [...files].filter(([file]) => /\.[cm]?tsx?$/.test(file));
}

/** Every TypeScript file that ships: those in the `src` of a package. */
export function sources(files: Files): { path: string; text: string; place: Place }[] {
  return typeScript(files).flatMap(([file, text]) => {
    const place = placeOf(file);
    return place?.folder === 'src' ? [{ path: file, text, place }] : [];
  });
}
