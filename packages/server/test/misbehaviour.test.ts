/** Whatever an application does, it ends its own exchange at most: no request after it, no other client, no process. */

/* oxlint-disable unicorn/no-thenable, typescript/only-throw-error -- an application may return and throw anything */

import type { Application, Body, Deferred } from '@tsgi/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { get } from './raw-client.ts';
import { servedAsItIs } from './served.ts';

const unhandled = vi.fn<(error: unknown) => void>();

beforeAll(() => {
  process.on('unhandledRejection', unhandled);
  process.on('uncaughtException', unhandled);
});

afterAll(() => {
  process.off('unhandledRejection', unhandled);
  process.off('uncaughtException', unhandled);
});

afterEach(() => {
  if (unhandled.mock.calls.length > 0)
    throw new Error('nobody handled an error', { cause: unhandled.mock.calls[0]?.[0] });
});

/** Anything, in the place of a body. */
const any = (value: unknown): Body => value as Body;

const hostileError = {
  [Symbol.for('nodejs.util.inspect.custom')]() {
    throw new Error('do not look');
  },
};

/** An answer 200 whose body is `value`. */
function ok(value: () => unknown): Application {
  return (_environ, startResponse) => {
    startResponse('200 OK', []);
    return any(value());
  };
}

/** A body whose asynchronous iterator is `next`. */
function stepping(next: () => unknown): Application {
  return ok(() => ({ [Symbol.asyncIterator]: () => ({ next }) }));
}

/** Sends one request to `app` and then, on a new connection, one that is answered well. */
async function survives(app: Application): Promise<{ received: string; reports: string[] }> {
  await using serving = await servedAsItIs((environ, startResponse) =>
    environ.PATH_INFO === '/well' ? ok(() => ['well'])(environ, startResponse) : app(environ, startResponse),
  );
  const client = await serving.client();
  client.send(get('/', 'Connection: close'));
  await client.ended();
  const other = await serving.client();
  expect((await other.ask(get('/well'))).text).toBe('well');
  await new Promise((resolve) => setImmediate(resolve));
  return { received: client.received, reports: serving.errors.take() };
}

describe('is answered 500, and reported once: an application that', () => {
  test.each<[string, Application]>([
    [
      'throws',
      () => {
        throw new Error('thrown');
      },
    ],
    [
      'throws undefined',
      () => {
        throw undefined;
      },
    ],
    [
      'throws what cannot be shown',
      () => {
        throw hostileError;
      },
    ],
    ['rejects', async () => Promise.reject(new Error('rejected'))],
    ['rejects with nothing', async () => Promise.reject(undefined)],
    ['returns nothing', ok(() => undefined)],
    ['returns null', ok(() => null)],
    ['returns a number', ok(() => 7)],
    ['returns a bare string', ok(() => 'text')],
    ['returns bytes', ok(() => Buffer.from('bytes'))],
    ['returns an object', ok(() => ({ body: 'text' }))],
    ['returns a function', ok(() => () => 'text')],
    ['resolves to nothing', ok(() => Promise.resolve())],
    ['returns an array of numbers', ok(() => [1, 2])],
    ['returns an array of promises', ok(() => [Promise.resolve('late')])],
    ['returns an array with holes', ok(() => Array.from({ length: 2 }))],
    ['yields a number', ok(() => new Set([7]))],
    [
      'yields a number later',
      ok(async function* () {
        yield 7;
      }),
    ],
    ['has an iterator that is none', ok(() => ({ [Symbol.iterator]: () => undefined }))],
    ['has an iterator without next()', ok(() => ({ [Symbol.iterator]: () => ({}) }))],
    ['has an iterator that is no function', ok(() => ({ [Symbol.iterator]: 7 }))],
    ['has an asynchronous iterator that is none', ok(() => ({ [Symbol.asyncIterator]: () => undefined }))],
    ['has a next() that gives nothing', ok(() => ({ [Symbol.iterator]: () => ({ next() {} }) }))],
    ['has a next() that gives nothing later', stepping(async () => undefined)],
    ['has a next() that gives nothing instead of a promise', stepping(() => undefined)],
    [
      'has a next() that gives a thenable that throws',
      stepping(() => ({
        then() {
          throw new Error('no');
        },
      })),
    ],
    [
      'returns a thenable that throws',
      ok(() => ({
        then() {
          throw new Error('no');
        },
      })),
    ],
    [
      'returns a thenable that throws when it is looked at',
      ok(() =>
        Object.defineProperty({}, 'then', {
          get() {
            throw new Error('no');
          },
        }),
      ),
    ],
    [
      'returns a proxy that allows nothing',
      ok(
        () =>
          new Proxy([], {
            get() {
              throw new Error('no');
            },
          }),
      ),
    ],
    [
      'gives a wrong status',
      (_environ, startResponse) => {
        startResponse('OK' as '200 OK', []);
        return [];
      },
    ],
    [
      'gives a status from another world',
      (_environ, startResponse) => {
        startResponse(Symbol('200') as unknown as '200 OK', []);
        return [];
      },
    ],
    [
      'gives wrong headers',
      (_environ, startResponse) => {
        startResponse('200 OK', null as unknown as []);
        return [];
      },
    ],
    [
      'splits the answer',
      (_environ, startResponse) => {
        startResponse('200 OK', [['A', 'b\r\n\r\nHTTP/1.1 200 OK']]);
        return [];
      },
    ],
    [
      'gives a name from another world',
      (_environ, startResponse) => {
        startResponse('200 OK', [[Symbol('A') as unknown as string, 'b']]);
        return [];
      },
    ],
    [
      'gives a length that is none',
      (_environ, startResponse) => {
        startResponse('200 OK', [['Content-Length', '-1']]);
        return [];
      },
    ],
    [
      'says less than it has',
      (_environ, startResponse) => {
        startResponse('200 OK', [['Content-Length', '1']]);
        return ['ab'];
      },
    ],
    [
      'says more than it has',
      (_environ, startResponse) => {
        startResponse('200 OK', [['Content-Length', '3']]);
        return ['ab'];
      },
    ],
  ])('%s', async (_what, app) => {
    const { received, reports } = await survives(app);
    expect(received).toMatch(/^HTTP\/1\.1 500 Internal Server Error\r\n[^]*\r\n\r\n500 Internal Server Error\n$/);
    expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(reports).toEqual([expect.stringMatching(/^GET \/ HTTP\/1\.1: /)]);
  });
});

describe('is cut off, and reported once: an application that', () => {
  let steps = 0;
  const second = (result: unknown) => () =>
    steps++ % 2 === 0 ? Promise.resolve({ done: false, value: 'part' }) : result;

  test.each<[string, Application]>([
    [
      'throws after its first chunk',
      ok(function* () {
        yield 'part';
        throw new Error('no more');
      }),
    ],
    [
      'rejects after its first chunk',
      ok(async function* () {
        yield 'part';
        throw new Error('no more');
      }),
    ],
    ['yields garbage after its first chunk', ok(() => new Set(['part', 7]))],
    ['gives nothing instead of a promise after its first chunk', stepping(second(undefined))],
    ['gives a number instead of a promise after its first chunk', stepping(second(7))],
    [
      'gives a thenable that throws after its first chunk',
      stepping(
        second({
          then() {
            throw new Error('no');
          },
        }),
      ),
    ],
    [
      'sends more than its length',
      (_environ, startResponse) => {
        startResponse('200 OK', [['Content-Length', '5']]);
        return new Set(['part', 'more']);
      },
    ],
    [
      'sends less than its length',
      (_environ, startResponse) => {
        startResponse('200 OK', [['Content-Length', '5']]);
        return new Set(['part']);
      },
    ],
    [
      'starts again after its first chunk',
      (_environ, startResponse) => {
        startResponse('200 OK', []);
        return (function* () {
          yield 'part';
          startResponse('200 OK', []);
        })();
      },
    ],
  ])('%s', async (_what, app) => {
    const { received, reports } = await survives(app);
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).toMatch(/part(\r\n)?$/);
    expect(reports).toEqual([expect.stringMatching(/^GET \/ HTTP\/1\.1: /)]);
  });
});

describe('is answered as if nothing were the matter: an application that', () => {
  test.each<[string, Application]>([
    [
      'gives a step instead of a promise of one',
      (() => {
        let left = 2;
        return stepping(() => ({ done: left-- === 0, value: 'a' }));
      })(),
    ],
    [
      'returns a thenable that answers twice',
      ok(() => ({
        then(yes: (body: unknown) => void) {
          yes(['aa']);
          yes(['bb']);
        },
      })),
    ],
    [
      'returns a thenable that answers, then throws',
      ok(() => ({
        then(yes: (body: unknown) => void) {
          yes(['aa']);
          throw new Error('too late');
        },
      })),
    ],
    [
      'disposes of nothing in a strange way',
      ok(() =>
        Object.assign(['aa'], {
          [Symbol.asyncDispose]: () => ({
            then(yes: () => void) {
              yes();
              yes();
            },
          }),
        }),
      ),
    ],
    [
      'returns to nothing in a strange way',
      ok(() => ({ [Symbol.iterator]: () => Object.assign(['aa'].values(), { return: 7 }) })),
    ],
  ])('%s', async (_what, app) => {
    const { received, reports } = await survives(app);
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).toMatch(/a\r\n(1\r\na\r\n)?0\r\n\r\n$|aa$/);
    expect(reports).toEqual([]);
  });
});

test('runs deferred functions once, whatever they give', async () => {
  const ran: string[] = [];
  const { reports } = await survives((environ, startResponse) => {
    const defer = (fn: () => unknown): void => environ['tsgi.exchange'].defer(fn as Deferred);
    defer(() => void ran.push('last'));
    defer(() => ({
      then(yes: () => void) {
        ran.push('thenable');
        yes();
        yes();
      },
    }));
    defer(() => ({
      then() {
        throw new Error('a thenable that throws');
      },
    }));
    defer(() => {
      throw hostileError;
    });
    return ok(() => ['body'])(environ, startResponse);
  });
  expect(ran).toEqual(['thenable', 'last']);
  expect(reports).toHaveLength(2);
});

test('goes on where the error stream fails', async () => {
  await using serving = await servedAsItIs(
    () => {
      throw new Error('thrown');
    },
    {
      errors: {
        write() {
          throw new Error('the disk is full');
        },
        flush() {},
      },
    },
  );
  const client = await serving.client();
  for (let i = 0; i < 2; i++) expect((await client.ask(get('/'))).status).toBe(500);
});

test('survives an error thrown where the connection cannot be reset', async () => {
  await using serving = await servedAsItIs(
    ok(function* () {
      yield 'part';
      throw new Error('no more');
    }),
    { path: `/tmp/tsgi-misbehaviour-${process.pid}.sock` },
  );
  const client = await serving.client();
  client.send('GET / HTTP/1.0\r\n\r\n');
  await client.ended();
  expect(client.received).toMatch(/part$/);
  expect(serving.errors.take()).toHaveLength(1);
});
