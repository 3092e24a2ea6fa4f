import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { compressFiles } from '@tsgi/static';

const SOURCE = path.join(import.meta.dirname, 'assets');

/**
 * Writes the assets into a folder, each under a name that holds a hash of its content, so that a browser need never ask
 * for it twice, and compressed beside that. Gives where each is.
 */
export async function publishAssets(folder: string): Promise<Readonly<Record<string, string>>> {
  const paths: Record<string, string> = {};
  for (const name of await readdir(SOURCE)) {
    const content = await readFile(path.join(SOURCE, name));
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    await writeFile(path.join(folder, `${hash}.${name}`), content);
    paths[name] = `/assets/${hash}.${name}`;
  }
  await compressFiles(folder);
  return paths;
}
