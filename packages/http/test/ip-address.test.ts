import { expect, test } from 'vitest';

import { parseIpAddress } from '../src/ip-address.ts';

test.each([
  ['IPv4', '192.0.2.43', '192.0.2.43'],
  ['the least and the largest IPv4', '0.0.0.255', '0.0.0.255'],
  ['IPv6', '2001:DB8:0:0::17', '2001:db8::17'],
  ['all zeros', '::', '::'],
  ['IPv6 in full', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['IPv6 that ends in IPv4', '64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ['IPv4 mapped to IPv6 as IPv4', '::ffff:10.0.0.1', '10.0.0.1'],
  ['IPv4 mapped to IPv6 in hexadecimal as IPv4', '::ffff:a00:1', '10.0.0.1'],
])('reads %s', (_, text, address) => {
  expect(parseIpAddress(text)?.toString()).toBe(address);
});

test.each([
  ['nothing', ''],
  ['octal numbers', '010.0.0.1'],
  ['hexadecimal numbers', '0x7f.0.0.1'],
  ['one number', '2130706433'],
  ['three numbers', '127.0.1'],
  ['an empty number', '1..2.3'],
  ['a dot at the end', '1.2.3.4.'],
  ['a dot in front', '.1.2.3.4'],
  ['zeros in front', '1.2.3.00'],
  ['five numbers', '1.2.3.4.5'],
  ['a number above 255', '1.2.3.256'],
  ['spaces', ' 1.2.3.4'],
  ['a port', '1.2.3.4:80'],
  ['brackets', '[::1]'],
  ['a zone', 'fe80::1%eth0'],
  ['a network', '10.0.0.0/8'],
  ['octal numbers behind IPv6', '::ffff:010.0.0.1'],
  ['hexadecimal numbers behind IPv6', '::ffff:0x7f.0.0.1'],
  ['two ::', '1::2::3'],
  ['nine groups', '1:2:3:4:5:6:7:8:9'],
  ['seven groups', '1:2:3:4:5:6:7'],
  ['a group of five digits', '12345::'],
  ['a colon in front', ':1:2:3:4:5:6:7:8'],
  ['a name', 'localhost'],
  ['digits of other scripts', '\u0661.2.3.4'],
  ['what is too long for any', `::${'0'.repeat(50)}`],
])('refuses %s', (_, text) => {
  expect(parseIpAddress(text)).toBeUndefined();
});
