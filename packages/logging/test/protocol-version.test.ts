import { expect, test } from 'vitest';

import { protocolVersion } from '../src/protocol-version.ts';

test.each([
  ['HTTP/1.1', '1.1'],
  ['HTTP/1.0', '1.0'],
  ['HTTP/2.0', '2'],
  ['HTTP/3.0', '3'],
])('%s is %s', (protocol, version) => {
  expect(protocolVersion(protocol)).toBe(version);
});
