import { expect, test } from 'vitest';

import { csrfToken, memoryStore, sessions } from '@tsgi/sessions';
import { client } from '@tsgi/testing';

import { isCsrfToken } from '../src/csrf-token.ts';
import { visit } from './visit.ts';

const app = sessions({ store: memoryStore() })(
  visit({
    token: (_found, request) => csrfToken(request),
    check: (_found, request) => isCsrfToken(request, request.query.get('token') ?? ''),
    keys: (found) => [found.get('$csrf'), found.has('$csrf')],
  }),
);

test('a token is one of its session, and another each time', async () => {
  const http = client(app);
  const tokens: string[] = [];
  for (let i = 0; i < 3; i++) tokens.push((await (await http.get('/token')).json()) as string);
  expect(new Set(tokens).size).toBe(3);
  // Nothing that stays is in the text.
  expect(new Set(tokens.map((token) => token.slice(0, 8))).size).toBe(3);
  expect(new Set(tokens.map((token) => token.slice(-8))).size).toBe(3);
  for (const token of tokens) expect(await (await http.get('/check', { query: { token } })).json()).toBe(true);
  const other = client(app);
  await other.get('/token');
  expect(await (await other.get('/check', { query: { token: tokens[0]! } })).json()).toBe(false);
  expect(await (await http.get('/keys')).json()).toEqual([null, false]);
});

test.each(['', 'a', 'A'.repeat(43), 'A'.repeat(42), 'é', '__proto__'])('%j is none', async (token) => {
  const http = client(app);
  expect(await (await http.get('/check', { query: { token } })).json()).toBe(false);
  await http.get('/token');
  expect(await (await http.get('/check', { query: { token } })).json()).toBe(false);
});
