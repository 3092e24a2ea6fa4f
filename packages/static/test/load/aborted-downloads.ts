/**
 * Whether a descriptor is left of downloads whose clients go away: `node aborted-downloads.ts 100000` for 100,000 of them.
 * Prints one line of JSON: how many answers began, and how many descriptors and connections there were before and after.
 */

import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import net from 'node:net';

import type { Middleware } from '@tsgi/contract';
import { serve } from '@tsgi/server';
import { staticFiles } from '@tsgi/static';
import { notFound } from '@tsgi/web';

import { inAnotherProcess } from '../../../../test/in-another-process.ts';
import { makeFolder } from '../folder.ts';

/** More than the buffers of two sockets hold, and more than is kept in memory. */
const LARGE_BYTES = 16 * 1_048_576;
const AT_ONCE = 50;

/** Each is another way to be at work when the client goes: at the first data, or so many milliseconds after it has asked. */
const WAYS: readonly (readonly [request: string, moment: 'data' | number])[] = [
  [get('/large.bin'), 'data'],
  [get('/large.bin'), 0],
  [get('/large.bin'), 1],
  [get('/large.bin', 'Range: bytes=1000000-'), 'data'],
  [get('/large.bin', 'Range: bytes=0-4000000, 5000000-9000000'), 'data'],
  [get('/large.bin', 'Range: bytes=0-4000000, 5000000-9000000'), 0],
  [get('/large.bin') + get('/large.bin'), 'data'],
  [get('/large.js', 'Accept-Encoding: br'), 0],
  [get('/small.txt'), 0],
  [get('/'), 0],
  [get('/pipe-of-nobody'), 0],
];

function get(target: string, ...headers: readonly string[]): string {
  return [`GET ${target} HTTP/1.1`, 'Host: h', ...headers, '', ''].join('\r\n');
}

/** Begins `count` downloads in this process and leaves each, some at a time. */
async function leave(port: number, count: number): Promise<void> {
  let left = count;
  const one = async (): Promise<void> => {
    while (left > 0) {
      const [request, moment] = WAYS[left-- % WAYS.length]!;
      const socket = net.connect(port, '127.0.0.1');
      socket.on('error', () => {});
      await once(socket, 'connect');
      const sent = new Promise((resolve) => socket.write(request, resolve));
      if (moment === 'data') await once(socket, 'data');
      else {
        await sent;
        if (moment > 0) await new Promise((resolve) => setTimeout(resolve, moment));
      }
      const closed = once(socket, 'close');
      socket.resetAndDestroy();
      await closed;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

/** How many descriptors this process has open, without the one by which they are counted. */
function descriptors(): number {
  return readdirSync('/dev/fd').length - 1;
}

const [count = '500', port] = process.argv.slice(2);
if (port !== undefined) await leave(Number(port), Number(count));
else {
  const counts = { began: 0, over: 0 };
  const counting: Middleware = (app) => (environ, startResponse) => {
    counts.began++;
    environ['tsgi.exchange'].defer(() => void counts.over++);
    return app(environ, startResponse);
  };
  await using folder = await makeFolder({ 'small.txt': 'small', 'large.bin': new Uint8Array(LARGE_BYTES) });
  await folder.write('large.js', 'x'.repeat(2_000_000));
  // A sibling that does not compress well: it is larger than what is kept in memory.
  await folder.write('large.js.br', new Uint8Array(1_900_000), new Date());
  const app = counting(staticFiles(folder.path, { listing: true })(notFound()));
  const errors = { write() {}, flush() {} };
  const server = await serve(app, { port: 0, errors });
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 1000 && (server.connections > 0 || counts.over < counts.began); i++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  // What is opened once, for good, is open after these.
  await inAnotherProcess(import.meta.filename, [String(WAYS.length * 10), String(server.port)]);
  await settle();
  const before = descriptors();
  const start = performance.now();
  await inAnotherProcess(import.meta.filename, [count, String(server.port)]);
  await settle();
  console.log(
    JSON.stringify({
      aborts: Number(count),
      ...counts,
      descriptorsBefore: before,
      descriptorsAfter: descriptors(),
      connections: server.connections,
      seconds: Math.round(performance.now() - start) / 1000,
      rss: Math.round(process.memoryUsage.rss() / 1_048_576),
    }),
  );
  await server.close({ graceMs: 0 });
}
