import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');
const readme = read('README.md');

test('the README names every value that the package exports', () => {
  const exported = [...read('src/index.ts').matchAll(/^export \{([^}]*)\}/gm)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim());
  expect(exported.length).toBeGreaterThan(9);
  expect(exported.filter((name) => !new RegExp(`\\b${name}\\b`).test(readme))).toEqual([]);
});

test.each([
  ['SessionsOptions', 'src/session-settings.ts', '## `sessions('],
  ['SessionCookieOptions', 'src/session-cookie.ts', '| option of `cookie`'],
  ['CsrfOptions', 'src/csrf.ts', '## `csrf('],
])('the README has the options of %s, with their defaults', (name, file, start) => {
  const options = new RegExp(`export interface ${name}[^{]*\\{([^]*?)\\n\\}`).exec(read(file))?.[1] ?? '';
  const names = [...options.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, each]) => each!);
  expect(names.length).toBeGreaterThan(2);
  const table =
    readme
      .split(start)[1]!
      .split(/\n\n(?!\|)/)
      .find((part) => part.includes('|---|---|---|')) ?? readme.split(start)[1]!;
  expect(names.filter((each) => !table.includes(`\`${each}\``))).toEqual([]);
});
