import { describe, expect, test } from 'vitest';

import { client } from '@tsgi/testing';

import { expositionFormat, metricsEndpoint, registryEndpoint } from '../src/metrics-endpoint.ts';

const endpoint = client(metricsEndpoint((format) => `in ${format}\n`));
const registry = client(registryEndpoint({ metrics: async () => 'all\n', contentType: 'text/plain; version=0.0.4' }));

test('answers with the metrics', async () => {
  const response = await endpoint.get('/');
  expect([response.status, response.header('Cache-Control'), await response.text()]).toEqual([
    200,
    'no-store',
    'in prometheus\n',
  ]);
  expect(response.header('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8');
});

test('answers with OpenMetrics where that is asked for', async () => {
  const response = await endpoint.get('/', { headers: { Accept: 'application/openmetrics-text; version=1.0.0' } });
  expect(response.header('Content-Type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(await response.text()).toBe('in openmetrics\n');
});

test('answers with a registry’s, as that has them', async () => {
  const response = await registry.get('/');
  expect([response.header('Content-Type'), await response.text()]).toEqual(['text/plain; version=0.0.4', 'all\n']);
});

describe.each([
  ['this package', endpoint],
  ['a registry', registry],
])('the metrics of %s', (_, http) => {
  test('can be asked after with HEAD', async () => {
    const response = await http.head('/');
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  test('are only read', async () => {
    const response = await http.post('/', { body: '' });
    expect([response.status, response.header('Allow')]).toEqual([405, 'GET, HEAD']);
  });
});

test.each([
  ['nothing is said', undefined, 'prometheus'],
  ['anything will do', '*/*', 'prometheus'],
  ['plain text is', 'text/plain;version=0.0.4', 'prometheus'],
  [
    'Prometheus 2 asks',
    'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    'openmetrics',
  ],
  [
    'Prometheus 3 asks',
    'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
    'openmetrics',
  ],
  ['plain text is wanted more', 'application/openmetrics-text;q=0.3, text/plain;q=0.9', 'prometheus'],
  ['OpenMetrics is refused', 'application/openmetrics-text;q=0', 'prometheus'],
])('the format where %s', (_, accept, format) => {
  expect(expositionFormat(accept)).toBe(format);
});
