/** The directives of Apache's mod_log_config, as far as an application can know what they ask for. */

import { parseCookies } from '@tsgi/http';

import * as directive from './directive.ts';
import type { Directive } from './directive.ts';
import { timeFormat } from './time-format.ts';

/** Those without an argument. */
const PLAIN: Readonly<Record<string, Directive>> = {
  a: directive.client,
  b: directive.bytesOrDash,
  B: directive.bytes,
  D: directive.microseconds,
  h: directive.client,
  H: directive.protocol,
  l: directive.nothing,
  L: directive.requestId,
  m: directive.method,
  p: directive.port,
  P: directive.processId,
  q: { text: ({ query }) => (query === '' ? '' : `?${query}`), empty: '' },
  r: directive.requestLine,
  s: directive.status,
  t: directive.time,
  T: directive.seconds,
  u: directive.user,
  U: directive.path,
  v: directive.serverName,
  V: directive.hostName,
};

const UNITS: Readonly<Record<string, Directive>> = {
  s: directive.seconds,
  ms: directive.milliseconds,
  us: directive.microseconds,
};

/** Those with one, `%{…}i`; `undefined` for an argument that means nothing there. */
const WITH_ARGUMENT: Readonly<Record<string, (argument: string) => Directive | undefined>> = {
  a: (which) => (which === 'c' ? directive.peer : undefined),
  C: cookie,
  e: directive.environKey,
  i: directive.requestHeader,
  n: directive.stateKey,
  o: directive.responseHeader,
  t: timeFormat,
  T: (unit) => UNITS[unit],
};

/** The directive that `%letter` or `%{argument}letter` is; `undefined` where there is no such. */
export function apacheDirective(letter: string, argument: string | undefined): Directive | undefined {
  if (argument === undefined) return Object.hasOwn(PLAIN, letter) ? PLAIN[letter] : undefined;
  return argument !== '' && Object.hasOwn(WITH_ARGUMENT, letter) ? WITH_ARGUMENT[letter]!(argument) : undefined;
}

/** One cookie, which is as secret as the field that it comes in. */
function cookie(name: string): Directive {
  return {
    text: (record) => {
      const field = record.requestHeader('cookie');
      return field === undefined || field === record.environ.HTTP_COOKIE ? parseCookies(field)[name] : field;
    },
  };
}
