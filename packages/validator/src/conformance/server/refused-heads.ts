/** Heads that `startResponse` refuses, and what is stored then. */

import type { ServerCase } from '../server-case.ts';
import { type AnyStart, expectAnswer, expectEqual, thrownBy } from '../expectation.ts';
import { get } from '../request.ts';

/** A case: `startResponse` throws for this head, stores nothing, and takes the next. */
function refused(name: string, rule: string, status: unknown, ...headers: readonly unknown[]): ServerCase {
  const head = [status, ...(headers.length === 0 ? [[]] : headers)];
  return {
    name: `has startResponse throw for ${name}, and stores nothing then`,
    rules: ['S7', rule],
    bare: true,
    app: (stage) => (_environ, startResponse) => {
      thrownBy(() => (startResponse as AnyStart)(...head), 'startResponse');
      stage.note('threw');
      startResponse('202 Accepted', [['X-Head', 'second']]);
      return ['Hello'];
    },
    talk: async (stage) => {
      const answer = await stage.ask(get());
      expectEqual(stage.events, ['threw'], 'what was noted');
      expectAnswer(answer, { status: 202, text: 'Hello', fields: { 'X-Head': 'second' } });
    },
  };
}

function refusedHeader(name: string, rule: string, header: unknown): ServerCase {
  return refused(name, rule, '200 OK', [['X-Good', '1'], header]);
}

const HOP_BY_HOP =
  'Connection Keep-Alive Proxy-Authenticate Proxy-Authorization Proxy-Connection TE Trailer Transfer-Encoding Upgrade';

export const refusedHeads: readonly ServerCase[] = [
  refused('a status that is a number', 'A5', 200),
  refused('no status', 'A5', undefined),
  refused('a status without a space', 'A5', '200'),
  refused('a status of two digits', 'A5', '20 OK'),
  refused('a status of four digits', 'A5', '2000 OK'),
  refused('a status below 200', 'A5', '199 Low'),
  refused('the status 100', 'A5', '100 Continue'),
  refused('a status over 599', 'A5', '600 High'),
  refused('a space before the status', 'A5', ' 200 OK'),
  refused('a line break in the status', 'A5', '200 OK\r\nX-Split: yes'),
  refused('a line feed at the end of the status', 'A5', '200 OK\n'),
  refused('a NUL in the status', 'A5', '200 O\0K'),
  refused('a tab in the status', 'A5', '200 O\tK'),
  refused('a letter beyond ASCII in the status', 'A5', '200 G\u00f6od'),
  refused('headers that are an object', 'A6', '200 OK', { 'X-A': '1' }),
  refused('no headers', 'A6', '200 OK', undefined),
  refused('headers that are a Map', 'A6', '200 OK', new Map([['X-A', '1']])),
  refusedHeader('a header that is a string', 'A6', 'X-A: 1'),
  refusedHeader('a header of one', 'A6', ['X-A']),
  refusedHeader('a header of three', 'A6', ['X-A', '1', '2']),
  refusedHeader('a header value that is a number', 'A6', ['X-A', 1]),
  refusedHeader('a header value that is a list', 'A6', ['X-A', ['1', '2']]),
  refusedHeader('a header name that is a symbol', 'A6', [Symbol('X-A'), '1']),
  refusedHeader('an empty header name', 'A7', ['', '1']),
  refusedHeader('a space in a header name', 'A7', ['X A', '1']),
  refusedHeader('a colon in a header name', 'A7', ['X-A:', '1']),
  refusedHeader('a line break in a header name', 'A7', ['X-A\r\nX-B', '1']),
  refusedHeader('a letter beyond ASCII in a header name', 'A7', ['X-\u00c4', '1']),
  refusedHeader('a line break in a header value', 'A8', ['X-A', '1\r\nX-Split: yes']),
  refusedHeader('a line feed in a header value', 'A8', ['X-A', '1\nX-Split: yes']),
  refusedHeader('a carriage return in a header value', 'A8', ['X-A', '1\rX-Split: yes']),
  refusedHeader('a NUL in a header value', 'A8', ['X-A', 'a\0b']),
  refusedHeader('a DEL in a header value', 'A8', ['X-A', 'a\x7fb']),
  refusedHeader('a character beyond Latin-1 in a header value', 'A8', ['X-A', '\u0100']),
  ...HOP_BY_HOP.split(' ').map((name) => refusedHeader(`the header ${name}`, 'A9', [name, 'x'])),
  refusedHeader('a hop-by-hop header in other letters', 'A9', ['tRANSFER-eNCODING', 'chunked']),
  refused('two Content-Lengths', 'A10', '200 OK', [
    ['Content-Length', '5'],
    ['content-length', '5'],
  ]),
  ...['', '5x', '-5', '+5', '0x5', '5, 5', '5.0', ' 5'].map((value) =>
    refusedHeader(`a Content-Length of '${value}'`, 'A10', ['Content-Length', value]),
  ),
  refused('a Content-Length with 204', 'A11', '204 No Content', [['Content-Length', '0']]),
  refused('a Content-Length with 205', 'A11', '205 Reset Content', [['Content-Length', '0']]),
  {
    name: 'keeps the head that is stored where a replacement is refused',
    rules: ['S7'],
    bare: true,
    app: () => (_environ, startResponse) => {
      startResponse('201 Created', [['X-Head', 'first']]);
      thrownBy(() => startResponse('200 OK', [['X-A', '\n']], new Error('no database')), 'startResponse');
      return ['Hello'];
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 201, text: 'Hello', fields: { 'X-Head': 'first' } });
    },
  },
  {
    name: 'answers 500 where the application lets the refusal of its head through',
    rules: ['S7', 'S10'],
    app: () => (_environ, startResponse) => {
      startResponse('200 OK', [['X-A', '1\r\nX-Split: yes']]);
      return ['Hello'];
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 500, fields: { 'X-Split': undefined } });
    },
  },
];
