/** What a router does with a method and a path, decided without doing it. */

import type { MethodIndex } from './method-index.ts';
import type { RouteTable, TableMatch } from './route-table.ts';

/** What becomes of another spelling of a path. */
export type Spelling = 'exact' | 'redirect' | 'ignore';

/** Which other spellings a router knows. */
export interface Spellings {
  readonly trailingSlash: Spelling;
  readonly letterCase: Spelling;
}

/** What is to be done. */
export type Located =
  | { readonly type: 'match'; readonly match: TableMatch }
  | { readonly type: 'redirect'; readonly path: string }
  | { readonly type: 'options' | 'refused'; readonly allowed: readonly string[] }
  | { readonly type: 'malformed' };

/** Decides; `undefined` where the path is no route's, in no spelling that counts. */
export function locate(table: RouteTable, method: string, path: string, spellings: Spellings): Located | undefined {
  const { trailingSlash, letterCase } = spellings;
  const index = letterCase === 'ignore' ? table.loose : table.exact;
  const here = at(index, method, path);
  if (here !== undefined) return here;
  const other = trailingSlash === 'exact' ? undefined : otherSlash(path);
  if (other !== undefined) {
    const there = at(index, method, other);
    if (there !== undefined)
      return trailingSlash === 'ignore' || there.type !== 'match' ? there : redirect(path, other);
  }
  return letterCase === 'redirect' ? inOtherLetters(table, method, path, other, trailingSlash) : undefined;
}

function at(index: MethodIndex<TableMatch>, method: string, path: string): Located | undefined {
  const match = index.find(method, path);
  if (match !== undefined) return match.malformed ? { type: 'malformed' } : { type: 'match', match };
  const allowed = index.allowed(path);
  return allowed && { type: method === 'OPTIONS' ? 'options' : 'refused', allowed };
}

function inOtherLetters(
  table: RouteTable,
  method: string,
  path: string,
  other: string | undefined,
  trailingSlash: Spelling,
): Located | undefined {
  for (const each of other === undefined ? [path] : [path, other]) {
    const located = at(table.loose, method, each);
    if (located === undefined) continue;
    if (located.type !== 'match') return located;
    const { entry, spelled = each } = located.match;
    // A mount spells its prefix; what is below is not the router's to know.
    const right = entry.mounted === undefined ? spelled : spelled + each.slice(spelled.length);
    // Where the slash does not count, the path keeps its own.
    return redirect(path, each === other && trailingSlash === 'ignore' ? otherSlash(right)! : right);
  }
  return undefined;
}

function otherSlash(path: string): string | undefined {
  if (path === '/') return undefined;
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
}

/** A path that begins with `//` would be another site's as a `Location` (RFC 3986 §4.2), and is nobody's here. */
function redirect(from: string, to: string): Located | undefined {
  return to === from || to.startsWith('//') ? undefined : { type: 'redirect', path: to };
}
