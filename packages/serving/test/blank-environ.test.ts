import { expect, test } from 'vitest';

import { blankEnviron, type Site } from '../src/blank-environ.ts';
import { emptyInput } from '../src/request-input.ts';

const site: Site = {
  serverName: '127.0.0.1',
  serverPort: '8000',
  scheme: 'http',
  multiprocess: true,
  gateway: { errors: { write() {}, flush() {} } },
  wrapFile: () => [],
};
const peer = { remoteAddress: '192.0.2.7', remotePort: 54_321 };

test('holds what the server knows before a request comes', () => {
  expect(blankEnviron(site, peer, 'HTTP/1.1', true)).toMatchObject({
    SERVER_NAME: '127.0.0.1',
    SERVER_PORT: '8000',
    SERVER_PROTOCOL: 'HTTP/1.1',
    REMOTE_ADDR: '192.0.2.7',
    REMOTE_PORT: '54321',
    'tsgi.version': [1, 0],
    'tsgi.url_scheme': 'http',
    'tsgi.input': emptyInput,
    'tsgi.errors': site.gateway.errors,
    'tsgi.multithread': false,
    'tsgi.multiprocess': true,
    'tsgi.run_once': false,
  });
});

test('is a plain object of its own each time, and shares a frozen version', () => {
  const environ = blankEnviron(site, peer, 'HTTP/1.1', true);
  expect(Object.getPrototypeOf(environ)).toBe(Object.prototype);
  expect(blankEnviron(site, peer, 'HTTP/1.1', true)).not.toBe(environ);
  expect(environ['tsgi.version']).toBe(blankEnviron(site, peer, 'HTTP/1.0', false)['tsgi.version']);
  expect(Object.isFrozen(environ['tsgi.version'])).toBe(true);
});

test('has no key for an address that is not known', () => {
  const environ = blankEnviron(site, {}, 'HTTP/1.1', true);
  expect(environ).not.toHaveProperty('REMOTE_ADDR');
  expect(environ).not.toHaveProperty('REMOTE_PORT');
  expect(Object.keys(environ)).toContain('tsgi.trailers');
});

test('has no key for what HTTP/1.0 cannot do', () => {
  const keys = Object.keys(blankEnviron(site, peer, 'HTTP/1.0', false));
  expect(keys).toContain('REMOTE_ADDR');
  expect(keys).not.toContain('tsgi.trailers');
  expect(keys).not.toContain('tsgi.informational');
});

test('has the key for files where no interim response can be sent', () => {
  expect(blankEnviron(site, peer, 'HTTP/1.1', false)['tsgi.file_wrapper']).toBe(site.wrapFile);
});

test('has no key for files where there are none', () => {
  const environ = blankEnviron({ ...site, wrapFile: undefined }, peer, 'HTTP/1.1', true);
  expect(environ).not.toHaveProperty('tsgi.file_wrapper');
  expect(blankEnviron({ ...site, wrapFile: undefined }, peer, 'HTTP/1.1', false)).not.toHaveProperty(
    'tsgi.file_wrapper',
  );
  expect(blankEnviron(site, peer, 'HTTP/1.1', true)['tsgi.file_wrapper']).toBe(site.wrapFile);
});
