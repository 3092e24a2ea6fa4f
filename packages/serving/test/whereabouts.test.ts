import { expect, test } from 'vitest';

import { whereabouts } from '../src/whereabouts.ts';

test.each<[string, string, string]>([
  ['127.0.0.1', 'http://127.0.0.1:80', '127.0.0.1'],
  ['::1', 'http://[::1]:80', '::1'],
  ['0.0.0.0', 'http://localhost:80', 'localhost'],
  ['::', 'http://localhost:80', 'localhost'],
])('tells how %s can be reached', (address, url, serverName) => {
  expect(whereabouts('http', { address, port: 80 })).toEqual({
    url,
    host: address,
    port: 80,
    serverName,
    serverPort: '80',
  });
});

test('tells of a Unix socket by its path', () => {
  const place = { url: 'unix:/s', host: '/s', port: 0, serverName: 'localhost', serverPort: '' };
  expect(whereabouts('http', '/s')).toEqual(place);
});
