import { expect, test } from 'vitest';

import { integer } from '@tsgi/router';

import { checkConverters } from '../src/converter.ts';

const names = new Set(['id']);

test('takes converters for params of the path', () => {
  expect(() => checkConverters({}, names, 'get()')).not.toThrow();
  expect(() => checkConverters({ id: integer }, names, 'get()')).not.toThrow();
});

test.each([
  [null, 'get(): converters must be an object, got object'],
  [{ page: integer }, 'get(): there is a converter for page, which is no param of the path'],
  [{ id: Number }, 'get(): the converter for id must have parse and format, got function'],
  [{ id: { parse() {} } }, 'get(): the converter for id must have parse and format, got object'],
])('refuses %j', (converters, message) => {
  expect(() => checkConverters(converters, names, 'get()')).toThrow(new TypeError(message));
});
