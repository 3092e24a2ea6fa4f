import type { Answer } from '../../comparison/exchange.ts';
import type { Row } from '../../comparison/row.ts';
import { WRITTEN } from '../folder.ts';
import type { Site } from '../site.ts';
import { is, statusOf } from './judge.ts';

const DATE = WRITTEN.toUTCString();
const EARLIER = new Date(WRITTEN.getTime() - 86_400_000).toUTCString();
const LATER = new Date(WRITTEN.getTime() + 86_400_000).toUTCString();

/** A row about headers of a request for `/hello.txt`. */
function asks(title: string, note: string, headers: readonly string[], judge: Row<Site>['judge']): Row<Site> {
  return { title, note, observe: async (site) => statusOf(await site.get('/hello.txt', ...headers)), judge };
}

/** The same with the ETag of the file, which some servers have not. */
function asksWithTag(
  title: string,
  note: string,
  headers: (etag: string) => readonly string[],
  judge: Row<Site>['judge'],
): Row<Site> {
  return {
    title,
    note,
    observe: async (site) => {
      const etag = (await site.get('/hello.txt')).headers.get('etag');
      return etag === undefined ? 'no ETag' : statusOf(await site.get('/hello.txt', ...headers(etag)));
    },
    judge,
  };
}

/** What 304 must have of what 200 has (RFC 9110 §15.4.5). */
const REPEATED = ['cache-control', 'date', 'etag', 'expires', 'vary'];

function missing(whole: Answer, unmodified: Answer): string {
  if (unmodified.status !== 304) return statusOf(unmodified);
  const absent = REPEATED.filter((name) => whole.headers.has(name) && !unmodified.headers.has(name));
  if (unmodified.raw !== '') absent.push('an end: it has content');
  return absent.length === 0 ? 'all' : `without ${absent.join(', ')}`;
}

const NOT_MODIFIED = is(/^304$/, /^no ETag$/);

export const validators: readonly Row<Site>[] = [
  {
    title: '`ETag` and `Last-Modified`',
    note: 'Both should be sent (RFC 9110 §8.8.2.1, §8.8.3.1).',
    observe: async (site) => {
      const { headers } = await site.get('/hello.txt');
      const etag = headers.get('etag');
      const tag = etag === undefined ? 'no ETag' : etag.startsWith('W/') ? 'weak' : 'strong';
      return `${tag}, ${headers.get('last-modified') === DATE ? 'date' : 'no date'}`;
    },
    judge: is(/^(weak|strong), date$/, /./),
  },
  asksWithTag(
    '`If-None-Match` with its ETag',
    '304 (RFC 9110 §13.1.2).',
    (etag) => [`If-None-Match: ${etag}`],
    NOT_MODIFIED,
  ),
  asksWithTag(
    '`If-None-Match` with a list that has it',
    '304 (RFC 9110 §13.1.2).',
    (etag) => [`If-None-Match: "a,b", ${etag}, "c"`],
    NOT_MODIFIED,
  ),
  asksWithTag(
    '`If-None-Match` with the other of `"x"` and `W/"x"`',
    '304: the comparison is the weak one (RFC 9110 §13.1.2, §8.8.3.2).',
    (etag) => [`If-None-Match: ${etag.startsWith('W/') ? etag.slice(2) : `W/${etag}`}`],
    NOT_MODIFIED,
  ),
  asks('`If-None-Match: *`', '304: there is something (RFC 9110 §13.1.2).', ['If-None-Match: *'], is(/^304$/)),
  asks(
    '`If-None-Match` with another ETag, `If-Modified-Since` with its date',
    '200: the date must be ignored (RFC 9110 §13.1.3).',
    ['If-None-Match: "another"', `If-Modified-Since: ${DATE}`],
    is(/^200$/),
  ),
  asks(
    '`If-Modified-Since` with its date',
    '304: preconditions must be evaluated (RFC 9110 §13.1.3, §13.2.1).',
    [`If-Modified-Since: ${DATE}`],
    is(/^304$/),
  ),
  asks(
    '`If-Modified-Since` with an earlier date',
    '200 (RFC 9110 §13.1.3).',
    [`If-Modified-Since: ${EARLIER}`],
    is(/^200$/),
  ),
  asks(
    '`If-Modified-Since: yesterday`',
    '200: what is no date must be ignored (RFC 9110 §13.1.3).',
    ['If-Modified-Since: yesterday'],
    is(/^200$/),
  ),
  {
    title: 'what 304 says of what 200 says',
    note: '`Cache-Control`, `Date`, `ETag`, `Expires` and `Vary` must be repeated (RFC 9110 §15.4.5). Asked with the date, and `Accept-Encoding: gzip`.',
    observe: async (site) => {
      const whole = await site.get('/script.js', 'Accept-Encoding: gzip');
      const etag = whole.headers.get('etag');
      const condition = etag === undefined ? `If-Modified-Since: ${LATER}` : `If-None-Match: ${etag}`;
      return missing(whole, await site.get('/script.js', 'Accept-Encoding: gzip', condition));
    },
    judge: is(/^all$/, /^200$/),
  },
  {
    title: '`HEAD` with `If-None-Match` with its ETag',
    note: '304, as `GET` (RFC 9110 §13.1.2).',
    observe: async (site) => {
      const etag = (await site.get('/hello.txt')).headers.get('etag');
      return etag === undefined ? 'no ETag' : statusOf(await site.ask('HEAD', '/hello.txt', `If-None-Match: ${etag}`));
    },
    judge: NOT_MODIFIED,
  },
  asks(
    '`If-Match` with another ETag',
    '412: preconditions must be evaluated (RFC 9110 §13.1.1, §13.2.1).',
    ['If-Match: "another"'],
    is(/^412$/),
  ),
  {
    title: '`If-Match` with its ETag',
    note: '200 where the tag is strong, and 412 where it is weak: the comparison must be the strong one (RFC 9110 §13.1.1).',
    observe: async (site) => {
      const etag = (await site.get('/hello.txt')).headers.get('etag');
      if (etag === undefined) return 'no ETag';
      const seen = statusOf(await site.get('/hello.txt', `If-Match: ${etag}`));
      return `${etag.startsWith('W/') ? 'weak' : 'strong'}, ${seen}`;
    },
    judge: is(/^strong, 200$|^weak, 412$/, /^no ETag$/),
  },
  asks('`If-Match: *`', '200 (RFC 9110 §13.1.1).', ['If-Match: *'], is(/^200$/)),
  asks(
    '`If-Unmodified-Since` with an earlier date',
    '412 (RFC 9110 §13.1.4, §13.2.1).',
    [`If-Unmodified-Since: ${EARLIER}`],
    is(/^412$/),
  ),
  asks('`If-Unmodified-Since` with its date', '200 (RFC 9110 §13.1.4).', [`If-Unmodified-Since: ${DATE}`], is(/^200$/)),
  asks(
    '`If-Match: *`, `If-Unmodified-Since` with an earlier date',
    '200: the date must be ignored (RFC 9110 §13.1.4).',
    ['If-Match: *', `If-Unmodified-Since: ${EARLIER}`],
    is(/^200$/),
  ),
  asks(
    '`If-Match` with another ETag, and a `Range`',
    '412: the range comes last (RFC 9110 §13.2.2).',
    ['If-Match: "another"', 'Range: bytes=0-4'],
    is(/^412$/),
  ),
  asks(
    '`If-Modified-Since` with its date, and a `Range`',
    '304, likewise.',
    [`If-Modified-Since: ${DATE}`, 'Range: bytes=0-4'],
    is(/^304$/),
  ),
  {
    title: 'the ETags of two files of one length that were written in the same second',
    note: 'They differ: so would those of a file before and after it was changed. A weak tag may be coarse (RFC 9110 §8.8.1).',
    observe: async (site) => {
      const etags = [await site.get('/tagged/one.txt'), await site.get('/tagged/two.txt')].map(({ headers }) =>
        headers.get('etag'),
      );
      if (etags.includes(undefined)) return 'no ETag';
      return etags[0] === etags[1] ? 'the same' : 'differ';
    },
    judge: is(/^differ$/, /./),
  },
];
