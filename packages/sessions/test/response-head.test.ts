import { expect, test } from 'vitest';

import type { HeaderList } from '@tsgi/contract';

import { responseHead } from '../src/response-head.ts';

const read = { written: false, cookies: [] };
const written = { written: true, cookies: [['Set-Cookie', 'a=1']] as const };

test('says that the response depends on the cookie, and whom it is for', () => {
  const headers: HeaderList = [['Content-Type', 'text/plain']];
  expect(responseHead(headers, read)).toEqual([...headers, ['Vary', 'Cookie'], ['Cache-Control', 'private']]);
  expect(responseHead(headers, written)).toEqual([
    ...headers,
    ['Vary', 'Cookie'],
    ['Cache-Control', 'no-store'],
    ['Set-Cookie', 'a=1'],
  ]);
  expect(headers).toHaveLength(1);
});

test.each([
  ['Accept', 'Accept, Cookie'],
  ['cookie', 'cookie'],
  ['*', '*'],
])('adds to Vary: %s', (field, expected) => {
  expect(responseHead([['vary', field]], read)).toContainEqual(['Vary', expected]);
});

test.each([
  ['public, max-age=60', 'max-age=60, private'],
  ['s-maxage=60, max-age=5', 'max-age=5, private'],
  ['private', 'private'],
  ['private="Set-Cookie"', 'private'],
  ['no-store', 'no-store'],
  ['no-cache', 'no-cache, private'],
])('keeps what %s says to the client', (field, expected) => {
  expect(responseHead([['cache-control', field]], read)).toContainEqual(['Cache-Control', expected]);
  expect(responseHead([['Cache-Control', field]], written)).toContainEqual(['Cache-Control', 'no-store']);
});

test('leaves other cookies as they are', () => {
  expect(responseHead([['Set-Cookie', 'b=2']], written).filter(([name]) => name === 'Set-Cookie')).toEqual([
    ['Set-Cookie', 'b=2'],
    ['Set-Cookie', 'a=1'],
  ]);
});
