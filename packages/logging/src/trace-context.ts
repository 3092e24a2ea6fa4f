/** Continues the trace that a request belongs to, or begins one (W3C Trace Context, Levels 1 and 2). */

import { type Environ, type Middleware, refuseUnknownOptions } from '@tsgi/contract';
import { checkProxies, type ProxyOptions, type TrustedProxies } from '@tsgi/http';

import { knownMethods } from './known-methods.ts';
import { spanStarter, type StartSpan } from './open-telemetry-span.ts';
import type { OpenTelemetry } from './open-telemetry.ts';
import { randomId } from './random-id.ts';
import { runApplication } from './run-application.ts';
import { SPAN_ID, TRACE_ID } from './state-keys.ts';
import { parseTraceParent, RANDOM, SAMPLED } from './trace-parent.ts';
import { parseTraceState } from './trace-state.ts';
import { Trace } from './trace.ts';

/** Options of `traceContext`. */
export interface TraceContextOptions extends ProxyOptions {
  /**
   * Addresses, networks and names of the peers whose trace is continued; for everyone else one begins. A span's client
   * address and scheme are what these say. Default: everyone's trace is continued, and nobody is believed about clients.
   */
  readonly trustedProxies?: readonly string[];
  /** Whether a trace that begins here says that it is recorded; OpenTelemetry decides for itself. Default: true. */
  readonly sampled?: boolean | ((environ: Environ) => boolean);
  /** What is imported from `@opentelemetry/api`: each exchange is then a span, and current within. Default: no spans. */
  readonly openTelemetry?: OpenTelemetry;
  /** The methods that spans know; any other is `_OTHER`. Default: those of RFC 9110, `PATCH` and `QUERY`. */
  readonly methods?: readonly string[];
}

const TRACE = Symbol('the trace of @tsgi/logging');

/**
 * Reads `traceparent` and `tracestate`, strictly: what is malformed is as if it were not there. The exchange gets a span
 * id of its own in the trace of its caller, or in a new one.
 *
 * With `openTelemetry` the exchange is a span of kind server, by the semantic conventions for HTTP, and the application
 * and its body run with it as the current one. The query is left out of it.
 * @throws {TypeError} for an option that is not right.
 */
export function traceContext(options: TraceContextOptions = {}): Middleware {
  const settings = checked(options);
  const { startSpan } = settings;
  return function traced(app) {
    if (startSpan === undefined) {
      return function tracing(environ, startResponse) {
        leave(environ, begin(environ, settings));
        return app(environ, startResponse);
      };
    }
    return function spanning(environ, startResponse) {
      const { trace, run } = startSpan(environ, begin(environ, settings));
      leave(environ, trace);
      return runApplication(app, environ, startResponse, run);
    };
  };
}

/** Where in a trace this exchange stands. @throws {Error} where `traceContext()` is not in the stack. */
export function traceOf(environ: Environ): Trace {
  const trace = environ['tsgi.exchange'].state.get(TRACE);
  if (trace instanceof Trace) return trace;
  throw new Error('traceOf(): put traceContext() into the stack, in front of this application');
}

interface Settings {
  readonly proxies: TrustedProxies | undefined;
  readonly sampled: (environ: Environ) => boolean;
  readonly startSpan: StartSpan | undefined;
}

const OPTIONS: readonly (keyof TraceContextOptions)[] = [
  'trustedProxies',
  'forwarded',
  'sampled',
  'openTelemetry',
  'methods',
];

function checked(options: TraceContextOptions): Settings {
  refuseUnknownOptions('traceContext', options, OPTIONS);
  const { sampled = true, openTelemetry } = options;
  if (typeof sampled !== 'boolean' && typeof sampled !== 'function') {
    throw new TypeError(
      `traceContext(): sampled must be a boolean or a function of the environ, got ${typeof sampled}`,
    );
  }
  const proxies = checkProxies(options, 'traceContext');
  const methods = knownMethods(options.methods, 'traceContext');
  return {
    proxies,
    sampled: typeof sampled === 'function' ? sampled : () => sampled,
    startSpan: openTelemetry === undefined ? undefined : spanStarter(openTelemetry, { proxies, methods }),
  };
}

function begin(environ: Environ, { proxies, sampled }: Settings): Trace {
  const believed = proxies === undefined || proxies.trusted(environ.REMOTE_ADDR);
  const parent = believed ? parseTraceParent(environ.HTTP_TRACEPARENT) : undefined;
  const spanId = randomId(8);
  if (parent === undefined) {
    return new Trace({ traceId: randomId(16), spanId, flags: sampled(environ) ? RANDOM | SAMPLED : RANDOM });
  }
  const { traceId, flags } = parent;
  return new Trace({ traceId, spanId, flags }, parent.spanId, parseTraceState(environ.HTTP_TRACESTATE));
}

function leave(environ: Environ, trace: Trace): void {
  const { state } = environ['tsgi.exchange'];
  state.set(TRACE, trace);
  state.set(TRACE_ID, trace.traceId);
  state.set(SPAN_ID, trace.spanId);
}
