/** An application inside what is there: `node:http`, `node:http2`, Express, Connect, Fastify. */

import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import http2 from 'node:http2';
import net, { type AddressInfo } from 'node:net';

import { type Application, ClientDisconnected, type Outcome, readBody } from '@tsgi/contract';
import { validate } from '@tsgi/validator';
import connect from 'connect';
import express from 'express';
import fastify from 'fastify';
import { expect, test } from 'vitest';

import { toNode } from '../src/to-node.ts';
import { answerOf } from './served.ts';

const asItIs: Application = async (environ, startResponse) => {
  const content = Buffer.from(await readBody(environ)).toString();
  startResponse('200 OK', [['Content-Type', 'text/plain']]);
  return [[environ.SCRIPT_NAME, environ.PATH_INFO, environ.QUERY_STRING, content].join(' ')];
};
const where = validate(asItIs);

async function listening(listener: RequestListener): Promise<{ url: string; port: number } & AsyncDisposable> {
  const server = http.createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const textOf = async (url: string, init?: RequestInit): Promise<string> => (await fetch(url, init)).text();

test('is a listener of node:http', async () => {
  await using server = await listening(toNode(where));
  expect(await textOf(`${server.url}/a?b`, { method: 'POST', body: 'content' })).toBe(' /a b content');
});

test('is a listener of node:http2', async () => {
  const server = http2.createServer(toNode(where));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = client.request({ ':path': '/a?b', ':method': 'POST' });
  stream.end('content');
  expect((await answerOf(stream)).text).toBe(' /a b content');
  client.close();
  await new Promise((resolve) => server.close(resolve));
});

test('is a mount of Express, with what was set on the response before', async () => {
  const app = express();
  app.use((_request, response, next) => {
    response.setHeader('Before', 'yes');
    next();
  });
  app.use('/mount', toNode(where));
  app.get('/other', (_request, response) => void response.send('Express'));
  await using server = await listening(app);
  expect(await textOf(`${server.url}/mount/a?b`)).toBe('/mount /a b ');
  expect(await textOf(`${server.url}/mount`)).toBe('/mount   ');
  expect(await textOf(`${server.url}/other`)).toBe('Express');
  expect((await fetch(`${server.url}/mount`)).headers.get('before')).toBe('yes');
});

test('is a mount of Connect, as Vite has it', async () => {
  const app = connect();
  app.use('/mount', toNode(where));
  await using server = await listening(app);
  expect(await textOf(`${server.url}/mount/a/b?c`)).toBe('/mount /a/b c ');
});

test('is a route of Fastify, which leaves the answer to it', async () => {
  const app = fastify();
  const listener = toNode(where);
  app.addContentTypeParser('*', (_request, _content, done) => done(null));
  app.all('/*', (request, reply) => {
    reply.hijack();
    listener(request.raw, reply.raw);
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  expect(await textOf(`${url}/a?b`, { method: 'POST', body: new Blob(['content']) })).toBe(' /a b content');
  await app.close();
});

test('answers 500, and says why, where a body parser in front has read the content', async () => {
  const reports: string[] = [];
  const app = express();
  app.use(express.text());
  app.use(toNode(asItIs, { errors: { write: (text) => void reports.push(text), flush() {} } }));
  await using server = await listening(app);
  expect((await fetch(server.url, { method: 'POST', body: 'content' })).status).toBe(500);
  expect(reports).toEqual([expect.stringContaining('the content was read already, by a layer in front')]);
});

test('ends early when the client goes away', async () => {
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
  await using server = await listening(toNode(app));
  const socket = net.connect(server.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  await begun.promise;
  socket.resetAndDestroy();
  await expect(outcome.promise).resolves.toMatchObject({ error: expect.any(ClientDisconnected) as unknown });
});

test('refuses a malformed path in place of the application', async () => {
  await using server = await listening(toNode(where));
  expect((await fetch(`${server.url}/%zz`)).status).toBe(400);
});

test.each([
  [undefined, {}, 'toNode(): the application must be a function, got undefined'],
  [where, { bodyBytes: -1 }, 'toNode(): bodyBytes must be a number from 0, got -1'],
])('refuses what means nothing: %s %j', (app, options, message) => {
  expect(() => toNode(app as Application, options)).toThrow(new TypeError(message));
});
