import { expect, test } from 'vitest';

import { contentOf } from '../../src/middleware-conformance/content-of.ts';

test('joins text as UTF-8 with bytes as they are', () => {
  expect([...contentOf(['a', Uint8Array.of(0xff, 0), '', 'é'])]).toEqual([0x61, 0xff, 0, 0xc3, 0xa9]);
});
