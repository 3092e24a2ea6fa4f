/** A server for one test: its application goes through the validator, and what it reports is kept. */

import http2, { type ClientHttp2Session, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';
import { once } from 'node:events';
import net from 'node:net';

import { type Application, type ErrorStream, type Outcome, readBody } from '@tsgi/contract';
import type { Server } from '@tsgi/serving';
import { validate } from '@tsgi/validator';

import { serve } from '../src/serve.ts';
import type { ServeOptions } from '../src/serve-options.ts';

export interface Served extends AsyncDisposable {
  readonly server: Server;
  /** What was reported, and not taken yet. */
  readonly reports: string[];
}

export async function served(app: Application, options: ServeOptions = {}): Promise<Served> {
  const reports: string[] = [];
  const errors: ErrorStream = { write: (text) => void reports.push(text), flush() {} };
  const checked = validate(app, { report: (breach) => void reports.push(String(breach)) });
  const place = options.path === undefined ? { port: 0 } : {};
  const server = await serve(checked, { ...place, errors, ...options });
  return {
    server,
    reports,
    async [Symbol.asyncDispose]() {
      await server.close({ graceMs: 100 });
      if (reports.length > 0) throw new Error(`reported, and not taken: ${reports.join('')}`);
    },
  };
}

/** Says `text` on a connection of its own, and gives all that comes back until the server ends it. */
export async function say(port: number, text: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  socket.write(text, 'latin1');
  let said = '';
  socket.setEncoding('latin1').on('data', (more: string) => (said += more));
  socket.on('error', () => {});
  await once(socket, 'close');
  return said;
}

export interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly interim: readonly IncomingHttpHeaders[];
  readonly trailers: IncomingHttpHeaders;
  readonly text: string;
  /** The code of RST_STREAM; 0 where the stream came to its end. */
  readonly rst: number;
}

export async function session(
  url: string,
  options: http2.SecureClientSessionOptions = {},
): Promise<ClientHttp2Session> {
  const client = http2.connect(url, options);
  await once(client, 'connect');
  return client;
}

/** Waits for all of an answer. */
export async function answerOf(stream: ClientHttp2Stream): Promise<Answer> {
  const interim: IncomingHttpHeaders[] = [];
  let headers: IncomingHttpHeaders = {};
  let trailers: IncomingHttpHeaders = {};
  let text = '';
  stream.on('headers', (head) => interim.push(head));
  stream.on('response', (head) => (headers = head));
  stream.on('trailers', (head) => (trailers = head));
  stream.setEncoding('utf8').on('data', (more: string) => (text += more));
  stream.on('error', () => {});
  await new Promise((resolve) => stream.on('close', resolve));
  return { headers, interim, trailers, text, rst: stream.rstCode ?? 0 };
}

/** An application that waits until its client has left; when it has begun, and what its exchange comes to. */
export function untilLeft(): { app: Application; begun: Promise<void>; outcome: Promise<Outcome> } {
  const outcome = Promise.withResolvers<Outcome>();
  const begun = Promise.withResolvers<void>();
  const app: Application = async (environ, startResponse) => {
    const exchange = environ['tsgi.exchange'];
    exchange.defer((ended) => outcome.resolve(ended));
    begun.resolve();
    await new Promise((resolve) => exchange.signal.addEventListener('abort', resolve));
    startResponse('200 OK', []);
    return [];
  };
  return { app, begun: begun.promise, outcome: outcome.promise };
}

/** Answers with the content of its request. */
export const echo: Application = async (environ, startResponse) => {
  const content = await readBody(environ);
  startResponse('200 OK', []);
  return [content];
};

export const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', 'text/plain']]);
  return ['hello'];
};
