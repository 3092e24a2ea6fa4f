/** An application inside what is there: `node:http`, `node:http2`, Express, Connect, Fastify. */

import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import http2 from 'node:http2';
import net, { type AddressInfo } from 'node:net';

import { type Application, ClientDisconnected, readBody } from '@tsgi/contract';
import { validate } from '@tsgi/validator';
import connect from 'connect';
import express from 'express';
import fastify from 'fastify';
import { createServer, type Plugin } from 'vite';
import { describe, expect, test } from 'vitest';

import { toNode } from '../src/to-node.ts';
import { answerOf, untilLeft } from './served.ts';

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

type Http2Listener = (request: http2.Http2ServerRequest, response: http2.Http2ServerResponse) => void;

const textOf = async (url: string, init?: RequestInit): Promise<string> => (await fetch(url, init)).text();

const adds: Application = (_environ, startResponse) => {
  startResponse('200 OK', [
    ['Set-Cookie', 'own=2'],
    ['Vary', 'Accept'],
    ['X-Named', 'own'],
  ]);
  return [];
};

const trailing: Application = (environ, startResponse) => {
  environ['tsgi.trailers']?.(() => [['X-Sum', '5']]);
  return adds(environ, startResponse);
};

async function ask(
  listener: Http2Listener,
  headers: http2.OutgoingHttpHeaders = {},
): Promise<{ fields: http2.IncomingHttpHeaders; interim: unknown[]; trailers: unknown[] }> {
  const server = http2.createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = client.request({ ':path': '/', ...headers });
  const interim: unknown[] = [];
  const trailers: unknown[] = [];
  let fields: http2.IncomingHttpHeaders = {};
  stream.on('headers', (given) => interim.push(given[':status']));
  stream.on('trailers', (given) => trailers.push(given['x-sum']));
  stream.on('response', (given) => (fields = given));
  stream.end().resume();
  await once(stream, 'close');
  client.close();
  await new Promise((resolve) => server.close(resolve));
  return { fields, interim, trailers };
}

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

describe('over node:http2', () => {
  test("sends trailer fields in place of those of Node's response", async () => {
    expect((await ask(toNode(validate(trailing)))).trailers).toEqual(['5']);
  });

  test('adds cookies and lists to those that were set before, and takes the place of other fields', async () => {
    const app = toNode(validate(adds));
    const { fields } = await ask((request, response) => {
      response.setHeader('Set-Cookie', 'before=1');
      response.setHeader('Vary', 'Origin');
      response.setHeader('X-Named', 'before');
      response.setHeader('X-Before', 'yes');
      app(request, response);
    });
    expect(fields).toMatchObject({
      'set-cookie': ['before=1', 'own=2'],
      vary: 'Origin, Accept',
      'x-named': 'own',
      'x-before': 'yes',
    });
  });

  test('lets a waiting client go on once', async () => {
    const { fields, interim } = await ask(toNode(where), { ':method': 'POST', expect: '100-continue' });
    expect([interim, fields[':status']]).toEqual([[100], 200]);
  });
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

test('adds cookies and lists to those that were set before, and takes the place of other fields', async () => {
  const app = express();
  app.use((_request, response, next) => {
    response.cookie('before', '1').vary('Origin').setHeader('X-Named', 'before');
    next();
  });
  app.use(toNode(validate(adds)));
  await using server = await listening(app);
  const { headers } = await fetch(server.url);
  expect(headers.getSetCookie()).toEqual(['before=1; Path=/', 'own=2']);
  expect([headers.get('vary'), headers.get('x-named')]).toEqual(['Origin, Accept', 'own']);
});

test('lets a waiting client go on once', async () => {
  await using server = await listening(toNode(where));
  const socket = net.connect(server.port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => (received += text));
  socket.write('POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n');
  await once(socket, 'data');
  socket.write('abc');
  await once(socket, 'close');
  expect(received.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 100', 'HTTP/1.1 200']);
});

test('is a mount of Connect', async () => {
  const app = connect();
  app.use('/mount', toNode(where));
  await using server = await listening(app);
  expect(await textOf(`${server.url}/mount/a/b?c`)).toBe('/mount /a/b c ');
});

test('is a mount of the middleware of Vite', async () => {
  const plugin: Plugin = {
    name: 'mount',
    configureServer: ({ middlewares }) => void middlewares.use('/mount', toNode(where)),
  };
  const vite = await createServer({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'silent',
    plugins: [plugin],
    optimizeDeps: { noDiscovery: true },
    server: { host: '127.0.0.1', port: 0, ws: false, watch: null },
  });
  await vite.listen();
  const url = new URL('mount/a/b?c', vite.resolvedUrls?.local[0]);
  const answer = await fetch(url, { method: 'POST', body: 'content' });
  expect(await answer.text()).toBe('/mount /a/b c content');
  await vite.close();
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
  const { app, begun, outcome } = untilLeft();
  await using server = await listening(toNode(app));
  const socket = net.connect(server.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  await begun;
  socket.resetAndDestroy();
  await expect(outcome).resolves.toMatchObject({ error: expect.any(ClientDisconnected) as unknown });
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
