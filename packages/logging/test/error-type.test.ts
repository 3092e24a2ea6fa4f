import { expect, test } from 'vitest';

import { ClientDisconnected, HttpError } from '@tsgi/contract';

import { errorType } from '../src/error-type.ts';

class Unnamed extends Error {}

const hostile = Object.defineProperty(new Error('no'), 'name', {
  get: () => {
    throw new Error('do not look');
  },
});

test.each([
  ['nothing where it ended well', 200, undefined, undefined],
  ['nothing where the client is at fault', 404, undefined, undefined],
  ['the status where that is an error', 503, undefined, '503'],
  ['the class of what was thrown', 500, new TypeError('no'), 'TypeError'],
  ['the class where it has given itself no name', 500, new Unnamed('no'), 'Unnamed'],
  ['that the client went away', 200, new ClientDisconnected(), 'ClientDisconnected'],
  ['the name that an HttpError has', 502, new HttpError(502, 'no'), 'HttpError'],
  ['what is no error', 500, 'a text', '_OTHER'],
  ['a name that would stand out', 500, Object.assign(new Error('no'), { name: 'a "b"\n' }), '_OTHER'],
  ['a name without end', 500, Object.assign(new Error('no'), { name: 'a'.repeat(65) }), '_OTHER'],
  ['what cannot be looked at', 500, hostile, '_OTHER'],
])('gives %s', (_, status, error, type) => {
  expect(errorType({ status, bytes: 0, ...(error !== undefined && { error }) })).toBe(type);
});

test('gives something where undefined was thrown', () => {
  expect(errorType({ status: 200, bytes: 1, error: undefined })).toBe('_OTHER');
});
