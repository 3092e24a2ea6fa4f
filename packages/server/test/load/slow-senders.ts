/**
 * Whether clients are served while very many others send a byte now and then: `node slow-senders.ts 10000 10000 60000` for
 * 10,000 connections that send one each ten seconds, during a minute. Those that the server has sent away come again.
 * Prints one line of JSON: how many requests the others had answered, and how long the slowest took, to connect as well.
 */

import { once } from 'node:events';
import net from 'node:net';

import { serve } from '../../src/index.ts';
import { inAnotherProcess } from '../../../../test/in-another-process.ts';

const HEAD = 'GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ';
const REQUEST = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';
/** Connections that one local address is used for: there are fewer ports than connections could be. */
const EACH_ADDRESS = 5000;

/** Keeps `count` connections open until this process is ended. */
function sendSlowly(port: number, count: number, everyMs: number): void {
  const connect = (index: number): void => {
    const localAddress = `127.0.0.${2 + Math.floor(index / EACH_ADDRESS)}`;
    const socket = net.connect({ port, host: '127.0.0.1', localAddress });
    let sent = 0;
    const timer = setInterval(() => socket.write(HEAD[sent++] ?? 'x'), everyMs);
    socket.on('connect', () => socket.write(HEAD[sent++] ?? 'x'));
    socket.on('error', () => {});
    socket.resume().on('close', () => {
      clearInterval(timer);
      connect(index);
    });
  };
  for (let index = 0; index < count; index++) setTimeout(connect, (index / count) * Math.min(everyMs, 5000), index);
}

/** Asks over and over, on a connection that stays, and now and then on a new one. */
async function ask(port: number, untilTime: number): Promise<{ connects: number[]; answers: number[] }> {
  const connects: number[] = [];
  const answers: number[] = [];
  while (performance.now() < untilTime) {
    const began = performance.now();
    const socket = net.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    connects.push(performance.now() - began);
    for (let i = 0; i < 50 && performance.now() < untilTime; i++) {
      const start = performance.now();
      socket.write(REQUEST);
      const [bytes] = (await once(socket, 'data')) as [Buffer];
      if (!bytes.toString().startsWith('HTTP/1.1 200 OK')) throw new Error(`answered with ${bytes.toString()}`);
      answers.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    socket.destroy();
  }
  return { connects, answers };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

const [count = '200', everyMs = '100', forMs = '1000', port] = process.argv.slice(2);
if (port !== undefined) sendSlowly(Number(port), Number(count), Number(everyMs));
else {
  const server = await serve(
    (_environ, startResponse) => {
      startResponse('200 OK', []);
      return ['hello'];
    },
    { port: 0 },
  );
  const stop = new AbortController();
  const senders = inAnotherProcess(import.meta.filename, [count, everyMs, forMs, String(server.port)], stop.signal);
  while (server.connections < Number(count)) await new Promise((resolve) => setTimeout(resolve, 20));
  const connections = server.connections;
  const cpuBefore = process.cpuUsage();
  const { connects, answers } = await ask(server.port, performance.now() + Number(forMs));
  const { user, system } = process.cpuUsage(cpuBefore);
  console.log(
    JSON.stringify({
      connections,
      connectionsAtEnd: server.connections,
      answered: answers.length,
      medianMs: rounded(answers.toSorted((a, b) => a - b)[answers.length >> 1] ?? NaN),
      slowestMs: rounded(Math.max(...answers)),
      slowestConnectMs: rounded(Math.max(...connects)),
      cpuSeconds: rounded((user + system) / 1_000_000),
      rss: Math.round(process.memoryUsage.rss() / 1_048_576),
    }),
  );
  stop.abort();
  await senders;
  await server.close({ graceMs: 0 });
}
