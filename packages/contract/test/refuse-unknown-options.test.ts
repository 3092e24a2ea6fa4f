import { refuseUnknownOptions } from '@tsgi/contract';
import { expect, test } from 'vitest';

test('takes the options that there are, and none', () => {
  expect(() => refuseUnknownOptions('sessions', { store: undefined }, ['secrets', 'store'])).not.toThrow();
  expect(() => refuseUnknownOptions('sessions', {}, ['secrets', 'store'])).not.toThrow();
});

test('refuses a misspelt one, and names those that there are', () => {
  expect(() => refuseUnknownOptions('sessions', { secret: 'x' }, ['secrets', 'store'])).toThrow(
    new TypeError('sessions(): secret is not an option; there are secrets, store'),
  );
  expect(() => refuseUnknownOptions('sessions', { pat: '/' }, ['path'], 'cookie.')).toThrow(
    new TypeError('sessions(): cookie.pat is not an option; there are path'),
  );
});

test.each([
  [null, 'null'],
  ['combined', 'string'],
  [() => {}, 'function'],
])('refuses %j in the place of options', (options, got) => {
  expect(() => refuseUnknownOptions('accessLog', options as never, ['format'])).toThrow(
    new TypeError(`accessLog(): expected options, got ${got}`),
  );
});

test('takes no name for one that every object has', () => {
  expect(() => refuseUnknownOptions('a', { constructor: 1 }, ['b'])).toThrow('a(): constructor is not an option');
});
