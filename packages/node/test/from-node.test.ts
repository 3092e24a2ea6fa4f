/** What was written for `node:http`, on a server that is not Node's. */

import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import { Readable } from 'node:stream';

import { type Application, type Body, derive } from '@tsgi/contract';
import { serve } from '@tsgi/server';
import { client } from '@tsgi/testing';
import { validate } from '@tsgi/validator';
import express from 'express';
import Koa from 'koa';
import { expect, test } from 'vitest';

import { fromNode, type RequestListener } from '../src/from-node.ts';
import { serve as serveNode } from '../src/serve.ts';

/** A server of ours with a listener mounted under `/mount`. */
async function serving(
  listener: RequestListener,
): Promise<{ url: string; port: number; reports: string[] } & AsyncDisposable> {
  const app = fromNode(listener);
  const mounted: Application = validate((environ, startResponse) =>
    app(derive(environ, { SCRIPT_NAME: '/mount', PATH_INFO: environ.PATH_INFO.slice(6) }), startResponse),
  );
  const reports: string[] = [];
  const server = await serve(mounted, { port: 0, errors: { write: (text) => void reports.push(text), flush() {} } });
  return {
    url: `${server.url}/mount`,
    port: server.port,
    reports,
    [Symbol.asyncDispose]: () => server.close({ graceMs: 100 }),
  };
}

test('answers as the listener does', async () => {
  const app = fromNode((request, response) => {
    response.writeHead(201, 'Made', { 'Content-Type': 'text/plain', 'X-Url': request.url });
    response.end('hello');
  });
  const answer = await client(app).post('/a?b');
  expect([answer.status, answer.headers, await answer.text()]).toEqual([
    201,
    expect.arrayContaining([
      ['Content-Type', 'text/plain'],
      ['X-Url', '/a?b'],
    ]),
    'hello',
  ]);
});

test('serves an Express application below a prefix', async () => {
  const app = express();
  app.use(express.json());
  app.get('/where', ({ url, baseUrl, originalUrl, ip }, response) => {
    response.cookie('a', '1').cookie('b', '2').json({ url, baseUrl, originalUrl, ip });
  });
  app.post('/echo', (request, response) => void response.status(202).json(request.body));
  app.get('/fails', () => {
    throw new Error('in a handler');
  });
  app.use((error: Error, _request: IncomingMessage, response: express.Response, _next: unknown) => {
    response.status(500).send(error.message);
  });
  await using server = await serving(app);
  const answer = await fetch(`${server.url}/where?q`);
  expect(answer.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
  expect(await answer.json()).toEqual({
    url: '/where?q',
    baseUrl: '/mount',
    originalUrl: '/mount/where?q',
    ip: '127.0.0.1',
  });
  const headers = { 'Content-Type': 'application/json' };
  const echo = await fetch(`${server.url}/echo`, { method: 'POST', headers, body: '{"a":[1]}' });
  expect([echo.status, await echo.json()]).toEqual([202, { a: [1] }]);
  const failed = await fetch(`${server.url}/fails`);
  expect([failed.status, await failed.text()]).toEqual([500, 'in a handler']);
  expect((await fetch(`${server.url}/nowhere`)).status).toBe(404);
  const head = await fetch(`${server.url}/where`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('gives body parsers the content of HTTP/2, of which no field tells', async () => {
  const app = express();
  app.use(express.json());
  app.post('/', (request, response) => void response.json({ got: request.body as unknown }));
  await using server = await serveNode(validate(fromNode(app)), { port: 0, http2: true });
  const session = http2.connect(server.url);
  const stream = session.request({ ':method': 'POST', 'content-type': 'application/json' }).setEncoding('utf8');
  stream.end('{"a":1}');
  expect((await stream.toArray()).join('')).toBe('{"got":{"a":1}}');
  session.close();
});

test('serves a Koa application, with a stream for a body', async () => {
  const app = new Koa();
  app.use((context) => {
    context.body = Readable.from(['a', 'b', context.path]);
  });
  await using server = await serving(app.callback());
  expect(await (await fetch(`${server.url}/c`)).text()).toBe('ab/c');
});

test('sends what is written when it is written, and the head when it is flushed', async () => {
  const written = Promise.withResolvers<ServerResponse>();
  await using server = await serving((_request, response) => {
    response.setHeader('A', 'b');
    response.flushHeaders();
    written.resolve(response);
  });
  const answer = await fetch(server.url);
  expect(answer.headers.get('a')).toBe('b');
  const reader = answer.body!.getReader();
  const response = await written.promise;
  response.write('one');
  expect(String(Buffer.from((await reader.read()).value ?? []))).toBe('one');
  response.end();
  expect((await reader.read()).done).toBe(true);
});

test('holds a listener back that writes faster than the client reads', async () => {
  let filled = false;
  const piece = Buffer.alloc(65_536);
  const drained = Promise.withResolvers<void>();
  await using server = await serving(async (_request, response) => {
    let pieces = 0;
    while (response.write(piece) && pieces < 1000) pieces++;
    filled = pieces < 1000;
    await once(response, 'drain');
    drained.resolve();
    response.end();
  });
  const answer = await fetch(server.url);
  await answer.arrayBuffer();
  await drained.promise;
  expect(filled).toBe(true);
});

test('sends interim answers, and trailer fields', async () => {
  await using server = await serving((_request, response) => {
    response.writeEarlyHints({ link: '</a.css>; rel=preload' });
    response.writeHead(200, { Trailer: 'Sum' });
    response.write('content');
    response.addTrailers({ Sum: '1' });
    response.end();
  });
  const request = http.get(server.url);
  const arrivals = Promise.all([once(request, 'information'), once(request, 'response')]);
  const [[hints], [response]] = (await arrivals) as [[{ statusCode: number; headers: object }], [IncomingMessage]];
  expect([hints.statusCode, hints.headers]).toEqual([103, { link: '</a.css>; rel=preload' }]);
  expect((await response.setEncoding('utf8').toArray()).join('')).toBe('content');
  expect(response.trailers).toEqual({ sum: '1' });
});

test('has a waiting client told to go on by writeContinue', async () => {
  await using server = await serving(async (request, response) => {
    response.writeContinue();
    response.end((await request.setEncoding('utf8').toArray()).join(''));
  });
  const request = http.request(server.url, { method: 'POST', headers: { Expect: '100-continue' } });
  request.flushHeaders();
  await once(request, 'continue');
  request.end('now');
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect((await response.setEncoding('utf8').toArray()).join('')).toBe('now');
});

test('tells the listener when the client goes away', async () => {
  const begun = Promise.withResolvers<void>();
  const said: string[] = [];
  const closed = Promise.withResolvers<[boolean, boolean]>();
  await using server = await serving((request, response) => {
    request.on('aborted', () => said.push('aborted'));
    request.on('error', (error: NodeJS.ErrnoException) => said.push(String(error.code)));
    response.on('close', () => said.push('response closed'));
    request.on('close', () => closed.resolve([request.aborted, response.writableFinished]));
    response.write('begun');
    begun.resolve();
  });
  const socket = net.connect(server.port, '127.0.0.1');
  socket.write('POST /mount HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n');
  await begun.promise;
  socket.resetAndDestroy();
  await expect(closed.promise).resolves.toEqual([true, false]);
  expect(said).toEqual(['aborted', 'response closed', 'ECONNRESET']);
});

test.each<[string, RequestListener]>([
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no'))],
])('is answered 500 where it %s before its head', async (_what, listener) => {
  await using server = await serving(listener);
  expect((await fetch(server.url)).status).toBe(500);
  expect(server.reports).toEqual([expect.stringContaining('Error: no')]);
});

test('is cut off where it fails behind its head', async () => {
  await using server = await serving(async (_request, response) => {
    await new Promise((written) => response.write('half', written));
    throw new Error('no more');
  });
  const answer = await fetch(server.url);
  await expect(answer.text().then((text) => text === 'half')).rejects.toThrow('terminated');
});

test('is cut off where it ends its connection behind its head', async () => {
  await using server = await serving((request, response) => {
    response.write('half', () => request.socket.end());
  });
  await expect((await fetch(server.url)).text()).rejects.toThrow('terminated');
});

test('keeps the time that a listener sets, and cuts off where it does not look after that', async () => {
  await using server = await serving((request, response) => {
    const late = (): void => void response.writeHead(503).end('late');
    if (request.url === '/a') response.setTimeout(1, late);
    else if (request.url === '/b') request.setTimeout(1, late);
    else response.write('begun', () => request.socket.setTimeout(1));
  });
  for (const path of ['a', 'b']) {
    const answer = await fetch(`${server.url}/${path}`);
    expect([answer.status, await answer.text()]).toEqual([503, 'late']);
  }
  await expect((await fetch(`${server.url}/c`)).text()).rejects.toThrow('terminated');
});

test('ends and closes a request as node:http does, also one that is not read', async () => {
  const events: string[] = [];
  const over = Promise.withResolvers<void>();
  const app = fromNode((request, response) => {
    request.on('end', () => events.push('end'));
    request.on('close', () => {
      events.push(`close ${String(request.complete)} ${String(request.aborted)}`);
      over.resolve();
    });
    response.end('a');
  });
  await (await client(app).post('/', { body: 'unread' })).text();
  await over.promise;
  expect(events).toEqual(['end', 'close true false']);
});

test('finishes and closes a response as node:http does', async () => {
  const events: string[] = [];
  const over = Promise.withResolvers<void>();
  const app = fromNode((_request, response) => {
    response.on('finish', () => events.push(`finish ${String(response.writableFinished)}`));
    response.on('close', () => {
      events.push('close');
      over.resolve();
    });
    response.end('a', () => events.push('ended'));
  });
  await (await client(app).get('/')).text();
  await over.promise;
  expect(events.toSorted()).toEqual(['close', 'ended', 'finish true']);
});

test('refuses what is no listener', () => {
  expect(() => fromNode({} as unknown as RequestListener)).toThrow(
    new TypeError('fromNode(): the listener must be a function, got object'),
  );
  expect(fromNode(() => {}) satisfies (...given: never[]) => Body | PromiseLike<Body>).toBeTypeOf('function');
});
