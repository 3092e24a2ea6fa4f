import { splitList } from './split-list.ts';
import { isToken } from './token.ts';

/**
 * A `Vary` (RFC 9110 §12.5.5) that has the names of `field`, and `names` behind them, each once without regard to
 * letter case. `*` takes in all others.
 * @throws {TypeError} for a name that is no token.
 */
export function mergeVary(field: string | undefined, ...names: readonly string[]): string {
  const merged = field === undefined ? [] : splitList(field);
  const seen = new Set(merged.map((name) => name.toLowerCase()));
  for (const name of names) {
    if (!isToken(name)) throw new TypeError(`mergeVary(): a field cannot be named ${JSON.stringify(name)}`);
    const lower = name.toLowerCase();
    if (!seen.has(lower)) merged.push(name);
    seen.add(lower);
  }
  return seen.has('*') ? '*' : merged.join(', ');
}
