/**
 * How much memory the server needs while it takes and streams very much: `node transfer.ts 1024` for a gibibyte each way.
 * Prints one line of JSON: how far the memory of the server's process grew, at most, in each direction.
 */

import { once } from 'node:events';
import net from 'node:net';

import type { Application } from '@tsgi/contract';

import { serve } from '../../src/index.ts';
import { inAnotherProcess } from '../../../../test/in-another-process.ts';

const MEBIBYTE = 1_048_576;
const PIECE = Buffer.alloc(65_536, 'x');

/** Counts what is sent to it, or streams as many bytes as the path says. */
const application: Application = async (environ, startResponse) => {
  startResponse('200 OK', []);
  if (environ.REQUEST_METHOD === 'GET') return pieces(Number(environ.PATH_INFO.slice(1)));
  let length = 0;
  for await (const chunk of environ['tsgi.input']) length += chunk.byteLength;
  return [String(length)];
};

async function* pieces(length: number): AsyncGenerator<Uint8Array> {
  for (let left = length; left > 0; left -= PIECE.length) yield left < PIECE.length ? PIECE.subarray(0, left) : PIECE;
}

/** Uploads, or downloads, as much in this process, and fails where not all of it arrives. */
async function transfer(direction: string, port: number, bytes: number): Promise<void> {
  const socket = net.connect(port, '127.0.0.1');
  let received = 0;
  let tail = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length;
    tail = (tail + chunk.toString('latin1', Math.max(0, chunk.length - 40))).slice(-40);
  });
  const closed = once(socket, 'close');
  if (direction === 'down') socket.write(`GET /${bytes} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
  else {
    socket.write(`POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: ${bytes}\r\n\r\n`);
    for (let left = bytes; left > 0; left -= PIECE.length) {
      if (!socket.write(left < PIECE.length ? PIECE.subarray(0, left) : PIECE)) await once(socket, 'drain');
    }
  }
  await closed;
  const whole =
    direction === 'down' ? received > bytes && tail.endsWith('\r\n0\r\n\r\n') : tail.endsWith(`\r\n\r\n${bytes}`);
  if (!whole) throw new Error(`${direction}: ${received} bytes came, ending in ${JSON.stringify(tail)}`);
}

/** How far the memory of this process grew, at most, in mebibytes, while `work` was under way. */
async function growthDuring(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const sample = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  await work();
  clearInterval(sample);
  return Math.round(((most - before) / MEBIBYTE) * 10) / 10;
}

const [first = '64', port, bytes] = process.argv.slice(2);
if (port !== undefined) await transfer(first, Number(port), Number(bytes));
else {
  const server = await serve(application, { port: 0 });
  const move = async (direction: string, mebibytes: number): Promise<void> =>
    inAnotherProcess(import.meta.filename, [direction, String(server.port), String(mebibytes * MEBIBYTE)]);
  const mebibytes = Number(first);
  for (const direction of ['up', 'down']) await move(direction, Math.min(mebibytes, 32));
  const start = performance.now();
  const uploadGrowth = await growthDuring(() => move('up', mebibytes));
  const middle = performance.now();
  const streamGrowth = await growthDuring(() => move('down', mebibytes));
  const end = performance.now();
  console.log(
    JSON.stringify({
      mebibytes,
      uploadGrowth,
      streamGrowth,
      uploadRate: Math.round(mebibytes / ((middle - start) / 1000)),
      streamRate: Math.round(mebibytes / ((end - middle) / 1000)),
    }),
  );
  await server.close();
}
