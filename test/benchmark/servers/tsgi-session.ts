// A page that reads a session on the TSGI reference server: `memory` keeps it there, without it the cookie is sealed.

import { handler, text } from '@tsgi/web';
import { serve } from '@tsgi/server';
import { memoryStore, session, sessions } from '@tsgi/sessions';
import { HashedKeys } from '../../../packages/sessions/src/cookie-keys.ts';
import { announce } from '../harness/announce.ts';
import { SESSION_DATA, SESSION_ID, SESSION_SECRET } from './session-page.ts';

const page = handler(async (request) => {
  const visitor = await session<typeof SESSION_DATA>(request);
  return text(`Hello, ${visitor.get('name')}!`);
});

const store = memoryStore();
const createdAt = Date.now();
const id = new HashedKeys().idOf(SESSION_ID);
await store.write({ id, version: 1, data: JSON.stringify(SESSION_DATA), createdAt, expiresAt: createdAt + 86_400_000 });

const layer = sessions(process.argv[2] === 'memory' ? { store } : { secrets: SESSION_SECRET });
const quiet = { write: () => {}, flush: () => {} };
const server = await serve(layer(page), { host: '127.0.0.1', port: 0, errors: quiet });
announce(server.port);
