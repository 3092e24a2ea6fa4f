/** Whole exchanges over HTTP/2, with a client of `node:http2`. */

import { once } from 'node:events';
import { constants } from 'node:http2';

import { type Application, ClientDisconnected, type Outcome } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { selfSigned } from '../../server/test/self-signed.ts';
import { answerOf, echo, hello, served, session, untilLeft } from './served.ts';

const GET = { ':path': '/' };

test('answers a stream', async () => {
  await using serving = await served(hello, { http2: true });
  const client = await session(serving.server.url);
  const { headers, text } = await answerOf(client.request(GET));
  expect(headers).toMatchObject({ ':status': 200, 'content-type': 'text/plain', 'content-length': '5' });
  expect([typeof headers['date'], text]).toEqual(['string', 'hello']);
  client.close();
});

/** Answers with what pseudo-header fields become. */
const telling: Application = (environ, startResponse) => {
  startResponse('200 OK', []);
  const { REQUEST_METHOD, PATH_INFO, QUERY_STRING, SERVER_PROTOCOL, HTTP_HOST, HTTP_COOKIE } = environ;
  return [JSON.stringify([REQUEST_METHOD, PATH_INFO, QUERY_STRING, SERVER_PROTOCOL, HTTP_HOST, HTTP_COOKIE])];
};

test('gives what pseudo-header fields say, and joins cookies', async () => {
  await using serving = await served(telling, { http2: true });
  const client = await session(serving.server.url);
  const request = client.request({ ':path': '/%61?b', ':authority': 'a.example', cookie: ['a=1', 'b=2'] as never });
  const { text } = await answerOf(request);
  expect(JSON.parse(text)).toEqual(['GET', '/a', 'b', 'HTTP/2.0', 'a.example', 'a=1; b=2']);
  client.close();
});

test('answers a request that names no host, or CONNECT, in place of the application', async () => {
  await using serving = await served(hello, { http2: true });
  const client = await session(serving.server.url);
  const two = await answerOf(client.request({ ':path': '/', ':authority': 'a', host: 'b' }));
  expect(two.headers[':status']).toBe(400);
  const connect = await answerOf(client.request({ ':method': 'CONNECT', ':authority': 'a:1' }));
  expect([connect.headers[':status'], connect.text]).toEqual([501, expect.stringContaining('CONNECT is for proxies')]);
  client.close();
});

test('reads content, as it comes', async () => {
  await using serving = await served(echo, { http2: true });
  const client = await session(serving.server.url);
  const stream = client.request({ ...GET, ':method': 'POST' });
  stream.write('hello, ');
  stream.end('world');
  expect((await answerOf(stream)).text).toBe('hello, world');
  client.close();
});

test('answers 413 where content is longer than the server allows', async () => {
  await using serving = await served(echo, { http2: true, limits: { bodyBytes: 3 } });
  const client = await session(serving.server.url);
  const stream = client.request({ ...GET, ':method': 'POST', 'content-length': '5' });
  stream.end('hello');
  expect((await answerOf(stream)).headers[':status']).toBe(413);
  client.close();
});

test('tells a client to go on when the application reads', async () => {
  await using serving = await served(echo, { http2: true });
  const client = await session(serving.server.url);
  const stream = client.request({ ...GET, ':method': 'POST', expect: '100-continue' });
  await once(stream, 'continue');
  stream.end('now');
  expect((await answerOf(stream)).text).toBe('now');
  client.close();
});

test('stops sending when the client goes away, and says so', async () => {
  const outcome = Promise.withResolvers<Outcome>();
  const app: Application = (environ, startResponse) => {
    const exchange = environ['tsgi.exchange'];
    exchange.defer((ended) => outcome.resolve(ended));
    startResponse('200 OK', []);
    return (async function* () {
      yield 'begun';
      await new Promise((resolve) => exchange.signal.addEventListener('abort', resolve));
    })();
  };
  await using serving = await served(app, { http2: true });
  const client = await session(serving.server.url);
  const stream = client.request(GET);
  stream.on('error', () => {});
  await once(stream, 'data');
  stream.close(constants.NGHTTP2_CANCEL);
  await expect(outcome.promise).resolves.toMatchObject({
    status: 200,
    bytes: 5,
    error: expect.any(ClientDisconnected),
  });
  client.close();
});

test.each(['http', 'https'])('ends early when the connection is closed, over %s', async (scheme) => {
  const { app, begun, outcome } = untilLeft();
  const { key, cert } = selfSigned();
  await using serving = await served(app, { http2: true, ...(scheme === 'https' && { tls: { key, cert } }) });
  const client = await session(serving.server.url, { ca: cert });
  client.request(GET).on('error', () => {});
  await begun;
  client.destroy();
  await expect(outcome).resolves.toMatchObject({ error: expect.any(ClientDisconnected) as unknown });
});

test('finishes streams that run when it is closed', async () => {
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const app: Application = async (_environ, startResponse) => {
    begun.resolve();
    await finish.promise;
    startResponse('200 OK', []);
    return ['finished'];
  };
  const serving = await served(app, { http2: true });
  const client = await session(serving.server.url);
  const answer = answerOf(client.request(GET));
  await begun.promise;
  const closing = serving.server.close();
  finish.resolve();
  expect((await answer).text).toBe('finished');
  await closing;
});
