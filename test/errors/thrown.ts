/** The errors that a program makes, read from its syntax tree: which kind, and what they say. */

import { type Argument, type Expression, type ObjectPropertyKind, Visitor } from 'oxc-parser';

import type { Module } from '../architecture/module.ts';

/** One error, as it stands in a source. */
export interface Thrown {
  /** The class, and the status or rule where it says one: `HttpError 413`, `ContractError A12`. */
  readonly kind: string;
  /** The message, with `…` where something is put in. */
  readonly message: string;
}

/** Every `new …Error(…)`, `breach(…)` and refusal of a module that has a message, in the order of the text. */
export function thrownIn({ program }: Module): Thrown[] {
  const found: Thrown[] = [];
  const add = (name: string, args: readonly Argument[]): void => {
    const [first, ...rest] = args.filter((each) => each.type !== 'SpreadElement');
    if (first === undefined) return;
    const message = [first, ...rest].map(textOf).find((text) => text !== undefined);
    if (message === undefined) return;
    const about = first.type === 'Literal' && rest.length > 0 && textOf(first) === undefined ? ` ${first.value}` : '';
    found.push({ kind: (name + about).trim(), message });
  };
  new Visitor({
    NewExpression: ({ callee, arguments: args }) => {
      if (callee.type === 'Identifier' && callee.name.endsWith('Error')) add(callee.name, args);
    },
    // What servers and the validator call to say which rule was broken.
    CallExpression: ({ callee, arguments: args }) => {
      const name = callee.type === 'MemberExpression' ? callee.property : callee;
      if (name.type === 'Identifier' && name.name === 'breach') add('ContractError', args);
      if (name.type === 'Identifier' && name.name === 'badRequest') add('400', args);
      if (name.type === 'PrivateIdentifier' && name.name === 'refuse') add('', args);
    },
    // What a server answers of itself.
    ObjectExpression: ({ properties }) => {
      const [status, reason] = ['status', 'reason'].map((key) => valueOf(properties, key));
      const message = reason && textOf(reason);
      if (status?.type === 'Literal' && message !== undefined) found.push({ kind: String(status.value), message });
    },
  }).visit(program);
  return found;
}

function valueOf(properties: readonly ObjectPropertyKind[], name: string): Expression | undefined {
  const found = properties.find(
    (each) => each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === name,
  );
  return found?.type === 'Property' ? found.value : undefined;
}

/** What an expression says in words; `undefined` where it is none: a number, a name, a list. */
function textOf(node: Expression): string | undefined {
  if (node.type === 'Literal')
    return typeof node.value === 'string' && node.value.includes(' ') ? node.value : undefined;
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? '').join('…');
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === undefined && right === undefined ? undefined : `${left ?? '…'}${right ?? '…'}`;
}
