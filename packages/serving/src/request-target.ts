import { canonicalPath, type Environ } from '@tsgi/contract';

import { isHost } from './is-host.ts';
import { badRequest, type Refusal } from './refusal.ts';

const SLASH = 0x2f;

/** `http://host/path` and `https://…`: the authority, and the rest (RFC 9112 §3.2.2). */
const ABSOLUTE_FORM = /^https?:\/\/([^/?]*)(.*)$/is;
/** A scheme that is not ours, as against something that is no target at all (RFC 3986 §3.1). */
const ANY_SCHEME = /^[a-z][a-z0-9+.-]*:/i;
// oxlint-disable-next-line no-control-regex -- finds bytes outside ASCII
const BEYOND_ASCII = /[^\x00-\x7f]/;

/**
 * Reads a request target (RFC 9112 §3.2) into `SCRIPT_NAME`, `PATH_INFO` and `QUERY_STRING`. The authority of a target
 * in absolute form takes the place of the `Host` field, which RFC 9112 §3.2.2 has a server ignore then.
 * @returns why the target is refused, or `undefined`.
 */
export function readTarget(target: string, environ: Environ): Refusal | undefined {
  if (environ.REQUEST_METHOD === 'CONNECT') return { status: 501, reason: 'CONNECT is for proxies (RFC 9110 §9.3.6)' };
  environ.REQUEST_URI = target;
  // A fragment is the client's own (RFC 9110 §7.1), and parsers part on which side of it the query is.
  if (target.includes('#')) return badRequest('the target holds a fragment (RFC 9112 §3.2)');
  if (target.charCodeAt(0) === SLASH) return readOrigin(target, environ);
  if (target === '*') {
    if (environ.REQUEST_METHOD === 'OPTIONS') return undefined;
    return badRequest('the target * is for OPTIONS alone (RFC 9112 §3.2.4)');
  }
  const absolute = ABSOLUTE_FORM.exec(target);
  if (absolute === null) {
    return badRequest(
      ANY_SCHEME.test(target)
        ? 'the target has a scheme that is not served here (RFC 9112 §3.2.2)'
        : 'the target is neither a path nor a URL (RFC 9112 §3.2)',
    );
  }
  const [, authority = '', rest = ''] = absolute;
  if (authority === '' || !isHost(authority)) return badRequest('the target has no valid authority (RFC 9110 §4.2.1)');
  environ.HTTP_HOST = authority;
  return readOrigin(rest.startsWith('/') ? rest : `/${rest}`, environ);
}

function readOrigin(target: string, environ: Environ): Refusal | undefined {
  const mark = target.indexOf('?');
  const path = canonicalPath(mark === -1 ? target : target.slice(0, mark));
  if (path === undefined)
    return badRequest('the path holds a % that two hexadecimal digits do not follow, or %00 (RFC 3986 §2.1)');
  environ.PATH_INFO = path;
  if (mark !== -1) environ.QUERY_STRING = toAscii(target.slice(mark + 1));
  return undefined;
}

function toAscii(query: string): string {
  if (!BEYOND_ASCII.test(query)) return query;
  let ascii = '';
  for (const char of query) {
    ascii += char < '\x80' ? char : `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  }
  return ascii;
}
