/** Heads: all that is in one comes through, and it agrees with the content. */

import { getHeader, type HeaderList, type Status } from '@tsgi/contract';

import { answering, answeringLater } from '../conformance/application-kinds.ts';
import type { MiddlewareCase } from './middleware-case.ts';
import { watched } from './watched.ts';

const passes = (
  name: string,
  rules: readonly string[],
  headers: HeaderList,
  status: Status = '200 OK',
): MiddlewareCase => ({
  name,
  rules,
  app: answering(() => ['one'], { status, headers }),
});

const withoutContent = (name: string, code: Status, headers: HeaderList, method = 'GET'): MiddlewareCase => ({
  name: `leaves the body of ${name} alone, and disposes of it`,
  rules: ['S21', 'S32'],
  request: { environ: { REQUEST_METHOD: method } },
  app: watched({}, { status: code, headers }),
});

export const heads: readonly MiddlewareCase[] = [
  passes('passes the status on with its reason phrase', ['A5'], [], '404 Nothing Here'),
  passes('passes a status on that has no reason phrase', ['A5'], [], '299 '),
  passes(
    'passes a repeated field on as often as it is there',
    ['A6'],
    [
      ['Set-Cookie', 'a=1'],
      ['Content-Type', 'text/plain'],
      ['Set-Cookie', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
      ['Set-Cookie', 'a=1'],
    ],
  ),
  passes(
    'keeps the fields in their order',
    ['A6'],
    [
      ['X-Third', '3'],
      ['X-First', '1'],
      ['Link', '</a>; rel=preload'],
      ['X-Second', '2'],
      ['Link', '</b>; rel=preload'],
    ],
  ),
  passes(
    'keeps the letter case of field names',
    ['A7'],
    [
      ['content-type', 'text/plain'],
      ['X-REQUEST-ID', '7'],
      ['x-Mixed-Case', 'yes'],
    ],
  ),
  passes(
    'keeps field values as they are, empty and beyond ASCII too',
    ['A8'],
    [
      ['X-Empty', ''],
      ['X-Latin', 'caf\u{e9}'],
      ['X-Spaces', 'a  b\tc'],
    ],
  ),
  {
    name: 'adds nothing to the list of fields that it is given',
    rules: ['A6'],
    exchanges: 2,
    app: answering(() => ['one'], { headers: [['X-Constant', 'yes']] }),
  },
  {
    name: 'passes a head on that is given after a while',
    rules: ['A2'],
    app: answeringLater(async () => ['one'], { status: '201 Created', headers: [['Location', '/1']] }),
  },
  passes('has Content-Length agree with an array', ['M4', 'A15'], [['Content-Length', '3']]),
  {
    name: 'has Content-Length agree with a stream',
    rules: ['M4', 'A15'],
    app: watched({}, { headers: [['Content-Length', '11']] }),
  },
  passes('passes no strong ETag on with other bytes', ['M5'], [['ETag', '"1"']]),
  {
    name: 'passes no strong ETag on with other bytes of a stream',
    rules: ['M5'],
    app: watched({ iterators: 'async' }, { headers: [['ETag', '"1"']] }),
  },
  passes('passes a weak ETag on', ['M5'], [['ETag', 'W/"1"']]),
  withoutContent('a response to HEAD', '200 OK', [['Content-Length', '11']], 'HEAD'),
  withoutContent('a 204', '204 No Content', []),
  withoutContent('a 205', '205 Reset Content', []),
  withoutContent('a 304', '304 Not Modified', [['ETag', '"1"']]),
  {
    name: 'gives HEAD no other length than GET',
    rules: ['A18', 'M4'],
    exchanges: 2,
    request: (index) => ({ environ: { REQUEST_METHOD: index === 0 ? 'HEAD' : 'GET' } }),
    app: answering(() => ['one'], { headers: [['Content-Length', '3']] }),
    drive: async ([head, get], app) => {
      await head!.serve(app);
      await get!.serve(app);
      const told = getHeader(head!.head?.headers ?? [], 'Content-Length');
      if (told === undefined || Number(told) === get!.bytes) return;
      throw new Error(`HEAD was told a Content-Length of ${told}, and GET gets ${get!.bytes} bytes`);
    },
  },
];
