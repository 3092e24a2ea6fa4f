import { type BigIntStats, constants, realpathSync, statSync } from 'node:fs';
import { type FileHandle, open, readdir, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

import { FileStamp } from './file-stamp.ts';

/** A file that is open, and was found to be one that may be sent. */
export interface Opened {
  readonly file: FileHandle;
  readonly stamp: FileStamp;
}

/**
 * Never waits for the other end of a FIFO, and never makes a terminal this process's own. Windows has none of this.
 */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** What says that there is no such file for a visitor; the rest (too many open files, a broken disk) is a failure. */
const ABSENT: ReadonlySet<unknown> = new Set(
  'ENOENT ENOTDIR EACCES EPERM ELOOP ENAMETOOLONG EINVAL ENXIO ENODEV EISDIR EBUSY UNKNOWN'.split(' '),
);

/** Where Linux says to which file a descriptor belongs. */
const DESCRIPTORS = '/proc/self/fd';

/** The directory that files are served from. Names are relative to it, as `filePath` gives them. */
export class RootFolder {
  readonly #path: string;
  readonly #confined: boolean;
  readonly #descriptors: boolean;
  /** Where the root really is. It may be a link to one release after another. */
  #real: string;

  /**
   * @param confined Whether symbolic links may not lead out of the root.
   * @param descriptors Whether the system says to which file a descriptor belongs. Default: Linux does.
   * @throws what the system says where there is no such directory.
   */
  constructor(folder: string, confined: boolean, descriptors: boolean = process.platform === 'linux') {
    this.#path = path.resolve(folder);
    this.#confined = confined;
    this.#descriptors = descriptors;
    this.#real = realpathSync(this.#path);
    if (!statSync(this.#real).isDirectory()) throw new Error(`ENOTDIR: not a directory, '${folder}'`);
  }

  /** The path of a name, in the system's form. */
  pathOf(name: string): string {
    return path.join(this.#path, name);
  }

  /** What the system says of a name, links followed; `undefined` where there is nothing. No file is opened for it. */
  async stat(name: string): Promise<BigIntStats | undefined> {
    return absent(stat(this.pathOf(name), { bigint: true }));
  }

  /**
   * Opens a regular file. It is the descriptor that is looked at, and then sent: what happens to the name meanwhile is
   * of no account. To be called for what `stat` has found to be a regular file, since opening a device can have effects.
   */
  async open(name: string): Promise<Opened | undefined> {
    const file = await absent(open(this.pathOf(name), READ));
    if (file === undefined) return undefined;
    let opened: Opened | undefined;
    try {
      const stats = await file.stat({ bigint: true });
      if (stats.isFile() && (await this.#holds(file, name))) opened = { file, stamp: new FileStamp(stats) };
      return opened;
    } finally {
      if (opened === undefined) await file.close();
    }
  }

  /** Whether a name leads to something below the root, or to the root. For what is not opened. */
  async reaches(name: string): Promise<boolean> {
    if (!this.#confined) return true;
    const real = await absent(realpath(this.pathOf(name)));
    return real !== undefined && this.#isBelow(real);
  }

  /** The names in a directory below the root; `undefined` where it is none. */
  async list(name: string): Promise<string[] | undefined> {
    const folder = await absent(open(this.pathOf(name), READ | (constants.O_DIRECTORY ?? 0)));
    if (folder === undefined) return undefined;
    try {
      if (!(await this.#holds(folder, name))) return undefined;
      const own = this.#descriptors ? `${DESCRIPTORS}/${folder.fd}` : this.pathOf(name);
      return await absent(readdir(own));
    } finally {
      await folder.close();
    }
  }

  /** Whether an open file is one below the root. */
  async #holds(file: FileHandle, name: string): Promise<boolean> {
    if (!this.#confined) return true;
    const own = this.#descriptors ? await absent(readlink(`${DESCRIPTORS}/${file.fd}`)) : undefined;
    return own === undefined ? this.#leadsTo(file, name) : this.#isBelow(own);
  }

  /** Where a descriptor has no path: whether the name leads to a path below the root, and that path to this very file. */
  async #leadsTo(file: FileHandle, name: string): Promise<boolean> {
    const real = await absent(realpath(this.pathOf(name)));
    if (real === undefined || !(await this.#isBelow(real))) return false;
    const [own, other] = [await file.stat({ bigint: true }), await absent(stat(real, { bigint: true }))];
    return other !== undefined && own.dev === other.dev && own.ino === other.ino && (await realpath(real)) === real;
  }

  async #isBelow(real: string): Promise<boolean> {
    if (isWithin(real, this.#real)) return true;
    const now = await absent(realpath(this.#path));
    if (now === undefined || now === this.#real) return false;
    this.#real = now;
    return isWithin(real, now);
  }
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}

/** What a promise resolves to; `undefined` where it rejects because there is nothing that may be read. */
async function absent<Value>(found: Promise<Value>): Promise<Value | undefined> {
  try {
    return await found;
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  }
}
