import * as promClient from 'prom-client';
import { expect, test } from 'vitest';

import { PromClientInstruments } from '../src/prom-client-instruments.ts';
import { parseExposition } from './parse-exposition.ts';

test('gives what is measured to prom-client', async () => {
  const registry = new promClient.Registry();
  const instruments = new PromClientInstruments(promClient, registry, { duration: [0.1, 1], size: [0, 1000] });
  const active = instruments.active({ 'http.request.method': 'GET', 'url.scheme': 'http' });
  active.add(1);
  active.add(1);
  active.add(-1);
  instruments.ended({ 'http.route': '/a', 'http.response.status_code': 200 }).record(0.5, 0, 2_000);
  instruments.ended({ 'otel.metric.overflow': true }).record(0.5, 0, 2_000);
  const text = (await registry.metrics()).replaceAll(/\n\n/g, '\n');
  const read = parseExposition(text, 'prometheus');
  expect(read.get('http_server_active_requests')?.samples).toEqual([
    { name: 'http_server_active_requests', labels: { http_request_method: 'GET', url_scheme: 'http' }, value: 1 },
  ]);
  const counts = read
    .get('http_server_request_duration_seconds')
    ?.samples.filter(({ name }) => name.endsWith('_count'))
    .map(({ labels, value }) => [labels, value]);
  expect(counts).toEqual([
    [{ http_route: '/a', http_response_status_code: '200' }, 1],
    [{ otel_metric_overflow: 'true' }, 1],
  ]);
  expect([...read.keys()].toSorted()).toEqual([
    'http_server_active_requests',
    'http_server_request_body_size_bytes',
    'http_server_request_duration_seconds',
    'http_server_response_body_size_bytes',
  ]);
});
