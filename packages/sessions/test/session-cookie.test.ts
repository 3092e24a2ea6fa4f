import { describe, expect, test } from 'vitest';

import type { Header } from '@tsgi/contract';

import { SessionCookie, type SessionCookieOptions } from '../src/session-cookie.ts';

const soon = (): number => Date.now() + 60_000;
const values = (fields: readonly Header[]): string[] => fields.map(([, value]) => value);

/** The `Cookie` that a browser sends which was told this. */
const sent = (fields: readonly Header[]): string =>
  values(fields)
    .filter((value) => !value.includes('Max-Age=0'))
    .map((value) => value.slice(0, value.indexOf(';')))
    .join('; ');

describe('by default', () => {
  test('it is for this host alone, over https alone, and hidden from scripts', () => {
    const fields = new SessionCookie({}, true).set('a', soon(), undefined);
    expect(values(fields)).toEqual(['__Host-session=a; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax']);
  });

  test('it has another name over http', () => {
    const fields = new SessionCookie({}, false).set('a', soon(), undefined);
    expect(values(fields)).toEqual(['session=a; Max-Age=60; Path=/; HttpOnly; SameSite=Lax']);
  });
});

test.each<[SessionCookieOptions, boolean, string]>([
  [
    { domain: 'example.org' },
    true,
    '__Secure-session=a; Max-Age=60; Domain=example.org; Path=/; HttpOnly; Secure; SameSite=Lax',
  ],
  [{ path: '/app' }, true, '__Secure-session=a; Max-Age=60; Path=/app; HttpOnly; Secure; SameSite=Lax'],
  [{ name: 'sid', sameSite: 'strict' }, true, 'sid=a; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Strict'],
  [{ name: '__Host-sid' }, false, 'sid=a; Max-Age=60; Path=/; HttpOnly; SameSite=Lax'],
  [{ sameSite: 'none', partitioned: true }, false, 'session=a; Max-Age=60; Path=/; HttpOnly; SameSite=Lax'],
  [{ persistent: false }, true, '__Host-session=a; Path=/; HttpOnly; Secure; SameSite=Lax'],
  [
    { sameSite: 'none', partitioned: true },
    true,
    '__Host-session=a; Max-Age=60; Path=/; HttpOnly; Secure; Partitioned; SameSite=None',
  ],
])('with %j, https: %j', (options, secure, expected) => {
  expect(values(new SessionCookie(options, secure).set('a', soon(), undefined))).toEqual([expected]);
});

test('reads the first of its name, and no other', () => {
  const cookie = new SessionCookie({}, false);
  expect(cookie.read(undefined)).toBeUndefined();
  for (const field of ['', 'a=1', 'xsession=1', 'sessionx=1', 'session', 'a=session=1', ';;', 'Session=1']) {
    expect(cookie.read(field)).toBeUndefined();
  }
  for (const field of ['session=b', 'a=1; session=b', 'a=1;session=b;c=2', 'session=b; session=c', 'a; ; session=b']) {
    expect(cookie.read(field)).toBe('b');
  }
  expect(cookie.read('session=')).toBe('');
});

test('is taken away as it was set', () => {
  const cookie = new SessionCookie({ domain: 'example.org' }, true);
  expect(cookie.clear('a=1')).toEqual([]);
  expect(values(cookie.clear('__Secure-session=a'))).toEqual([
    expect.stringMatching(/^__Secure-session=; Max-Age=0; Domain=example\.org; Path=\/; .*Secure/),
  ]);
});

describe('a session that is large', () => {
  const cookie = new SessionCookie({ chunks: 3 }, true);
  const value = Array.from({ length: 9000 }, (_, i) => 'abcdefghij'[i % 10]).join('');

  test('is refused unless it may be cut', () => {
    const whole = new SessionCookie({}, true);
    expect(whole.set('x'.repeat(4078), soon(), undefined)).toHaveLength(1);
    expect(() => whole.set('x'.repeat(4079), soon(), undefined)).toThrow(
      new RangeError(
        'sessions(): the session takes 4079 bytes of cookie, and there is room for 4078; keep less in it, allow more with ' +
          'cookie.chunks, or keep sessions in a store on the server',
      ),
    );
    expect(() => cookie.set('x'.repeat(4078 * 3 + 1), soon(), undefined)).toThrow(RangeError);
  });

  test('is cut, and put together', () => {
    for (const length of [4078, 4079, 4078 * 2, 4078 * 2 + 1, 4078 * 3]) {
      const fields = cookie.set(value.repeat(2).slice(0, length), soon(), undefined);
      expect(fields).toHaveLength(Math.ceil(length / 4078));
      expect(
        Math.max(
          ...sent(fields)
            .split('; ')
            .map((each) => each.length - 1),
        ),
      ).toBeLessThanOrEqual(4096);
      expect(cookie.read(sent(fields))).toBe(value.repeat(2).slice(0, length));
    }
  });

  test('leaves no pieces behind', () => {
    const before = sent(cookie.set(value, soon(), undefined));
    const after = values(cookie.set('a', soon(), before));
    expect(after).toHaveLength(3);
    expect(after.map((each) => /^([^=]+)=/.exec(each)?.[1])).toEqual([
      '__Host-session',
      '__Host-session.1',
      '__Host-session.2',
    ]);
    expect(after.filter((each) => each.includes('Max-Age=0'))).toHaveLength(2);
    expect(cookie.clear(before)).toHaveLength(3);
  });

  test('is another where a piece is missing', () => {
    const pieces = sent(cookie.set(value, soon(), undefined)).split('; ');
    expect(cookie.read([pieces[0], pieces[2]].join('; '))).toBe(pieces[0]?.slice('__Host-session='.length));
    expect(cookie.read('__Host-session=1~abc')).toBe('1~abc');
    expect(cookie.read('__Host-session=x~abc; __Host-session.1=d')).toBe('x~abc');
    expect(cookie.read('__Host-session= abc')).toBe(' abc');
    expect(cookie.read(pieces.slice(1).join('; '))).toBeUndefined();
  });
});

test.each<[SessionCookieOptions, string]>([
  [{ chunks: 0 }, 'cookie.chunks must be a whole number from 1 to 8, got 0'],
  [{ chunks: 9 }, 'got 9'],
  [{ name: 'a b' }, 'a cookie cannot be named "a b"'],
  [{ name: '__Host-a', domain: 'example.org' }, '__Host-a needs no domain, or browsers drop it'],
  [{ name: '__Host-a', path: '/b' }, `__Host-a needs the path '/', or browsers drop it`],
])('refuses %j', (options, message) => {
  expect(() => new SessionCookie(options, true)).toThrow(message);
});

test.each([true, false])('refuses a path without / when it is made, where secure is %s', (secure) => {
  expect(() => new SessionCookie({ path: 'app' }, secure)).toThrow('session has a path that begins with no /');
});
