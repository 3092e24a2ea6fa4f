/** An exchange as a span of OpenTelemetry, by its stable semantic conventions for HTTP servers. */

import { ClientDisconnected, type Environ, type Outcome } from '@tsgi/contract';
import { resolveClient, type TrustedProxies } from '@tsgi/http';

import { errorType } from './error-type.ts';
import { type KnownMethod, OTHER } from './known-methods.ts';
import type { OpenTelemetry, OpenTelemetrySpan, SpanContext } from './open-telemetry.ts';
import { plainMessage } from './plain-value.ts';
import { protocolVersion } from './protocol-version.ts';
import type { Run } from './run-application.ts';
import { serverAddress } from './server-address.ts';
import { HTTP_ROUTE, stringAt } from './state-keys.ts';
import { RANDOM } from './trace-parent.ts';
import { Trace } from './trace.ts';

/** Begins the span of an exchange whose place in its trace is known; the span's own place is then what counts. */
export type StartSpan = (environ: Environ, own: Trace) => { readonly trace: Trace; readonly run: Run };

/** What a span takes from the request, and how. */
export interface SpanOptions {
  readonly proxies: TrustedProxies | undefined;
  readonly methods: KnownMethod;
}

type Attributes = Record<string, string | number>;

/** `SpanKind.SERVER` and `SpanStatusCode.ERROR`: numbers that cannot change any more. */
const SERVER = 1;
const ERROR = 2;

/** Prepares for spans. @throws {TypeError} for what is not `@opentelemetry/api`. */
export function spanStarter(api: OpenTelemetry, { proxies, methods }: SpanOptions): StartSpan {
  const parts: Partial<OpenTelemetry> = api;
  if (
    typeof parts?.trace?.getTracer !== 'function' ||
    typeof parts.context?.with !== 'function' ||
    typeof parts.createTraceState !== 'function'
  ) {
    throw new TypeError(
      `traceContext(): openTelemetry must be what is imported from '@opentelemetry/api', got ${typeof api}`,
    );
  }
  const tracer = api.trace.getTracer('@tsgi/logging');
  return function startSpan(environ, own) {
    const method = methods(environ.REQUEST_METHOD);
    const name = method === OTHER ? 'HTTP' : method;
    // Not in the context that happens to be current, which may be that of whoever started the server.
    const caller = own.parentId === undefined ? undefined : remoteCaller(api, own, own.parentId);
    const outer = caller === undefined ? api.ROOT_CONTEXT : api.trace.setSpanContext(api.ROOT_CONTEXT, caller);
    const attributes = requestAttributes(environ, method, proxies);
    const span = tracer.startSpan(name, { kind: SERVER, attributes }, outer);
    environ['tsgi.exchange'].defer((outcome) => endSpan(span, name, environ, outcome));
    const inner = api.trace.setSpan(outer, span);
    return { trace: traceOfSpan(span, own, caller), run: (fn) => api.context.with(inner, fn) };
  };
}

function remoteCaller(api: OpenTelemetry, { traceId, flags, state }: Trace, spanId: string): SpanContext {
  const caller: SpanContext = { traceId, spanId, traceFlags: flags, isRemote: true };
  return state === '' ? caller : { ...caller, traceState: api.createTraceState(state) };
}

/**
 * The place that the span has. Where no SDK is there, it has the ids of its caller, or none: then the exchange keeps its
 * own. SDKs know Level 1 of Trace Context; what Level 2 adds stays, unless they have put something in its place.
 */
function traceOfSpan(span: OpenTelemetrySpan, own: Trace, caller: SpanContext | undefined): Trace {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext();
  if (spanId === own.parentId || /^0*$/.test(spanId)) return own;
  const flags = traceId === own.traceId ? traceFlags | (own.flags & RANDOM) : traceFlags;
  const state = traceState === caller?.traceState ? own.state : (traceState?.serialize() ?? '');
  return new Trace({ traceId, spanId, flags }, own.parentId, state);
}

function requestAttributes(environ: Environ, method: string, proxies: TrustedProxies | undefined): Attributes {
  const { address, proto, host } = clientOf(environ, proxies);
  const attributes: Attributes = {
    'http.request.method': method,
    'url.scheme': proto,
    'url.path': environ.SCRIPT_NAME + environ.PATH_INFO,
    'network.protocol.version': protocolVersion(environ.SERVER_PROTOCOL),
    ...serverAttributes(host, environ),
  };
  if (method === OTHER) attributes['http.request.method_original'] = environ.REQUEST_METHOD;
  if (address !== undefined) attributes['client.address'] = address;
  if (environ.REMOTE_ADDR !== undefined) attributes['network.peer.address'] = environ.REMOTE_ADDR;
  if (environ.REMOTE_PORT !== undefined) attributes['network.peer.port'] = Number(environ.REMOTE_PORT);
  if (environ.HTTP_USER_AGENT !== undefined) attributes['user_agent.original'] = environ.HTTP_USER_AGENT;
  return attributes;
}

function clientOf(
  environ: Environ,
  proxies: TrustedProxies | undefined,
): { readonly address: string | undefined; readonly proto: string; readonly host: string | undefined } {
  if (proxies !== undefined) return resolveClient(environ, proxies.trusted, proxies.field);
  return { address: environ.REMOTE_ADDR, proto: environ['tsgi.url_scheme'], host: environ.HTTP_HOST };
}

/** The host that was asked for, and its port where it says one; else what the server calls itself. */
function serverAttributes(host: string | undefined, environ: Environ): Attributes {
  const { address, port } = serverAddress(host, environ);
  return port === undefined ? { 'server.address': address } : { 'server.address': address, 'server.port': port };
}

function endSpan(span: OpenTelemetrySpan, name: string, environ: Environ, outcome: Outcome): void {
  try {
    if (span.isRecording()) tellEnd(span, name, environ, outcome);
  } finally {
    // An error may throw when it is looked at.
    span.end();
  }
}

function tellEnd(span: OpenTelemetrySpan, name: string, environ: Environ, outcome: Outcome): void {
  const { status, error } = outcome;
  const type = errorType(outcome);
  const route = stringAt(environ['tsgi.exchange'], HTTP_ROUTE);
  const attributes: Attributes = {};
  if (status !== 0) attributes['http.response.status_code'] = status;
  if (type !== undefined) attributes['error.type'] = type;
  if (route !== undefined) {
    attributes['http.route'] = route;
    span.updateName(`${name} ${route}`);
  }
  span.setAttributes(attributes);
  // A client that goes away is no fault of the server's: that is how event streams end.
  if (type === undefined || error instanceof ClientDisconnected) return;
  span.setStatus(error instanceof Error ? { code: ERROR, message: plainMessage(error) } : { code: ERROR });
  if (error instanceof Error) span.recordException(error);
}
