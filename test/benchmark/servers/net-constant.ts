// The floor: constant bytes on bare `node:net`. It does not read a single byte of a request.
//
// All requests of the benchmark have the same length, so that counting bytes is enough to answer as often as there were
// requests, pipelined ones and those cut in two by a packet border included. Looking for their ends would be parsing.

import { createServer } from 'node:net';
import { announce } from '../harness/announce.ts';
import { browserRequest } from '../harness/browser-request.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

const requestLength = browserRequest('/').length;
const answer = Buffer.from(
  [
    'HTTP/1.1 200 OK',
    `Content-Type: ${HELLO_TYPE}`,
    `Content-Length: ${Buffer.byteLength(HELLO_TEXT)}`,
    `Date: ${new Date().toUTCString()}`,
    '',
    HELLO_TEXT,
  ].join('\r\n'),
);
const answers = Array.from({ length: 128 }, (_, count) => Buffer.concat(Array.from({ length: count }, () => answer)));

const server = createServer({ noDelay: true }, (socket) => {
  let received = 0;
  socket.on('data', (bytes) => {
    received += bytes.length;
    const requests = Math.floor(received / requestLength);
    received -= requests * requestLength;
    const written = answers[requests];
    if (written !== undefined && requests > 0) socket.write(written);
  });
  // A load generator that is done resets its connections.
  socket.on('error', () => {});
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) announce(address.port);
});
