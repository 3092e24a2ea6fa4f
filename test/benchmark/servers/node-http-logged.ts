// Bare `node:http` with a logger to a file, each as its documentation has it be fast: `pino-http` over an asynchronous
// destination that gathers, `morgan` over a stream.

import { createWriteStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import morgan from 'morgan';
import pino from 'pino';
import { pinoHttp } from 'pino-http';

import { announce } from '../harness/announce.ts';
import { HELLO_TEXT, HELLO_TYPE } from './hello-answer.ts';
import { logFile } from './log-file.ts';

const length = Buffer.byteLength(HELLO_TEXT);

function answer(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': HELLO_TYPE, 'Content-Length': length });
  response.end(HELLO_TEXT);
}

const servers: Record<string, () => (request: IncomingMessage, response: ServerResponse) => void> = {
  'pino-http'() {
    const log = pinoHttp({ logger: pino(pino.destination({ dest: logFile(), sync: false, minLength: 4096 })) });
    return (request, response) => {
      log(request, response);
      answer(response);
    };
  },
  morgan() {
    const log = morgan('combined', { stream: createWriteStream(logFile(), { flags: 'a' }) });
    return (request, response) => log(request, response, () => answer(response));
  },
};

const server = createServer(servers[process.argv[2] ?? '']!());
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) announce(address.port);
});
