import type { Row } from '../../comparison/row.ts';
import { WRITTEN } from '../folder.ts';
import type { Site } from '../site.ts';
import { is, statusOf, withRange } from './judge.ts';

const WHOLE = /^200, whole$/;
const DATE = WRITTEN.toUTCString();
const EARLIER = new Date(WRITTEN.getTime() - 86_400_000).toUTCString();
const MANY = `bytes=${Array.from({ length: 1000 }, (_, index) => `${index % 26}-25`).join(',')}`;

/** A row about a range of `/hello.txt`, the 26 letters. */
function range(title: string, note: string, value: string, judge: Row<Site>['judge']): Row<Site> {
  return { title, note, observe: async (site) => withRange(await site.get('/hello.txt', `Range: ${value}`)), judge };
}

/** The same with a precondition for it. */
function ifRange(title: string, note: string, value: string, judge: Row<Site>['judge']): Row<Site> {
  const headers = ['Range: bytes=0-4', `If-Range: ${value}`];
  return { title, note, observe: async (site) => withRange(await site.get('/hello.txt', ...headers)), judge };
}

export const ranges: readonly Row<Site>[] = [
  range(
    '`Range: bytes=0-4` of 26 letters',
    '206 with `Content-Range` (RFC 9110 §15.3.7). The whole with 200 is allowed (§14.2).',
    'bytes=0-4',
    is(/^206, `abcde`$/, WHOLE),
  ),
  range('`bytes=0-0`', 'One byte (RFC 9110 §14.1.2).', 'bytes=0-0', is(/^206, `a`$/, WHOLE)),
  range('`bytes=24-`', 'To the end (RFC 9110 §14.1.2).', 'bytes=24-', is(/^206, `yz`$/, WHOLE)),
  range(
    '`bytes=20-99`',
    'A last position behind the end is the end (RFC 9110 §14.1.2).',
    'bytes=20-99',
    is(/^206, `uvwxyz`$/, WHOLE),
  ),
  range('`bytes=-5`', 'The *last* five (RFC 9110 §14.1.2).', 'bytes=-5', is(/^206, `vwxyz`$/, WHOLE)),
  range(
    '`bytes=-100`',
    'A suffix longer than the file is all of it (RFC 9110 §14.1.2), which is satisfiable.',
    'bytes=-100',
    is(/^206, whole$/, WHOLE),
  ),
  range(
    '`bytes=-0`',
    'Nothing can satisfy it: 416 (RFC 9110 §14.1.2, §15.5.17).',
    'bytes=-0',
    is(/^416, `bytes \*\/26`$/, /^416$|^200, whole$/),
  ),
  range(
    '`bytes=26-`',
    '416 with the length there is (RFC 9110 §15.5.17).',
    'bytes=26-',
    is(/^416, `bytes \*\/26`$/, /^416$|^200, whole$/),
  ),
  range(
    '`bytes=5-1`',
    'It is invalid, and ignored (RFC 9110 §14.1.1, §14.2); it may be refused. Against a bare sirv it is one request that ends the service.',
    'bytes=5-1',
    is(WHOLE, /^4\d\d/),
  ),
  range('`bytes=x-y`', 'The same.', 'bytes=x-y', is(WHOLE, /^4\d\d/)),
  range('`lines=0-4`', 'A unit that is not known must be ignored (RFC 9110 §14.2).', 'lines=0-4', is(WHOLE)),
  range('`BYTES=0-4`', 'Units have no letter case (RFC 9110 §14.1).', 'BYTES=0-4', is(/^206, `abcde`$/, WHOLE)),
  range(
    '`bytes=0-1, 5-6`',
    '`multipart/byteranges` with both (RFC 9110 §15.3.7.2). The whole, or one of them, is allowed.',
    'bytes=0-1, 5-6',
    is(/^206, (`ab` and `fg`|`abcdefg`)$/, /^20[06], whole$|^206, `(ab|fg)`$/),
  ),
  range(
    '`bytes=0-1, 50-60`',
    'One of the two can be satisfied, and is (RFC 9110 §14.1.1, §15.3.7).',
    'bytes=0-1, 50-60',
    is(/^206, `ab`$/, /^20[06], whole$/),
  ),
  range(
    '`bytes=0-9, 5-14, 8-20`',
    'Ranges that overlap are made one, or the request is ignored or refused (RFC 9110 §14.2, §15.3.7.2).',
    'bytes=0-9, 5-14, 8-20',
    is(/^206, `abcdefghijklmnopqrstu`$|^200, whole$|^416/, /^206, /),
  ),
  {
    title: '1,000 ranges that overlap',
    note: 'No answer longer than the file (RFC 9110 §14.2, §17.15).',
    observe: async (site) => {
      const answer = await site.get('/hello.txt', `Range: ${MANY}`);
      return `${statusOf(answer)}, ${answer.content.length > 1000 ? 'longer' : 'no longer'}`;
    },
    judge: is(/^(200|206|416|431), no longer$/),
  },
  {
    title: '`HEAD` with `Range: bytes=0-4`',
    note: 'Only `GET` has ranges; with any other method the header must be ignored (RFC 9110 §14.2).',
    observe: async (site) => {
      const answer = await site.ask('HEAD', '/hello.txt', 'Range: bytes=0-4');
      return `${statusOf(answer)}, length ${answer.headers.get('content-length') ?? 'not said'}`;
    },
    judge: is(/^200, length (26|not said)$/),
  },
  {
    title: '`bytes=0-` of an empty file',
    note: '416 (RFC 9110 §14.1.2), or 200 with nothing.',
    observe: async (site) => withRange(await site.get('/empty.txt', 'Range: bytes=0-')),
    judge: is(/^416, `bytes \*\/0`$|^200, nothing$/, /^416$/),
  },
  {
    title: '`If-Range` with its own ETag',
    note: 'The range where the tag is strong. A weak one never matches (RFC 9110 §13.1.5).',
    observe: async (site) => {
      const etag = (await site.get('/hello.txt')).headers.get('etag');
      if (etag === undefined) return 'no ETag';
      const seen = await ifRange('', '', etag, () => 'right').observe(site);
      return `${etag.startsWith('W/') ? 'weak' : 'strong'}, ${seen}`;
    },
    judge: is(/^weak, 200, whole$|^strong, 206, `abcde`$/, /^no ETag$|^strong, 200, whole$/),
  },
  ifRange('`If-Range` with another ETag', 'The whole (RFC 9110 §13.1.5).', '"another"', is(WHOLE)),
  ifRange('`If-Range` with its date', 'The range (RFC 9110 §13.1.5, §8.8.2.2).', DATE, is(/^206, `abcde`$/, WHOLE)),
  ifRange('`If-Range` with an earlier date', 'The whole (RFC 9110 §13.1.5).', EARLIER, is(WHOLE)),
  {
    title: '`Accept-Ranges`',
    note: 'It may be sent (RFC 9110 §14.3); download managers look for it.',
    observe: async (site) => (await site.get('/hello.txt')).headers.get('accept-ranges') ?? 'none',
    judge: is(/^bytes$/, /^none$/),
  },
];
