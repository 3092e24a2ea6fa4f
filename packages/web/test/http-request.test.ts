import { describe, expect, test } from 'vitest';

import { checkProxies } from '@tsgi/http';
import { HttpRequest } from '@tsgi/web';

import { environOf, type Ask } from './exchange.ts';

const request = (ask: Ask = {}): HttpRequest<object> => new HttpRequest(environOf(ask), {});

test('shows a request', () => {
  const seen = request({ path: '/a%20b', query: 'c=d&c=e', headers: { Cookie: 'id=7', 'X-Custom': 'yes' } });
  expect(seen.method).toBe('GET');
  expect(seen.path).toBe('/a b');
  expect(seen.query.getAll('c')).toEqual(['d', 'e']);
  expect(seen.cookies['id']).toBe('7');
  expect(seen.header('x-custom')).toBe('yes');
  expect(seen.url.href).toBe('http://localhost:8002/a%20b?c=d&c=e');
});

test('gives the parameters of a router', () => {
  expect(new HttpRequest(environOf(), { id: 7 }).params.id).toBe(7);
});

test('leaves the environ as it is', () => {
  const environ = environOf();
  const before = { ...environ };
  const seen = new HttpRequest(environ, {});
  expect([seen.url.href, seen.query.size, seen.client.address, seen.cookies]).toHaveLength(4);
  expect(environ).toEqual(before);
});

test('works each thing out once', () => {
  const seen = request();
  expect(seen.url).toBe(seen.url);
  expect(seen.query).toBe(seen.query);
  expect(seen.cookies).toBe(seen.cookies);
  expect(seen.client).toBe(seen.client);
});

describe('path', () => {
  test.each([
    ['/', '/'],
    ['', ''],
    ['/%E4%BD%A0', '/你'],
    ['/a%2Fb', '/a/b'],
    ['/%252F', '/%2F'],
  ])('of %s is %s', (path, decoded) => {
    expect(request({ path }).path).toBe(decoded);
  });

  test('is refused where it is not UTF-8', () => {
    expect(() => request({ path: '/%FF' }).path).toThrow(expect.objectContaining({ status: 400 }));
  });

  test('does not hold the prefix, which the URL does', () => {
    const seen = request({ path: '/b', environ: { SCRIPT_NAME: '/a' } });
    expect([seen.prefix, seen.path, seen.url.pathname]).toEqual(['/a', '/b', '/a/b']);
  });
});

describe('header', () => {
  test('knows the two that have keys of their own', () => {
    const seen = request({ headers: { 'Content-Type': 'text/plain', 'Content-Length': '0' } });
    expect([seen.header('content-type'), seen.header('Content-Length')]).toEqual(['text/plain', '0']);
    expect(seen.contentType?.type).toBe('text/plain');
  });

  test('is undefined where it is missing', () => {
    expect(request().header('X-Custom')).toBeUndefined();
    expect(request().contentType).toBeUndefined();
  });

  test.each(['x_custom', 'content_type', '', '__proto__', 'constructor'])(
    'does not take %j for another name',
    (name) => {
      const seen = request({ headers: { 'X-Custom': 'yes', 'Content-Type': 'text/plain' } });
      expect(seen.header(name)).toBeUndefined();
    },
  );

  test('remembers names boundedly', () => {
    const seen = request({ headers: { 'X-Custom-900': 'yes' } });
    for (let i = 0; i < 1000; i++) seen.header(`X-Custom-${i}`);
    expect(seen.header('X-Custom-900')).toBe('yes');
  });
});

describe('scheme, host and client', () => {
  const headers = {
    'X-Forwarded-For': '198.51.100.1',
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': 'app.example',
    Forwarded: 'for=203.0.113.9;proto=https;host=other.example',
  };

  test('are those of the peer where nobody is trusted', () => {
    const seen = request({ headers });
    expect([seen.scheme, seen.host, seen.client.address]).toEqual(['http', 'localhost:8002', '192.0.2.7']);
  });

  test.each([
    ['X-Forwarded', 'app.example', '198.51.100.1'],
    ['Forwarded', 'other.example', '203.0.113.9'],
  ] as const)('are those of %s where the proxy is trusted', (forwarded, host, address) => {
    const proxies = checkProxies({ trustedProxies: ['192.0.2.7'], forwarded }, 'test');
    const seen = new HttpRequest(environOf({ headers }), {}, proxies);
    expect([seen.scheme, seen.host, seen.client.address]).toEqual(['https', host, address]);
    expect(seen.url.href).toBe(`https://${host}/`);
  });

  test('come from the server where there is no Host', () => {
    const environ = environOf();
    Reflect.deleteProperty(environ, 'HTTP_HOST');
    expect(new HttpRequest(environ, {}).host).toBe('localhost:8002');
    expect(new HttpRequest(environ, {}, checkProxies({ trustedProxies: ['192.0.2.7'] }, 'test')).host).toBe(
      'localhost:8002',
    );
  });

  test.each(['a b', 'user@evil.example', 'a.example:99999', '[::1', 'a\\b@c'])(
    'are refused for the Host %s',
    (Host) => {
      expect(() => request({ headers: { Host } }).url).toThrow(expect.objectContaining({ status: 400 }));
    },
  );

  test.each(['evil.example/path?', 'evil.example#', 'evil.example?'])(
    'do not let the Host %s move the path',
    (Host) => {
      expect(() => request({ headers: { Host }, path: '/a' }).url).toThrow(expect.objectContaining({ status: 400 }));
    },
  );
});

describe('negotiation', () => {
  const seen = request({ headers: { Accept: 'application/json', 'Accept-Language': 'zh', 'Accept-Encoding': 'br' } });

  test('takes what the client wants', () => {
    expect(seen.accepts('text/html', 'application/json')).toBe('application/json');
    expect(seen.acceptsLanguage('en', 'zh')).toBe('zh');
    expect(seen.acceptsEncoding('gzip', 'br')).toBe('br');
  });

  test('is undefined where nothing will do', () => {
    expect(seen.accepts('text/html')).toBeUndefined();
  });
});

test('gives the signal of the exchange', () => {
  const client = new AbortController();
  expect(request({ client }).signal).toBe(client.signal);
});
