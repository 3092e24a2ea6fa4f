/** Routes that can never match, because others before them take all that they could. */

import { shapeOf } from './path-form.ts';
import { PathIndex } from './path-index.ts';
import type { EntryForm, RouteEntry } from './route-entry.ts';

/** A route that can never match, and one that takes its place. */
export interface Conflict {
  readonly entry: RouteEntry;
  readonly by: RouteEntry;
}

/** In place of a param: no text of a path has it, so that only a param can take it. */
const ANY_TEXT = '\0';

/**
 * Finds a route that can never match. It finds those that one route without converters covers, or several, one for each
 * of its forms. Where it would have to compare expressions, it says nothing: what it reports is so.
 */
export function findConflict(entries: readonly RouteEntry[], ignoresCase = false): Conflict | undefined {
  const seen = new Map<string | undefined, Seen>();
  const deepest = Math.max(1, ...entries.flatMap(({ forms }) => forms.map(({ shape }) => shape.split('/').length)));
  for (const entry of entries) {
    const before = [seen.get(undefined), ...(entry.method === undefined ? [] : [seen.get(entry.method)])];
    const by = entry.forms.map((form) => coverOf(form, before, deepest));
    const [first] = by;
    if (first !== undefined && !by.includes(undefined)) return { entry, by: first };
    if (Object.keys(entry.converters).length > 0) continue;
    let own = seen.get(entry.method);
    if (own === undefined) seen.set(entry.method, (own = new Seen(ignoresCase)));
    for (const form of entry.forms) own.add(form);
  }
  return undefined;
}

/** Routes of one method that have come already. */
class Seen {
  readonly #shapes = new Map<string, RouteEntry>();
  readonly #paths: PathIndex<EntryForm, RouteEntry>;
  readonly #ignoresCase: boolean;
  #count = 0;

  constructor(ignoresCase: boolean) {
    this.#ignoresCase = ignoresCase;
    this.#paths = new PathIndex(({ entry }) => entry, ignoresCase);
  }

  add(form: EntryForm): void {
    const shape = this.#compared(form.shape);
    if (!this.#shapes.has(shape)) this.#shapes.set(shape, form.entry);
    // An expression may take a text and not take another of the same shape.
    if (form.pieces.every(({ type }) => type !== 'part' && type !== 'tail')) {
      this.#paths.insert(form.pieces, this.#count++, form);
    }
  }

  cover(shape: string, examples: readonly string[]): RouteEntry | undefined {
    const same = this.#shapes.get(this.#compared(shape));
    if (same !== undefined) return same;
    const [first, ...others] = examples.map((example) => this.#paths.find(example));
    return others.every((other) => other === first) ? first : undefined;
  }

  #compared(shape: string): string {
    return this.#ignoresCase ? shape.toLowerCase() : shape;
  }
}

function coverOf(form: EntryForm, before: readonly (Seen | undefined)[], deepest: number): RouteEntry | undefined {
  const examples = examplesOf(form, deepest);
  for (const seen of before) {
    const by = seen?.cover(form.shape, examples);
    if (by !== undefined) return by;
  }
  return undefined;
}

/** Paths that whatever covers a form has to take: for a wildcard the shortest, and one that only a wildcard takes. */
function examplesOf(form: EntryForm, deepest: number): string[] {
  const { mounted } = form.entry;
  const long = `${ANY_TEXT}/`.repeat(deepest) + ANY_TEXT;
  if (mounted !== undefined) return [mounted.prefix, `${mounted.prefix}/`, `${mounted.prefix}/${long}`];
  const shape = shapeOf(form.tokens);
  return shape.includes('\x01') ? [shape.replaceAll('\x01', ANY_TEXT), shape.replaceAll('\x01', long)] : [shape];
}
