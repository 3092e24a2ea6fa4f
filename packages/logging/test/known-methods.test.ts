import { expect, test } from 'vitest';

import { knownMethods } from '../src/known-methods.ts';

test('tells known methods by name, and all others alike', () => {
  const known = knownMethods(undefined, 'metrics');
  expect(['GET', 'QUERY', 'PATCH'].map(known)).toEqual(['GET', 'QUERY', 'PATCH']);
  expect(['get', 'PROPFIND', '__proto__', ''].map(known)).toEqual(Array(4).fill('_OTHER'));
});

test('knows what it is told, and nothing else', () => {
  const known = knownMethods(['PROPFIND'], 'metrics');
  expect(['PROPFIND', 'GET'].map(known)).toEqual(['PROPFIND', '_OTHER']);
});

test('refuses what is no method', () => {
  expect(() => knownMethods(['GET', 'A B'], 'metrics')).toThrow(
    new TypeError('metrics(): methods must be a list of names of methods, got ["GET","A B"]'),
  );
  expect(() => knownMethods('GET' as never, 'metrics')).toThrow('must be a list of names of methods, got "GET"');
});
