import { describe, expect, test } from 'vitest';

import type { EndedKey } from '../src/metric-attributes.ts';
import { SeriesIndex } from '../src/series-index.ts';
import { recordedInstruments } from './recorded-instruments.ts';

const key = (changes: Partial<EndedKey> = {}): EndedKey => ({
  method: 'GET',
  scheme: 'http',
  status: 200,
  route: '/a',
  protocol: 'HTTP/1.1',
  errorType: undefined,
  ...changes,
});

test('makes a series once, with the attributes that apply', () => {
  const instruments = recordedInstruments();
  const index = new SeriesIndex(instruments, 10);
  expect(index.ended(key())).toBe(index.ended(key()));
  index.ended(
    key({ status: 0, route: undefined, errorType: 'ClientDisconnected', scheme: 'https', protocol: 'HTTP/2.0' }),
  );
  expect(index.active(key())).toBe(index.active(key()));
  expect(instruments.series.map(({ attributes }) => attributes)).toEqual([
    {
      'http.request.method': 'GET',
      'url.scheme': 'http',
      'network.protocol.version': '1.1',
      'http.response.status_code': 200,
      'http.route': '/a',
    },
    {
      'http.request.method': 'GET',
      'url.scheme': 'https',
      'network.protocol.version': '2',
      'error.type': 'ClientDisconnected',
    },
    { 'http.request.method': 'GET', 'url.scheme': 'http' },
  ]);
});

test('tells requests apart by everything that is an attribute', () => {
  const instruments = recordedInstruments();
  const index = new SeriesIndex(instruments, 100_000);
  const seen = new Set();
  for (const method of ['GET', 'POST', '_OTHER'])
    for (const scheme of ['http', 'https'])
      for (const status of [0, 200, 599])
        for (const route of ['/a', '/b', undefined])
          for (const protocol of ['HTTP/1.0', 'HTTP/1.1', 'HTTP/2.0'])
            for (const errorType of [undefined, 'Error', '500', '_OTHER'])
              seen.add(index.ended({ method, scheme, status, route, protocol, errorType }));
  expect(seen.size).toBe(3 * 2 * 3 * 3 * 3 * 4);
  const attributes = instruments.series.map((series) => JSON.stringify(series.attributes));
  expect(new Set(attributes).size).toBe(seen.size);
});

describe('bounds', () => {
  test('one series stands for all that are one too many', () => {
    const instruments = recordedInstruments();
    const index = new SeriesIndex(instruments, 3);
    const [a, b] = [index.ended(key({ route: '/a' })), index.ended(key({ route: '/b' }))];
    const c = index.ended(key({ route: '/c' }));
    expect(index.ended(key({ route: '/d' }))).toBe(c);
    expect(index.ended(key({ route: '/a', status: 404 }))).toBe(c);
    expect([index.ended(key({ route: '/a' })), index.ended(key({ route: '/b' }))]).toEqual([a, b]);
    expect(instruments.series).toHaveLength(3);
    expect(instruments.series[2]?.attributes).toEqual({ 'otel.metric.overflow': true });
  });

  test('names of errors, beyond which all are alike', () => {
    const instruments = recordedInstruments();
    const index = new SeriesIndex(instruments, 100_000);
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < 1_000; at++) index.ended(key({ errorType: `Error${at}` }));
      index.ended(key({ errorType: '_OTHER' }));
    }
    const types = instruments.series.map(({ attributes }) => attributes['error.type']);
    expect(types).toHaveLength(99);
    expect(types.filter((type) => type === '_OTHER')).toHaveLength(1);
  });
});
