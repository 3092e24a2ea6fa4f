import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');

test('the README names every value that the package exports', () => {
  const exported = [...read('src/index.ts').matchAll(/^export \{([^}]*)\}/gm)].map(([, name = '']) => name.trim());
  expect(exported.length).toBeGreaterThan(1);
  expect(exported.filter((name) => !read('README.md').includes(`\`${name}(`))).toEqual([]);
});

test.each([
  ['src/static-options.ts', 'StaticOptions', '## `staticFiles', '### Memory'],
  ['src/finder.ts', 'CacheSettings', 'Memory\n\n| `cache`', '### Compressed siblings'],
  ['src/compress-files.ts', 'CompressOptions', '| option of `compressFiles`', '### A server in front'],
])('the README gives the options of %s, %s, in their order', (file, name, from, to) => {
  const declared = new RegExp(`export interface ${name} \\{([^]*?)\\n\\}`).exec(read(file))?.[1] ?? '';
  const names = [...declared.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, each]) => each);
  const rows = [
    ...read('README.md')
      .split(from)[1]!
      .split(to)[0]!
      .matchAll(/^\| `(\w+)` \|/gm),
  ].map(([, each]) => each);
  expect(rows).toEqual(names);
});
