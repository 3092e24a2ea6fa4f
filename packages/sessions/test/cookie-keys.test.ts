import { describe, expect, test } from 'vitest';

import { HashedKeys, HELD_KEYS } from '../src/cookie-keys.ts';
import { randomId } from '../src/random-id.ts';

const secretOf = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

describe('for a store on a server', () => {
  test.each([
    ['without secrets', new HashedKeys()],
    ['with secrets', new HashedKeys([secretOf(1)])],
  ])('the key is a hash of what the client holds, %s', (_name, keys) => {
    const secret = randomId();
    const cookie = keys.cookieOf(secret);
    const located = keys.located(cookie);
    expect(located).toEqual({ secret, key: keys.idOf(secret) });
    expect(keys.located(cookie)).toEqual(located);
    expect(located?.key).toMatch(/^[\w-]{43}$/);
    expect(located?.key).not.toContain(secret.slice(0, 8));
  });

  test('is SHA-256, so that a store says the same to every version', () => {
    expect(new HashedKeys().idOf('A'.repeat(43))).toBe('DwBzhbb51LfusnSGBa_hqYSgo7-j8BTQnip4TOnlzRo');
  });

  test.each(['', 'a', 'A'.repeat(42), 'A'.repeat(44), 'A'.repeat(1_000_000), `${'A'.repeat(43)}.AAAA`, '__proto__'])(
    'is not asked for what cannot be one of ours',
    (cookie) => {
      expect(new HashedKeys().located(cookie)).toBeUndefined();
      expect(new HashedKeys([secretOf(1)]).located(cookie)).toBeUndefined();
    },
  );

  test('is not asked for what nobody has signed', () => {
    const keys = new HashedKeys([secretOf(1)]);
    const [secret = '', signature = ''] = keys.cookieOf(randomId()).split('.');
    expect(keys.located(`${secret}.${signature}`)?.secret).toBe(secret);
    for (const cookie of [
      secret,
      `${secret}.`,
      `${secret}.${signature.slice(1)}`,
      `${secret}.${signature}.`,
      `${randomId()}.${signature}`,
      new HashedKeys([secretOf(2)]).cookieOf(secret),
    ]) {
      expect(keys.located(cookie)).toBeUndefined();
    }
  });

  test('takes what an older secret has signed, and signs with the newest', () => {
    const secret = randomId();
    const rotated = new HashedKeys([secretOf(2), secretOf(1)]);
    expect(rotated.located(new HashedKeys([secretOf(1)]).cookieOf(secret))?.secret).toBe(secret);
    expect(rotated.cookieOf(secret)).toBe(new HashedKeys([secretOf(2)]).cookieOf(secret));
  });
});

test('for a store whose sessions the client holds, the key is the cookie', () => {
  expect(HELD_KEYS.located('seal')?.key).toBe('seal');
  expect(HELD_KEYS.cookieOf('secret', 'seal')).toBe('seal');
  expect(HELD_KEYS.idOf('secret')).toBe('secret');
});
