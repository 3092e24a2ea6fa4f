/**
 * Whether anything is left of exchanges whose clients go away in the middle: `node aborts.ts 10000` for 10,000 of them.
 * Prints one line of JSON: how many exchanges began, how many were over in the end, and which connections stayed.
 */

import { once } from 'node:events';
import net from 'node:net';

import type { Application, Environ } from '@tsgi/contract';

import { serve } from '../../src/index.ts';
import { inAnotherProcess } from '../../../../test/in-another-process.ts';

/** More than the buffers of two sockets hold. */
const HUGE = Buffer.alloc(30_000_000);
const counts = { began: 0, over: 0, early: 0, disposed: 0, bodies: 0 };

/** Each path is another way to be at work when the client goes. */
const application: Application = async (environ, startResponse) => {
  counts.began++;
  environ['tsgi.exchange'].defer(({ error }) => {
    counts.over++;
    if (error !== undefined) counts.early++;
  });
  if (environ.PATH_INFO === '/upload') for await (const chunk of environ['tsgi.input']) chunk.fill(0);
  if (environ.PATH_INFO === '/wait') await aborted(environ);
  startResponse('200 OK', []);
  counts.bodies++;
  return Object.assign(environ.PATH_INFO === '/huge' ? [HUGE] : stream(environ), {
    [Symbol.dispose]: () => void counts.disposed++,
    [Symbol.asyncDispose]: async () => void counts.disposed++,
  });
};

async function* stream(environ: Environ): AsyncGenerator<string> {
  yield 'first';
  if (environ.PATH_INFO === '/hang') await aborted(environ);
  for (;;) {
    yield 'x'.repeat(10_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function aborted(environ: Environ): Promise<void> {
  const { signal } = environ['tsgi.exchange'];
  if (!signal.aborted) await once(signal, 'abort');
}

/** Begins `count` exchanges in this process and leaves each in the middle, some at a time. */
async function leave(port: number, count: number): Promise<void> {
  const ways = [
    ['GET /huge HTTP/1.1\r\nHost: h\r\n\r\n', 'data'],
    ['GET /stream HTTP/1.1\r\nHost: h\r\n\r\n', 'data'],
    ['GET /hang HTTP/1.1\r\nHost: h\r\n\r\n', 'data'],
    ['GET /wait HTTP/1.1\r\nHost: h\r\n\r\n', 'soon'],
    ['POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nx', 'soon'],
    ['GET /stream HTTP/1.1\r\nHost: h\r\n\r\nGET /wait HTTP/1.1\r\nHost: h\r\n\r\nGET', 'data'],
    ['GET /half HTTP/1.1\r\nHos', 'soon'],
    ['GET /stream HTTP/1.0\r\n\r\n', 'data'],
  ] as const;
  let left = count;
  const one = async (): Promise<void> => {
    while (left > 0) {
      const index = left--;
      const [text, moment] = ways[index % ways.length] ?? ways[0];
      const socket = net.connect(port, '127.0.0.1');
      socket.on('error', () => {});
      await once(socket, 'connect');
      const sent = new Promise((resolve) => socket.write(text, resolve));
      await (moment === 'data' ? once(socket, 'data') : sent);
      if (moment === 'soon') await new Promise((resolve) => setTimeout(resolve, index % 5));
      const closed = once(socket, 'close');
      socket.resetAndDestroy();
      await closed;
    }
  };
  await Promise.all(Array.from({ length: 50 }, one));
}

const [count = '800', port] = process.argv.slice(2);
if (port !== undefined) await leave(Number(port), Number(count));
else {
  let reports = 0;
  const server = await serve(application, { port: 0, errors: { write: () => void reports++, flush() {} } });
  const start = performance.now();
  await inAnotherProcess(import.meta.filename, [count, String(server.port)]);
  for (let i = 0; i < 500 && (server.connections > 0 || counts.over < counts.began); i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  console.log(
    JSON.stringify({
      aborts: Number(count),
      ...counts,
      connections: server.connections,
      reports,
      seconds: Math.round(performance.now() - start) / 1000,
      rss: Math.round(process.memoryUsage.rss() / 1_048_576),
    }),
  );
  await server.close({ graceMs: 0 });
}
