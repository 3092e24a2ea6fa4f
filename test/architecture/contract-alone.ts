import { manifests } from './manifest.ts';
import { importsOf, parse } from './module.ts';
import type { Files, Rule } from './rule.ts';
import { sources } from './tree.ts';

function check(files: Files): string[] {
  const needs = Object.keys(manifests(files).get('packages/contract')?.needs ?? {});
  const imports = sources(files)
    .filter(({ place }) => place.package === 'contract')
    .flatMap(({ path, text }) =>
      importsOf(parse(path, text))
        .filter(({ specifier }) => !specifier.startsWith('.'))
        .map(({ specifier }) => `${path}: imports '${specifier}'`),
    );
  return [...needs.map((need) => `packages/contract/package.json: depends on ${need}`), ...imports];
}

export const contractAlone: Rule = {
  sentence: 'the contract imports nothing but its own files',
  check,
  breaks: [
    {
      refuses: 'a dependency',
      files: { 'packages/contract/package.json': `{ "dependencies": { "cookie": "2.0.0" } }` },
      finding: 'depends on cookie',
    },
    {
      refuses: 'a module of Node, of types only too',
      files: { 'packages/contract/src/a.ts': `import type { Socket } from 'node:net';` },
      finding: `imports 'node:net'`,
    },
  ],
  passes: [
    { allows: 'its own files', files: { 'packages/contract/src/a.ts': `import { b } from './b.ts';` } },
    { allows: 'its tests everything', files: { 'packages/contract/test/a.test.ts': `import 'node:net';` } },
  ],
};
