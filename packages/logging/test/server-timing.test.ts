import { describe, expect, test } from 'vitest';

import type { Application } from '@tsgi/contract';
import { serverTiming, type ServerTimingOptions, timings } from '@tsgi/logging';
import { client, environ, type TestResponse } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';

const querying: Application = (request, startResponse) => {
  timings(request).add('db', 53.2, 'users');
  startResponse('200 OK', []);
  timings(request).add('late', 1);
  return ['Hello'];
};

const streaming: Application = (request, startResponse) => {
  timings(request).add('early', 1);
  startResponse('200 OK', []);
  return (async function* () {
    yield 'a';
    timings(request).add('late', 2);
    yield 'b';
  })();
};

const ask = (app: Application, options?: ServerTimingOptions): Promise<TestResponse> =>
  client(serverTiming(options)(app)).get('/');

test('tells what was recorded, and the time to the head', async () => {
  expect((await ask(querying)).header('Server-Timing')).toMatch(/^db;dur=53\.2;desc="users", total;dur=[\d.]+$/);
});

const timingNothing: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return [];
};

test('tells nothing where there is nothing to tell', async () => {
  expect((await ask(timingNothing, { total: false })).header('Server-Timing')).toBeUndefined();
  expect((await ask(timingNothing)).header('Server-Timing')).toMatch(/^total;dur=[\d.]+$/);
});

const tellingItself: Application = (request, startResponse) => {
  timings(request).add('b');
  startResponse('200 OK', [['Server-Timing', 'a']]);
  return [];
};

test('stands beside a field of the application’s', async () => {
  expect((await ask(tellingItself, { total: false })).headerValues('Server-Timing')).toEqual(['a', 'b']);
});

const failing: Application = (request, startResponse) => {
  timings(request).add('a');
  startResponse('200 OK', []);
  timings(request).add('b');
  startResponse('500 Internal Server Error', [], new Error('no'));
  return [];
};

test('tells an error page all that was recorded', async () => {
  expect((await ask(failing, { total: false })).header('Server-Timing')).toBe('a, b');
});

test('tells those only who may know, and records for all', async () => {
  const options: ServerTimingOptions = { when: (request) => request.PATH_INFO === '/a', total: false };
  const http = client(serverTiming(options)(querying));
  expect((await http.get('/a')).header('Server-Timing')).toBe('db;dur=53.2;desc="users"');
  const response = await http.get('/b');
  expect([response.status, response.header('Server-Timing')]).toEqual([200, undefined]);
});

test.each([undefined, 0, Promise.resolve(false), Promise.resolve(true)])(
  'tells nobody where `when` gives %j, which is no answer',
  async (answer) => {
    const response = await client(serverTiming({ when: () => answer as never })(querying)).get('/');
    expect(response.header('Server-Timing')).toBeUndefined();
  },
);

const summing: Application = (request, startResponse) => {
  request['tsgi.trailers']?.(() => [['X-Sum', '7']]);
  return streaming(request, startResponse);
};

const withoutTrailers: Application = (request, startResponse) => {
  const copy = { ...request };
  delete copy['tsgi.trailers'];
  return serverTiming({ trailer: true })(streaming)(copy, startResponse);
};

describe('what comes after the head', () => {
  test('is not told', async () => {
    const response = await ask(streaming, { total: false });
    expect(await response.trailers()).toEqual([]);
    expect(response.header('Server-Timing')).toBe('early;dur=1');
  });

  test('is a trailer, where it may be', async () => {
    const response = await ask(streaming, { trailer: true, total: false });
    expect(await response.text()).toBe('ab');
    expect(await response.trailers()).toEqual([['Server-Timing', 'late;dur=2']]);
  });

  test('stands behind the application’s own trailers', async () => {
    expect(await (await ask(summing, { trailer: true })).trailers()).toEqual([
      ['X-Sum', '7'],
      ['Server-Timing', 'late;dur=2'],
    ]);
  });

  test.each<[string, Application]>([
    ['an array, whose length the server tells', querying],
    [
      'a body of a known length',
      (request, startResponse) => streaming(request, (status) => startResponse(status, [['Content-Length', '2']])),
    ],
    ['no content', (request, startResponse) => streaming(request, () => startResponse('204 No Content', []))],
  ])('is no trailer behind %s', async (_, app) => {
    const response = await ask(app, { trailer: true });
    expect(await response.trailers()).toEqual([]);
  });

  test('is dropped where the server has no trailers', async () => {
    expect(await (await client(withoutTrailers).get('/')).trailers()).toEqual([]);
  });
});

test('is synchronous around a synchronous application', () => {
  expect(serverTiming({ trailer: true })(querying)(environ(), () => {})).toBeInstanceOf(Array);
});

test('is named where it is missing', () => {
  expect(() => timings(environ())).toThrow(
    'timings(): put serverTiming() into the stack, in front of this application',
  );
});

test.each([
  [{ when: true }, 'serverTiming(): when must be a function of the environ, got boolean'],
  [{ total: 'total' }, 'serverTiming(): total must be a boolean, got string'],
  [{ trailer: 1 }, 'serverTiming(): trailer must be a boolean, got number'],
])('refuses %j', (options, message) => {
  expect(() => serverTiming(options as never)).toThrow(message);
});

describe('conformance', () => {
  const adds = { headers: ['Server-Timing'] };
  declareTests(middlewareConformance(serverTiming(), { adds }), { describe, test });
});

describe('conformance, with trailers', () => {
  const adds = { headers: ['Server-Timing'] };
  const changes = { environ: ['tsgi.trailers'] };
  declareTests(middlewareConformance(serverTiming({ trailer: true }), { adds, changes }), { describe, test });
});
