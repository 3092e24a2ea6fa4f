/** Writes sessions to the database that is named, and prints each once it is acknowledged, until it is killed. */

import { writeSync } from 'node:fs';

import { sqliteStore } from '../../src/sqlite-store.ts';

const store = sqliteStore({ path: process.argv[2] ?? '' });
const expiresAt = Date.now() + 3_600_000;

for (let number = 0; ; number += 1) {
  const id = `${process.pid}-${number}`;
  for (let version = 1; version <= 3; version += 1) {
    const data = JSON.stringify({ version, filling: 'x'.repeat(2_000) });
    const key = await store.write({ id, version, data, createdAt: 1, expiresAt });
    if (key === undefined) throw new Error(`version ${version} of ${id} was refused`);
    writeSync(1, `${id} ${version}\n`);
  }
}
