/** The identifiers of gunicorn's `access_log_format`: `%(h)s`. */

import * as directive from './directive.ts';
import type { Directive } from './directive.ts';

const PLAIN: Readonly<Record<string, Directive>> = {
  a: directive.userAgent,
  b: directive.bytesOrDash,
  B: directive.bytes,
  D: directive.microseconds,
  f: directive.referrer,
  h: directive.client,
  H: directive.protocol,
  l: directive.nothing,
  L: directive.decimalSeconds,
  m: directive.method,
  M: directive.milliseconds,
  // As gunicorn writes it.
  p: { text: (record) => `<${directive.processId.text(record)}>`, safe: true },
  q: { text: ({ query }) => query, empty: '' },
  r: directive.requestLine,
  s: directive.status,
  t: directive.time,
  T: directive.seconds,
  u: directive.user,
  U: directive.path,
};

const WITH_ARGUMENT: Readonly<Record<string, (argument: string) => Directive | undefined>> = {
  e: directive.environKey,
  i: directive.requestHeader,
  o: directive.responseHeader,
};

/** The directive that `%(identifier)s` is; `undefined` where there is no such. */
export function gunicornDirective(identifier: string): Directive | undefined {
  const [, argument, letter = ''] = /^\{([^}]+)\}([a-z])$/.exec(identifier) ?? [];
  if (argument === undefined) return Object.hasOwn(PLAIN, identifier) ? PLAIN[identifier] : undefined;
  return Object.hasOwn(WITH_ARGUMENT, letter) ? WITH_ARGUMENT[letter]!(argument) : undefined;
}
