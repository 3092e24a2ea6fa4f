// A file for a log that nobody will read: gone when the server is.

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The path of a new file, which is removed when this process ends. */
export function logFile(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tsgi-bench-log-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'access.log');
}
