/** A folder for one test: `using folder = temporaryFolder()`. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface TemporaryFolder extends Disposable {
  /** The path of a file in it. */
  file(name: string): string;
  read(name: string): string;
}

export function temporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tsgi-logging-'));
  const file = (name: string): string => path.join(folder, name);
  return {
    file,
    read: (name) => readFileSync(file(name), 'utf8'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
