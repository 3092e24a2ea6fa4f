import { Visitor } from 'oxc-parser';

import { lineAt, parse } from './module.ts';
import type { Files, Rule } from './rule.ts';
import { typeScript } from './tree.ts';

const isConfig = (path: string): boolean => path.endsWith('.config.ts');

function check(files: Files): string[] {
  return typeScript(files).flatMap(([path, text]) => {
    const module = parse(path, text);
    const findings: string[] = [];
    const refuse = (what: string, node: { start: number }): void => {
      findings.push(`${path}:${lineAt(module, node.start)}: ${what}`);
    };
    new Visitor({
      TSAnyKeyword: (node) => refuse('no `any`: unknown says the same and is checked', node),
      TSEnumDeclaration: (node) => refuse('no enum: a union of strings needs no code', node),
      // `namespace`, and with it every augmentation: an import changes no other package's types.
      TSModuleDeclaration: (node) => refuse('no namespace, `declare module` or `declare global`', node),
      ExportDefaultDeclaration: (node) => {
        if (!isConfig(path)) refuse('no default export: a thing has one name everywhere', node);
      },
      ExportSpecifier: (node) => {
        const name = node.exported.type === 'Literal' ? node.exported.value : node.exported.name;
        if (name === 'default' && !isConfig(path)) refuse('no default export: a thing has one name everywhere', node);
      },
    }).visit(module.program);
    return findings;
  });
}

export const plainSyntax: Rule = {
  sentence: 'no any, enum, namespace or default export',
  check,
  breaks: [
    { refuses: 'any', files: { 'test/a.ts': `\nexport const a = (b: any[]) => b;` }, finding: 'test/a.ts:2: no `any`' },
    { refuses: 'an enum', files: { 'examples/a/main.ts': `enum A { B }` }, finding: 'no enum' },
    { refuses: 'a const enum', files: { 'packages/a/src/a.ts': `export const enum A { B }` }, finding: 'no enum' },
    { refuses: 'a namespace', files: { 'packages/a/src/a.ts': `export namespace A {}` }, finding: 'no namespace' },
    {
      refuses: 'an augmentation of another module',
      files: { 'packages/a/src/a.ts': `declare module '@tsgi/contract' { interface Environ {} }` },
      finding: 'no namespace',
    },
    { refuses: 'a default export', files: { 'packages/a/src/a.ts': `export default 1;` }, finding: 'no default' },
    {
      refuses: 'a default export by another spelling',
      files: { 'packages/a/src/a.ts': `const a = 1; export { a as default };` },
      finding: 'no default',
    },
  ],
  passes: [
    { allows: 'a configuration file its default', files: { 'test/vitest.config.ts': `export default {};` } },
    { allows: 'the words in a comment', files: { 'packages/a/src/a.ts': `// any enum\nexport const a = 'any';` } },
  ],
};
