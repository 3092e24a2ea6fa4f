import { describe, expect, test } from 'vitest';

import { exposition, labelName, type MetricFamily } from '../src/exposition.ts';
import { Histogram } from '../src/histogram.ts';
import { parseExposition } from './parse-exposition.ts';

const histogram = new Histogram([0, 0.5, 1]);
for (const value of [0, 0.25, 0.5, 7]) histogram.observe(value);

const families: MetricFamily[] = [
  {
    name: 'took_seconds',
    help: 'How long it "took".',
    unit: 'seconds',
    series: [{ attributes: { 'http.route': '/a', status: 200 }, value: histogram }],
  },
  {
    name: 'active',
    help: 'a\\b\nc',
    series: [
      { attributes: {}, value: 3 },
      { attributes: { a: 'b' }, value: -1 },
    ],
  },
];

test('is Prometheus’s text format', () => {
  expect(exposition(families, 'prometheus')).toBe(`\
# HELP took_seconds How long it "took".
# TYPE took_seconds histogram
took_seconds_bucket{http_route="/a",status="200",le="0"} 1
took_seconds_bucket{http_route="/a",status="200",le="0.5"} 3
took_seconds_bucket{http_route="/a",status="200",le="1"} 3
took_seconds_bucket{http_route="/a",status="200",le="+Inf"} 4
took_seconds_sum{http_route="/a",status="200"} 7.75
took_seconds_count{http_route="/a",status="200"} 4
# HELP active a\\\\b\\nc
# TYPE active gauge
active 3
active{a="b"} -1
`);
});

test('is OpenMetrics', () => {
  const text = exposition(families, 'openmetrics');
  expect(text).toContain(
    '# HELP took_seconds How long it \\"took\\".\n# TYPE took_seconds histogram\n# UNIT took_seconds seconds\n',
  );
  expect(text).toContain('le="0.0"} 1\n');
  expect(text).toContain('le="1.0"} 3\n');
  expect(text).toMatch(/\n# EOF\n$/);
});

describe.each(['prometheus', 'openmetrics'] as const)('as a reader of %s sees it', (format) => {
  test('has every series', () => {
    const read = parseExposition(exposition(families, format), format);
    expect([...read.keys()]).toEqual(['took_seconds', 'active']);
    expect(read.get('active')?.samples.map(({ value }) => value)).toEqual([3, -1]);
  });

  test('has label values as they are, whatever is in them', () => {
    const hostile = 'a"} 1\nforged{b="c\\n\\',
      series = [{ attributes: { 'http.route': hostile }, value: 1 }];
    const read = parseExposition(exposition([{ name: 'a', help: 'b', series }], format), format);
    expect(read.get('a')?.samples).toEqual([{ name: 'a', labels: { http_route: hostile }, value: 1 }]);
  });

  test('may be empty', () => {
    expect(parseExposition(exposition([], format), format).size).toBe(0);
  });
});

test('names labels as Prometheus can', () => {
  expect(labelName('http.response.status_code')).toBe('http_response_status_code');
});
