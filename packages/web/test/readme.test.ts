import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');

test('the README names every value that the package exports', () => {
  const exported = [...read('src/index.ts').matchAll(/^export \{([^}]*)\}/gm)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim());
  expect(exported.length).toBeGreaterThan(15);
  expect(exported.filter((name) => !new RegExp(`\\b${name}\\b`).test(read('README.md')))).toEqual([]);
});

test('the README gives the options of errors() with their defaults', () => {
  const options = /export interface ErrorsOptions \{([^]*?)\n\}/.exec(read('src/errors.ts'))?.[1] ?? '';
  const names = [...options.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => name);
  const rows = [
    ...read('README.md')
      .split('## `errors')[1]!
      .matchAll(/^\| `(\w+)` \|/gm),
  ].map(([, name]) => name);
  expect(rows).toEqual(names);
});
