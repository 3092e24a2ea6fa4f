import { describe, expect, test } from 'vitest';

import { trustedAddresses } from '@tsgi/http';

test('trusts what is listed', () => {
  const trusted = trustedAddresses(['loopback', '192.0.2.7', '10.0.0.0/8']);
  expect(['127.0.0.1', '192.0.2.7', '10.9.9.9', '192.0.2.8'].map(trusted)).toEqual([true, true, true, false]);
});

describe('trustedAddresses', () => {
  test.each([
    ['loopback', ['127.0.0.1', '127.255.255.255', '::1', '::ffff:127.0.0.1'], ['128.0.0.1', '::2', '10.0.0.1']],
    ['linklocal', ['169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'fe80::1%br-lan.100'], ['169.255.0.1', 'fec0::1']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd00::1'], ['172.32.0.1', '127.0.0.1']],
    ['192.0.2.7', ['192.0.2.7', '::ffff:192.0.2.7'], ['192.0.2.8', '192.0.2.70']],
    ['2001:db8::17', ['2001:DB8:0::17'], ['2001:db8::18']],
    ['192.0.2.128/25', ['192.0.2.128', '192.0.2.255'], ['192.0.2.127', '2001:db8::1']],
    ['10.1.2.3/8', ['10.0.0.1'], ['11.0.0.1']],
    ['2001:db8::/33', ['2001:db8:7fff::1'], ['2001:db8:8000::1', '32.1.13.184']],
    ['0.0.0.0/0', ['0.0.0.0', '203.0.113.9'], ['2001:db8::1']],
    ['::/0', ['2001:db8::1'], ['203.0.113.9']],
    ['::ffff:10.0.0.0/104', ['10.1.1.1'], ['11.0.0.1']],
  ])('%s', (entry, inside, outside) => {
    const trusted = trustedAddresses([entry]);
    for (const address of [...inside, ...inside]) expect(trusted(address), address).toBe(true);
    for (const address of [...outside, ...outside]) expect(trusted(address), address).toBe(false);
  });

  test('trusts the peer at a Unix socket when told so', () => {
    expect(trustedAddresses(['unix'])(undefined)).toBe(true);
    expect(trustedAddresses(['loopback', '::/0', '0.0.0.0/0'])(undefined)).toBe(false);
    expect(trustedAddresses(['unix'])('unix')).toBe(false);
  });

  test.each(['', 'localhost', '127.1', '0x7f.0.0.1', '10.0.0.1:80', '[::1]', '__proto__'])(
    'never trusts %j',
    (text) => {
      expect(trustedAddresses(['loopback', 'private', '0.0.0.0/0', '::/0'])(text)).toBe(false);
    },
  );

  test('trusts nobody without a list', () => {
    expect(trustedAddresses([])('127.0.0.1')).toBe(false);
  });

  test('answers the same however many addresses it was asked of', () => {
    const trusted = trustedAddresses(['10.0.0.0/8']);
    for (let i = 0; i < 3_000; i++) expect(trusted(`${10 + (i % 2)}.0.${i >> 8}.${i & 255}`)).toBe(i % 2 === 0);
  });

  test.each([
    'localhost',
    'Loopback',
    '',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/255.0.0.0',
    '::/129',
    '::ffff:10.0.0.0/8',
    '010.0.0.1',
    'constructor',
    '__proto__',
  ])('refuses the entry %j', (entry) => {
    expect(() => trustedAddresses(['loopback', entry])).toThrow(TypeError);
  });

  test.each(['loopback', [7], null])('refuses %j, which is no list of texts', (list) => {
    expect(() => trustedAddresses(list as never, 'router(): trustedProxies')).toThrow(
      "router(): trustedProxies must be a list of addresses, networks, 'loopback', 'linklocal', 'private', 'unix', got ",
    );
  });
});
