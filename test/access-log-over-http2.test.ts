/** Records of exchanges over HTTP/2 agree with the frames that a client saw. */

import { once } from 'node:events';
import http2, { type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';

import { accessLog } from '@tsgi/logging';
import { serve, type Server } from '@tsgi/node';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { selfSigned } from '../packages/server/test/self-signed.ts';
import type { Logged } from './access-log/contestant.ts';
import { exchanges } from './access-log/exchanges.ts';
import { Queue } from './access-log/queue.ts';

/** What the frames of one stream came to. */
interface Received {
  status: number | undefined;
  /** Bytes of content in DATA frames. */
  bytes: number;
}

const records = new Queue<Logged>();
const called = new Queue<string>();
let server: Server;
let client: ClientHttp2Session;

beforeAll(async () => {
  const { key, cert } = selfSigned();
  const logged = accessLog({ format: 'json', sink: (line) => records.push(JSON.parse(line) as Logged) });
  const errors = { write() {}, flush() {} };
  const app = logged(exchanges((path) => called.push(path)));
  server = await serve(app, { port: 0, tls: { key, cert }, http2: true, errors });
  client = http2.connect(server.url, { ca: cert, servername: 'localhost' });
  await once(client, 'connect');
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

/** A request, what came back, and when no more will. */
interface Asked {
  readonly stream: ClientHttp2Stream;
  readonly received: Received;
  readonly closed: Promise<void>;
}

function ask(path: string, method = 'GET'): Asked {
  const received: Received = { status: undefined, bytes: 0 };
  const stream = client.request({ ':path': path, ':method': method }, { endStream: method !== 'POST' });
  stream.on('response', (headers) => (received.status = headers[':status']));
  stream.on('data', (bytes: Buffer) => (received.bytes += bytes.length));
  stream.on('error', () => {});
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  return { stream, received, closed };
}

function said({ status, bytes }: Received, outcome: string): object {
  return {
    'network.protocol.version': '2',
    'http.response.status_code': status,
    'http.response.body.size': bytes,
    'tsgi.outcome': outcome,
  };
}

test.each([
  ['/complete', 'GET', 'complete', 200],
  ['/text', 'GET', 'complete', 200],
  ['/streamed', 'GET', 'complete', 200],
  ['/streamed', 'HEAD', 'complete', 200],
  ['/complete', 'HEAD', 'complete', 200],
  ['/not-modified', 'GET', 'complete', 304],
  ['/no-content', 'GET', 'complete', 204],
  ['/failing', 'GET', 'failed', 500],
  ['/failing-late', 'GET', 'failed', 200],
])('%s, %s, is %s', async (path, method, outcome, status) => {
  const { received, closed } = ask(path, method);
  await closed;
  expect(received.status).toBe(status);
  expect(await records.next()).toMatchObject({ 'http.request.method': method, ...said(received, outcome) });
});

test('content that is read is counted', async () => {
  const { stream, received, closed } = ask('/echo', 'POST');
  stream.write('Hello');
  stream.end(', world');
  await closed;
  expect(await records.next()).toMatchObject({ 'http.request.body.size': 12, ...said(received, 'complete') });
  expect(received).toEqual({ status: 201, bytes: 12 });
});

test('requests on one connection have a record each, in whichever order they end', async () => {
  const paths = ['/streamed', '/complete', '/text', '/not-modified', '/streamed'];
  const asked = paths.map((path) => ({ path, ...ask(path) }));
  await Promise.all(asked.map(({ closed }) => closed));
  const logged: Logged[] = [];
  for (let index = 0; index < paths.length; index += 1) logged.push(await records.next());
  for (const { path, received } of asked) {
    expect(logged).toContainEqual(expect.objectContaining({ 'url.path': path, ...said(received, 'complete') }));
  }
  expect(logged.filter((record) => record['url.path'] === '/streamed')).toHaveLength(2);
});

test('a client that resets its stream before the head has seen nothing, and the record says so', async () => {
  const { stream } = ask('/left-early');
  expect(await called.next()).toBe('/left-early');
  stream.close(http2.constants.NGHTTP2_CANCEL);
  const record = await records.next();
  expect(record).toMatchObject({ 'http.response.body.size': 0, 'tsgi.outcome': 'aborted' });
  expect(record).not.toHaveProperty(['http.response.status_code']);
});

test('a client that resets its stream in the body has seen what the record says', async () => {
  const { stream, received } = ask('/left-late');
  expect(await called.next()).toBe('/left-late');
  while (received.bytes < 6) await once(stream, 'data');
  stream.close(http2.constants.NGHTTP2_CANCEL);
  expect(await records.next()).toMatchObject(said(received, 'aborted'));
  expect(received).toEqual({ status: 200, bytes: 6 });
});

test('a client that takes no more and goes away has been sent less than there was', async () => {
  const { stream, received } = ask('/large');
  await once(stream, 'data');
  stream.pause();
  await new Promise((resolve) => setImmediate(resolve));
  stream.close(http2.constants.NGHTTP2_CANCEL);
  expect(await called.next()).toBe('/large');
  const record = await records.next();
  expect(record).toMatchObject({ 'http.response.status_code': 200, 'tsgi.outcome': 'aborted' });
  expect(record['http.response.body.size']).toBeGreaterThanOrEqual(received.bytes);
  expect(record['http.response.body.size']).toBeLessThan(67_108_864);
});
