import type { Answer } from '../../comparison/exchange.ts';
import type { Row } from '../../comparison/row.ts';
import { ALPHABET } from '../folder.ts';
import type { Site } from '../site.ts';
import { is, quoted, statusesAndSecret, statusOf } from './judge.ts';

/** A row about one path. */
function path(title: string, note: string, target: string, judge: Row<Site>['judge']): Row<Site> {
  return {
    title,
    note,
    observe: async (site) => {
      const answer = await site.get(target);
      if (answer.status !== 200) return statusOf(answer);
      const text = Buffer.from(answer.content, 'latin1').toString();
      return `200, ${text === ALPHABET ? 'the file' : quoted(text)}`;
    },
    judge,
  };
}

/** A row about paths none of which leads anywhere. */
function nowhere(title: string, note: string, targets: readonly string[], judge: Row<Site>['judge']): Row<Site> {
  return {
    title,
    note,
    observe: async (site) => {
      const answers: Answer[] = [];
      for (const target of targets) answers.push(await site.get(target));
      return statusesAndSecret(answers);
    },
    judge,
  };
}

/** 4xx, or what a path without its dots leads to. */
const REFUSED = is(/^([234]\d\d(, )?)+$/);

export const paths: readonly Row<Site>[] = [
  path('`/%68ello.txt`', 'It is `/hello.txt` (RFC 3986 §6.2.2.2).', '/%68ello.txt', is(/^200, /)),
  path(
    '`/a%20b%20%26%20c.txt`',
    'The file `a b & c.txt`, as `encodeURIComponent` writes it (RFC 3986 §2.1). Those that do without find it at `/a%20b%20&%20c.txt`.',
    '/a%20b%20%26%20c.txt',
    is(/^200, `spaces`$/, /^404$/),
  ),
  path('`/%E4%BD%A0%E5%A5%BD.txt`', 'The file `你好.txt`.', '/%E4%BD%A0%E5%A5%BD.txt', is(/^200, `你好`$/)),
  path(
    '`/100%25.txt`',
    'The file `100%.txt`. Hono takes no path with an escaped `%`, against double decoding, but with `allowPercentInPath`.',
    '/100%25.txt',
    is(/^200, `per cent`$/),
  ),
  path(
    '`/%2541.txt`',
    'The file `%41.txt`, and not `A.txt`: nothing is decoded twice (RFC 3986 §2.4).',
    '/%2541.txt',
    is(/^200, `escaped`$/, /^404$/),
  ),
  path('`/%zz`', 'It is no URL (RFC 3986 §2.1): 400 (RFC 9112 §3.2).', '/%zz', is(/^400$/, /^404$/)),
  path('`/%ff`', 'No file has that name: 404 or 400.', '/%ff', is(/^40[04]$/)),
  path(
    '`/hello.txt%00.html`',
    'The same; some part of the system ends a name at NUL (CWE-158).',
    '/hello.txt%00.html',
    is(/^40[0-4]$/),
  ),
  path(
    'a name of 5,000 letters',
    '404, or 414; 5xx says that the fault is the server’s (RFC 9110 §15.6).',
    `/${'a'.repeat(5000)}`,
    is(/^4\d\d$/),
  ),
  nowhere(
    '`/../secret.txt`, `/docs/../../secret.txt`, `/../site-private/secret.txt`',
    'Nothing from outside (CWE-22); a path that begins as the root’s is outside, too.',
    ['/../secret.txt', '/docs/../../secret.txt', '/../site-private/secret.txt', '/..'],
    REFUSED,
  ),
  nowhere(
    'the same with `%2e%2e`, `%2F`, or both',
    'The same.',
    ['/%2e%2e/secret.txt', '/..%2Fsecret.txt', '/docs%2F..%2F..%2Fsecret.txt', '/%2E%2E%2Fsite-private%2Fsecret.txt'],
    REFUSED,
  ),
  nowhere(
    'the same, escaped twice',
    'The same.',
    ['/%252e%252e/secret.txt', '/..%252Fsecret.txt', '/%252e%252e%252fsecret.txt'],
    REFUSED,
  ),
  nowhere(
    'the same with `\\` and `%5C`',
    'The same.',
    ['/..\\secret.txt', '/..%5Csecret.txt', '/docs\\..\\..\\secret.txt', '/docs%5C..%5C..%5Csecret.txt'],
    REFUSED,
  ),
  nowhere(
    'absolute paths and drives: `//etc/passwd`, `/%2Fetc%2Fpasswd`, `/C:/secret.txt`, …',
    'The same.',
    ['//etc/passwd', '/%2Fetc%2Fpasswd', '/C:/secret.txt', '/C%3A%5Csecret.txt', '/file:///etc/passwd', '//?/C:/x'],
    REFUSED,
  ),
  nowhere(
    '`/link-out.txt`, `/folder-out/secret.txt`: symbolic links to what is outside',
    'They are not followed (CWE-59). No specification is against it: whoever put the link there may have meant it.',
    ['/link-out.txt', '/folder-out/secret.txt'],
    is(/^40[34](, 40[34])?$/, /secret/),
  ),
  path(
    '`/link-in.txt`, a symbolic link to `hello.txt`',
    'It is followed: what it leads to is served anyway.',
    '/link-in.txt',
    is(/^200, /, /^40[34]$/),
  ),
  nowhere(
    '`/.env`, `/.git/config`, `/docs/.hidden`',
    'Never (CWE-538).',
    ['/.env', '/.git/config', '/docs/.hidden', '/%2Eenv', '/%2egit/config'],
    is(/^40[034](, 40[034])*$/),
  ),
  path(
    '`/.well-known/security.txt`',
    'It is where others look for it (RFC 8615, RFC 9116).',
    '/.well-known/security.txt',
    is(/^200, /, /^40[34]$/),
  ),
];
