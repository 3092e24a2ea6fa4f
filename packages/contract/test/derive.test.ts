import { expect, test } from 'vitest';

import { derive } from '@tsgi/contract';

import { exampleEnviron } from './example-environ.ts';

test('copies the environ with the changes, and leaves the original as it was', () => {
  const environ = exampleEnviron({ SCRIPT_NAME: '', PATH_INFO: '/shop/cart', HTTP_ACCEPT: '*/*' });
  const before = { ...environ };
  const inner = derive(environ, { SCRIPT_NAME: '/shop', PATH_INFO: '/cart', 'router.params': { id: 1 } });
  expect(inner).toEqual({ ...before, SCRIPT_NAME: '/shop', PATH_INFO: '/cart', 'router.params': { id: 1 } });
  expect(environ).toEqual(before);
});

test('shares the values', () => {
  const environ = exampleEnviron();
  const inner = derive(environ, {});
  expect(inner).not.toBe(environ);
  expect(inner['tsgi.exchange']).toBe(environ['tsgi.exchange']);
  expect(inner['tsgi.input']).toBe(environ['tsgi.input']);
});

test('gives an ordinary object of own data properties (rules E1 and E2)', () => {
  const inner = derive(exampleEnviron(), { HTTP_X: 'y' });
  expect(Object.getPrototypeOf(inner)).toBe(Object.prototype);
  for (const property of Object.values(Object.getOwnPropertyDescriptors(inner)))
    expect(property).toMatchObject({ enumerable: true, writable: true, configurable: true });
});
