import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { requestHeaders } from '../src/request-headers.ts';

const headersOf = (keys: Record<string, unknown>): object => ({ ...requestHeaders(keys as unknown as Environ) });

test('gives the header fields of a request, and nothing else of its environ', () => {
  expect(
    headersOf({
      REQUEST_METHOD: 'GET',
      HTTP_USER_AGENT: 'x',
      HTTP_ACCEPT: '',
      CONTENT_TYPE: 'a/b',
      CONTENT_LENGTH: '5',
      CONTENT_OTHER: 'c',
      'tsgi.input': {},
      'own.key': 'k',
    }),
  ).toEqual({ 'user-agent': 'x', accept: '', 'content-type': 'a/b', 'content-length': '5' });
});

test('leaves out what a layer has taken away, or put no text under', () => {
  expect(headersOf({ HTTP_A: undefined, HTTP_B: 5, HTTP_C: 'c' })).toEqual({ c: 'c' });
});

test('stays right where clients send ever new names', () => {
  for (let i = 0; i < 3000; i++) expect(headersOf({ [`HTTP_X_${i}`]: 'a' })).toEqual({ [`x-${i}`]: 'a' });
});

test('holds on to none of the long names that clients send', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 1000; i++) {
    // An object without a prototype shares no shape, which would keep the name for a while.
    const environ = Object.create(null) as Record<string, string>;
    environ[`HTTP_X_${i}_${'A'.repeat(16_000)}`] = 'a';
    requestHeaders(environ as unknown as Environ);
  }
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(8e6);
});
