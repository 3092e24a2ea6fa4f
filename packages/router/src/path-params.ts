/** The params of a path, as types read them from its text. */

import type { Converter } from './converter.ts';

/** What converters may be given for a path: one for any of its params. */
export type Converters<Path extends string> = {
  readonly [Name in Keys<Path>['name']]?: Converter<unknown>;
};

/**
 * The params of a path: `:name` is a string, `*name` the strings of one segment or more, and within `{…}` each may be
 * missing. A converter puts its type in the place of the string. The params of a path that is not a literal are not known.
 */
export type PathParams<Path extends string, By = object> = string extends Path
  ? Readonly<Record<string, unknown>>
  : Flat<
      {
        readonly [Each in Keys<Path> as Each['optional'] extends false ? Each['name'] : never]: ValueOf<Each, By>;
      } & {
        readonly [Each in Keys<Path> as Each['optional'] extends true ? Each['name'] : never]?: ValueOf<Each, By>;
      }
    >;

interface Key {
  readonly name: string;
  readonly mark: ':' | '*';
  readonly optional: boolean;
}

type ValueOf<Of extends Key, By> = Of['mark'] extends '*'
  ? readonly Converted<Of['name'], By>[]
  : Converted<Of['name'], By>;

type Converted<Name extends string, By> = Name extends keyof By
  ? By[Name] extends Converter<infer Value>
    ? Value
    : string
  : string;

/** Every key of a path, with whether it stands in a group. `Depth` has an element for each group that is open. */
type Keys<Path extends string, Depth extends readonly unknown[] = [], Found extends Key = never> = string extends Path
  ? Key
  : Path extends `${infer Char}${infer Rest}`
    ? Char extends '\\'
      ? Keys<Tail<Rest>, Depth, Found>
      : Char extends '{'
        ? Keys<Rest, [...Depth, Char], Found>
        : Char extends '}'
          ? Keys<Rest, Depth extends readonly [unknown, ...infer Outer] ? Outer : [], Found>
          : Char extends ':' | '*'
            ? Named<Rest> extends readonly [infer Name extends string, infer After extends string]
              ? Keys<
                  After,
                  Depth,
                  Found | { readonly name: Name; readonly mark: Char; readonly optional: IsOpen<Depth> }
                >
              : never
            : Keys<Rest, Depth, Found>
    : Found;

type IsOpen<Depth extends readonly unknown[]> = Depth extends readonly [] ? false : true;

type Tail<Text extends string> = Text extends `${string}${infer Rest}` ? Rest : '';

/** The name at the start of a text, and what follows it. */
type Named<Text extends string> = Text extends `"${infer Name}"${infer After}`
  ? readonly [Name, After]
  : NamedPlainly<Text, ''>;

type NamedPlainly<Text extends string, Name extends string> = Text extends `${infer Char}${infer Rest}`
  ? Char extends Punctuation
    ? readonly [Name, Text]
    : NamedPlainly<Rest, `${Name}${Char}`>
  : readonly [Name, ''];

/** What ends a name. Letters of every script go on with it. */
type Punctuation =
  | '/'
  | '-'
  | '.'
  | ','
  | ';'
  | ':'
  | '*'
  | '{'
  | '}'
  | '('
  | ')'
  | '['
  | ']'
  | '+'
  | '?'
  | '!'
  | '\\'
  | '"'
  | "'"
  | '@'
  | '&'
  | '='
  | '~'
  | '%'
  | '<'
  | '>'
  | '|'
  | '#'
  | '^'
  | '`'
  | ' ';

/** One object type in place of an intersection, for whoever reads it in an editor. */
type Flat<Type> = { [Name in keyof Type]: Type[Name] };
