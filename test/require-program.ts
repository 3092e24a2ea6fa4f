import { accessSync, constants, globSync } from 'node:fs';
import path from 'node:path';

/** Programs that Debian packs under another name than their own, or lays outside of the path. `.ci/run` has the same. */
const PACKED: Readonly<Record<string, { readonly in: string; readonly at?: string }>> = {
  initdb: { in: 'postgresql', at: '/usr/lib/postgresql/*/bin' },
  postgres: { in: 'postgresql', at: '/usr/lib/postgresql/*/bin' },
  'redis-cli': { in: 'redis-tools' },
};

/**
 * The path of a system program that a test cannot do without. Where it is missing, the test is skipped with a note that
 * says what to install; with `TSGI_REQUIRE_ALL=1`, as in `.ci/run`, it fails.
 * @param skip The test's own: `test('…', ({ skip }) => requireProgram('chromium', skip))`.
 */
export function requireProgram(name: string, skip: (note: string) => never): string {
  const { in: debian, at } = PACKED[name] ?? { in: name };
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  // The newest of several versions.
  if (at !== undefined) folders.push(...globSync(at).toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true })));
  const found = folders.map((folder) => path.join(folder, name)).find(isExecutable);
  if (found !== undefined) return found;
  const note = `${name} is not installed; on Debian and Ubuntu: apt-get install ${debian}`;
  if (process.env['TSGI_REQUIRE_ALL'] === '1') throw new Error(note);
  return skip(note);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
