// Our own load generator, for machines without `wrk`: node load.ts <port> <connections> <seconds>
//
// Each connection sends TSGI_BENCH_DEPTH requests in one write and the next ones once all are answered, as wrk does.
// Prints one line of JSON: complete answers, seconds, failures.

import { connect } from 'node:net';
import { AnswerCounter } from './harness/answer-counter.ts';
import { batches } from './harness/batches.ts';

const [port = 0, connections = 1, seconds = 1] = process.argv.slice(2).map(Number);
const depth = Number(process.env['TSGI_BENCH_DEPTH'] ?? 1);
const prepared = batches(process.env['TSGI_BENCH_REQUEST'] ?? '', depth);
let sent = 0;

let requests = 0;
let failed = 0;

for (let index = 0; index < connections; index += 1) keepBusy();

const started = process.hrtime.bigint();
setTimeout(() => {
  const lasted = Number(process.hrtime.bigint() - started) / 1e9;
  process.stdout.write(`${JSON.stringify({ requests, seconds: lasted, failed })}\n`, () => process.exit(0));
}, seconds * 1000);

function keepBusy(): void {
  const answers = new AnswerCounter();
  let pending = 0;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }, send);
  function send(): void {
    pending = depth;
    socket.write(prepared[sent++ % prepared.length] ?? '');
  }
  socket.on('data', (bytes) => {
    const complete = answers.take(bytes);
    requests += complete;
    pending -= complete;
    failed += answers.failed;
    answers.failed = 0;
    if (pending > 0) return;
    send();
  });
  // A server may end a connection between two answers (its limit of requests a connection), but not break it.
  socket.on('end', keepBusy);
  socket.on('error', () => {
    failed += 1;
  });
}
