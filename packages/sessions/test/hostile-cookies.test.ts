/** A cookie may be anything: it is a session that was given out, or one line in the log. */

import { expect, test } from 'vitest';

import { memoryStore, sealedStore, sessions, type SessionsOptions } from '@tsgi/sessions';
import { client } from '@tsgi/testing';

import { randomNumbers } from '../../../test/random-numbers.ts';
import { SECRET, visit } from './visit.ts';

const app = visit({ about: ({ isNew }) => isNew, count: (found) => found.update('count', (n) => Number(n ?? 0) + 1) });

/** Pieces of which cookies are made, and some of which none are. */
const PIECES = [
  'session',
  '__Host-session',
  '=',
  '; ',
  ';',
  ' ',
  '.',
  '~',
  '2~',
  '9~',
  '0',
  'A',
  '-',
  '_',
  '"',
  '%',
  '%00',
  '$',
  '\u{e9}',
];

test.each<[string, SessionsOptions]>([
  ['sealed', { secrets: SECRET, cookie: { chunks: 3 } }],
  ['sealed by a store of one’s own', { store: sealedStore({ secrets: SECRET }) }],
  ['in memory', { store: memoryStore() }],
  ['in memory, with signed cookies', { store: memoryStore(), secrets: SECRET }],
])('nothing that is made up lets anybody in, %s', async (_kind, options) => {
  const random = randomNumbers();
  const http = client(sessions(options)(app), { origin: 'https://example.org' });
  await http.get('/count');
  const good = http.cookies.header(new URL('https://example.org'))!;
  for (let i = 0; i < 400; i++) {
    let Cookie = i % 2 === 0 ? '__Host-session=' : good;
    for (let pieces = 1 + random.below(6); pieces > 0; pieces--) {
      const at = '__Host-session='.length + random.below(Cookie.length);
      Cookie = Cookie.slice(0, at) + PIECES[random.below(PIECES.length)]! + Cookie.slice(at);
    }
    // What stands behind the first semicolon is another cookie.
    const value = Cookie.slice(0, `${Cookie};`.indexOf(';'));
    const message = `TSGI_SEED=${random.seed}: ${Cookie}`;
    const response = await http.get('/about', { headers: { Cookie } });
    expect([response.status, await response.json()], message).toEqual([200, value !== good]);
    expect(response.errors.match(/\n/g)?.length ?? 0, message).toBeLessThanOrEqual(1);
  }
});
