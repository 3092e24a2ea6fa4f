// Folders to be served.

import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is gone once it is disposed of. */
export interface Folder extends Disposable {
  readonly path: string;
}

/** Makes a folder of files with these contents. */
export function folderOf(files: Readonly<Record<string, string>>): Folder {
  const path = mkdtempSync(join(tmpdir(), 'tsgi-bench-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Files of one directory, and names of one file: file systems allow some ten thousand names. */
const EACH = 1000;

/** Makes `count` files in `folder`, and returns their paths. They are names of fewer, which takes less time and room. */
export function manyFiles(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const directory = `/${Math.floor(index / EACH)}`;
    const name = `${directory}/${index % EACH}.html`;
    if (index % EACH === 0) {
      mkdirSync(join(folder, directory));
      writeFileSync(join(folder, name), `file ${index} `.padEnd(1000, 'x'));
    } else linkSync(join(folder, directory, '0.html'), join(folder, name));
    return name;
  });
}
