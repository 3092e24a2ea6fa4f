import type { Answer } from '../../comparison/exchange.ts';
import type { Row } from '../../comparison/row.ts';
import { ENCODED, SCRIPT } from '../folder.ts';
import type { Site } from '../site.ts';
import { is, quoted, statusOf } from './judge.ts';

/** Which of its encodings `/script.js` came in; one that is not what it is said to be is told apart. */
function codingOf(answer: Answer): string {
  const said = answer.headers.get('content-encoding') ?? 'identity';
  if (answer.status !== 200) return statusOf(answer);
  const bytes = said === 'identity' ? SCRIPT : ENCODED[said as keyof typeof ENCODED];
  return answer.content === bytes ? said : `${said}, made anew`;
}

/** A row about `Accept-Encoding` in a request for `/script.js`. */
function accepts(title: string, note: string, value: string, judge: Row<Site>['judge']): Row<Site> {
  const header = `Accept-Encoding: ${value}`;
  return { title, note, observe: async (site) => codingOf(await site.get('/script.js', header)), judge };
}

const ANY = /^(br|gzip|zstd)\b/;
const IDENTITY = /^identity$/;

export const encodings: readonly Row<Site>[] = [
  accepts(
    '`Accept-Encoding: br`, where `script.js.br`, `.gz` and `.zst` lie beside `script.js`',
    'The one that was made for it (RFC 9110 §12.5.3). serve-static, Remix: without this feature.',
    'br',
    is(/^br$/, /^br, |^identity$/),
  ),
  accepts('`gzip`', 'The same.', 'gzip', is(/^gzip$/, /^gzip, |^identity$/)),
  accepts('`zstd`', 'The same (RFC 8878).', 'zstd', is(/^zstd$/, IDENTITY)),
  accepts('`BR`', 'Codings have no letter case (RFC 9110 §8.4.1).', 'BR', is(/^br\b/, IDENTITY)),
  accepts('`*`', 'Any (RFC 9110 §12.5.3).', '*', is(ANY, IDENTITY)),
  accepts('`br;q=0`', 'Not `br` (RFC 9110 §12.4.2, §12.5.3).', 'br;q=0', is(IDENTITY)),
  accepts(
    '`gzip, br;q=0.1`',
    '`gzip` is wanted more (RFC 9110 §12.4.2).',
    'gzip, br;q=0.1',
    is(/^gzip\b/, /^br\b|^identity$/),
  ),
  accepts(
    '`br;q=0, gzip;q=0, *`',
    'Neither of the two (RFC 9110 §12.5.3).',
    'br;q=0, gzip;q=0, *',
    is(/^(zstd|identity)\b/),
  ),
  accepts(
    '`identity;q=0, gzip;q=0.5`',
    '`gzip`: the other is not acceptable (RFC 9110 §12.5.3).',
    'identity;q=0, gzip;q=0.5',
    is(/^gzip\b/, IDENTITY),
  ),
  {
    title: '`identity;q=0`, where nothing lies beside the file',
    note: '406; to disregard what is wanted is allowed (RFC 9110 §12.4.1, §15.5.7).',
    observe: async (site) => statusOf(await site.get('/hello.txt', 'Accept-Encoding: identity;q=0')),
    judge: is(/^406$/, /^200$/),
  },
  accepts('`zebra`', 'A coding that nobody knows, and not `br` (RFC 9110 §12.5.3).', 'zebra', is(IDENTITY)),
  {
    title: 'no `Accept-Encoding`',
    note: 'All are acceptable then (RFC 9110 §12.5.3); clients that say nothing understand nothing.',
    observe: async (site) => codingOf(await site.get('/script.js')),
    judge: is(IDENTITY, ANY),
  },
  {
    title: 'the `Content-Type` of what is encoded',
    note: 'That of the script, whatever it was encoded with (RFC 9110 §8.3).',
    observe: async (site) => {
      const { headers } = await site.get('/script.js', 'Accept-Encoding: br, gzip');
      return quoted(headers.get('content-type') ?? 'none');
    },
    judge: is(/javascript/),
  },
  {
    title: '`Vary: Accept-Encoding`, with the encoding and without',
    note: 'Both, else a cache gives one to those who want the other (RFC 9110 §12.5.5). Where nothing is encoded it is not needed.',
    observe: async (site) => {
      const encoded = await site.get('/script.js', 'Accept-Encoding: br, gzip');
      const plain = await site.get('/script.js', 'Accept-Encoding: identity');
      if (!encoded.headers.has('content-encoding')) return 'not needed';
      const [first, second] = [encoded, plain].map(({ headers }) => /accept-encoding/i.test(headers.get('vary') ?? ''));
      return first ? (second ? 'both' : 'only with') : second ? 'only without' : 'neither';
    },
    judge: is(/^both$|^not needed$/),
  },
  {
    title: 'the ETags of two encodings',
    note: 'They differ (RFC 9110 §8.8.3.3).',
    observe: async (site) => {
      const [encoded, plain] = await both(site);
      if (!encoded.headers.has('content-encoding')) return 'not encoded';
      const tags = [encoded, plain].map(({ headers }) => headers.get('etag'));
      return tags.includes(undefined) ? 'no ETag' : tags[0] === tags[1] ? 'the same' : 'differ';
    },
    judge: is(/^differ$|^not encoded$/, /^no ETag$/),
  },
  {
    title: '`If-None-Match` with the ETag of another encoding',
    note: '200: the client has not this one (RFC 9110 §13.1.2, §8.8.3.3).',
    observe: async (site) => {
      const [encoded] = await both(site);
      const etag = encoded.headers.get('etag');
      if (!encoded.headers.has('content-encoding')) return 'not encoded';
      if (etag === undefined) return 'no ETag';
      return statusOf(await site.get('/script.js', 'Accept-Encoding: identity', `If-None-Match: ${etag}`));
    },
    judge: is(/^200$|^not encoded$/, /^no ETag$/),
  },
  {
    title: '`Range: bytes=0-9` with `Accept-Encoding: br`',
    note: 'Ten bytes of what is selected, and its length (RFC 9110 §14.1.2): of the encoded one, or of the file without an encoding.',
    observe: async (site) => {
      const answer = await site.get('/script.js', 'Accept-Encoding: br', 'Range: bytes=0-9');
      if (answer.status !== 206) return codingOf(answer);
      const said = answer.headers.get('content-encoding') ?? 'identity';
      const bytes = said === 'identity' ? SCRIPT : (ENCODED[said as keyof typeof ENCODED] ?? '');
      const right =
        answer.content === bytes.slice(0, 10) && answer.headers.get('content-range') === `bytes 0-9/${bytes.length}`;
      return `206, ${said}${right ? '' : ', other bytes'}`;
    },
    judge: is(/^206, (br|identity)$/, /^(br|identity)\b/),
  },
  {
    title: '`/script.js.gz` itself',
    note: 'A file of its own, to be saved as it is. With `Content-Encoding` the client unpacks it.',
    observe: async (site) => {
      const { status, headers } = await site.get('/script.js.gz', 'Accept-Encoding: gzip');
      if (status !== 200) return String(status);
      const encoded = headers.has('content-encoding') ? ', unpacked' : '';
      return `${quoted(headers.get('content-type') ?? 'none')}${encoded}`;
    },
    judge: is(/^`application\/(x-)?gzip`$/, /./),
  },
];

/** The script encoded, and as it is. */
async function both(site: Site): Promise<[encoded: Answer, plain: Answer]> {
  return [
    await site.get('/script.js', 'Accept-Encoding: br, gzip'),
    await site.get('/script.js', 'Accept-Encoding: identity'),
  ];
}
