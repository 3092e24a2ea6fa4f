import { describe, expect, test } from 'vitest';

import { type CookieOptions, deleteCookie, formatSetCookie, parseCookies } from '@tsgi/http';

test('sets a cookie, and takes it away', () => {
  expect(formatSetCookie('lang', 'en-US', { path: '/', maxAge: 60 })).toBe('lang=en-US; Max-Age=60; Path=/');
  expect(deleteCookie('lang', { path: '/' })).toBe('lang=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT');
});

describe('formatSetCookie writes the examples of RFC 6265 §3.1, but for the order of what follows the value:', () => {
  test.each<[string, string, CookieOptions, string]>([
    ['SID', '31d4d96e407aad42', {}, 'SID=31d4d96e407aad42'],
    [
      'SID',
      '31d4d96e407aad42',
      { path: '/', domain: 'example.com' },
      'SID=31d4d96e407aad42; Domain=example.com; Path=/',
    ],
    [
      'SID',
      '31d4d96e407aad42',
      { path: '/', secure: true, httpOnly: true },
      'SID=31d4d96e407aad42; Path=/; HttpOnly; Secure',
    ],
    ['lang', 'en-US', { path: '/', domain: 'example.com' }, 'lang=en-US; Domain=example.com; Path=/'],
    [
      'lang',
      'en-US',
      { expires: new Date(Date.UTC(2021, 5, 9, 10, 18, 14)) },
      'lang=en-US; Expires=Wed, 09 Jun 2021 10:18:14 GMT',
    ],
    [
      'lang',
      '',
      { expires: new Date(Date.UTC(1994, 10, 6, 8, 49, 37)) },
      'lang=; Expires=Sun, 06 Nov 1994 08:49:37 GMT',
    ],
  ])('%s=%s %o', (name, value, options, field) => {
    expect(formatSetCookie(name, value, options)).toBe(field);
  });
});

describe('formatSetCookie writes', () => {
  test.each<[string, string, CookieOptions, string]>([
    ['a value alone', 'b', {}, 'a=b'],
    ['an empty value', '', {}, 'a='],
    ['what a value cannot hold', 'b; c,"d"', {}, 'a=b%3B%20c%2C%22d%22'],
    ['a percent sign', '100%', {}, 'a=100%25'],
    ['text of any script', '你好', {}, 'a=%E4%BD%A0%E5%A5%BD'],
    ['a line break harmlessly', 'b\r\nSet-Cookie: c=d', {}, 'a=b%0D%0ASet-Cookie%3A%20c%3Dd'],
    ['half a character as U+FFFD', '\ud800', {}, 'a=%EF%BF%BD'],
    ['Domain', 'b', { domain: 'example.com' }, 'a=b; Domain=example.com'],
    ['Expires', 'b', { expires: new Date(0) }, 'a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    ['HttpOnly and Secure', 'b', { httpOnly: true, secure: true }, 'a=b; HttpOnly; Secure'],
    ['SameSite=Strict', 'b', { sameSite: 'strict' }, 'a=b; SameSite=Strict'],
    ['SameSite=Lax', 'b', { sameSite: 'lax' }, 'a=b; SameSite=Lax'],
    ['SameSite=None', 'b', { sameSite: 'none', secure: true }, 'a=b; Secure; SameSite=None'],
    ['Partitioned', 'b', { partitioned: true, secure: true }, 'a=b; Secure; Partitioned'],
    ['Priority', 'b', { priority: 'high' }, 'a=b; Priority=High'],
    ['nothing for what is undefined or false', 'b', { domain: undefined, secure: false, path: undefined }, 'a=b'],
  ])('%s', (_, value, options, field) => {
    expect(formatSetCookie('a', value, options)).toBe(field);
  });

  test.each(['b', 'b; c', '100%', '你好', '"', '\\', '\u0000'])('%j so that parseCookies reads it', (value) => {
    expect(parseCookies(formatSetCookie('a', value))['a']).toBe(value);
  });
});

const secure = true;
const httpOnly = true;

describe('formatSetCookie', () => {
  test.each<[string, string, CookieOptions]>([
    ['__Secure- with Secure', '__Secure-a', { secure }],
    ['__Secure- with Secure and a domain', '__Secure-a', { secure, domain: 'example.com' }],
    ['__Host- with Secure and the path /', '__Host-a', { secure, path: '/' }],
    ['__Http- with Secure and HttpOnly', '__Http-a', { secure, httpOnly }],
    ['__Host-Http- with Secure, HttpOnly and the path /', '__Host-Http-a', { secure, httpOnly, path: '/' }],
    ['what only looks like a prefix', '__Hosta', {}],
  ])('allows %s', (_, name, options) => {
    expect(formatSetCookie(name, 'b', options)).toContain(`${name}=b`);
  });

  test.each<[string, string, CookieOptions, string]>([
    ['__Secure- without Secure', '__Secure-a', {}, '__Secure-a needs secure'],
    ['__Host- without Secure', '__Host-a', { path: '/' }, '__Host-a needs secure'],
    ['__Host- without a path', '__Host-a', { secure }, `__Host-a needs the path '/'`],
    ['__Host- with another path', '__Host-a', { secure, path: '/b' }, `__Host-a needs the path '/'`],
    ['__Host- with a domain', '__Host-a', { secure, path: '/', domain: 'example.com' }, '__Host-a needs no domain'],
    ['__Host- in other letter case', '__hOST-a', {}, '__hOST-a needs secure'],
    ['__Http- without HttpOnly', '__Http-a', { secure }, '__Http-a needs httpOnly'],
    ['__Host-Http- without HttpOnly', '__Host-Http-a', { secure, path: '/' }, '__Host-Http-a needs httpOnly'],
    ['SameSite=None without Secure', 'a', { sameSite: 'none' }, 'SameSite=None needs secure'],
    ['Partitioned without Secure', 'a', { partitioned: true }, 'Partitioned needs secure'],
    ['an empty name', '', {}, 'cannot be named ""'],
    ['a name with =', 'a=b', {}, 'cannot be named "a=b"'],
    ['a name with ;', 'a;b', {}, 'cannot be named'],
    ['a name that breaks the line', 'a\r\n', {}, 'cannot be named'],
    [
      'a domain that is none',
      'a',
      { domain: 'a;b' },
      'formatSetCookie(): a cannot be set: cookie domain is invalid: a;b',
    ],
    ['a path with ;', 'a', { path: '/;b' }, 'path is invalid'],
    ['a path without /', 'a', { path: 'b' }, 'a has a path that begins with no /, which browsers pass over: "b"'],
    ['half a second', 'a', { maxAge: 0.5 }, 'maxAge is invalid'],
    ['a date that is none', 'a', { expires: new Date('?') }, 'expires is invalid'],
  ])('refuses %s', (_, name, options, message) => {
    expect(() => formatSetCookie(name, 'b', options)).toThrow(TypeError);
    expect(() => formatSetCookie(name, 'b', options)).toThrow(message);
  });

  test.each(['httponly', 'samesite', 'maxage', 'name'])('refuses the option %s, which it does not know', (option) => {
    expect(() => formatSetCookie('a', 'b', { [option]: 1 })).toThrow(
      new TypeError(
        `formatSetCookie(): ${option} is not an option; there are ` +
          'domain, path, maxAge, expires, secure, httpOnly, sameSite, partitioned, priority',
      ),
    );
    expect(() => deleteCookie('a', { [option]: 1 })).toThrow(TypeError);
  });

  test('allows as many bytes as browsers take, and refuses one more', () => {
    expect(formatSetCookie('a', 'b'.repeat(4095))).toHaveLength(4097);
    expect(() => formatSetCookie('a', 'b'.repeat(4096))).toThrow('a and its value have 4097 bytes');
    expect(() => formatSetCookie('a', ' '.repeat(1366))).toThrow('have 4099 bytes');
  });
});

describe('deleteCookie', () => {
  test.each<[string, string, CookieOptions, string]>([
    ['adds what __Host- needs', '__Host-a', {}, 'Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure'],
    ['adds what __Secure- needs', '__Secure-a', {}, 'Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure'],
    ['adds what __Http- needs', '__Http-a', {}, 'Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure'],
    ['keeps the domain', 'a', { domain: 'b.c' }, 'Domain=b.c; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    ['takes no other end', 'a', { maxAge: 5, expires: new Date(1e12) }, 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
  ])('%s', (_, name, options, attributes) => {
    expect(deleteCookie(name, options)).toBe(`${name}=; Max-Age=0; ${attributes}`);
  });

  test('refuses what the cookie cannot have been set with', () => {
    expect(() => deleteCookie('__Host-a', { domain: 'example.com' })).toThrow('__Host-a needs no domain');
  });
});
