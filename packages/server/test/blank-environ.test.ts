import { emptyInput, Gateway } from '@tsgi/serving';
import { expect, test } from 'vitest';

import { blankEnviron } from '../src/blank-environ.ts';
import type { Serving } from '../src/serving.ts';

const serving = {
  serverName: '127.0.0.1',
  serverPort: '8000',
  scheme: 'http',
  multiprocess: true,
  gateway: new Gateway(
    () => [],
    { write() {}, flush() {} },
    () => {},
  ),
} as Partial<Serving> as Serving;
const peer = { remoteAddress: '192.0.2.7', remotePort: 54_321 };

test('holds what the server knows before a request comes', () => {
  expect(blankEnviron(serving, peer, true)).toMatchObject({
    SERVER_NAME: '127.0.0.1',
    SERVER_PORT: '8000',
    SERVER_PROTOCOL: 'HTTP/1.1',
    REMOTE_ADDR: '192.0.2.7',
    REMOTE_PORT: '54321',
    'tsgi.version': [1, 0],
    'tsgi.url_scheme': 'http',
    'tsgi.input': emptyInput,
    'tsgi.errors': serving.gateway.errors,
    'tsgi.multithread': false,
    'tsgi.multiprocess': true,
    'tsgi.run_once': false,
  });
});

test('is a plain object of its own each time, and shares a frozen version', () => {
  const environ = blankEnviron(serving, peer, true);
  expect(Object.getPrototypeOf(environ)).toBe(Object.prototype);
  expect(blankEnviron(serving, peer, true)).not.toBe(environ);
  expect(environ['tsgi.version']).toBe(blankEnviron(serving, peer, false)['tsgi.version']);
  expect(Object.isFrozen(environ['tsgi.version'])).toBe(true);
});

test('has no key for an address that is not known', () => {
  const environ = blankEnviron(serving, {}, true);
  expect(environ).not.toHaveProperty('REMOTE_ADDR');
  expect(environ).not.toHaveProperty('REMOTE_PORT');
  expect(Object.keys(environ)).toContain('tsgi.trailers');
});

test('has no key for what HTTP/1.0 cannot do', () => {
  const keys = Object.keys(blankEnviron(serving, peer, false));
  expect(keys).toContain('REMOTE_ADDR');
  expect(keys).not.toContain('tsgi.trailers');
  expect(keys).not.toContain('tsgi.informational');
});
