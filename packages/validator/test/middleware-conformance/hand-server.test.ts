import { ClientDisconnected, derive, type Application } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { HandExchange } from '../../src/middleware-conformance/hand-exchange.ts';
import { HandServer, serverOf } from '../../src/middleware-conformance/hand-server.ts';
import { observedBody } from '../../src/middleware-conformance/observed-body.ts';
import { validate } from '../../src/validate.ts';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', 'text/plain']]);
  return ['Hello'];
};

const observed: Application = (environ, startResponse) => {
  startResponse('200 OK', []);
  return observedBody(serverOf(environ));
};

type Reach = (server: HandServer, app: Application) => Promise<void>;

/** What startResponse throws, called once more at a point of an exchange. */
async function thrownBy(error: unknown, reach: Reach): Promise<unknown> {
  const server = new HandServer();
  let again: (() => void) | undefined;
  await reach(server, (_environ, startResponse) => {
    again = () => startResponse('500 Internal Server Error', [], error);
    return observed(server.environ, startResponse);
  });
  try {
    again?.();
    return server.head?.status;
  } catch (thrown) {
    return thrown;
  }
}
const started: Reach = (server, app) => server.call(app);
const committed: Reach = async (server, app) => {
  await server.call(app);
  await server.take();
};
const aborted: Reach = async (server, app) => {
  await server.call(app);
  server.abort();
};

test('serves an exchange as the validator wants it', async () => {
  const server = new HandServer();
  await server.serve(validate(observed));
  expect(server.head).toEqual({ status: '200 OK', headers: [] });
  expect(server.chunks).toEqual(['one', 'two', 'three']);
  expect(server.bytes).toBe(11);
  expect(server.events.at(-1)).toBe('was disposed of');
  expect([server.failure, server.errors]).toEqual([undefined, '']);
});

test('has an environ with the keys of the request, and without those that it says are not there', () => {
  const { environ } = new HandServer({ environ: { PATH_INFO: '/a', REMOTE_ADDR: undefined } });
  expect(environ).toMatchObject({ PATH_INFO: '/a', REQUEST_METHOD: 'GET' });
  expect(environ).not.toHaveProperty('REMOTE_ADDR');
});

test('is found by every copy of its environ, and not by one with another exchange', () => {
  const server = new HandServer();
  expect(serverOf(derive(server.environ, {}))).toBe(server);
  expect(() => serverOf(derive(server.environ, { 'tsgi.exchange': new HandExchange() }))).toThrow('rule M1');
});

test('says whether the application was synchronous', async () => {
  const [now, later] = [new HandServer(), new HandServer()];
  await now.serve(hello);
  await later.serve(async (environ, startResponse) => hello(environ, startResponse));
  expect([now.synchronous, later.synchronous]).toEqual([true, false]);
});

test.each([
  ['HEAD', '200 OK'],
  ['GET', '204 No Content'],
  ['GET', '205 Reset Content'],
  ['GET', '304 Not Modified'],
] as const)('reads no body for %s with %s', async (REQUEST_METHOD, status) => {
  const server = new HandServer({ environ: { REQUEST_METHOD } });
  await server.serve((_environ, startResponse) => {
    startResponse(status, []);
    return observedBody(server);
  });
  expect(server.events).toEqual(['was disposed of']);
});

describe('keeps the table of exchange states:', () => {
  const error = new Error('the application fails');

  test('a second head throws', async () => {
    expect(await thrownBy(undefined, started)).toMatchObject({ message: expect.stringContaining('A3') });
    expect(await thrownBy(undefined, committed)).toMatchObject({ message: expect.stringContaining('A3') });
  });

  test('with an error it replaces one that is stored', async () => {
    expect(await thrownBy(error, started)).toBe('500 Internal Server Error');
  });

  test('with an error it throws that where one has been sent, or the client has gone', async () => {
    expect(await thrownBy(error, committed)).toBe(error);
    expect(await thrownBy(error, aborted)).toBe(error);
  });

  test('without one it is ignored where the client has gone', async () => {
    expect(await thrownBy(undefined, aborted)).toBe('200 OK');
  });

  test('no head at all is a failure', async () => {
    const server = new HandServer();
    await server.serve(() => []);
    expect(server.failure).toMatchObject({ error: { message: expect.stringContaining('S9') } });
  });
});

test('tells deferred functions how the exchange ended', async () => {
  const server = new HandServer();
  const outcomes: unknown[] = [];
  server.exchange.defer((outcome) => void outcomes.push(outcome));
  await server.call(observed);
  await server.take();
  server.abort();
  await server.end();
  expect(outcomes).toEqual([{ status: 200, bytes: 3, error: expect.any(ClientDisconnected) }]);
  expect(server.events).toEqual(['was asked for chunk 1', 'was told to stop', 'was disposed of']);
});

test('keeps what the application, its body or the disposal throws', async () => {
  const error = new Error('it fails');
  const server = new HandServer();
  await server.serve((_environ, startResponse) => {
    startResponse('200 OK', []);
    return observedBody(server, { chunks: ['one'], fails: { error } });
  });
  expect(server.failure).toEqual({ error });
  expect(server.events.at(-1)).toBe('was disposed of');
});

test('offers every capability', async () => {
  const server = new HandServer();
  await server.serve((environ, startResponse) => {
    environ['tsgi.informational']!('103 Early Hints', []);
    environ['tsgi.trailers']!(() => [['X-After', 'yes']]);
    startResponse('200 OK', []);
    return environ['tsgi.file_wrapper']!('/a/file', { start: 3, end: 7 });
  });
  expect(server.interim).toEqual([{ status: '103 Early Hints', headers: [] }]);
  expect(server.trailers).toEqual([['X-After', 'yes']]);
  expect(server.chunks).toEqual(['file']);
  const upgrading = new HandServer();
  await upgrading.serve((environ) => environ['tsgi.upgrade']!([], () => {}));
  expect([upgrading.failure, upgrading.upgraded]).toEqual([undefined, []]);
});

test('lets an application pause', async () => {
  const server = new HandServer();
  const called = server.call(async (environ, startResponse) => {
    await server.pause();
    return hello(environ, startResponse);
  });
  await server.paused;
  expect(server.head).toBeUndefined();
  server.resume();
  await called;
  expect(server.head?.status).toBe('200 OK');
});

test('lets everything run that is ready to', async () => {
  const server = new HandServer();
  setTimeout(() => server.note('ran'));
  await server.idle();
  expect(server.events).toEqual(['ran']);
});
