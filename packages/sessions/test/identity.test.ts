import { describe, expect, test } from 'vitest';

import type { Application, Middleware } from '@tsgi/contract';
import { csrfToken, identity, memoryStore, sessions, signIn, signOut } from '@tsgi/sessions';
import { client, type TestClient } from '@tsgi/testing';

import { later, SECRET, visit } from './visit.ts';

const app = visit({
  'sign-in': async (found, request) => {
    await signIn(request, request.query.get('as') ?? 'ada');
    return found.id;
  },
  'sign-out': (_found, request) => signOut(request),
  who: (_found, request) => identity(request),
  shop: (found) => found.set('cart', ['book']),
  about: (found) => ({ id: found.id, cart: found.get('cart') }),
  token: (_found, request) => csrfToken(request),
  goodbye: async (found, request) => {
    await signOut(request);
    found.flash('notice', 'Goodbye.');
  },
});

/** What the layers around are told of each exchange. */
const noting =
  (seen: unknown[]): Middleware =>
  (inner): Application =>
  (environ, startResponse) => {
    environ['tsgi.exchange'].defer(() => void seen.push(environ['tsgi.exchange'].state.get('user.id')));
    return inner(environ, startResponse);
  };

const json = async (http: TestClient, path: string): Promise<unknown> =>
  (await (await http.get(path)).expect(200)).json();

describe.each([
  ['sealed', (): Middleware => sessions({ secrets: SECRET })],
  ['in memory', (): Middleware => sessions({ store: memoryStore() })],
  ['in a store that takes its time', (): Middleware => sessions({ store: later(memoryStore()) })],
])('%s', (_name, layer) => {
  const browser = (): TestClient => client(layer()(app), { origin: 'https://example.org' });

  test('somebody is signed in until they sign out', async () => {
    const http = browser();
    expect(await json(http, '/who')).toBeNull();
    await json(http, '/sign-in');
    expect(await json(http, '/who')).toBe('ada');
    await json(http, '/sign-out');
    expect(await json(http, '/who')).toBeNull();
    expect(http.cookies.cookies).toEqual([]);
  });

  test('signing in gives another id, and keeps what there is', async () => {
    const http = browser();
    await json(http, '/shop');
    const before = (await json(http, '/about')) as { id: string };
    const old = http.cookies.header(new URL('https://example.org'))!;
    const id = await json(http, '/sign-in');
    expect(id).not.toBe(before.id);
    expect(await json(http, '/about')).toEqual({ id, cart: ['book'] });
    // The id that was known before is worth nothing now.
    const http2 = client(layer()(app), { origin: 'https://example.org' });
    expect(await (await http.get('/who', { headers: { Cookie: old } })).json()).toBeNull();
    expect(await json(http2, '/who')).toBeNull();
  });

  test('signing in leaves nothing of somebody else', async () => {
    const http = browser();
    await json(http, '/sign-in?as=ada');
    await json(http, '/shop');
    const old = http.cookies.header(new URL('https://example.org'))!;
    await json(http, '/sign-in?as=ada');
    expect(await json(http, '/about')).toMatchObject({ cart: ['book'] });
    await json(http, '/sign-in?as=bob');
    expect(await json(http, '/about')).not.toHaveProperty('cart');
    expect(await json(http, '/who')).toBe('bob');
    expect(await (await http.get('/who', { headers: { Cookie: old } })).json()).toBeNull();
  });

  test('signing out leaves nothing', async () => {
    const http = browser();
    await json(http, '/shop');
    await json(http, '/sign-in');
    const old = http.cookies.header(new URL('https://example.org'))!;
    await json(http, '/goodbye');
    expect(await json(http, '/about')).toEqual({ id: expect.any(String) });
    expect(await (await http.get('/who', { headers: { Cookie: old } })).json()).toBeNull();
  });

  test('two who sign in at once with one session are both signed in', async () => {
    const http = browser();
    await json(http, '/shop');
    const responses = await Promise.all([http.get('/sign-in?as=ada'), http.get('/sign-in?as=bob')]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    const cookies = responses.map((response) => response.header('Set-Cookie')!.split(';')[0]!);
    const who = await Promise.all(cookies.map((Cookie) => http.get('/who', { headers: { Cookie } })));
    expect(await Promise.all(who.map((response) => response.json()))).toEqual(['ada', 'bob']);
  });
});

const unmasked = (token: unknown): string => {
  const bytes = Buffer.from(String(token), 'base64url');
  return bytes
    .subarray(16)
    .map((byte, at) => byte ^ bytes[at]!)
    .toString();
};

test('a form that was made before signing in does not count after it', async () => {
  const http = client(sessions({ store: memoryStore() })(app));
  const before = unmasked(await json(http, '/token'));
  expect(unmasked(await json(http, '/token'))).toBe(before);
  await json(http, '/sign-in');
  expect(unmasked(await json(http, '/token'))).not.toBe(before);
});

test('layers around are told who it is, by a key of the specification', async () => {
  const seen: unknown[] = [];
  const http = client(noting(seen)(sessions({ store: memoryStore() })(app)));
  for (const path of ['/who', '/sign-in', '/who', '/nobody-asks', '/sign-out', '/who'])
    await (await http.get(path)).outcome();
  expect(seen).toEqual([undefined, 'ada', 'ada', undefined, 'ada', undefined]);
});

test.each(['', 'x'.repeat(256), 7, undefined])('nobody is signed in as %j', async (user) => {
  const failing = visit({ in: (_found, request) => signIn(request, user as string) });
  const response = await client(sessions({ store: memoryStore() })(failing)).get('/in');
  expect(response.status).toBe(500);
  expect(response.errors).toContain('TypeError: signIn(): the user must be a text of 1 to 255 characters, got ');
});
