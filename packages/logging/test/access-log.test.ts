import {
  type Application,
  type Body,
  type Chunk,
  ClientDisconnected,
  type Deferred,
  type Environ,
  type Outcome,
  readBody,
  type StartResponse,
} from '@tsgi/contract';
import { client, environ, type TestResponse } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';
import { describe, expect, test, vi } from 'vitest';

import { accessLog, type AccessLogOptions } from '../src/access-log.ts';
import type { AccessRecord } from '../src/access-record.ts';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', 'text/plain']]);
  return ['Hello'];
};

/** Logs exchanges of an application, and keeps their records. */
function watching(app: Application, options: AccessLogOptions = {}) {
  const records: AccessRecord[] = [];
  const format = (record: AccessRecord): string => (records.push(record), 'line');
  const http = client(accessLog({ format, sink() {}, ...options })(app));
  return { http, records };
}

/** Takes what is deferred in an exchange by hand, and gives the function that ends it. */
function endByHand(request: Environ): (outcome: Outcome) => void {
  const deferred: Deferred[] = [];
  vi.spyOn(request['tsgi.exchange'], 'defer').mockImplementation((fn) => void deferred.unshift(fn));
  return (outcome) => deferred.forEach((fn) => void fn(outcome));
}

async function over(response: TestResponse): Promise<void> {
  await response.bytes();
  await response.outcome();
}

test('writes a line when the exchange is over, and not before', async () => {
  const lines: string[] = [];
  const response = await client(accessLog({ sink: (line) => void lines.push(line) })(hello)).get('/path');
  await response.text();
  await response.outcome();
  expect(lines).toEqual([expect.stringMatching(/"GET \/path HTTP\/1\.1" 200 5 "-"/)]);
});

test('records what was asked, what was sent, and when', async () => {
  const { http, records } = watching(hello);
  await over(await http.get('/path?query'));
  const [record] = records;
  expect(record).toMatchObject({ method: 'GET', path: '/path', status: 200, responseBytes: 5, ending: 'complete' });
  expect(record!.headMs).toBeGreaterThanOrEqual(0);
  expect(record!.durationMs).toBeGreaterThanOrEqual(record!.headMs!);
});

test('counts what the application reads', async () => {
  const { http, records } = watching(async (request, startResponse) => {
    const content = await readBody(request);
    startResponse('200 OK', []);
    return [content];
  });
  await over(await http.post('/', { body: 'twelve bytes' }));
  await over(await http.post('/', { body: ['in ', 'chunks'] }));
  await over(await http.get('/'));
  expect(records.map(({ requestBytes }) => requestBytes)).toEqual([12, 9, 0]);
});

const ignore: StartResponse = () => {};

test('calls an application with the environ as it is, where nothing has to be watched', () => {
  const app = vi.fn<Application>(hello);
  const request = environ({}, 'content');
  accessLog({ format: 'combined', sink() {} })(app)(request, ignore);
  expect(app).toHaveBeenCalledExactlyOnceWith(request, ignore);
  expect(app.mock.calls[0]![0]).toBe(request);
  accessLog({ format: 'json', sink() {} })(app)(environ(), ignore);
  expect(app.mock.calls[1]![1]).not.toBe(ignore);
});

test('does not count what other layers do when all is sent', async () => {
  let clock = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  const { http, records } = watching((request, startResponse) => {
    request['tsgi.exchange'].defer(async () => {
      await Promise.resolve();
      clock += 5000;
    });
    clock += 10;
    startResponse('200 OK', []);
    clock += 20;
    return ['Hello'];
  });
  await over(await http.get('/'));
  expect(records[0]).toMatchObject({ headMs: 30, durationMs: 30 });
});

/** When the head and the last byte left, by a clock that only the application moves. */
async function times(app: (tick: (millis: number) => void) => Application): Promise<(number | undefined)[]> {
  let now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const { http, records } = watching(app((millis) => (now += millis)));
  await over(await http.get('/'));
  return [records[0]!.headMs, records[0]!.durationMs];
}

describe('the head leaves', () => {
  test.each<[string, Body]>([
    ['no chunk', []],
    ['a short one', ['Hello']],
  ])('with the rest, where the body is an array of %s', async (_which, body) => {
    const found = await times((tick) => (_environ, startResponse) => {
      startResponse('200 OK', []);
      tick(20);
      return body;
    });
    expect(found).toEqual([20, 20]);
  });

  test.each<[string, () => Chunk[]]>([
    ['several chunks', () => ['Hello', 'World']],
    ['a long one', () => ['x'.repeat(100_000)]],
    ['a long one of bytes', () => [new Uint8Array(100_000)]],
  ])('before the rest, where the body has %s', async (_which, chunks) => {
    const found = await times((tick) => (_environ, startResponse) => {
      startResponse('200 OK', []);
      tick(20);
      return Object.assign(chunks(), { [Symbol.dispose]: () => tick(5) });
    });
    expect(found).toEqual([20, 25]);
  });

  test('when the first of a stream can be sent', async () => {
    const found = await times((tick) => (_environ, startResponse) => {
      startResponse('200 OK', []);
      tick(20);
      return (function* () {
        tick(5);
        yield 'Hello';
      })();
    });
    expect(found).toEqual([20, 25]);
  });

  test('when an asynchronous application gives it, at the earliest when that has returned', async () => {
    const found = await times((tick) => async (_environ, startResponse) => {
      tick(10);
      await Promise.resolve();
      startResponse('200 OK', []);
      tick(20);
      return ['Hello'];
    });
    expect(found).toEqual([10, 30]);
    const early = await times((tick) => async (_environ, startResponse) => {
      startResponse('200 OK', []);
      tick(10);
      await Promise.resolve();
      tick(20);
      return ['Hello'];
    });
    expect(early).toEqual([10, 30]);
  });

  test('with the status that stays, where an error has replaced it', async () => {
    const found = await times((tick) => (_environ, startResponse) => {
      startResponse('200 OK', []);
      tick(10);
      startResponse('503 Service Unavailable', [], new Error('no'));
      return (function* () {
        tick(5);
        yield 'sorry';
      })();
    });
    expect(found).toEqual([10, 15]);
  });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['an array of nothing', [undefined]],
  ['an array of null', [null]],
])('leaves it to the server to refuse %s as a body', (_which, body) => {
  const app: Application = (_environ, startResponse) => {
    startResponse('200 OK', []);
    return body as Body;
  };
  expect(accessLog({ format: 'json', sink() {} })(app)(environ(), ignore)).toBe(body);
});

describe('an exchange that ends early', () => {
  test('is failed where the application fails', async () => {
    const { http, records } = watching(() => {
      throw new RangeError('no');
    });
    await over(await http.get('/'));
    expect(records[0]).toMatchObject({ status: 500, ending: 'failed', errorType: 'RangeError' });
  });

  test('is aborted where the client goes away', async () => {
    const leaving = new AbortController();
    const called = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<AccessRecord>();
    const app: Application = async (request) => {
      const { signal } = request['tsgi.exchange'];
      const left = new Promise((resolve) => signal.addEventListener('abort', resolve));
      called.resolve();
      await left;
      throw new ClientDisconnected();
    };
    const { http } = watching(app, { format: (record) => (ended.resolve(record), '') });
    const response = http.get('/', { signal: leaving.signal });
    await called.promise;
    leaving.abort();
    await expect(response).rejects.toThrow('abort');
    expect(await ended.promise).toMatchObject({ status: 0, ending: 'aborted', headMs: undefined });
  });

  test.each(['json', '%{X-A}o'])('may have its head given when it is over: %s', (format) => {
    // A callback that comes late: startResponse ignores it, and so does this.
    const request = environ();
    const end = endByHand(request);
    let late: (() => void) | undefined;
    const app: Application = (_environ, startResponse) => {
      late = () => startResponse('200 OK', []);
      return new Promise(() => {});
    };
    void accessLog({ format, sink() {} })(app)(request, () => {});
    end({ status: 0, bytes: 0, error: new ClientDisconnected() });
    expect(late).not.toThrow();
  });
});

test('notes the head of an upgrade, which leaves long before the connection ends', () => {
  let now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const body: Body = [];
  const request = environ({ HTTP_UPGRADE: 'echo', 'tsgi.upgrade': () => body });
  const end = endByHand(request);
  let record: AccessRecord | undefined;
  const logged = accessLog({ format: (each) => ((record = each), ''), sink() {} });
  const app: Application = (inner) => {
    now += 10;
    return inner['tsgi.upgrade']!([['X-A', 'a']], () => {});
  };
  expect(logged(app)(request, () => {})).toBe(body);
  now += 3_600_000;
  end({ status: 101, bytes: 0 });
  expect(record).toMatchObject({ status: 101, ending: 'complete', headMs: 10, durationMs: 3_600_010 });
  expect(record?.responseHeader('X-A')).toBe('a');
});

describe('a record is left out', () => {
  test('where skip says so', async () => {
    const { http, records } = watching(hello, { skip: ({ path }) => path === '/health' });
    await over(await http.get('/health'));
    await over(await http.get('/other'));
    expect(records.map(({ path }) => path)).toEqual(['/other']);
  });

  test('where the sample does not have it', async () => {
    const { http, records } = watching(
      (request, startResponse) => {
        if (request.PATH_INFO === '/fail') throw new Error('no');
        return hello(request, startResponse);
      },
      { sample: { complete: 0 } },
    );
    await over(await http.get('/'));
    await over(await http.get('/fail'));
    expect(records.map(({ path }) => path)).toEqual(['/fail']);
  });
});

const failing = (): void => {
  throw new Error('the sink fails');
};

const rejecting = async (): Promise<void> => failing();

test.each<[string, AccessLogOptions]>([
  ['a sink throws', { sink: failing }],
  ['a sink rejects', { sink: rejecting }],
  ['a format throws', { format: failing as () => never }],
  ['a format gives no text', { format: (() => {}) as () => never }],
  ['skip throws', { skip: failing as () => never }],
])('that %s is reported, once, and harms no exchange', async (_, options) => {
  const http = client(accessLog({ sink() {}, ...options })(hello));
  let errors = '';
  for (let i = 0; i < 3; i++) {
    const response = await http.get('/');
    await response.expect({ status: 200, text: 'Hello' });
    await response.outcome();
    errors += response.errors;
  }
  expect(errors.match(/accessLog\(\): a record could not be written, nor may others be: /g)).toHaveLength(1);
});

test.each([
  [{ skip: true }, 'skip must be a function, got boolean'],
  [{ sample: 1 }, 'sample must be { complete, aborted }, got number'],
  [{ format: 'none' }, `format must be 'common'`],
  [{ sink: 'file' }, 'sink must be a sink'],
  [{ query: 1 }, 'query must be a boolean, got number'],
  [{ trustedProxies: ['x'] }, 'accessLog(): trustedProxies must be a list of addresses, networks'],
  [{ trustedProxies: 'loopback' }, 'got "loopback"'],
  [{ trustedProxies: ['loopback'], forwarded: 'X' }, `forwarded must be 'X-Forwarded' or 'Forwarded', got "X"`],
])('refuses %j', (options, message) => {
  expect(() => accessLog(options as never)).toThrow(message);
});

describe('conformance', () => {
  declareTests(middlewareConformance(accessLog({ sink() {} })), { describe, test });
});

describe('conformance of what is watched', () => {
  declareTests(middlewareConformance(accessLog({ format: 'json', sink() {} })), { describe, test });
});

test('takes every option that its page has, and refuses any other', () => {
  const names = [
    'format',
    'sink',
    'colors',
    'skip',
    'sample',
    'query',
    'redactPaths',
    'redactHeaders',
    'revealHeaders',
  ];
  names.push('requestHeaders', 'responseHeaders', 'trustedProxies', 'forwarded');
  for (const name of names) expect(() => accessLog({ [name]: undefined })).not.toThrow();
  expect(() => accessLog({ formt: 'json' } as never)).toThrow('accessLog(): formt is not an option; there are format,');
});
