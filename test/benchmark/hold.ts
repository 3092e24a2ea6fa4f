// Holds many idle keep-alive connections: node hold.ts <port> <count>
//
// Each connection makes one request (TSGI_BENCH_REQUEST) and then idles. A child of the benchmark: says `{ open }` once
// all are answered, and again whenever it is asked.

import { connect, type Socket } from 'node:net';
import { AnswerCounter } from './harness/answer-counter.ts';

const [port = 0, count = 0] = process.argv.slice(2).map(Number);
const request = Buffer.from(process.env['TSGI_BENCH_REQUEST'] ?? '', 'latin1');
const open = new Set<Socket>();

process.on('disconnect', () => process.exit(0));
process.on('message', report);

// Not all at once: a listen backlog is some hundred connections, and who does not fit waits a second for the next try.
let started = 0;
await Promise.all(Array.from({ length: 128 }, openInTurn));
report();

async function openInTurn(): Promise<void> {
  while (started < count) {
    started += 1;
    await openOne();
  }
}

function openOne(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const answers = new AnswerCounter();
  const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(request));
  socket.on('data', (bytes) => {
    if (answers.take(bytes) === 0) return;
    open.add(socket);
    resolve();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    open.delete(socket);
    resolve();
  });
  return promise;
}

function report(): void {
  process.send?.({ open: open.size });
}
