import type { Application } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import type { FetchContext } from '../src/fetch-context.ts';
import { FetchServer, type Listening, type RequestKind } from '../src/fetch-server.ts';

const hello: Application = (environ, startResponse) => {
  startResponse('200 OK', []);
  return [`hello on ${environ.SERVER_NAME}:${environ.SERVER_PORT}, ${environ.REMOTE_ADDR}`];
};

/** A runtime that does what it is told, and notes it. */
function runtime(done: string[] = [], stop: () => Promise<void> = () => Promise.resolve()): () => Listening {
  return () => {
    done.push('start');
    return {
      address: { address: '127.0.0.1', port: 8080 },
      stop() {
        done.push('stop');
        return stop();
      },
      destroy: () => void done.push('destroy'),
    };
  };
}

const client: FetchContext = { remoteAddress: '192.0.2.7', remotePort: 50_000, serves: true };

function serverOf(app: Application, kind?: RequestKind): { server: FetchServer; reports: string[] } {
  const reports: string[] = [];
  return {
    server: new FetchServer(app, { errors: { write: (text) => void reports.push(text), flush() {} } }, kind),
    reports,
  };
}

test('knows where it listens, and hands requests to the application', async () => {
  const { server } = serverOf(hello);
  await using listening = await server.listen(runtime());
  expect([listening.url, listening.host, listening.port]).toEqual(['http://127.0.0.1:8080', '127.0.0.1', 8080]);
  const response = await server.handle(new Request('http://h/'), { remoteAddress: '192.0.2.7', serves: true });
  expect(await response.text()).toBe('hello on 127.0.0.1:8080, 192.0.2.7');
});

test('says what is in the way where the runtime cannot listen', async () => {
  const { server } = serverOf(hello);
  const failure = Object.assign(new Error('in use'), { code: 'EADDRINUSE' });
  const start = (): never => {
    throw failure;
  };
  await expect(server.listen(start)).rejects.toMatchObject({
    message: expect.stringContaining('cannot listen on port 8000 of 127.0.0.1: another program listens') as unknown,
    code: 'EADDRINUSE',
  });
});

test('answers a malformed request itself, and ends the connection', async () => {
  const { server } = serverOf(hello);
  const { status, headers } = await server.handle(new Request('http://h/%zz'), {});
  expect([status, headers.get('connection')]).toEqual([400, 'close']);
});

test('reports what the runtime failed with, and not what has been reported', () => {
  const { server, reports } = serverOf(hello);
  expect([server.failed('Runtime', new Error('no')).status, server.failed('Runtime', undefined).status]).toEqual([
    500, 500,
  ]);
  expect(reports).toEqual([expect.stringContaining('Runtime: Error: no')]);
});

/** A server whose exchanges end when they are told to; `/fails` is answered 500. */
function ending(kind?: RequestKind): { server: FetchServer; events: string[]; end: () => void } {
  const events: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const app: Application = ({ PATH_INFO, 'tsgi.exchange': exchange }, startResponse) => {
    events.push(`called ${PATH_INFO}`);
    exchange.defer(async () => {
      await promise;
      events.push(`over ${PATH_INFO}`);
    });
    if (PATH_INFO === '/fails') throw new Error('boom');
    startResponse('200 OK', []);
    return [];
  };
  return { server: serverOf(app, kind).server, events, end: resolve };
}

/** A request of HTTP/1.1, which has a Host. */
const ask = (path: string, init?: RequestInit): Request =>
  new Request(`http://h${path}`, { headers: { Host: 'h' }, ...init });

describe('the next request of a connection', () => {
  test.each(['/1', '/fails'])('is held back until the exchange before it is over: %s', async (first) => {
    const { server, events, end } = ending();
    await server.handle(ask(first), client);
    const second = server.handle(ask('/2'), client);
    await server.handle(ask('/other'), { ...client, remotePort: 50_001 });
    expect(events).toEqual([`called ${first}`, 'called /other']);
    end();
    expect((await second).status).toBe(200);
    expect(events.filter((event) => !event.endsWith('/other'))).toEqual([
      `called ${first}`,
      `over ${first}`,
      'called /2',
    ]);
  });

  test.each<[string, RequestKind, RequestInit]>([
    ['HTTP/2', { http2: true }, { headers: {} }],
    ['HTTP/2 without TLS', {}, { headers: {} }],
    ['what may be HTTP/2', { concurrent: true }, {}],
  ])('is not held back over %s', async (_what, kind, init) => {
    const { server, events } = ending(kind);
    await server.handle(ask('/1', init), client);
    await server.handle(ask('/2', init), client);
    expect(events).toEqual(['called /1', 'called /2']);
  });

  test('is dropped where its client leaves meanwhile', async () => {
    const { server, events, end } = ending({ http2: true });
    const leaving = new AbortController();
    // Where there may be HTTP/2 all are watched from the beginning.
    await server.handle(ask('/1'), client);
    const second = server.handle(ask('/2', { signal: leaving.signal }), client);
    leaving.abort();
    end();
    expect((await second).status).toBe(499);
    expect(events).toEqual(['called /1', 'over /1']);
  });

  test('is answered 503 where the server closes meanwhile', async () => {
    const { server, events } = ending();
    await server.listen(runtime());
    await server.handle(ask('/1'), client);
    const second = server.handle(ask('/2'), client);
    await server.close({ graceMs: 1 });
    expect([(await second).status, events]).toEqual([503, ['called /1']]);
  });
});

describe('closing', () => {
  test('stops the runtime once, and waits for it', async () => {
    const done: string[] = [];
    const gone = Promise.withResolvers<void>();
    const { server } = serverOf(hello);
    await server.listen(runtime(done, () => gone.promise));
    const closed = [server.close().then(() => done.push('closed')), server.close()];
    await Promise.resolve();
    expect(done).toEqual(['start', 'stop']);
    gone.resolve();
    await Promise.all(closed);
    expect(done).toEqual(['start', 'stop', 'closed']);
  });

  test('refuses an option that is misspelt, and stops nothing', async () => {
    const done: string[] = [];
    const { server } = serverOf(hello);
    await using listening = await server.listen(runtime(done));
    await expect(listening.close({ graceMS: 1 } as object)).rejects.toThrow(
      new TypeError('close(): graceMS is not an option; there are graceMs'),
    );
    expect(done).toEqual(['start']);
  });

  test('finishes what is under way', async () => {
    const go = Promise.withResolvers<void>();
    const { server } = serverOf(async (_environ, startResponse) => {
      await go.promise;
      startResponse('200 OK', []);
      return ['finished'];
    });
    await server.listen(runtime());
    const response = server.handle(new Request('http://h/'), {});
    const closed = server.close();
    go.resolve();
    await closed;
    expect(await (await response).text()).toBe('finished');
  });

  test('cuts off what is left after the grace', async () => {
    const done: string[] = [];
    const gone = Promise.withResolvers<void>();
    const { server } = serverOf(async (environ) => {
      await new Promise((resolve) => environ['tsgi.exchange'].signal.addEventListener('abort', resolve));
      return [];
    });
    await server.listen(() => ({ ...runtime(done, () => gone.promise)(), destroy: () => gone.resolve() }));
    const response = server.handle(new Request('http://h/'), {});
    await server.close({ graceMs: 1 });
    expect((await response).status).toBe(503);
  });

  test('reports a runtime that cannot stop', async () => {
    const { server, reports } = serverOf(hello);
    await server.listen(runtime([], () => Promise.reject(new Error('stuck'))));
    await server.close();
    expect(reports).toEqual([expect.stringContaining('the end of the server: Error: stuck')]);
  });
});
