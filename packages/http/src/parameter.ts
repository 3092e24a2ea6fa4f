import { unquote } from './quoted-string.ts';
import { trimmed } from './split-list.ts';
import { isToken } from './token.ts';

/**
 * One `name=value` (RFC 9110 §5.6.6): the name in lower case, the value without its quotes, `undefined` where there is
 * no `=`. Whitespace around `=` is let pass, as RFC 8288 §3 asks. `undefined` where it is malformed.
 */
export function parseParameter(text: string): readonly [name: string, value: string | undefined] | undefined {
  const equals = text.indexOf('=');
  const name = trimmed(text, 0, equals < 0 ? text.length : equals).toLowerCase();
  if (!isToken(name)) return undefined;
  if (equals < 0) return [name, undefined];
  const written = trimmed(text, equals + 1);
  const value = isToken(written) ? written : unquote(written);
  return value === undefined ? undefined : [name, value];
}
