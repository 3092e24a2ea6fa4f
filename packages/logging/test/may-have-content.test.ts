import { expect, test } from 'vitest';

import type { Environ } from '@tsgi/contract';
import { environ } from '@tsgi/testing';

import { mayHaveContent } from '../src/may-have-content.ts';

test.each<[string, Partial<Environ>, boolean]>([
  ['a request without a length', {}, false],
  ['a length of none', { CONTENT_LENGTH: '0' }, false],
  ['a length', { CONTENT_LENGTH: '7' }, true],
  ['content in chunks', { HTTP_TRANSFER_ENCODING: 'chunked' }, true],
  ['HTTP/1.0', { SERVER_PROTOCOL: 'HTTP/1.0' }, false],
  ['HTTP/2, where nothing need be said', { SERVER_PROTOCOL: 'HTTP/2.0' }, true],
  ['HTTP/2 with a length of none', { SERVER_PROTOCOL: 'HTTP/2.0', CONTENT_LENGTH: '0' }, false],
])('%s', (_, keys, expected) => {
  expect(mayHaveContent(environ(keys))).toBe(expected);
});
