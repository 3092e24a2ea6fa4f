/** The suite of stores, in the runtime that runs this: says how many cases there are, and which have failed. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { memoryStore, sealedStore, sqliteStore, storeConformance } from '@tsgi/sessions';

const folder = mkdtempSync(path.join(tmpdir(), 'tsgi-stores-'));
const secrets = 'a secret of 32 bytes for the tests';
const cases = [
  storeConformance(() => sqliteStore({ path: path.join(folder, 'sessions.db') })),
  storeConformance(() => memoryStore(), { lacks: ['restart'] }),
  storeConformance(() => sealedStore({ secrets }), { lacks: ['oneCopy'] }),
].flat();
const failed: string[] = [];
// One after the other: a sweep counts what all have left.
for (const { name, run, skip } of cases) {
  if (skip !== undefined) continue;
  await run().catch((error: unknown) => failed.push(`${name}: ${String(error)}`));
}
console.log(JSON.stringify({ cases: cases.length, failed }));
rmSync(folder, { recursive: true });
