import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { compressFiles } from '@tsgi/static';

const SOURCE = path.join(import.meta.dirname, 'assets');

/** Where each asset is: its name holds a hash of its content, so that a browser need never ask for it twice. */
export type AssetPaths = Readonly<Record<'style.css' | 'live.js' | 'icon.svg', string>>;

/** Writes the assets into a folder, under their hashed names, and compressed beside that. */
export async function publishAssets(folder: string): Promise<AssetPaths> {
  const publish = async (name: string): Promise<string> => {
    const content = await readFile(path.join(SOURCE, name));
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    await writeFile(path.join(folder, `${hash}.${name}`), content);
    return `/assets/${hash}.${name}`;
  };
  const [style, live, icon] = await Promise.all(['style.css', 'live.js', 'icon.svg'].map(publish));
  await compressFiles(folder);
  return { 'style.css': style!, 'live.js': live!, 'icon.svg': icon! };
}
