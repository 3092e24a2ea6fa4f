import { describe, expect, test } from 'vitest';

import { CookieJar } from '../src/cookie-jar.ts';

const SHOP = new URL('https://www.shop.example/cart/items');

/** A jar with cookies from an answer. */
function jarWith(url: URL, ...fields: string[]): CookieJar {
  const jar = new CookieJar();
  for (const field of fields) jar.set(url, field);
  return jar;
}

const sent = (jar: CookieJar, url: string): string | undefined => jar.header(new URL(url));

test('keeps what is set, and gives it back as it was', () => {
  const jar = jarWith(SHOP, 'a=%201; HttpOnly; SameSite=Lax');
  expect(jar.cookies).toEqual([
    {
      name: 'a',
      value: '%201',
      domain: 'www.shop.example',
      hostOnly: true,
      path: '/cart',
      secure: false,
      httpOnly: true,
      sameSite: 'lax',
      expires: Infinity,
    },
  ]);
  expect(jar.get('a')).toBe('%201');
  expect(jar.get('b')).toBeUndefined();
  jar.clear();
  expect(jar.cookies).toEqual([]);
});

describe('the domain', () => {
  test('is the host alone, where none is given', () => {
    const jar = jarWith(SHOP, 'a=1; Path=/');
    expect(sent(jar, 'https://www.shop.example/')).toBe('a=1');
    expect(sent(jar, 'https://shop.example/')).toBeUndefined();
    expect(sent(jar, 'https://a.www.shop.example/')).toBeUndefined();
  });

  test.each(['Domain=shop.example', 'Domain=.SHOP.example'])('has the hosts below it, for %s', (attribute) => {
    const jar = jarWith(SHOP, `a=1; Path=/; ${attribute}`);
    expect(sent(jar, 'https://shop.example/')).toBe('a=1');
    expect(sent(jar, 'https://a.b.shop.example/')).toBe('a=1');
    expect(sent(jar, 'https://notshop.example/')).toBeUndefined();
    expect(sent(jar, 'https://shop.example.evil.example/')).toBeUndefined();
  });

  test.each(['Domain=other.example', 'Domain=a.www.shop.example', 'Domain=op.example'])(
    'is refused where the host is not in it, for %s',
    (attribute) => {
      expect(jarWith(SHOP, `a=1; ${attribute}`).cookies).toEqual([]);
    },
  );

  test('of one label has no hosts below it', () => {
    expect(jarWith(SHOP, 'a=1; Domain=example').cookies).toEqual([]);
    const jar = jarWith(new URL('http://localhost/'), 'a=1; Domain=localhost');
    expect(sent(jar, 'http://localhost/')).toBe('a=1');
    expect(sent(jar, 'http://a.localhost/')).toBeUndefined();
  });

  test('is no part of an address', () => {
    expect(jarWith(new URL('http://127.0.0.1/'), 'a=1; Domain=0.0.1').cookies).toEqual([]);
    expect(jarWith(new URL('http://127.0.0.1/'), 'a=1; Domain=127.0.0.1').cookies).toHaveLength(1);
  });
});

describe('the path', () => {
  test.each([
    ['https://a.example/', '/'],
    ['https://a.example/b', '/'],
    ['https://a.example/b/', '/b'],
    ['https://a.example/b/c/d', '/b/c'],
  ])('is the folder of %s, where none is given', (url, path) => {
    expect(jarWith(new URL(url), 'a=1').cookies[0]?.path).toBe(path);
    expect(jarWith(new URL(url), 'a=1; Path=relative').cookies[0]?.path).toBe(path);
  });

  test('has the paths below it, and no others', () => {
    const jar = jarWith(SHOP, 'a=1; Path=/cart');
    expect(sent(jar, 'https://www.shop.example/cart')).toBe('a=1');
    expect(sent(jar, 'https://www.shop.example/cart/x')).toBe('a=1');
    expect(sent(jar, 'https://www.shop.example/cartoon')).toBeUndefined();
    expect(sent(jar, 'https://www.shop.example/')).toBeUndefined();
  });

  test('that is longer comes first, then what was made first', () => {
    const jar = jarWith(SHOP, 'a=1; Path=/', 'b=2; Path=/cart', 'c=3; Path=/', 'a=4; Path=/');
    expect(jar.header(SHOP)).toBe('b=2; a=4; c=3');
  });
});

describe('security', () => {
  test('sends a secure cookie over https alone, and takes it from there alone', () => {
    const jar = jarWith(SHOP, 'a=1; Path=/; Secure');
    expect(sent(jar, 'https://www.shop.example/')).toBe('a=1');
    expect(sent(jar, 'http://www.shop.example/')).toBeUndefined();
    expect(jarWith(new URL('http://www.shop.example/'), 'a=1; Secure').cookies).toEqual([]);
  });

  test.each([
    'a=1; SameSite=None',
    '__Secure-a=1',
    '__Host-a=1; Secure',
    '__Host-a=1; Secure; Path=/cart',
    '__Host-a=1; Secure; Path=/; Domain=shop.example',
    '__Http-a=1; Secure',
    '__Host-Http-a=1; Secure; Path=/',
    '=__Host-a=1; Secure; Path=/',
    '__secure-; Secure',
  ])('drops %s', (field) => {
    expect(jarWith(SHOP, field).cookies).toEqual([]);
  });

  test.each([
    'a=1; SameSite=None; Secure',
    '__Secure-a=1; Secure; Domain=shop.example',
    '__host-a=1; Secure; Path=/',
    '__Http-a=1; Secure; HttpOnly',
    '__Host-Http-a=1; Secure; Path=/; HttpOnly',
  ])('takes %s', (field) => {
    expect(jarWith(SHOP, field).cookies).toHaveLength(1);
  });
});

describe('a cookie that is secure', () => {
  const plain = new URL('http://www.shop.example/cart/');

  test.each(['a=2', 'a=2; Path=/cart', 'a=2; Domain=shop.example', 'a=; Max-Age=0; Path=/'])(
    'is not hidden, changed or taken away by %s over http',
    (field) => {
      const jar = jarWith(SHOP, 'a=1; Path=/; Secure');
      jar.set(plain, field);
      expect(jar.header(SHOP)).toBe('a=1');
    },
  );

  test('leaves others be: of another name, or beside its path', () => {
    const jar = jarWith(SHOP, 'a=1; Path=/cart; Secure');
    jar.set(plain, 'b=2; Path=/cart');
    jar.set(plain, 'a=3; Path=/');
    expect(jar.header(SHOP)).toBe('a=1; b=2; a=3');
  });
});

describe('expiry', () => {
  test('forgets a cookie when its time is over', () => {
    let now = Date.UTC(2030, 0, 1);
    const jar = new CookieJar(() => now);
    jar.set(SHOP, 'short=1; Max-Age=60');
    jar.set(SHOP, 'dated=1; Expires=Tue, 01 Jan 2030 00:02:00 GMT');
    jar.set(SHOP, 'both=1; Max-Age=180; Expires=Mon, 01 Jan 2001 00:00:00 GMT');
    jar.set(SHOP, 'session=1');
    expect(jar.header(SHOP)).toBe('short=1; dated=1; both=1; session=1');
    now += 60_000;
    expect(jar.header(SHOP)).toBe('dated=1; both=1; session=1');
    now += 60_000;
    expect(jar.header(SHOP)).toBe('both=1; session=1');
    now += 1e12;
    expect(jar.cookies.map(({ name }) => name)).toEqual(['session']);
  });

  test.each(['Max-Age=0', 'Max-Age=-1', 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'])(
    'takes a cookie away by %s',
    (way) => {
      const jar = jarWith(SHOP, 'a=1; Path=/', `a=; Path=/; ${way}`);
      expect(jar.cookies).toEqual([]);
    },
  );

  test('takes away no cookie of another path or domain', () => {
    const jar = jarWith(SHOP, 'a=1; Path=/', 'a=2; Domain=shop.example; Path=/', 'a=; Path=/; Max-Age=0');
    expect(jar.header(SHOP)).toBe('a=2');
  });
});

test('drops what has neither name nor value, and what is too long', () => {
  expect(jarWith(SHOP, '=', '', `a=${'x'.repeat(4096)}`).cookies).toEqual([]);
  expect(jarWith(SHOP, `a=${'x'.repeat(4095)}`).cookies).toHaveLength(1);
});

test('sends a cookie without a name as its value alone', () => {
  expect(jarWith(SHOP, 'alone').header(SHOP)).toBe('alone');
});
