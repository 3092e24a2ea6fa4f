import { expect, test } from 'vitest';

import { memoryStore, sealedStore, sessions, type SessionsOptions } from '@tsgi/sessions';
import { environ } from '@tsgi/testing';

import { SessionSettings } from '../src/session-settings.ts';
import { SECRET } from './visit.ts';

const secrets = SECRET;

const place = (options: SessionsOptions): ReturnType<SessionSettings['placeFor']> =>
  new SessionSettings(options).placeFor(environ());

test.each<[unknown, string]>([
  [{}, 'secrets must have a secret of at least 32 bytes; this makes one: node -p "crypto.randomBytes(32)'],
  [{ secrets: 'hunter2' }, 'a secret must be at least 32 bytes, got 7; this makes one: node -p'],
  [{ store: memoryStore(), secrets: 'hunter2' }, 'a secret must be at least 32 bytes, got 7'],
  [{ secrets, idleSeconds: 0 }, 'idleSeconds must be a whole number from 1, got 0'],
  [{ secrets, absoluteSeconds: 1.5 }, 'absoluteSeconds must be a whole number from 1, got 1.5'],
  [{ secrets, storeTimeoutMs: '5' }, 'storeTimeoutMs must be a whole number from 1, got 5'],
  [{ secrets, storeTimeoutMs: 3e9 }, 'storeTimeoutMs must be 2147483647 at most, got 3000000000'],
  [{ secrets, onConflict: 1 }, 'onConflict must be a function, got number'],
  [{ secrets, minimumIssueTime: 1 }, 'minimumIssueTime must be a function, got number'],
  [{ store: {} }, 'store must be a SessionStore, and has no read()'],
  [{ store: { ...memoryStore(), read() {}, write() {} } }, 'store must be a SessionStore, and has no touch()'],
  [{ secret: SECRET }, 'secret is not an option; there are secrets, store, cookie, '],
  [{ secrets, cookie: { httpOnly: false } }, 'cookie.httpOnly is not an option; there are name, domain, path, '],
  [{ secrets, cookie: { persistent: 'no' } }, 'cookie.persistent must be true or false, got "no"'],
  [{ secrets, cookie: { secure: 'false' } }, 'cookie.secure must be true or false, got "false"'],
  [{ secrets, cookie: { chunks: 0 } }, 'cookie.chunks must be a whole number from 1 to 8, got 0'],
])('refuses %o', (options, message) => {
  expect(() => sessions(options as SessionsOptions)).toThrow(TypeError);
  expect(() => sessions(options as SessionsOptions)).toThrow(`sessions(): ${message}`);
});

test.each<[SessionsOptions]>([
  [{ secrets, trustedProxies: ['nonsense'] }],
  [{ secrets, cookie: { name: '__Host-a', domain: 'example.org' } }],
])('refuses %o', (options) => {
  expect(() => sessions(options)).toThrow(TypeError);
});

test('reads no secret from anywhere', () => {
  process.env['TSGI_SECRET'] = SECRET;
  try {
    expect(() => sessions()).toThrow('secrets must have a secret');
  } finally {
    delete process.env['TSGI_SECRET'];
  }
});

test('has a cookie for each scheme, and one store for one name', () => {
  const [https, http] = [environ({ 'tsgi.url_scheme': 'https' }), environ()];
  const named = new SessionSettings({ secrets, cookie: { name: 'sid' } });
  expect(named.placeFor(https).cookie.name).toBe('sid');
  expect(named.placeFor(http).store).toBe(named.placeFor(https).store);
  const other = new SessionSettings({ secrets });
  expect([other.placeFor(https).cookie.name, other.placeFor(http).cookie.name]).toEqual(['__Host-session', 'session']);
  expect(other.placeFor(http).store).not.toBe(other.placeFor(https).store);
});

test('gives keys as they come to a store whose sessions the client holds, and hashes to any other', () => {
  const id = 'A'.repeat(43);
  expect(place({ store: sealedStore({ secrets }) }).keys.located(id)?.key).toBe(id);
  expect(place({ secrets }).keys.located(id)?.key).toBe(id);
  expect(place({ store: memoryStore() }).keys.located(id)?.key).not.toContain('A'.repeat(8));
  // With secrets what nobody has signed is not asked for.
  expect(place({ store: memoryStore(), secrets }).keys.located(id)).toBeUndefined();
});
