// Bare `node:http` at its defaults, written the fastest way it offers: a head with its length, then one string.

import { createServer } from 'node:http';
import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

const length = Buffer.byteLength(HELLO_TEXT);

const server = createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': HELLO_TYPE, 'Content-Length': length });
  response.end(HELLO_TEXT);
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) announce(address.port);
});
