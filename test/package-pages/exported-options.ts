/** The options that a package exports, read from its sources: each with the default that its comment says. */

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Program, TSInterfaceDeclaration, TSInterfaceHeritage } from 'oxc-parser';

import { type Module, parse } from '../architecture/module.ts';

/** One option. */
export interface Option {
  /** The interface that has it: `StaticOptions`. */
  readonly type: string;
  readonly name: string;
  /** What its comment says behind `Default:`, to the end of the sentence; absent where it says nothing. */
  readonly default?: string;
}

const root = path.resolve(import.meta.dirname, '../..');
const OPTIONS = /(?:Options|Settings|Limits|Timeouts)$/;
/** A sentence ends with a full stop and white space: `.well-known` and `5.5` end none. */
const DEFAULT = /Default:\s+([^]*?)\.?(?:(?<=\.)\s|$)/;

/** Every option of every interface of options that the package exports, those that it extends included. */
export function exportedOptions(name: string): Option[] {
  return globSync(`packages/${name}/src/{index,bun,deno,workers}.ts`, { cwd: root })
    .toSorted()
    .flatMap((file) => exportedTypes(moduleAt(file)))
    .flatMap(({ type, file, source }) => optionsOf(type, interfaceAt(moduleAt(file), source)));
}

function exportedTypes(module: Module): { type: string; file: string; source: string }[] {
  return module.program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || node.source === null) return [];
    const file = resolve(module.path, node.source.value);
    if (file === undefined) return [];
    return node.specifiers
      .map(({ local, exported }) => ({ source: nameOf(local), type: nameOf(exported), file }))
      .filter(({ type }) => OPTIONS.test(type) && !type.startsWith('DEFAULT'));
  });
}

type Statement = Program['body'][number];

interface Found {
  readonly module: Module;
  readonly declaration: TSInterfaceDeclaration;
}

/** The interface of that name in a module, or where the module has it from. */
function interfaceAt(module: Module, name: string): Found | undefined {
  for (const node of module.program.body) {
    const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    if (declared?.type === 'TSInterfaceDeclaration' && declared.id.name === name) {
      return { module, declaration: declared };
    }
    // `type ServeOptions = CommonOptions<TlsOptions>`
    if (declared?.type === 'TSTypeAliasDeclaration' && declared.id.name === name) {
      const { typeAnnotation: type } = declared;
      const target = type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : '';
      return interfaceAt(module, target);
    }
    const file = outerFileOf(module, node);
    const outer = file === undefined ? undefined : outerNameOf(node, name);
    if (file !== undefined && outer !== undefined) return interfaceAt(moduleAt(file), outer);
  }
  return undefined;
}

/** The file that a statement imports or exports from. */
function outerFileOf({ path: from }: Module, node: Statement): string | undefined {
  const imports = node.type === 'ImportDeclaration' || node.type === 'ExportNamedDeclaration';
  return imports && node.source !== null ? resolve(from, node.source.value) : undefined;
}

/** What `name` is called where the statement has it from. */
function outerNameOf(node: Statement, name: string): string | undefined {
  if (node.type === 'ImportDeclaration') {
    const found = node.specifiers.find(({ local }) => local.name === name);
    return found?.type === 'ImportSpecifier' ? nameOf(found.imported) : undefined;
  }
  if (node.type !== 'ExportNamedDeclaration') return undefined;
  const found = node.specifiers.find(({ exported }) => nameOf(exported) === name);
  return found && nameOf(found.local);
}

function optionsOf(type: string, found: Found | undefined): Option[] {
  if (found === undefined) return [];
  const { module, declaration } = found;
  const own = declaration.body.body.flatMap((member): Option[] => {
    if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier') return [];
    const comment = module.comments.findLast(({ end }) => end <= member.start);
    const isAbove = comment !== undefined && module.text.slice(comment.end, member.start).trim() === '';
    const words = (isAbove ? comment.value : '').replaceAll(/^[\s*]+/gm, ' ');
    const said = DEFAULT.exec(words.trim())?.[1]?.replaceAll(/\s+/g, ' ');
    return [{ type, name: member.key.name, ...(said !== undefined && { default: said }) }];
  });
  const inherited = declaration.extends.flatMap((each) => inheritedOptions(type, module, each));
  return [...own, ...inherited.filter(({ name }) => !own.some((option) => option.name === name))];
}

/** Of `A`, `Pick<A, 'b'>` and `Omit<A, 'b'>`. */
function inheritedOptions(type: string, module: Module, { expression, typeArguments }: TSInterfaceHeritage): Option[] {
  const name = expression.type === 'Identifier' ? expression.name : '';
  if (name !== 'Pick' && name !== 'Omit') return optionsOf(type, interfaceAt(module, name));
  const [from, keys] = typeArguments?.params ?? [];
  if (from?.type !== 'TSTypeReference' || from.typeName.type !== 'Identifier') return [];
  const text = keys === undefined ? '' : module.text.slice(keys.start, keys.end);
  return optionsOf(type, interfaceAt(module, from.typeName.name)).filter(
    (option) => text.includes(`'${option.name}'`) === (name === 'Pick'),
  );
}

function moduleAt(file: string): Module {
  return parse(file, readFileSync(path.join(root, file), 'utf8'));
}

/** The file that a specifier in `from` leads to; the types of a runtime's own modules are not followed. */
function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier);
  const name = /^@tsgi\/(\w+)$/.exec(specifier)?.[1];
  return name === undefined ? undefined : `packages/${name}/src/index.ts`;
}

function nameOf(node: { readonly name: string } | { readonly value: string }): string {
  return 'name' in node ? node.name : node.value;
}
