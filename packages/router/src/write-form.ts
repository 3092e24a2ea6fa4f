import type { FlatToken } from './path-pattern.ts';

/** The path of a form with these texts for its params, which are in the path's own encoding. */
export function writeForm(tokens: readonly FlatToken[], values: readonly string[]): string {
  let key = 0;
  return tokens.map((token) => (token.type === 'text' ? token.value : values[key++])).join('');
}
