import * as openTelemetry from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AlwaysOffSampler,
  InMemorySpanExporter,
  type ReadableSpan,
  type Sampler,
  SamplingDecision,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { type Application, ClientDisconnected, type Middleware } from '@tsgi/contract';
import { type Trace, traceContext, traceOf } from '@tsgi/logging';
import { client, type ClientOptions, environ, type RequestOptions } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';

const TRACE = '12345678901234567890123456789012';
const CALLER = '1234567890123456';
const continued = { traceparent: `00-${TRACE}-${CALLER}-01`, tracestate: 'foo=1' };

const exporter = new InMemorySpanExporter();
const processor = new SimpleSpanProcessor({ exporter });

function register(options: ConstructorParameters<typeof TracerProvider>[0]): void {
  openTelemetry.trace.disable();
  openTelemetry.trace.setGlobalTracerProvider(new TracerProvider(options));
}

beforeAll(() => {
  openTelemetry.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  register({ spanProcessors: [processor] });
});
beforeEach(() => exporter.reset());
// Other tests share this process.
afterAll(() => {
  openTelemetry.trace.disable();
  openTelemetry.context.disable();
});

const spans = (): Middleware => traceContext({ openTelemetry });

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['Hello'];
};

const routed: Application = (request, startResponse) => {
  request['tsgi.exchange'].state.set('http.route', '/users/:id');
  return hello(request, startResponse);
};

/** The span of an exchange, when it has ended. */
async function spanOf(
  app: Application,
  options: RequestOptions & { target?: string; method?: string } = {},
  { middleware = spans(), ...clientOptions }: ClientOptions & { middleware?: Middleware } = {},
): Promise<ReadableSpan> {
  const { target = '/', method = 'GET', ...rest } = options;
  const response = await client(middleware(app), clientOptions).request(method, target, rest);
  await response.bytes().catch(() => {});
  await response.outcome();
  const ended = exporter.getFinishedSpans();
  expect(ended).toHaveLength(1);
  return ended[0]!;
}

test('an exchange is a span', async () => {
  const span = await spanOf(routed, { target: '/users/7?secret=1', headers: { 'User-Agent': 'test/1' } });
  expect(span.name).toBe('GET /users/:id');
  expect(span.kind).toBe(openTelemetry.SpanKind.SERVER);
  expect(span.attributes).toEqual({
    'http.request.method': 'GET',
    'http.response.status_code': 200,
    'http.route': '/users/:id',
    'url.scheme': 'http',
    'url.path': '/users/7',
    'network.protocol.version': '1.1',
    'network.peer.address': '127.0.0.1',
    'network.peer.port': 50000,
    'client.address': '127.0.0.1',
    'server.address': 'localhost',
    'server.port': 80,
    'user_agent.original': 'test/1',
  });
  expect(span.status).toEqual({ code: openTelemetry.SpanStatusCode.UNSET });
  expect(span.instrumentationScope.name).toBe('@tsgi/logging');
});

test('its name is the method where no route is known, and never the path', async () => {
  expect((await spanOf(hello, { target: '/users/7' })).name).toBe('GET');
});

test('a method that nobody knows is told apart from the name', async () => {
  const span = await spanOf(routed, { method: 'PURGE' });
  expect(span.name).toBe('HTTP /users/:id');
  expect(span.attributes).toMatchObject({ 'http.request.method': '_OTHER', 'http.request.method_original': 'PURGE' });
});

test.each([
  ['http://example.org:8080', 'example.org', 8080],
  ['http://example.org', 'example.org', 80],
  ['http://[::1]', '::1', 80],
  ['http://[::1]:8080', '::1', 8080],
])('the server of %s', async (origin, address, port) => {
  const { attributes } = await spanOf(hello, {}, { origin });
  expect([attributes['server.address'], attributes['server.port']]).toEqual([address, port]);
});

test('the client is who trusted proxies say it is', async () => {
  const headers = {
    'X-Forwarded-For': '192.0.2.7',
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': 'shop.example',
  };
  const middleware = traceContext({ openTelemetry, trustedProxies: ['loopback'] });
  expect((await spanOf(hello, { headers }, { middleware })).attributes).toMatchObject({
    'client.address': '192.0.2.7',
    'network.peer.address': '127.0.0.1',
    'url.scheme': 'https',
    'server.address': 'shop.example',
  });
  exporter.reset();
  expect((await spanOf(hello, { headers })).attributes).toMatchObject({ 'client.address': '127.0.0.1' });
});

const telling =
  (take: (trace: Trace) => void): Application =>
  (request, startResponse) => {
    take(traceOf(request));
    return hello(request, startResponse);
  };

describe('its place in a trace', () => {
  test('is below its caller', async () => {
    let trace: Trace | undefined;
    const span = await spanOf(
      telling((found) => (trace = found)),
      { headers: continued },
    );
    expect(span.parentSpanContext).toMatchObject({ traceId: TRACE, spanId: CALLER, isRemote: true });
    expect(trace).toMatchObject({
      traceId: TRACE,
      spanId: span.spanContext().spanId,
      parentId: CALLER,
      state: 'foo=1',
    });
    expect(trace?.headers['traceparent']).toBe(`00-${TRACE}-${span.spanContext().spanId}-01`);
  });

  test('keeps what SDKs do not know yet: that the trace is random, and a newer state', async () => {
    let trace: Trace | undefined;
    const app = telling((found) => (trace = found));
    await spanOf(app, { headers: { traceparent: `00-${TRACE}-${CALLER}-03`, tracestate: 'a@b@c=1,foo=2' } });
    expect(trace).toMatchObject({ flags: 3, state: 'a@b@c=1,foo=2' });
  });

  test('has the state that a sampler has given', async () => {
    const sampler: Sampler = {
      shouldSample: (context) => ({
        decision: SamplingDecision.RECORD_AND_SAMPLED,
        traceState: openTelemetry.trace.getSpanContext(context)!.traceState!.set('mine', '1'),
      }),
      toString: () => 'test',
    };
    register({ sampler, spanProcessors: [processor] });
    let trace: Trace | undefined;
    const app = telling((found) => (trace = found));
    await spanOf(app, { headers: continued });
    register({ spanProcessors: [processor] });
    expect(trace?.state).toBe('mine=1,foo=1');
  });

  test('is a beginning where nobody called, also where the server was started in a span', async () => {
    const around = openTelemetry.trace.getTracer('test').startSpan('around');
    const context = openTelemetry.trace.setSpan(openTelemetry.ROOT_CONTEXT, around);
    const span = await openTelemetry.context.with(context, () => spanOf(hello));
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.spanContext().traceId).not.toBe(around.spanContext().traceId);
  });

  test('is its own where a sampler does without the span', async () => {
    register({ sampler: new AlwaysOffSampler(), spanProcessors: [processor] });
    let trace: Trace | undefined;
    const app = telling((found) => (trace = found));
    const response = await client(spans()(app)).get('/', { headers: continued });
    await response.outcome();
    register({ spanProcessors: [processor] });
    expect(exporter.getFinishedSpans()).toEqual([]);
    expect(trace).toMatchObject({ traceId: TRACE, sampled: false });
    expect(trace?.spanId).not.toBe(CALLER);
  });

  test('is its own where there is no SDK', async () => {
    openTelemetry.trace.disable();
    const traces: Trace[] = [];
    const app = spans()(telling((found) => traces.push(found)));
    await client(app).get('/', { headers: continued });
    await client(app).get('/');
    register({ spanProcessors: [processor] });
    expect(traces[0]).toMatchObject({ traceId: TRACE, parentId: CALLER, sampled: true, state: 'foo=1' });
    expect(traces[0]?.spanId).not.toBe(CALLER);
    expect(traces[1]?.traceId).toMatch(/^(?!0{32})[\da-f]{32}$/);
  });
});

const current = (): string | undefined => openTelemetry.trace.getActiveSpan()?.spanContext().spanId;

describe('within it', () => {
  test('the application runs, and its body', async () => {
    const seen: (string | undefined)[] = [];
    const span = await spanOf(async (_environ, startResponse) => {
      seen.push(current());
      await Promise.resolve();
      seen.push(current());
      startResponse('200 OK', []);
      return (async function* () {
        seen.push(current());
        yield 'a';
        await Promise.resolve();
        seen.push(current());
      })();
    });
    expect(seen).toEqual(Array(4).fill(span.spanContext().spanId));
    expect(current()).toBeUndefined();
  });
});

const failing = (): never => {
  throw new RangeError('no room');
};

describe('an exchange that fails', () => {
  test('is an error, with what was thrown', async () => {
    const span = await spanOf(failing);
    expect(span.status).toEqual({ code: openTelemetry.SpanStatusCode.ERROR, message: 'no room' });
    expect(span.attributes['error.type']).toBe('RangeError');
    expect(span.events.map(({ name, attributes }) => [name, attributes?.['exception.message']])).toEqual([
      ['exception', 'no room'],
    ]);
  });

  test('ends, and is an error, where what was thrown throws itself', async () => {
    const span = await spanOf(() => {
      throw Object.defineProperties(new Error('no'), { message: { get: failing }, code: { get: failing } });
    });
    expect(span.status).toEqual({ code: openTelemetry.SpanStatusCode.ERROR, message: '[throws]' });
  });

  test('is an error by its status, too', async () => {
    const span = await spanOf((_environ, startResponse) => {
      startResponse('503 Service Unavailable', []);
      return [];
    });
    expect(span.status).toEqual({ code: openTelemetry.SpanStatusCode.ERROR });
    expect(span.attributes).toMatchObject({ 'error.type': '503', 'http.response.status_code': 503 });
    expect(span.events).toEqual([]);
  });

  test('is none where the client is at fault', async () => {
    const span = await spanOf((_environ, startResponse) => {
      startResponse('404 Not Found', []);
      return [];
    });
    expect(span.status).toEqual({ code: openTelemetry.SpanStatusCode.UNSET });
    expect(span.attributes).not.toHaveProperty('error.type');
  });

  test('is none where the client went away, and says so', async () => {
    const leaving = new AbortController();
    const app: Application = (_environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        yield 'a';
        await Promise.resolve();
        leaving.abort(new ClientDisconnected());
        yield 'b';
      })();
    };
    const span = await spanOf(app, { signal: leaving.signal });
    expect(span.status).toEqual({ code: openTelemetry.SpanStatusCode.UNSET });
    expect(span.attributes['error.type']).toBe('ClientDisconnected');
  });

  test('may throw what is no error', async () => {
    const span = await spanOf(() => {
      // oxlint-disable-next-line typescript/only-throw-error -- what the test is about
      throw 'a text';
    });
    expect(span.attributes['error.type']).toBe('_OTHER');
    expect(span.status).toEqual({ code: openTelemetry.SpanStatusCode.ERROR });
  });
});

test('is synchronous around a synchronous application', () => {
  expect(spans()(hello)(environ(), () => {})).toBeInstanceOf(Array);
});

describe('conformance', () => {
  const changes = { environ: ['tsgi.file_wrapper', 'tsgi.upgrade'] };
  declareTests(middlewareConformance(spans(), { changes }), { describe, test });
});
