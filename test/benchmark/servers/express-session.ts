// express-session with its memory store on Express, as its README sets it up.

import express from 'express';
import session, { MemoryStore } from 'express-session';
import { announce } from '../harness/announce.ts';
import { SESSION_DATA, SESSION_ID, SESSION_SECRET } from './session-page.ts';

const store = new MemoryStore();
const cookie = { originalMaxAge: 86_400_000, expires: new Date(Date.now() + 86_400_000) };
store.set(SESSION_ID, { ...SESSION_DATA, cookie });

const app = express();
app.use(session({ secret: SESSION_SECRET, store, resave: false, saveUninitialized: false }));
app.get('/', (request, response) => {
  const { name } = request.session as unknown as typeof SESSION_DATA;
  response.type('text/plain').send(`Hello, ${name}!`);
});

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) announce(address.port);
});
