// iron-session on `node:http`, as its README sets it up.

import { createServer } from 'node:http';
import { getIronSession } from 'iron-session';
import { announce } from '../harness/announce.ts';
import { SESSION_SECRET, SESSION_TYPE, type SESSION_DATA } from './session-page.ts';

const server = createServer(async (request, response) => {
  const options = { password: SESSION_SECRET, cookieName: 'session' };
  const { name } = await getIronSession<typeof SESSION_DATA>(request, response, options);
  const text = `Hello, ${name}!`;
  response.writeHead(200, { 'Content-Type': SESSION_TYPE, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) announce(address.port);
});
