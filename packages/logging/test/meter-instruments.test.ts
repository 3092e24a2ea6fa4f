import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { expect, test } from 'vitest';

import { MeterInstruments } from '../src/meter-instruments.ts';

test('gives what is measured to OpenTelemetry', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: 100_000,
    exportTimeoutMillis: 5_000,
  });
  const provider = new MeterProvider({ readers: [reader] });
  const instruments = new MeterInstruments(provider.getMeter('test'), { duration: [0.1, 1], size: [0, 1000] });
  const active = instruments.active({ 'http.request.method': 'GET' });
  active.add(1);
  active.add(1);
  active.add(-1);
  instruments.ended({ 'http.route': '/a', 'http.response.status_code': 200 }).record(0.5, 0, 2_000);
  await provider.forceFlush();
  const found = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
  await provider.shutdown();
  expect(found.map(({ descriptor: { name, unit } }) => [name, unit])).toEqual([
    ['http.server.active_requests', '{request}'],
    ['http.server.request.duration', 's'],
    ['http.server.request.body.size', 'By'],
    ['http.server.response.body.size', 'By'],
  ]);
  expect(found.map(({ dataPoints }) => dataPoints[0]?.attributes)).toEqual([
    { 'http.request.method': 'GET' },
    ...Array.from({ length: 3 }, () => ({ 'http.route': '/a', 'http.response.status_code': 200 })),
  ]);
  expect(found.map(({ dataPoints }) => dataPoints[0]?.value)).toMatchObject([
    1,
    { count: 1, sum: 0.5, buckets: { boundaries: [0.1, 1], counts: [0, 1, 0] } },
    { count: 1, sum: 0, buckets: { boundaries: [0, 1000], counts: [1, 0, 0] } },
    { count: 1, sum: 2_000, buckets: { boundaries: [0, 1000], counts: [0, 0, 1] } },
  ]);
});
