import { expect, test } from 'vitest';

import { isHost } from '../src/is-host.ts';

test.each([
  '',
  'h',
  'h:',
  'h:0',
  'h:65535',
  'EXAMPLE.com',
  'example.com.',
  'xn--bcher-kva.example',
  '127.0.0.1:80',
  '[::]',
  '[::1]:8002',
  '[2001:DB8::1]',
  '[::ffff:127.0.0.1]',
  'a_b',
  '%E4',
  'a'.repeat(300),
])('takes %j for a host', (host) => {
  expect(isHost(host)).toBe(true);
  expect(isHost(host), 'again').toBe(true);
});

test.each([
  ' ',
  'a b',
  'a,b '.trim() + ' ',
  'h:80:80',
  'h:+80',
  'h:123456',
  ':80',
  'u@h',
  'h/',
  'h?',
  'h#',
  'h\\',
  '"h"',
  '::1',
  '[',
  '[]',
  '[1]',
  '[::1',
  '::1]',
  '[::1]]',
  '[::1]a',
  '[:::]',
  '[1:2:3:4:5:6:7]',
  '[::g]',
  '[127.0.0.1]',
  '[fe80::1%1]',
  '[v1.a]',
  '%',
  '%4',
  '%zz',
  'h\n',
  'h\0',
  'é',
  'a'.repeat(301),
])('takes %j for none', (host) => {
  expect(isHost(host)).toBe(false);
  expect(isHost(host), 'again').toBe(false);
});
