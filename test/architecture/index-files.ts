import { isPassedOn, lineAt, parse } from './module.ts';
import type { Files, Rule } from './rule.ts';
import { sources } from './tree.ts';

/**
 * An index is a table of contents: names and where they come from. Nothing below it passes names on, but in the package
 * that is all others under one name.
 */
function check(files: Files): string[] {
  return sources(files).flatMap(({ path, text, place }) => {
    const module = parse(path, text);
    if (place.package === 'tsgi' && isPassedOn(module)) return [];
    return module.program.body.flatMap((node) => {
      const names = node.type === 'ExportNamedDeclaration' && node.source !== null;
      const at = `${path}:${lineAt(module, node.start)}`;
      if (place.file === 'index.ts') return names ? [] : [`${at}: an index only names: export { … } from './file.ts'`];
      return names || node.type === 'ExportAllDeclaration' ? [`${at}: only the package's index passes names on`] : [];
    });
  });
}

export const indexFiles: Rule = {
  sentence: 'an index names what its package exports, and is the only file that does',
  check,
  breaks: [
    {
      refuses: 'an export of everything',
      files: { 'packages/http/src/index.ts': `/** Dates. */\nexport * from './dates.ts';` },
      finding: 'packages/http/src/index.ts:2: an index only names',
    },
    {
      refuses: 'a value that is made in an index',
      files: { 'packages/http/src/index.ts': `export const version = '1.0';` },
      finding: 'an index only names',
    },
    {
      refuses: 'an import in an index',
      files: { 'packages/http/src/index.ts': `import './polyfill.ts';` },
      finding: 'an index only names',
    },
    {
      refuses: 'a barrel below the index',
      files: { 'packages/http/src/in/index.ts': `export { a } from './a.ts';` },
      finding: `only the package's index passes names on`,
    },
    {
      refuses: 'a package that passes another on, but for tsgi',
      files: { 'packages/web/src/contract.ts': `export * from '@tsgi/contract';` },
      finding: `only the package's index passes names on`,
    },
    {
      refuses: 'a file that passes another on, whole',
      files: { 'packages/http/src/a.ts': `export * as b from './b.ts';` },
      finding: `only the package's index passes names on`,
    },
  ],
  passes: [
    {
      allows: 'names, types and headings',
      files: {
        'packages/http/src/index.ts': `// Dates\nexport { a, b as c } from './a.ts';\nexport type { D } from './d.ts';`,
      },
    },
    {
      allows: 'tsgi to be other packages',
      files: { 'packages/tsgi/src/router.ts': `export * from '@tsgi/router';` },
    },
    { allows: 'a file to export what it makes', files: { 'packages/http/src/a.ts': `const a = 1; export { a };` } },
  ],
};
