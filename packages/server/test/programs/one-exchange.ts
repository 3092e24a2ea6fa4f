/** Serves a few exchanges, asks for them, and says what came of it: for other versions of Node. */

import net from 'node:net';

import { readBody } from '@tsgi/contract';

import { serve } from '../../src/index.ts';

const server = await serve(
  async (environ, startResponse) => {
    const content = await readBody(environ);
    startResponse('200 OK', [['Content-Type', 'text/plain']]);
    return (async function* () {
      yield `${environ.REQUEST_METHOD} ${environ.PATH_INFO} ${String(environ.REMOTE_ADDR)} `;
      yield content;
    })();
  },
  { port: 0 },
);

const socket = net.connect(server.port, server.host);
let received = '';
socket.on('data', (bytes: Buffer) => (received += bytes.toString()));
const closed = new Promise((resolve) => socket.on('close', resolve));
socket.write('POST /one HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n');
socket.write('x'.repeat(200_000));
socket.write('GET /two HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
await closed;
await server.close();
console.log(JSON.stringify({ version: process.version, length: received.length, end: received.slice(-60) }));
