import { describe, expect, test } from 'vitest';

import { checkSecrets, deriveKey } from '../src/secret-keys.ts';

describe('secrets', () => {
  test('may be one or several, text or bytes', () => {
    const bytes = new Uint8Array(32);
    expect(checkSecrets('x'.repeat(32), 'a')).toEqual([new TextEncoder().encode('x'.repeat(32))]);
    expect(checkSecrets([bytes, 'é'.repeat(16)], 'a').map(({ length }) => length)).toEqual([32, 32]);
    expect(checkSecrets(bytes, 'a')).toEqual([bytes]);
  });

  test.each([
    ['short', 'a secret must be at least 32 bytes, got 5; this makes one: node -p "crypto.randomBytes(32)'],
    [['x'.repeat(32), 'x'.repeat(31)], 'a secret must be at least 32 bytes, got 31'],
    [undefined, 'secrets must have a secret of at least 32 bytes; this makes one: node -p'],
    [[], 'secrets must have a secret of at least 32 bytes'],
    [7, 'a secret must be a string or a Uint8Array, got number'],
    [[null], 'a secret must be a string or a Uint8Array, got object'],
  ])('refuses %j', (secrets, message) => {
    expect(() => checkSecrets(secrets as string, 'sessions')).toThrow(TypeError);
    expect(() => checkSecrets(secrets as string, 'sessions')).toThrow(`sessions(): ${message}`);
  });

  test('are not told by what is said of them', () => {
    expect(() => checkSecrets('hunter2', 'sessions')).toThrow(/^(?!.*hunter2)/);
  });
});

test('each use of a secret has its own key', () => {
  const secret = new Uint8Array(32);
  const other = new Uint8Array(32).fill(1);
  const keys = [deriveKey(secret, 'a', 32), deriveKey(secret, 'b', 32), deriveKey(other, 'a', 32)];
  expect(new Set(keys.map(String)).size).toBe(3);
  expect(deriveKey(secret, 'a', 32)).toEqual(keys[0]);
});
