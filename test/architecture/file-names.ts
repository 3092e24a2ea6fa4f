import type { Files, Rule } from './rule.ts';
import { typeScript } from './tree.ts';

/** Names that say where a thing was left, and not what it is. */
const EMPTY_NAMES = new Set(['utils', 'util', 'types', 'helpers', 'helper', 'common', 'misc', 'shared']);

function check(files: Files): string[] {
  return typeScript(files).flatMap(([path]) => {
    const names = path.split('/').map((part) => part.replace(/\..*$/, ''));
    const empty = names.find((name) => EMPTY_NAMES.has(name));
    if (empty !== undefined) return [`${path}: '${empty}' names no idea`];
    const odd = names.find((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name));
    return odd === undefined ? [] : [`${path}: '${odd}' is not in kebab-case`];
  });
}

export const fileNames: Rule = {
  sentence: 'a file is named by its idea, in kebab-case',
  check,
  breaks: [
    { refuses: 'utils.ts', files: { 'packages/a/src/utils.ts': '' }, finding: `'utils' names no idea` },
    { refuses: 'types.d.ts', files: { 'packages/a/src/types.d.ts': '' }, finding: `'types' names no idea` },
    { refuses: 'a folder of helpers', files: { 'test/helpers/port.ts': '' }, finding: `'helpers' names no idea` },
    {
      refuses: 'camelCase',
      files: { 'packages/a/src/headerList.ts': '' },
      finding: `'headerList' is not in kebab-case`,
    },
  ],
  passes: [
    {
      allows: 'an idea that has such a word in it',
      files: { 'packages/a/src/media-types.ts': '', 'packages/a/test/media-types.test.ts': '' },
    },
  ],
};
