import { expect, test } from 'vitest';

import { OwnInstruments } from '../src/own-instruments.ts';
import { parseExposition } from './parse-exposition.ts';

test('keeps what is measured, and tells it as text', () => {
  const instruments = new OwnInstruments({ duration: [0.1, 1], size: [0, 1000] });
  const active = instruments.active({ 'http.request.method': 'GET' });
  const ended = instruments.ended({ 'http.route': '/a' });
  active.add(1);
  active.add(1);
  active.add(-1);
  ended.record(0.05, 0, 500);
  ended.record(2, 1_001, 0);
  const read = parseExposition(instruments.text('openmetrics'), 'openmetrics');
  const values = (name: string): (readonly [string, number])[] =>
    read
      .get(name)
      ?.samples.map((sample) => [sample.name.slice(name.length) + (sample.labels['le'] ?? ''), sample.value]) ?? [];
  expect(values('http_server_active_requests')).toEqual([['', 1]]);
  expect(values('http_server_request_duration_seconds')).toEqual([
    ['_bucket0.1', 1],
    ['_bucket1.0', 1],
    ['_bucket+Inf', 2],
    ['_sum', 2.05],
    ['_count', 2],
  ]);
  expect(values('http_server_request_body_size_bytes').slice(0, 3)).toEqual([
    ['_bucket0.0', 1],
    ['_bucket1000.0', 1],
    ['_bucket+Inf', 2],
  ]);
  expect(values('http_server_response_body_size_bytes').slice(3)).toEqual([
    ['_sum', 500],
    ['_count', 2],
  ]);
  expect([...read.values()].map(({ unit }) => unit)).toEqual(['seconds', undefined, 'bytes', 'bytes']);
});

test('tells nothing before there is something', () => {
  expect(new OwnInstruments({ duration: [1], size: [1] }).text('prometheus')).toBe('');
});
