import { expect, test } from 'vitest';

import { ACTIVE, DURATION, REQUEST_SIZE, RESPONSE_SIZE } from '../src/instruments.ts';

test('names metrics and units as OpenTelemetry’s semantic conventions do', () => {
  expect([DURATION, ACTIVE, REQUEST_SIZE, RESPONSE_SIZE].map(({ name, unit }) => [name, unit])).toEqual([
    ['http.server.request.duration', 's'],
    ['http.server.active_requests', '{request}'],
    ['http.server.request.body.size', 'By'],
    ['http.server.response.body.size', 'By'],
  ]);
});
