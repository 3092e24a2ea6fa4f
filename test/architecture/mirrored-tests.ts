import { isPassedOn, isTypesOnly, parse } from './module.ts';
import type { Files, Rule } from './rule.ts';
import { sources } from './tree.ts';

/**
 * One way only: a test may also stand for a property that no single file has ("survives a slow reader"). The package's
 * own index needs none, since it only names, and neither does a file of types, which the compiler tests, or one that is
 * another package under one more name.
 */
function check(files: Files): string[] {
  return sources(files).flatMap(({ path, text, place }) => {
    const module = parse(path, text);
    if (place.file === 'index.ts' || isTypesOnly(module) || isPassedOn(module)) return [];
    const test = `packages/${place.package}/test/${place.file.replace(/\.ts$/, '.test.ts')}`;
    return files.has(test) ? [] : [`${path}: has no ${test}`];
  });
}

export const mirroredTests: Rule = {
  sentence: 'every source that does something has its test in the same place under test',
  check,
  breaks: [
    {
      refuses: 'a function without a test',
      files: { 'packages/http/src/a.ts': `export function a(): void {}` },
      finding: 'packages/http/src/a.ts: has no packages/http/test/a.test.ts',
    },
    {
      refuses: 'a test in another folder',
      files: {
        'packages/http/src/in/a.ts': `export interface A {}; export const a = 1;`,
        'packages/http/test/a.test.ts': '',
      },
      finding: 'has no packages/http/test/in/a.test.ts',
    },
    {
      refuses: 'an index below the first, which is a file like any other',
      files: { 'packages/http/src/in/index.ts': `export { a } from './a.ts';` },
      finding: 'has no packages/http/test/in/index.test.ts',
    },
  ],
  passes: [
    { allows: 'an index to have none', files: { 'packages/http/src/index.ts': `export { a } from './a.ts';` } },
    {
      allows: 'a file of types to have none',
      files: { 'packages/http/src/a.ts': `import type { B } from './b.ts'; export interface A { b: B } type C = 1;` },
    },
    {
      allows: 'a file that is another package to have none',
      files: { 'packages/tsgi/src/router.ts': `export * from '@tsgi/router';` },
    },
    {
      allows: 'a mirrored test, and a test of its own kind',
      files: {
        'packages/http/src/in/a.ts': `export const a = 1;`,
        'packages/http/test/in/a.test.ts': '',
        'packages/http/test/every-split.test.ts': '',
      },
    },
  ],
};
