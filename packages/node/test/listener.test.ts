import http from 'node:http';
import https from 'node:https';

import { DEFAULT_LIMITS, DEFAULT_TIMEOUTS } from '@tsgi/serving';
import { expect, test } from 'vitest';

import { selfSigned } from '../../server/test/self-signed.ts';
import { createListener } from '../src/listener.ts';

test('gives node:http the limits and timeouts that it knows', () => {
  const listener = createListener({}, DEFAULT_LIMITS, { ...DEFAULT_TIMEOUTS, headMs: 400_000, idleMs: Infinity });
  expect(listener).toBeInstanceOf(http.Server);
  expect(listener).toMatchObject({
    headersTimeout: 400_000,
    requestTimeout: 400_000,
    keepAliveTimeout: 0,
    maxHeadersCount: 101,
    maxRequestsPerSocket: 0,
  });
});

test('serves over TLS where there is a certificate', () => {
  const listener = createListener({ tls: selfSigned() }, DEFAULT_LIMITS, { ...DEFAULT_TIMEOUTS, headMs: Infinity });
  expect(listener).toBeInstanceOf(https.Server);
  expect(listener).toMatchObject({ headersTimeout: 0, requestTimeout: 0, maxHeadersCount: 101 });
});
