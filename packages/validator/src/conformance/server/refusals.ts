/** What two parsers could read differently: it is refused, and nothing behind it is taken for a request. */

import { readBody } from '@tsgi/contract';

import { answering, answeringLater, hello } from '../application-kinds.ts';
import { expectEqual, expectThat } from '../expectation.ts';
import { get, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';
import { latin1 } from '../octets.ts';
/** Behind each bad request stands one that would be answered 200 if it were taken for one. */
const BEHIND = get('/smuggled');

/** A case: this head is refused, no application is called, and the connection is closed. */
function refusedHead(what: string, sent: string): ServerCase {
  return {
    name: `refuses ${what}`,
    rules: ['S53', 'S2'],
    needs: ['refusals'],
    app: (stage) =>
      answering(({ PATH_INFO }) => {
        stage.note(`called for ${PATH_INFO}`);
        return ['Hello'];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(sent + BEHIND);
      wire.end();
      const received = latin1(await wire.rest());
      expectThat(
        received === '' || /^HTTP\/1\.1 [45]\d\d /.test(received),
        `an answer of 4xx or 5xx, or none, got ${JSON.stringify(received.slice(0, 60))}`,
      );
      expectThat(received.split(/HTTP\/1\.1 \d\d\d /).length <= 2, 'one answer at most');
      expectEqual(stage.events, [], 'the calls');
    },
  };
}

/** A case: reading this content fails, and it is never taken for whole. */
function refusedContent(what: string, content: string): ServerCase {
  return {
    name: `refuses content with ${what}`,
    rules: ['S53', 'S46'],
    needs: ['refusals'],
    app: (stage) =>
      answeringLater(async (environ) => {
        const body = await readBody(environ);
        stage.note(environ.PATH_INFO === '/' ? `read ${latin1(body)}` : 'called');
        return [body];
      }),
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(`${request('POST', '/', 'Transfer-Encoding: chunked')}${content}${BEHIND}`);
      wire.end();
      const received = latin1(await wire.rest());
      expectThat(!/HTTP\/1\.1 2/.test(received), `no answer of 2xx, got ${JSON.stringify(received.slice(0, 60))}`);
      expectEqual(stage.events, [], 'what the application has read');
    },
  };
}

const withFields = (...fields: readonly string[]): string => request('POST', '/', ...fields);
const raw = (line: string, ...fields: readonly string[]): string => `${[line, ...fields].join('\r\n')}\r\n\r\n`;
const H = 'Host: a.example';

export const refusals: readonly ServerCase[] = [
  refusedHead(
    'Content-Length beside Transfer-Encoding',
    `${withFields('Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
  ),
  refusedHead(
    'Transfer-Encoding beside Content-Length',
    `${withFields('Transfer-Encoding: chunked', 'Content-Length: 0')}0\r\n\r\n`,
  ),
  refusedHead('two Content-Lengths that differ', `${withFields('Content-Length: 0', 'Content-Length: 5')}Hello`),
  refusedHead('two Content-Lengths in one field', `${withFields('Content-Length: 0, 5')}Hello`),
  ...['+5', '-5', '5x', '0x5', '5.0', '5 5', '٥', '', '1e1'].map((value) =>
    refusedHead(
      `a Content-Length of '${value}'`,
      `${withFields(`Content-Length: ${latin1(new TextEncoder().encode(value))}`)}Hello`,
    ),
  ),
  ...[
    'xchunked',
    'chunked, chunked',
    'chunked, gzip',
    'identity',
    'gzip',
    '"chunked"',
    'chunked\x0b',
    'chunked\xa0',
    'chunked;a=b',
    '',
    'chunked,',
  ].map((value) =>
    refusedHead(
      `a Transfer-Encoding of ${JSON.stringify(value)}`,
      `${withFields(`Transfer-Encoding: ${value}`)}0\r\n\r\n`,
    ),
  ),
  refusedHead(
    'two Transfer-Encodings',
    `${withFields('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
  ),
  refusedHead('Transfer-Encoding in HTTP/1.0', `${raw('POST / HTTP/1.0', H, 'Transfer-Encoding: chunked')}0\r\n\r\n`),
  refusedHead('a folded field', raw('GET / HTTP/1.1', H, 'X-A: 1', ' folded')),
  refusedHead('a field folded with a tab', raw('GET / HTTP/1.1', H, 'X-A: 1', '\tX-B: 2')),
  refusedHead('blanks before the first field', raw('GET / HTTP/1.1', ` ${H}`)),
  refusedHead('a space before the colon', raw('GET / HTTP/1.1', H, 'Content-Length : 5')),
  refusedHead('a tab before the colon', raw('GET / HTTP/1.1', H, 'X-A\t: 5')),
  refusedHead('a field without a colon', raw('GET / HTTP/1.1', H, 'X-A')),
  refusedHead('a field without a name', raw('GET / HTTP/1.1', H, ': 1')),
  refusedHead('a field name that is no token', raw('GET / HTTP/1.1', H, 'X(A): 1')),
  refusedHead('a field name beyond ASCII', raw('GET / HTTP/1.1', H, 'X-\xe4: 1')),
  refusedHead('a NUL in a field', raw('GET / HTTP/1.1', H, 'X-A: 1\x002')),
  refusedHead('a NUL in a field name', raw('GET / HTTP/1.1', H, 'X-A\0: 1')),
  refusedHead('a control character in a field', raw('GET / HTTP/1.1', H, 'X-A: \x01')),
  refusedHead('a carriage return in a field', raw('GET / HTTP/1.1', H, 'X-A: 1\rX-B: 2')),
  refusedHead('lines that end with a line feed alone', 'GET / HTTP/1.1\nHost: a.example\n\n'),
  refusedHead('a field that ends with a line feed alone', `GET / HTTP/1.1\r\n${H}\nX-A: 1\r\n\r\n`),
  refusedHead('a head that ends with a line feed alone', `GET / HTTP/1.1\r\n${H}\r\n\n`),
  refusedHead('lines that end with a carriage return alone', 'GET / HTTP/1.1\rHost: a.example\r\r'),
  refusedHead('no Host', raw('GET / HTTP/1.1')),
  refusedHead('two Hosts', raw('GET / HTTP/1.1', H, H)),
  refusedHead('a Host with a space', raw('GET / HTTP/1.1', 'Host: a b')),
  refusedHead('a Host with a path', raw('GET / HTTP/1.1', 'Host: a/b')),
  refusedHead('a Host with a user', raw('GET / HTTP/1.1', 'Host: user@a')),
  refusedHead('two Hosts in one', raw('GET / HTTP/1.1', 'Host: a.example, b.example:x')),
  refusedHead('no version', 'GET /\r\n\r\n'),
  refusedHead('a version in small letters', raw('GET / http/1.1', H)),
  refusedHead('version 2.0', raw('GET / HTTP/2.0', H)),
  refusedHead('version 0.9', raw('GET / HTTP/0.9', H)),
  refusedHead('a version of one digit', raw('GET / HTTP/1', H)),
  refusedHead('a version of three digits', raw('GET / HTTP/1.10', H)),
  refusedHead('two spaces after the method', raw('GET  / HTTP/1.1', H)),
  refusedHead('two spaces after the target', raw('GET /  HTTP/1.1', H)),
  refusedHead('a tab after the method', raw('GET\t/ HTTP/1.1', H)),
  refusedHead('a space after the version', raw('GET / HTTP/1.1 ', H)),
  refusedHead('a space before the method', raw(' GET / HTTP/1.1', H)),
  refusedHead('a space in the target', raw('GET /a b HTTP/1.1', H)),
  refusedHead('a fragment in the target', raw('GET /a#b HTTP/1.1', H)),
  refusedHead('a fragment behind a query', raw('GET /a?b#c HTTP/1.1', H)),
  refusedHead('a control character in the target', raw('GET /a\x01b HTTP/1.1', H)),
  refusedHead('a NUL in the target', raw('GET /a\0b HTTP/1.1', H)),
  refusedHead('a method that is no token', raw('GE(T / HTTP/1.1', H)),
  refusedHead('no target', raw('GET HTTP/1.1', H)),
  refusedHead('what is no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'),
  refusedContent('a chunk size that is no number', 'zz\r\nHello\r\n0\r\n\r\n'),
  refusedContent('an empty chunk size', '\r\n0\r\n\r\n'),
  refusedContent('a negative chunk size', '-1\r\nHello\r\n0\r\n\r\n'),
  refusedContent('a chunk size with 0x', '0x5\r\nHello\r\n0\r\n\r\n'),
  refusedContent('a chunk size with a space behind it', '5 \r\nHello\r\n0\r\n\r\n'),
  refusedContent('a chunk size with a space before it', ' 5\r\nHello\r\n0\r\n\r\n'),
  refusedContent('a chunk size beyond all numbers', 'fffffffffffffffff\r\nHello\r\n0\r\n\r\n'),
  refusedContent('a chunk size that ends with a line feed alone', '5\nHello\r\n0\r\n\r\n'),
  refusedContent('a chunk that is longer than its size', '4\r\nHello\r\n0\r\n\r\n'),
  refusedContent('a chunk that is shorter than its size', '6\r\nHello\r\n0\r\n\r\n'),
  refusedContent('a chunk that ends with a line feed alone', '5\r\nHello\n0\r\n\r\n'),
  refusedContent('a line feed alone in a chunk extension', '5;a\nb\r\nHello\r\n0\r\n\r\n'),
  refusedContent('a trailer section that ends with a line feed alone', '5\r\nHello\r\n0\r\n\n'),
  refusedContent('a trailer field without a colon', '5\r\nHello\r\n0\r\nX-A\r\n\r\n'),
  refusedContent('a trailer field that frames', '5\r\nHello\r\n0\r\nContent-Length: 3\r\n\r\n'),
  {
    name: 'goes on with other connections after a refusal',
    rules: ['S53', 'S14'],
    needs: ['refusals'],
    app: hello,
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send('nonsense\r\n\r\n');
      await wire.rest();
      expectEqual((await stage.ask(get())).text, 'Hello', 'the content of the next answer');
    },
  },
];
