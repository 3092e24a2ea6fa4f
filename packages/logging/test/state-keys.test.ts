import { expect, test } from 'vitest';

import { HTTP_ROUTE, stringAt } from '../src/state-keys.ts';

test('gives what a layer has left, where it is a string', () => {
  expect(stringAt(new Map([['http.route', '/users/:id']]), HTTP_ROUTE)).toBe('/users/:id');
  expect(stringAt(new Map([['http.route', 7]]), HTTP_ROUTE)).toBeUndefined();
  expect(stringAt(new Map(), HTTP_ROUTE)).toBeUndefined();
});
