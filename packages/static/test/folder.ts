import { mkdir, mkdtemp, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Application } from '@tsgi/contract';

/** When the files of a folder were changed: long ago, as those that are served mostly were. */
export const CHANGED: Date = new Date('2024-05-06T07:08:09.012Z');
export const LAST_MODIFIED = 'Mon, 06 May 2024 07:08:09 GMT';

/** A temporary folder. */
export class Folder implements AsyncDisposable {
  readonly path: string;

  constructor(where: string) {
    this.path = where;
  }

  to(name: string): string {
    return path.join(this.path, name);
  }

  /** Writes a file, and whatever folders it takes. */
  async write(name: string, content: string | Uint8Array, changed: Date = CHANGED): Promise<void> {
    await mkdir(path.dirname(this.to(name)), { recursive: true });
    await writeFile(this.to(name), content);
    await utimes(this.to(name), changed, changed);
  }

  async link(name: string, target: string): Promise<void> {
    await mkdir(path.dirname(this.to(name)), { recursive: true });
    await symlink(target, this.to(name));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

/** Makes a temporary folder with files. */
export async function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<Folder> {
  const folder = new Folder(await realpath(await mkdtemp(path.join(tmpdir(), 'tsgi-static-'))));
  for (const [name, content] of Object.entries(files)) await folder.write(name, content);
  return folder;
}

/** The application behind: says which path it was called for. */
export const behind: Application = (environ, startResponse) => {
  startResponse('404 Not Found', [['Content-Type', 'text/plain']]);
  return [`behind: ${environ.REQUEST_METHOD} ${environ.SCRIPT_NAME}${environ.PATH_INFO}`];
};
