// Bare `node:http` with one histogram of durations of `prom-client`, as its documentation shows it.

import { createServer } from 'node:http';
import { Histogram } from 'prom-client';
import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';

const length = Buffer.byteLength(HELLO_TEXT);
const duration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Duration of HTTP requests.',
  labelNames: ['method', 'status'],
});

const server = createServer((request, response) => {
  const stop = duration.startTimer();
  response.once('finish', () => stop({ method: request.method ?? '', status: response.statusCode }));
  response.writeHead(200, { 'Content-Type': HELLO_TYPE, 'Content-Length': length });
  response.end(HELLO_TEXT);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) announce(address.port);
});
