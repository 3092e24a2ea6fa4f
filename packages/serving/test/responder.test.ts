/** The table of exchange states (docs/specification.md, "The states of an exchange"), without a transport. */

import { type Application, type Body, ClientDisconnected, type Environ, type Outcome } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import type { CheckedHead } from '../src/check-head.ts';
import { ExchangeLife } from '../src/exchange-life.ts';
import { Gateway } from '../src/gateway.ts';
import { Responder } from '../src/responder.ts';
import { NotedAnswer } from './noted-answer.ts';

function run(app: Application, link: NotedAnswer = new NotedAnswer()): Responder<CheckedHead> {
  const gateway = new Gateway(app, { write() {}, flush() {} }, (_what, error) => link.reports.push(error));
  const responder = new Responder(link, new ExchangeLife(gateway), gateway);
  responder.run();
  return responder;
}

const answering =
  (body: () => Body, status: `${number} ${string}` = '200 OK', headers: [string, string][] = []): Application =>
  (_environ, startResponse) => {
    startResponse(status, headers);
    return body();
  };

/** What the answer of `app` came to, once the exchange is over. */
async function notesOf(app: Application, link: NotedAnswer = new NotedAnswer()): Promise<string[]> {
  run(app, link);
  await link.over;
  return link.notes;
}

test('sends a short array whole, in the turn in which it was returned', () => {
  const link = new NotedAnswer();
  run(
    answering(() => ['hello']),
    link,
  );
  expect(link.notes).toEqual(['whole 200 OK: hello', 'over']);
});

test('sends a long array with its length, and what else is iterable without', async () => {
  const long = answering(() => ['hello, ', 'world']);
  await expect(notesOf(long)).resolves.toEqual(['begin 200 OK, 12', 'chunk hello, ', 'chunk world', 'end', 'over']);
  const set = answering(() => new Set(['a', '', 'b']));
  await expect(notesOf(set)).resolves.toEqual(['begin 200 OK, -1', 'chunk a', 'chunk b', 'end', 'over']);
});

test('waits for a promise of a body, and for room', async () => {
  const link = new NotedAnswer();
  run(async (_environ, startResponse) => {
    startResponse('200 OK', []);
    return (function* () {
      yield 'a';
      link.ready = false;
      yield 'b';
    })();
  }, link);
  await new Promise(setImmediate);
  expect(link.notes).toEqual(['begin 200 OK, -1', 'chunk a', 'chunk b']);
  link.ready = true;
  link.waiting?.();
  expect(link.notes.slice(3)).toEqual(['end', 'over']);
});

test.each<[string, Environ['REQUEST_METHOD'], `${number} ${string}`]>([
  ['HEAD', 'HEAD', '200 OK'],
  ['204', 'GET', '204 No Content'],
  ['205', 'GET', '205 Reset Content'],
  ['304', 'GET', '304 Not Modified'],
])('sends the head alone for %s, and disposes of the body', async (_what, method, status) => {
  let disposed = 0;
  const body: Body = {
    [Symbol.iterator]() {
      throw new Error('nobody may iterate it');
    },
    [Symbol.dispose]: () => void disposed++,
  };
  const link = new NotedAnswer({ REQUEST_METHOD: method });
  await expect(
    notesOf(
      answering(() => body, status),
      link,
    ),
  ).resolves.toEqual([`head ${status}`, 'over']);
  expect(disposed).toBe(1);
});

describe('an application that breaks a rule is answered 500, and reported once', () => {
  test.each<[rule: string, Application]>([
    ['A2', () => ['text']],
    [
      'A3',
      (_environ, startResponse) => {
        startResponse('200 OK', []);
        startResponse('200 OK', []);
        return [];
      },
    ],
    ['A9', answering(() => [], '200 OK', [['Connection', 'close']])],
    ['A12', answering(() => 'text' as unknown as Body)],
    ['A13', answering(() => [7] as unknown as Body)],
    ['A13', answering(() => new Set([7]) as unknown as Body)],
    ['A15', answering(() => ['four'], '200 OK', [['Content-Length', '5']])],
    [
      'A27',
      (environ, startResponse) => {
        environ['tsgi.trailers']?.(() => []);
        startResponse('200 OK', [['Content-Length', '1']]);
        return new Set(['a']);
      },
    ],
  ])('%s', async (rule, app) => {
    const link = new NotedAnswer();
    await expect(notesOf(app, link)).resolves.toEqual([
      'whole 500 Internal Server Error: 500 Internal Server Error\n',
      'over',
    ]);
    expect(link.reports).toEqual([expect.objectContaining({ rule })]);
  });
});

test.each<[string, string[], string[]]>([
  ['longer', ['abc', 'def'], ['chunk abc']],
  ['shorter', ['abc'], ['chunk abc']],
])('cuts a body off that is %s than its Content-Length', async (_what, chunks, notes) => {
  const link = new NotedAnswer();
  const app = answering(() => new Set(chunks), '200 OK', [['Content-Length', '5']]);
  await expect(notesOf(app, link)).resolves.toEqual(['begin 200 OK, 5', ...notes, 'cut off', 'over']);
  expect(link.reports).toEqual([expect.objectContaining({ rule: 'A15' })]);
});

test('cuts the connection off where a body fails that has begun, and says so to what was deferred', async () => {
  const link = new NotedAnswer();
  const outcomes: Outcome[] = [];
  const error = new Error('no more');
  await notesOf((environ, startResponse) => {
    environ['tsgi.exchange'].defer((outcome) => void outcomes.push(outcome));
    startResponse('200 OK', []);
    return (function* () {
      yield 'abc';
      throw error;
    })();
  }, link);
  expect(link.notes).toEqual(['begin 200 OK, -1', 'chunk abc', 'cut off', 'over']);
  expect(link.reports).toEqual([error]);
  expect(outcomes).toEqual([{ status: 200, bytes: 3, error }]);
});

test("answers the server's own refusal with its status, and does not report it", async () => {
  const link = new NotedAnswer();
  const app: Application = () => {
    throw link.refusal;
  };
  link.whole = 100;
  await expect(notesOf(app, link)).resolves.toEqual(['whole 413 Content Too Large: 413 Content Too Large\n', 'over']);
  expect(link.reports).toEqual([]);
});

test('replaces a stored head by an error page, and gives the error back once the head is out', async () => {
  const link = new NotedAnswer();
  const error = new Error('late');
  await notesOf((_environ, startResponse) => {
    startResponse('200 OK', []);
    startResponse('503 Service Unavailable', [], new Error('early'));
    return (function* () {
      yield '';
      startResponse('500 Internal Server Error', [], error);
    })();
  }, link);
  expect(link.notes).toEqual(['begin 503 Service Unavailable, -1', 'cut off', 'over']);
  expect(link.reports).toEqual([error]);
});

test('disposes of what an application returns after the client has gone, and reports nothing', async () => {
  const link = new NotedAnswer();
  const body = Promise.withResolvers<Body>();
  let disposed = 0;
  const seen: Outcome[] = [];
  const responder = run((environ, startResponse) => {
    environ['tsgi.exchange'].defer((outcome) => void seen.push(outcome));
    startResponse('200 OK', []);
    return body.promise;
  }, link);
  const gone = new ClientDisconnected();
  responder.abort(gone);
  expect(link.notes).toEqual([]);
  body.resolve(Object.assign(['late'], { [Symbol.dispose]: () => void disposed++ }));
  await link.over;
  expect([link.notes, link.reports, disposed]).toEqual([['over'], [], 1]);
  expect(seen).toEqual([{ status: 0, bytes: 0, error: gone }]);
});

test('tells what was deferred that the client did not take the end', async () => {
  const link = new NotedAnswer();
  link.lost = new Error('reset');
  const seen: Outcome[] = [];
  await notesOf((environ, startResponse) => {
    environ['tsgi.exchange'].defer((outcome) => void seen.push(outcome));
    startResponse('200 OK', []);
    return ['abc'];
  }, link);
  expect(seen).toEqual([{ status: 200, bytes: 3, error: expect.any(ClientDisconnected) as unknown }]);
});

test('flushes before it waits for a disposal', async () => {
  const body = Object.assign(['a'], { [Symbol.asyncDispose]: () => Promise.resolve() });
  await expect(notesOf(answering(() => body))).resolves.toEqual(['whole 200 OK: a', 'flush', 'over']);
});

test('leaves HTTP, and is over when the connection is', () => {
  const link = new NotedAnswer({}, 'shout/1');
  const responder = run((environ) => environ['tsgi.upgrade']!([['A', 'b']], () => {}), link);
  expect(link.notes).toEqual(['left for shout/1']);
  expect(link.departure?.fields).toEqual(['A', 'b']);
  responder.onLeft();
  expect(link.notes).toEqual(['left for shout/1', 'over']);
});
