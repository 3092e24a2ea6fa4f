import * as promClient from 'prom-client';
import { describe, expect, test } from 'vitest';

import { type Application, ClientDisconnected, readBody } from '@tsgi/contract';
import { metrics, type MetricsOptions } from '@tsgi/logging';
import { client, environ, type RequestOptions, type TestResponse } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';

import { type Family, parseExposition, type Sample } from './parse-exposition.ts';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['Hello'];
};

const routed: Application = (request, startResponse) => {
  request['tsgi.exchange'].state.set('http.route', '/users/:id');
  return hello(request, startResponse);
};

/** A stack that measures, and what it has measured. */
function measuring(
  app: Application,
  options: MetricsOptions & { readonly meter?: undefined } = {},
): {
  ask: (path: string, options?: RequestOptions & { method?: string }) => Promise<TestResponse>;
  read: () => Promise<Map<string, Family>>;
} {
  const measured = metrics(options);
  const http = client(measured(app));
  return {
    ask: async (path, { method = 'GET', ...rest } = {}) => {
      const response = await http.request(method, path, rest);
      await response.bytes().catch(() => {});
      await response.outcome();
      return response;
    },
    read: async () =>
      parseExposition((await (await client(measured.endpoint).get('/')).text()).replaceAll('\n\n', '\n'), 'prometheus'),
  };
}

const samplesOf = (families: Map<string, Family>, name: string, suffix: string): readonly Sample[] =>
  families.get(name)?.samples.filter((sample) => sample.name === name + suffix) ?? [];

const DURATION = 'http_server_request_duration_seconds';

test('measures exchanges by route, and tells it as text', async () => {
  const { ask, read } = measuring(routed);
  await ask('/users/7?secret=1');
  await ask('/users/8');
  const families = await read();
  expect(samplesOf(families, DURATION, '_count')).toEqual([
    {
      name: `${DURATION}_count`,
      labels: {
        http_request_method: 'GET',
        url_scheme: 'http',
        network_protocol_version: '1.1',
        http_response_status_code: '200',
        http_route: '/users/:id',
      },
      value: 2,
    },
  ]);
  const [sum] = samplesOf(families, DURATION, '_sum');
  expect(sum?.value).toBeGreaterThan(0);
  expect(sum?.value).toBeLessThan(5);
  expect(samplesOf(families, DURATION, '_bucket').map(({ labels }) => labels['le'])).toEqual(
    '0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 2.5 5 7.5 10 +Inf'.split(' '),
  );
});

test('has no label for a path that no route has', async () => {
  const { ask, read } = measuring(hello);
  for (let at = 0; at < 50; at++) await ask(`/${at}`);
  const counts = samplesOf(await read(), DURATION, '_count');
  expect(counts).toMatchObject([{ value: 50 }]);
  expect(counts[0]?.labels).not.toHaveProperty('http_route');
});

test('has one label for all methods that nobody knows', async () => {
  const { ask, read } = measuring(hello, { methods: ['GET'] });
  for (const method of ['GET', 'POST', 'PURGE', 'A', 'B']) await ask('/', { method });
  expect(
    samplesOf(await read(), DURATION, '_count').map(({ labels, value }) => [labels['http_request_method'], value]),
  ).toEqual([
    ['GET', 1],
    ['_OTHER', 4],
  ]);
});

const sums = async (read: () => Promise<Map<string, Family>>): Promise<unknown> => {
  const families = await read();
  return ['request', 'response'].map((side) =>
    samplesOf(families, `http_server_${side}_body_size_bytes`, '_sum').reduce((sum, { value }) => sum + value, 0),
  );
};

describe('sizes', () => {
  test('are those of what was read and sent', async () => {
    const { ask, read } = measuring(async (request, startResponse) => {
      await readBody(request);
      return hello(request, startResponse);
    });
    await ask('/', { method: 'POST', body: 'twelve bytes' });
    expect(await sums(read)).toEqual([12, 5]);
  });

  test('count content whose length nobody said', async () => {
    const { ask, read } = measuring(async (request, startResponse) => {
      await readBody(request);
      return hello(request, startResponse);
    });
    await ask('/', { method: 'POST', body: ['one', 'two'], headers: { 'Transfer-Encoding': 'chunked' } });
    expect(await sums(read)).toEqual([6, 5]);
  });

  test('are 0 where nobody reads, and nothing is sent', async () => {
    const { ask, read } = measuring(hello);
    await ask('/', { method: 'HEAD' });
    await ask('/', { method: 'POST', body: 'unread' });
    expect(await sums(read)).toEqual([0, 5]);
  });
});

test('counts those that are being answered', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const measured = metrics();
  const http = client(
    measured(async (request, startResponse) => {
      await promise;
      return hello(request, startResponse);
    }),
  );
  const active = async (): Promise<unknown> => {
    const text = await (await client(measured.endpoint).get('/')).text();
    return samplesOf(parseExposition(text, 'prometheus'), 'http_server_active_requests', '').map(({ value }) => value);
  };
  const asked = [http.get('/'), http.get('/')];
  expect(await active()).toEqual([2]);
  resolve();
  for (const response of await Promise.all(asked)) await response.outcome();
  expect(await active()).toEqual([0]);
});

describe('what fails', () => {
  const failures: [string, Application, Record<string, string>][] = [
    [
      'an application that throws',
      () => {
        throw new RangeError('no');
      },
      { error_type: 'RangeError', http_response_status_code: '500' },
    ],
    [
      'an answer that is an error',
      (_environ, startResponse) => {
        startResponse('503 Service Unavailable', []);
        return [];
      },
      { error_type: '503', http_response_status_code: '503' },
    ],
  ];

  test.each(failures)('is told: %s', async (_, app, labels) => {
    const { ask, read } = measuring(app);
    await ask('/');
    expect(samplesOf(await read(), DURATION, '_count')).toMatchObject([{ labels, value: 1 }]);
  });

  test('is told: a client that goes away before there is a head', async () => {
    const leaving = new AbortController();
    const measured = metrics();
    const { promise, resolve } = Promise.withResolvers<void>();
    const asked = client(
      measured(async (request, startResponse) => {
        request['tsgi.exchange'].defer(() => resolve());
        leaving.abort(new ClientDisconnected());
        await Promise.resolve();
        return hello(request, startResponse);
      }),
    ).get('/', { signal: leaving.signal });
    await expect(asked).rejects.toBeInstanceOf(ClientDisconnected);
    await promise;
    await Promise.resolve();
    const text = await (await client(measured.endpoint).get('/')).text();
    const [count] = samplesOf(parseExposition(text, 'prometheus'), DURATION, '_count');
    expect(count).toMatchObject({ labels: { error_type: 'ClientDisconnected' }, value: 1 });
    expect(count?.labels).not.toHaveProperty('http_response_status_code');
  });
});

test('has at most as many series as it may', async () => {
  const { ask, read } = measuring(
    (request, startResponse) => {
      request['tsgi.exchange'].state.set('http.route', request.PATH_INFO);
      return hello(request, startResponse);
    },
    { maxSeries: 5 },
  );
  for (let at = 0; at < 20; at++) await ask(`/${at}`);
  const counts = samplesOf(await read(), DURATION, '_count');
  expect(counts).toHaveLength(5);
  expect(counts.at(-1)).toEqual({ name: `${DURATION}_count`, labels: { otel_metric_overflow: 'true' }, value: 16 });
});

test('believes trusted proxies about the scheme', async () => {
  const { ask, read } = measuring(hello, { trustedProxies: ['loopback'] });
  await ask('/', { headers: { 'X-Forwarded-Proto': 'https' } });
  expect(samplesOf(await read(), DURATION, '_count')).toMatchObject([{ labels: { url_scheme: 'https' } }]);
});

test('takes buckets of one’s own', async () => {
  const { ask, read } = measuring(hello, { durationBuckets: [1, 2], sizeBuckets: [10] });
  await ask('/');
  const families = await read();
  expect(samplesOf(families, DURATION, '_bucket').map(({ labels }) => labels['le'])).toEqual(['1', '2', '+Inf']);
  expect(samplesOf(families, 'http_server_response_body_size_bytes', '_bucket').map(({ value }) => value)).toEqual([
    1, 1,
  ]);
});

test('gives what it measures to prom-client, which tells it', async () => {
  const registry = new promClient.Registry();
  const { ask, read } = measuring(routed, { promClient, registry });
  await ask('/users/7');
  expect(samplesOf(await read(), DURATION, '_count')).toMatchObject([
    { labels: { http_route: '/users/:id' }, value: 1 },
  ]);
  expect(await registry.metrics()).toContain('http_server_active_requests{');
});

test('gives what it measures to a meter, and has no endpoint then', async () => {
  const values: unknown[] = [];
  const take = (value: number, attributes: object): void => void values.push([value > 0, attributes]);
  const meter = { createHistogram: () => ({ record: take }), createUpDownCounter: () => ({ add: take }) };
  const measured = metrics({ meter });
  expect(measured).not.toHaveProperty('endpoint');
  await (await client(measured(routed)).get('/')).outcome();
  expect(values).toHaveLength(5);
  expect(values.at(-1)).toMatchObject([true, { 'http.route': '/users/:id' }]);
});

test('is synchronous around a synchronous application', () => {
  expect(metrics()(hello)(environ(), () => {})).toBeInstanceOf(Array);
});

test.each([
  [{ maxSeries: 1 }, 'metrics(): maxSeries must be a whole number from 2, got 1'],
  [{ durationBuckets: [] }, 'metrics(): durationBuckets must be rising finite numbers, got []'],
  [{ durationBuckets: [2, 1] }, 'metrics(): durationBuckets must be rising finite numbers, got [2,1]'],
  [
    { sizeBuckets: [1, Number.POSITIVE_INFINITY] },
    'metrics(): sizeBuckets must be rising finite numbers, got [1,null]',
  ],
  [{ methods: ['a b'] }, 'metrics(): methods must be a list of names of methods, got ["a b"]'],
  [{ meter: {} }, "metrics(): meter must be a meter of '@opentelemetry/api', got object"],
  [{ meter: { createHistogram() {} } }, "metrics(): meter must be a meter of '@opentelemetry/api', got object"],
  [
    { meter: { createHistogram() {}, createUpDownCounter() {} }, registry: new promClient.Registry() },
    'metrics(): a registry needs promClient, which makes what is in it',
  ],
  [{ promClient: {} }, "metrics(): promClient must be what is imported from 'prom-client', got object"],
  [{ promClient, meter: { createHistogram: () => {} } }, 'metrics(): give it a meter or promClient, not both'],
  [{ registry: new promClient.Registry() }, 'metrics(): a registry needs promClient, which makes what is in it'],
])('refuses %o', (options, message) => {
  expect(() => metrics(options as never)).toThrow(message);
});

describe('conformance', () => {
  declareTests(middlewareConformance(metrics()), { describe, test });
});
