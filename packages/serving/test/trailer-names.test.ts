import { expect, test } from 'vitest';

import { FORBIDDEN_TRAILERS } from '../src/trailer-names.ts';

test('forbids what frames, routes, authenticates, controls or describes a message (RFC 9110 §6.5.1)', () => {
  for (const name of [
    'content-length',
    'transfer-encoding',
    'host',
    'authorization',
    'set-cookie',
    'cache-control',
    'content-type',
    'trailer',
  ])
    expect(FORBIDDEN_TRAILERS).toContain(name);
});

test('allows what is known at the end only', () => {
  for (const name of ['server-timing', 'etag', 'digest', 'content-digest', 'x-checksum', ''])
    expect(FORBIDDEN_TRAILERS).not.toContain(name);
});

test('holds names in lower case, in which they are looked up', () => {
  for (const name of FORBIDDEN_TRAILERS) expect(name).toMatch(/^[a-z-]+$/);
});
