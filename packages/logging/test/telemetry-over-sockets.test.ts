/** All that telemetry says of an exchange, against what a client saw on the wire, on the reference server. */

import { once } from 'node:events';
import { connect } from 'node:net';

import * as openTelemetry from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { type Application, compose, readBody } from '@tsgi/contract';
import { logger, loggers, metrics, requestId, serverTiming, timings, traceContext } from '@tsgi/logging';
import { serve, type Server } from '@tsgi/server';

/** What the metrics say of one exchange. */
interface Measured {
  readonly seconds: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly attributes: Record<string, string | number | boolean>;
}

const measurements: Measured[] = [];
let active = 0;
let arrived: (() => void) | undefined;

/** A meter that puts the three values of an exchange together again. */
const meter = {
  createHistogram: (name: string) => ({
    record: (value: number, attributes: Measured['attributes']) => {
      pending.push(value);
      if (name !== 'http.server.response.body.size') return;
      const [seconds = 0, requestBytes = 0, responseBytes = 0] = pending.splice(0);
      measurements.push({ seconds, requestBytes, responseBytes, attributes });
      arrived?.();
    },
  }),
  createUpDownCounter: () => ({ add: (value: number) => void (active += value) }),
};
const pending: number[] = [];

const exporter = new InMemorySpanExporter();
const lines: string[] = [];
let leave: (() => void) | undefined;

const routes: Record<string, Application> = {
  '/hello': (_environ, startResponse) => {
    startResponse('200 OK', [['Content-Type', 'text/plain']]);
    return ['Hello'];
  },
  '/echo': async (request, startResponse) => {
    const content = await readBody(request);
    startResponse('200 OK', []);
    return [content];
  },
  '/stream': (request, startResponse) => {
    timings(request).add('db', 1);
    startResponse('200 OK', []);
    return (async function* () {
      for (const chunk of ['one', 'two', 'three']) {
        logger().info(chunk);
        yield chunk;
      }
    })();
  },
  '/endless': (request, startResponse) => {
    startResponse('200 OK', []);
    return (async function* () {
      yield 'begun';
      leave?.();
      await once(request['tsgi.exchange'].signal, 'abort');
    })();
  },
  '/never': async (request) => {
    leave?.();
    await once(request['tsgi.exchange'].signal, 'abort');
    throw new Error('nobody is there');
  },
  '/unchanged': (_environ, startResponse) => {
    startResponse('304 Not Modified', [['ETag', '"a"']]);
    return ['not sent'];
  },
  '/fails': () => {
    throw new RangeError('no');
  },
  '/breaks': (_environ, startResponse) => {
    startResponse('200 OK', []);
    return (function* () {
      yield 'begun';
      throw new RangeError('no');
    })();
  },
  '/upgrade': (request) =>
    request['tsgi.upgrade']!([['Upgrade', 'echo']], async ({ readable, writable }) => readable.pipeTo(writable)),
};

const app: Application = (request, startResponse) => {
  request['tsgi.exchange'].state.set('http.route', request.PATH_INFO);
  return routes[request.PATH_INFO]!(request, startResponse);
};

let server: Server;

beforeAll(async () => {
  openTelemetry.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  openTelemetry.trace.setGlobalTracerProvider(
    new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
  );
  const stack = compose(
    metrics({ meter }),
    requestId({ trustedProxies: ['loopback'] }),
    traceContext({ openTelemetry }),
    loggers({ sink: (line) => void lines.push(line), ambient: true }),
    serverTiming(),
  );
  server = await serve(stack(app), { host: '127.0.0.1', port: 0, errors: { write() {}, flush() {} } });
});
beforeEach(() => {
  measurements.length = lines.length = 0;
  leave = undefined;
  exporter.reset();
});
afterAll(async () => {
  await server.close();
  openTelemetry.trace.disable();
  openTelemetry.context.disable();
});

/** Sends what it is given, and resolves to what came back when the connection ended, and `exchanges` were over. */
async function onWire(sent: string, exchanges = 1): Promise<string> {
  const over = new Promise<void>((resolve) => {
    arrived = () => {
      if (measurements.length === exchanges) resolve();
    };
  });
  const socket = connect(server.port, '127.0.0.1');
  leave = () => setImmediate(() => socket.resetAndDestroy());
  const received: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => void received.push(bytes)).on('error', () => {});
  socket.write(sent);
  await once(socket, 'close');
  await over;
  return Buffer.concat(received).toString('latin1');
}

const get = (path: string, method = 'GET'): string =>
  `${method} ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;

/** The content of an answer, its framing taken off. */
function contentOf(answer: string): string {
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const content = rest.join('\r\n\r\n');
  return /transfer-encoding: chunked/i.test(head) ? content.replaceAll(/[\da-f]+\r\n([^\r]*)\r\n/g, '$1') : content;
}

test.each([
  ['an answer', '/hello', 'GET', 200],
  ['HEAD', '/hello', 'HEAD', 200],
  ['304', '/unchanged', 'GET', 304],
  ['a stream', '/stream', 'GET', 200],
])('%s', async (_, path, method, status) => {
  const answer = await onWire(get(path, method));
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  const [measured] = measurements;
  expect(measured).toMatchObject({
    requestBytes: 0,
    responseBytes: method === 'HEAD' ? 0 : contentOf(answer).length,
    attributes: { 'http.request.method': method, 'http.response.status_code': status, 'http.route': path },
  });
  expect(measured?.attributes).not.toHaveProperty('error.type');
  const [span] = exporter.getFinishedSpans();
  expect(span).toMatchObject({ name: `${method} ${path}`, status: { code: openTelemetry.SpanStatusCode.UNSET } });
  expect(answer).toMatch(/^X-Request-Id: [\da-f]{32}\r$/m);
  expect(answer).toMatch(/^Server-Timing: /m);
  expect(active).toBe(0);
});

test('what the program writes in the middle of a stream has the ids that the client was told', async () => {
  const answer = await onWire(get('/stream'));
  const id = /^X-Request-Id: (.*)\r$/m.exec(answer)?.[1];
  const { traceId, spanId } = exporter.getFinishedSpans()[0]!.spanContext();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject(
    ['one', 'two', 'three'].map((message) => ({ message, 'request.id': id, 'trace.id': traceId, 'span.id': spanId })),
  );
});

test('an id that a trusted proxy gives is taken', async () => {
  const answer = await onWire(get('/stream').replace('Host: a', 'Host: a\r\nX-Request-Id: a-7'));
  expect(answer).toMatch(/^X-Request-Id: a-7\r$/m);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject(
    ['one', 'two', 'three'].map((message) => ({ message, 'request.id': 'a-7' })),
  );
});

test('an upload, in chunks too', async () => {
  const head = 'POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n';
  expect(contentOf(await onWire(`${head}Content-Length: 5\r\n\r\nHello`))).toBe('Hello');
  expect(measurements[0]).toMatchObject({ requestBytes: 5, responseBytes: 5 });
  measurements.length = 0;
  await onWire(`${head}Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n`);
  expect(measurements[0]).toMatchObject({ requestBytes: 6, responseBytes: 6 });
});

test('pipelined requests, each for itself', async () => {
  const answer = await onWire(`GET /hello HTTP/1.1\r\nHost: a\r\n\r\n${get('/stream')}`, 2);
  const ids = [...answer.matchAll(/^X-Request-Id: (.*)\r$/gm)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(2);
  expect(measurements.map(({ attributes, responseBytes }) => [attributes['http.route'], responseBytes])).toEqual([
    ['/hello', 5],
    ['/stream', 11],
  ]);
  expect(new Set(exporter.getFinishedSpans().map((span) => span.spanContext().traceId)).size).toBe(2);
});

describe('a client that goes away', () => {
  test('in the body', async () => {
    await onWire(get('/endless'));
    expect(measurements[0]).toMatchObject({
      responseBytes: 5,
      attributes: { 'error.type': 'ClientDisconnected', 'http.response.status_code': 200 },
    });
    const [span] = exporter.getFinishedSpans();
    expect(span?.attributes['error.type']).toBe('ClientDisconnected');
    expect(span?.status.code).toBe(openTelemetry.SpanStatusCode.UNSET);
  });

  test('before the head', async () => {
    expect(await onWire(get('/never'))).toBe('');
    expect(measurements[0]).toMatchObject({ responseBytes: 0, attributes: { 'error.type': 'ClientDisconnected' } });
    expect(measurements[0]?.attributes).not.toHaveProperty('http.response.status_code');
  });
});

describe('an application that fails', () => {
  test('before the head', async () => {
    expect(await onWire(get('/fails'))).toMatch(/^HTTP\/1\.1 500 /);
    expect(measurements[0]?.attributes).toMatchObject({ 'error.type': 'RangeError', 'http.response.status_code': 500 });
    expect(exporter.getFinishedSpans()[0]?.status).toEqual({ code: openTelemetry.SpanStatusCode.ERROR, message: 'no' });
  });

  test('in the body', async () => {
    const answer = await onWire(get('/breaks'));
    expect(answer).not.toMatch(/0\r\n\r\n$/);
    expect(measurements[0]?.attributes).toMatchObject({ 'error.type': 'RangeError', 'http.response.status_code': 200 });
    expect(exporter.getFinishedSpans()[0]?.status.code).toBe(openTelemetry.SpanStatusCode.ERROR);
  });
});

test('an upgrade', async () => {
  const over = new Promise<void>((resolve) => (arrived = resolve));
  const socket = connect(server.port, '127.0.0.1');
  socket.write('GET /upgrade HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
  const [head] = (await once(socket, 'data')) as [Buffer];
  expect(head.toString()).toMatch(/^HTTP\/1\.1 101 /);
  socket.end();
  await over;
  expect(measurements[0]?.attributes).toMatchObject({ 'http.response.status_code': 101, 'http.route': '/upgrade' });
  expect(exporter.getFinishedSpans()[0]?.attributes['http.response.status_code']).toBe(101);
  expect(active).toBe(0);
});
