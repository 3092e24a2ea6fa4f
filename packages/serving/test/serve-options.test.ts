import { expect, test } from 'vitest';

import { checkServeOptions, type ServeOptions } from '../src/serve-options.ts';

test('takes options that mean something', () => {
  expect(() => checkServeOptions({})).not.toThrow();
  expect(() =>
    checkServeOptions({
      host: '::',
      port: 0,
      reusePort: true,
      backlog: 1,
      tls: { key: 'k', cert: 'c' },
      errors: { write() {}, flush() {} },
      limits: {},
      timeouts: {},
    }),
  ).not.toThrow();
  expect(() => checkServeOptions({ path: '/run/app.sock' })).not.toThrow();
  expect(() => checkServeOptions({ fd: 3 })).not.toThrow();
});

test.each([
  [8002, 'serve(): expected options, got number'],
  [null, 'serve(): expected options, got null'],
  [{ ports: 80 }, /^serve\(\): ports is not an option; there are host, port, path, /],
  [{ hasOwnProperty: 80 }, /^serve\(\): hasOwnProperty is not an option/],
  [{ port: '80' }, 'serve(): port must be a whole number from 0 to 65535, got "80"'],
  [{ port: 65_536 }, /got 65536$/],
  [{ port: -1 }, /got -1$/],
  [{ host: '' }, 'serve(): host must be a host name or an address, got ""'],
  [{ path: 7 }, 'serve(): path must be the path of a socket, got 7'],
  [{ fd: 1.5 }, 'serve(): fd must be a file descriptor, got 1.5'],
  [{ reusePort: 1 }, 'serve(): reusePort must be a boolean, got 1'],
  [{ backlog: -1 }, 'serve(): backlog must be a whole number, got -1'],
  [{ tls: true }, 'serve(): tls must be an object with key and cert, pfx, or SNICallback, got boolean'],
  [{ errors: { write() {} } }, 'serve(): errors must be an object with write() and flush(), got an object of Object'],
  [{ errors: null }, /got null$/],
  [{ limits: 7 }, 'serve(): limits must be an object, got 7'],
  [{ timeouts: null }, 'serve(): timeouts must be an object, got null'],
  [{ port: 0, path: '/s' }, 'serve(): a server listens in one place, got path beside host and port'],
  [{ fd: 3, path: '/s' }, 'serve(): a server listens in one place, got fd beside path'],
])('refuses %j', (options, message) => {
  expect(() => checkServeOptions(options as ServeOptions)).toThrow(TypeError);
  expect(() => checkServeOptions(options as ServeOptions)).toThrow(message);
});

test('leaves options of its own to a server, and names them', () => {
  expect(() => checkServeOptions({ http2: 'yes' } as ServeOptions, {}, ['http2'])).not.toThrow();
  expect(() => checkServeOptions({ http: 2 } as ServeOptions, {}, ['http2'])).toThrow(/timeouts, http2$/);
});

test('refuses what this server cannot honour, and says why', () => {
  expect(() => checkServeOptions({ fd: 3 }, { fd: 'it opens its port itself' })).toThrow(
    new TypeError('serve(): fd cannot be honoured by this server: it opens its port itself'),
  );
});
