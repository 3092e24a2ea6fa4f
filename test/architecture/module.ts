/** What a TypeScript file imports, exports and is made of: read from its syntax tree, never by regular expression. */

import { parseSync, Visitor, type Comment, type Program } from 'oxc-parser';

/** A parsed file. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
}

/** One reference to another module. */
export interface Import {
  readonly specifier: string;
  /** Whether it is gone once types are stripped: `import type`, `export type … from`, `typeof import(…)`. */
  readonly erased: boolean;
}

const parsed = new Map<string, Module>();

/** Parses a file, once. Throws where it is no TypeScript. */
export function parse(path: string, text: string): Module {
  const key = `${path}\0${text}`;
  let module = parsed.get(key);
  if (module === undefined) {
    const { program, comments, errors } = parseSync(path, text);
    if (errors[0] !== undefined) throw new SyntaxError(`${path}: ${errors[0].message}`);
    module = { path, text, program, comments };
    parsed.set(key, module);
  }
  return module;
}

/** Everything that the module imports or exports from, static or dynamic, in the order of the text. */
export function importsOf({ program }: Module): Import[] {
  const imports: Import[] = [];
  const add = (specifier: string, kind: 'type' | 'value' | undefined): void => {
    imports.push({ specifier, erased: kind === 'type' });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.importKind),
    ExportAllDeclaration: (node) => add(node.source.value, node.exportKind),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) add(node.source.value, node.exportKind);
    },
    ImportExpression: (node) => {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') add(node.source.value, 'value');
    },
    TSImportType: (node) => add(node.source.value, 'type'),
  }).visit(program);
  return imports;
}

/** Whether nothing of the module is left once types are stripped. */
export function isTypesOnly({ program }: Module): boolean {
  return program.body.every((node) => {
    if (node.type === 'ImportDeclaration') return node.importKind === 'type';
    if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration')
      return node.exportKind === 'type';
    return node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration';
  });
}

/** Whether the module only passes on other packages, whole. */
export function isPassedOn({ program }: Module): boolean {
  return program.body.every((node) => node.type === 'ExportAllDeclaration' && !node.source.value.startsWith('.'));
}

/** The line on which an offset lies, from 1. */
export function lineAt({ text }: Module, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
