import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { CAPABILITIES } from '../../src/conformance/capability.ts';
import { serverConformance } from '../../src/conformance/server-conformance.ts';

const start = (): never => {
  throw new Error('no case is run here');
};

test.each(Object.entries(CAPABILITIES))('%s is what some case needs, and is skipped for', (name, what) => {
  const skipped = serverConformance(start, { lacks: [name as keyof typeof CAPABILITIES] }).filter(({ skip }) => skip);
  expect(skipped.length).toBeGreaterThan(0);
  expect(skipped[0]?.skip).toBe(`for a server that ${what}`);
});

test('names those that the environ has by their keys', () => {
  const environ = readFileSync(new URL('../../../contract/src/environ.ts', import.meta.url), 'utf8');
  const keys = [...environ.matchAll(/'tsgi\.(\w+)'\?:/g)].map(([, key]) => key);
  expect(Object.keys(CAPABILITIES)).toEqual(expect.arrayContaining(keys));
});

test('stand in the documentation, in the same words', () => {
  const page = readFileSync(new URL('../../../../docs/writing-a-server.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, name, what = '']) => [
    name,
    what.replaceAll('`', ''),
  ]);
  expect(rows).toEqual(Object.entries(CAPABILITIES));
});
