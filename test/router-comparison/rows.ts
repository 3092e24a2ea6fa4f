/** The behaviours that are compared: what is asked, what is seen, and what is to be thought of it. */

import { type Answer, exchange } from '../comparison/exchange.ts';
import type { Row } from '../comparison/row.ts';
import { awaitClient, FIRST_CHUNK } from './failing-stream.ts';
import { SECRET } from './framework.ts';

const JSON_TYPE = 'application/json';

/** `number` is the port at which an app listens. */
export const rows: readonly Row<number>[] = [
  {
    title: '`HEAD` of a `GET` route',
    note: 'The head of `GET`, and no content (RFC 9110 §9.3.2).',
    observe: async (port) => {
      const { status, raw } = await exchange(port, 'HEAD', '/hello');
      return `${status}, ${raw === '' ? 'no content' : 'content'}`;
    },
    judge: (seen) => (seen === '200, no content' ? 'right' : 'wrong'),
  },
  {
    title: '`OPTIONS` of that path',
    note: 'A success with `Allow` (RFC 9110 §9.3.7), or 405 with it (§9.1). 404 says that there is no such resource (§15.5.5).',
    observe: async (port) => withAllow(await exchange(port, 'OPTIONS', '/hello')),
    judge: (seen) => (/^(20\d|405), `.*\bGET\b/.test(seen) ? 'right' : 'wrong'),
  },
  {
    title: '`DELETE` of it, which it has not',
    note: '405 with `Allow` (RFC 9110 §9.1, §15.5.6). Koa: by `router.allowedMethods()`.',
    observe: async (port) => withAllow(await exchange(port, 'DELETE', '/hello')),
    judge: (seen) => (/^405, `.*\bGET\b/.test(seen) ? 'right' : 'wrong'),
  },
  {
    title: 'a path that is nowhere',
    note: '404 (RFC 9110 §15.5.5).',
    observe: async (port) => String((await exchange(port, 'GET', '/nowhere')).status),
    judge: (seen) => (seen === '404' ? 'right' : 'wrong'),
  },
  {
    title: '`/items/a%2Fb` for `/items/:id`',
    note:
      'One segment, whose value is `a/b` (RFC 3986 §2.2, §2.4). h3 leaves `%2F` as it is even with `decode: true`, and says so: ' +
      'no value can grow a slash.',
    observe: async (port) => withText(await exchange(port, 'GET', '/items/a%2Fb')),
    judge: (seen) => (seen === '200, `a/b`' ? 'right' : seen.startsWith('200, `a%2Fb') ? 'other' : 'wrong'),
  },
  {
    title: '`/items/%zz`',
    note: 'It is no URL (RFC 3986 §2.1), so 400 (RFC 9112 §3.2). A handler that is given `%zz` is given the value of `%25zz`.',
    observe: async (port) => withText(await exchange(port, 'GET', '/items/%zz')),
    judge: (seen) => (seen === '400' ? 'right' : 'wrong'),
  },
  {
    title: '`/items/%ff`',
    note: 'A URL, but not of UTF-8, so that there is no text to give: 400. No specification says so.',
    observe: async (port) => withText(await exchange(port, 'GET', '/items/%ff')),
    judge: (seen) => (seen === '400' ? 'right' : seen.startsWith('5') ? 'wrong' : 'other'),
  },
  {
    title: '`/%61dmin` for `/admin`',
    note: 'It is the same URL (RFC 3986 §6.2.2.2, RFC 9110 §4.2.3).',
    observe: async (port) => withText(await exchange(port, 'GET', '/%61dmin')),
    judge: (seen) => (seen === '200, `admin`' ? 'right' : 'wrong'),
  },
  {
    title: '`//evil.example/`, `/%5Cevil.example/`, `//evil.example/%2F..`',
    note: 'No redirect that leads to `evil.example` (CWE-601). None of these redirects by default; opt-in features were not asked.',
    observe: async (port) => {
      const seen: string[] = [];
      for (const target of ['//evil.example/', '/%5Cevil.example/', '//evil.example/%2F..']) {
        const { status, headers } = await exchange(port, 'GET', target);
        const to = headers.get('location');
        const away = to !== undefined && new URL(to, 'http://site.example').host !== 'site.example';
        seen.push(away ? `${status}, away` : String(status));
      }
      return [...new Set(seen)].join('; ');
    },
    judge: (seen) => (seen.includes('away') ? 'wrong' : 'right'),
  },
  {
    title: 'malformed JSON',
    note: '400: the fault is the client’s (RFC 9110 §15.5), and 5xx says that it is the server’s (§15.6).',
    observe: (port) => post(port, JSON_TYPE, '{"a":'),
    judge: (seen) => (seen === '400' || seen === '422' ? 'right' : 'wrong'),
  },
  {
    title: 'JSON of 2 MiB',
    note: '413 (RFC 9110 §15.5.14). Hono and h3 read what comes until told otherwise: both have `bodyLimit`.',
    observe: (port) => post(port, JSON_TYPE, JSON.stringify({ a: 'x'.repeat(2 ** 21) })),
    judge: (seen) => (seen === '413' ? 'right' : seen.startsWith('2') ? 'other' : 'wrong'),
  },
  {
    title: 'JSON that is said to be `application/xml`',
    note: '415 (RFC 9110 §15.5.16). No specification asks for it; with 200 the cell says what the handler was given.',
    observe: (port) => post(port, 'application/xml', '{"a":1}'),
    judge: (seen) => (seen === '415' ? 'right' : seen.startsWith('2') ? 'other' : 'wrong'),
  },
  {
    title: 'JSON that is said to be `text/plain`',
    note:
      'A form on a foreign site can send that without being asked (Fetch, CORS-safelisted request-header), so a handler is not given an ' +
      'object of it (CWE-352). What to do is the handler’s to know, and no specification’s to say; Hono’s `validator("json")` looks at the type.',
    observe: (port) => post(port, 'text/plain', '{"a":1}'),
    judge: (seen) => (seen === '200, an object' ? 'other' : seen.startsWith('5') ? 'wrong' : 'right'),
  },
  {
    title: '`{"__proto__": {"polluted": true}}`',
    note:
      'Refused, or without that key: `Object.assign({}, body)` makes a prototype of it (CWE-1321). To keep it is what `JSON.parse` does. ' +
      'It would be wrong if objects that have nothing to do with it were `polluted`; none are.',
    observe: async (port) => {
      const seen = await post(port, JSON_TYPE, '{"__proto__":{"polluted":true}}');
      return 'polluted' in {} ? `${seen}, all objects polluted` : seen;
    },
    judge: (seen) => {
      if (seen.includes('polluted') || seen.startsWith('5')) return 'wrong';
      return seen.includes('__proto__') ? 'other' : 'right';
    },
  },
  {
    title: 'a handler that throws',
    note: '500 (RFC 9110 §15.6.1), and the next request is answered.',
    observe: (port) => statusAndNext(port, '/throws'),
    judge: (seen) => (seen === '500' ? 'right' : 'wrong'),
  },
  {
    title: 'a handler whose promise rejects',
    note: 'The same.',
    observe: (port) => statusAndNext(port, '/rejects'),
    judge: (seen) => (seen === '500' ? 'right' : 'wrong'),
  },
  {
    title: 'what the client is told of these, and of malformed JSON',
    note:
      'Neither the message nor the stack of an error that was not made for clients (CWE-209). Express tells neither with ' +
      '`NODE_ENV=production`, which has to be set; Fastify’s message goes with `setErrorHandler`.',
    observe: async (port) => {
      const answers = [
        await exchange(port, 'GET', '/throws'),
        await exchange(port, 'GET', '/rejects'),
        await exchange(port, 'POST', '/json', { content: { type: JSON_TYPE, text: '{"a":' } }),
      ].map(({ raw, headers }) => [raw, ...headers.values()].join('\n'));
      const told = [
        ...(answers.some((answer) => answer.includes(SECRET)) ? ['message'] : []),
        ...(answers.some((answer) => /\bat .*:\d+:\d+/.test(answer)) ? ['stack'] : []),
      ];
      return told.length === 0 ? 'nothing' : told.join(', ');
    },
    judge: (seen) => (seen === 'nothing' ? 'right' : 'wrong'),
  },
  {
    title: 'a stream that fails when its first chunk has been read',
    note:
      'The connection is cut, so that nobody takes a part for the whole (RFC 9112 §8). Hono’s `stream()` ends well whatever ' +
      'happens; a `ReadableStream` that is given to `c.body()` is cut there too.',
    observe: async (port) => {
      const goOn = awaitClient();
      const onData = (bytes: string): void => {
        if (bytes.includes(FIRST_CHUNK)) goOn();
      };
      const { status, end } = await exchange(port, 'GET', '/stream', { onData });
      return `${status}, ${end === 'whole' ? 'ends well' : end}`;
    },
    judge: (seen) => (seen.endsWith('cut') ? 'right' : 'wrong'),
  },
];

async function post(port: number, type: string, text: string): Promise<string> {
  const { status, raw } = await exchange(port, 'POST', '/json', { content: { type, text } });
  return status === 200 ? `200, ${/(nothing|an? [^\r\n]+)/.exec(raw)?.[0] ?? 'something else'}` : String(status);
}

async function statusAndNext(port: number, target: string): Promise<string> {
  const { status } = await exchange(port, 'GET', target);
  const next = await exchange(port, 'GET', '/hello');
  return next.status === 200 ? String(status) : `${status}, and then ${next.status}`;
}

function withAllow({ status, headers }: Answer): string {
  const allow = headers.get('allow');
  return allow === undefined ? String(status) : `${status}, \`${allow}\``;
}

function withText({ status, content }: Answer): string {
  return status === 200 ? `200, \`${content}\`` : String(status);
}
