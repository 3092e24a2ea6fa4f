/** `tsgi` is all packages under one name. */

import { readdirSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

const packages = readdirSync(path.join(import.meta.dirname, '../..')).filter((name) => name !== 'tsgi');

test('is the contract itself', async () => {
  expect(await import('tsgi')).toEqual(await import('@tsgi/contract'));
});

const subpaths = [...packages.filter((name) => name !== 'contract'), 'fetch/bun', 'fetch/deno', 'fetch/workers'];

test.each(subpaths)('has @tsgi/%s as a subpath', async (name) => {
  const [own, theirs] = [`tsgi/${name}`, `@tsgi/${name}`];
  expect(await import(own)).toEqual(await import(theirs));
});
