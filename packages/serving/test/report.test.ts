import { inspect } from 'node:util';

import { expect, test } from 'vitest';

import type { Environ, ErrorStream } from '@tsgi/contract';

import { reporter, requestLine } from '../src/report.ts';

function written(error: unknown): string {
  let text = '';
  reporter({ write: (line) => void (text += line), flush() {} }, inspect)('GET / HTTP/1.1', error);
  return text;
}

test('writes an error once, with the time, with what it happened to and where it comes from', () => {
  const text = written(new Error('out of cheese'));
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z GET \/ HTTP\/1\.1: Error: out of cheese\n {4}at /);
  expect(text).toMatch(/\n$/);
  expect(text.split('out of cheese')).toHaveLength(2);
});

test('writes no line that a client has forged, and no command to a terminal', () => {
  const text = written(new Error('no user \u001b[2J\n2026-11-27T00:00:00.000Z GET /admin HTTP/1.1: Error: forged'));
  expect(text.match(/^\S.*/gm)).toHaveLength(1);
  expect(text).toContain(String.raw`no user \u001b[2J`);
});

test('writes whatever was thrown', () => {
  expect(written(undefined)).toMatch(/: undefined\n$/);
  expect(written({ code: 7 })).toMatch(/: \{ code: 7 \}\n$/);
});

test('says so of a value that throws when it is looked at', () => {
  const hostile = new Proxy(new Error('unseen'), {
    get() {
      throw new Error('do not look');
    },
  });
  const custom = {
    [Symbol.for('nodejs.util.inspect.custom')]() {
      throw new Error('do not look');
    },
  };
  expect(written(custom)).toMatch(/: a value that cannot be shown, of type object\n$/);
  expect(() => written(hostile)).not.toThrow();
});

test('does not throw where the stream does', () => {
  const full: ErrorStream = {
    write() {
      throw new Error('the disk is full');
    },
    flush() {},
  };
  const report = reporter(full, inspect);
  expect(() => report('GET / HTTP/1.1', new Error('lost'))).not.toThrow();
});

test('shows the request line as it was received', () => {
  const environ = { REQUEST_METHOD: 'GET', REQUEST_URI: '/%61?b', SERVER_PROTOCOL: 'HTTP/1.0', PATH_INFO: '/a' };
  expect(requestLine(environ as unknown as Environ)).toBe('GET /%61?b HTTP/1.0');
  expect(requestLine(undefined)).toBe('a request that was cut short');
});
