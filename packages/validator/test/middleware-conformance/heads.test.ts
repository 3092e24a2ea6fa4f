import { appendHeader, hasHeader, mapChunks, removeHeader, status as statusOf, type Header } from '@tsgi/contract';

import { heads } from '../../src/middleware-conformance/heads.ts';
import { chunksOf, withBody, withHead } from './fixtures/layers.ts';
import { testTopic } from './fixtures/mistake.ts';

const longer = withBody((body) =>
  mapChunks(
    body,
    (chunk) => chunk,
    () => '!',
  ),
);

testTopic(heads, [
  {
    does: 'gives each status its usual reason phrase',
    middleware: withHead((status, headers) => [statusOf(Number(status.slice(0, 3))), headers]),
    caughtBy: ['passes the status on with its reason phrase'],
  },
  {
    does: 'takes the status for two words',
    middleware: withHead((status, headers) => {
      const [code, reason = ''] = status.split(' ');
      if (reason === '') throw new Error('a status without a reason');
      return [`${Number(code)} ${status.slice(4)}`, headers];
    }),
    caughtBy: ['passes a status on that has no reason phrase'],
  },
  {
    does: 'keeps the fields in a Map',
    middleware: withHead((status, headers) => [status, [...new Map(headers)]]),
    caughtBy: ['passes a repeated field on as often as it is there'],
  },
  {
    does: 'drops the second Set-Cookie',
    middleware: withHead((status, headers) => [
      status,
      headers.filter(
        ([name], index) => name !== 'Set-Cookie' || headers.findIndex(([each]) => each === name) === index,
      ),
    ]),
    states: { adds: { headers: ['Set-Cookie'] } },
    caughtBy: ['passes a repeated field on as often as it is there'],
  },
  {
    does: 'sorts the fields',
    middleware: withHead((status, headers) => [status, headers.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))]),
    caughtBy: ['keeps the fields in their order'],
  },
  {
    does: 'keeps the fields as a web Headers object does',
    middleware: withHead((status, headers) => [
      status,
      headers.map(([name, value]): Header => [name.toLowerCase(), value]),
    ]),
    caughtBy: ['keeps the letter case of field names'],
  },
  {
    does: 'drops fields without a value',
    middleware: withHead((status, headers) => [status, headers.filter(([, value]) => value !== '')]),
    caughtBy: ['keeps field values as they are, empty and beyond ASCII too'],
  },
  {
    does: 'pushes onto the list that it is given',
    middleware: withHead((status, headers) => {
      (headers as Header[]).push(['X-Powered-By', 'TSGI']);
      return [status, headers];
    }),
    states: { adds: { headers: ['X-Powered-By'] } },
    caughtBy: ['adds nothing to the list of fields that it is given'],
  },
  {
    does: 'expects the head at once',
    middleware: (app) => (environ, startResponse) => {
      let started = false;
      const result = app(environ, (status, headers, error) => {
        started = true;
        startResponse(status, headers, error);
      });
      if (!started) throw new Error('there is no head');
      return result;
    },
    caughtBy: ['passes a head on that is given after a while'],
  },
  {
    does: 'adds to the content, and leaves Content-Length',
    middleware: longer,
    states: { changes: { body: true } },
    caughtBy: ['has Content-Length agree with an array', 'has Content-Length agree with a stream'],
  },
  {
    does: 'adds to the content, and leaves ETag',
    middleware: (app) => longer(withHead((status, headers) => [status, removeHeader(headers, 'Content-Length')])(app)),
    states: { changes: { body: true } },
    caughtBy: ['passes no strong ETag on with other bytes', 'passes no strong ETag on with other bytes of a stream'],
  },
  {
    does: 'drops every ETag, and does not state it',
    middleware: withHead((status, headers) => [status, removeHeader(headers, 'ETag')]),
    caughtBy: ['passes a weak ETag on'],
  },
  {
    does: 'adds up the length of each body',
    middleware: (app) => async (environ, startResponse) => {
      const chunks = await Array.fromAsync(chunksOf(await app(environ, startResponse)));
      return chunks;
    },
    caughtBy: [
      'leaves the body of a response to HEAD alone, and disposes of it',
      'leaves the body of a 204 alone, and disposes of it',
      'leaves the body of a 205 alone, and disposes of it',
      'leaves the body of a 304 alone, and disposes of it',
    ],
  },
  {
    does: 'forgets that HEAD has the length of GET',
    middleware: (app) => (environ, startResponse) => {
      if (environ.REQUEST_METHOD === 'HEAD') return app(environ, startResponse);
      return longer(
        withHead((status, headers) => [status, removeHeader(removeHeader(headers, 'ETag'), 'Content-Length')])(app),
      )(environ, startResponse);
    },
    states: { changes: { body: true } },
    caughtBy: ['gives HEAD no other length than GET'],
  },
  {
    does: 'gives every response a length',
    middleware: withHead((status, headers) => [
      status,
      hasHeader(headers, 'Content-Length') ? headers : appendHeader(headers, 'Content-Length', '0'),
    ]),
    states: { adds: { headers: ['Content-Length'] } },
    caughtBy: [
      'leaves the body of a 204 alone, and disposes of it',
      'leaves the body of a 205 alone, and disposes of it',
    ],
  },
]);
