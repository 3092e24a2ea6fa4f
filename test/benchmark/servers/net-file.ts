// The ceiling for a file that is in memory: constant bytes on bare `node:net`, one write an answer.
//
//     node net-file.ts <root> <name>
//
// As in net-constant.ts no request is read: all have the same length, and are counted by it.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { announce } from '../harness/announce.ts';
import { browserRequest } from '../harness/browser-request.ts';

const [root = '', name = ''] = process.argv.slice(2);
const requestLength = browserRequest(`/${name}`).length;
const content = readFileSync(join(root, name));
const head = [
  'HTTP/1.1 200 OK',
  'Content-Type: text/html',
  `Content-Length: ${content.length}`,
  `Date: ${new Date().toUTCString()}`,
  '\r\n',
].join('\r\n');
const answer = Buffer.concat([Buffer.from(head), content]);

const server = createServer({ noDelay: true }, (socket) => {
  let received = 0;
  socket.on('data', (bytes) => {
    received += bytes.length;
    for (; received >= requestLength; received -= requestLength) socket.write(answer);
  });
  // A load generator that is done resets its connections.
  socket.on('error', () => {});
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) announce(address.port);
});
