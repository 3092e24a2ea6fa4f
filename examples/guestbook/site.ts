import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Accounts } from './accounts.ts';
import { publishAssets } from './assets.ts';
import { openDatabase } from './database.ts';
import { Entries } from './entries.ts';
import { Live } from './live.ts';

/** What the pages are made of. */
export interface Site extends Disposable {
  readonly entries: Entries;
  readonly accounts: Accounts;
  /** The folder of photos. */
  readonly photos: string;
  readonly live: Live;
  /** The folder of assets, and the path of each by its name. */
  readonly assets: { readonly folder: string; readonly paths: Readonly<Record<string, string>> };
  /** Seals the sessions. */
  readonly secret: string;
}

/** Opens a site, or makes one, in a folder that keeps all of it. */
export async function openSite(folder: string, secret?: string): Promise<Site> {
  const [photos, assets] = [path.join(folder, 'photos'), path.join(folder, 'assets')];
  for (const each of [photos, assets]) mkdirSync(each, { recursive: true, mode: 0o700 });
  const database = openDatabase(path.join(folder, 'guestbook.db'));
  return {
    entries: new Entries(database),
    accounts: new Accounts(database),
    photos,
    live: new Live().setMaxListeners(0),
    assets: { folder: assets, paths: await publishAssets(assets) },
    secret: secret ?? keptSecret(path.join(folder, 'secret')),
    [Symbol.dispose]: () => database.close(),
  };
}

/** A secret that outlives a restart, so that sessions do too. */
function keptSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
