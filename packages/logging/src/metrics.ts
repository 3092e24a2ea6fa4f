/** Measures each exchange, by OpenTelemetry's metrics for HTTP servers. */

import { type Application, derive, type Environ, type Middleware, refuseUnknownOptions } from '@tsgi/contract';
import { checkProxies, type ProxyOptions, resolveClient, type TrustedProxies } from '@tsgi/http';

import { CountedInput } from './counted-input.ts';
import { errorType } from './error-type.ts';
import type { Buckets, Instruments } from './instruments.ts';
import { type KnownMethod, knownMethods } from './known-methods.ts';
import { mayHaveContent } from './may-have-content.ts';
import { MeterInstruments, type OpenTelemetryMeter } from './meter-instruments.ts';
import { metricsEndpoint, registryEndpoint } from './metrics-endpoint.ts';
import { OwnInstruments } from './own-instruments.ts';
import { type PromClient, PromClientInstruments, type PromRegistry } from './prom-client-instruments.ts';
import { SeriesIndex } from './series-index.ts';
import { HTTP_ROUTE, stringAt } from './state-keys.ts';

/** Options of `metrics`. */
export interface MetricsOptions extends ProxyOptions {
  /** How many series a metric may have; what comes beyond is counted in one, `otel.metric.overflow`. Default: 2000. */
  readonly maxSeries?: number;
  /** The methods that are labels; any other is `_OTHER`. Default: those of RFC 9110, `PATCH` and `QUERY`. */
  readonly methods?: readonly string[];
  /** Upper bounds of the buckets of durations, in seconds. Default: those of the semantic conventions, 5 ms to 10 s. */
  readonly durationBuckets?: readonly number[];
  /** Upper bounds of the buckets of sizes, in bytes. Default: 0, and the powers of ten from 100 to 100,000,000. */
  readonly sizeBuckets?: readonly number[];
  /** What is imported from `prom-client`, which then keeps what is measured. Default: this package keeps it. */
  readonly promClient?: PromClient;
  /** The registry of `promClient`. Default: its own, `register`. */
  readonly registry?: PromRegistry;
  /** A meter of `@opentelemetry/api`, which then takes what is measured; there is no endpoint. Default: none. */
  readonly meter?: OpenTelemetryMeter;
}

/** A middleware that measures, and the application that shows what it has measured. */
export interface Metrics extends Middleware {
  /** Answers `GET` in Prometheus's text format, or in OpenMetrics where that is asked for. It is mounted where one likes. */
  readonly endpoint: Application;
}

/** As the semantic conventions advise. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const SIZE_BUCKETS = [0, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
/** OpenTelemetry's own limit for the attributes of a metric. */
const MOST_SERIES = 2_000;

/**
 * Measures how long exchanges take, to their end, how many there are at a time, and the size of their contents, by method,
 * route, status, scheme, version and kind of error. It belongs outside of the layers that it is to measure.
 *
 * A route is what a router has left (rule M11). Where there is none, there is no label: a path is never one.
 * @throws {TypeError} for an option that is not right.
 */
export function metrics(options: MetricsOptions & { readonly meter: OpenTelemetryMeter }): Middleware;
export function metrics(options?: MetricsOptions & { readonly meter?: undefined }): Metrics;
export function metrics(options: MetricsOptions = {}): Middleware | Metrics {
  const settings = checked(options);
  const { instruments, endpoint } = keeper(options, settings.buckets);
  const index = new SeriesIndex(instruments, settings.maxSeries);
  const measured: Middleware = function measured(app) {
    return function measuring(environ, startResponse) {
      const begun = performance.now();
      const method = settings.methods(environ.REQUEST_METHOD);
      const scheme = schemeOf(environ, settings.proxies);
      const active = index.active({ method, scheme });
      const exchange = environ['tsgi.exchange'];
      let requestBytes = 0;
      exchange.defer((outcome) => {
        active.add(-1);
        const series = index.ended({
          method,
          scheme,
          status: outcome.status,
          route: stringAt(exchange, HTTP_ROUTE),
          protocol: environ.SERVER_PROTOCOL,
          errorType: errorType(outcome),
        });
        series.record((performance.now() - begun) / 1000, requestBytes, outcome.bytes);
      });
      active.add(1);
      if (!mayHaveContent(environ)) return app(environ, startResponse);
      const counted = new CountedInput(environ['tsgi.input'], (bytes) => (requestBytes += bytes));
      return app(derive(environ, { 'tsgi.input': counted }), startResponse);
    };
  };
  return endpoint === undefined ? measured : Object.assign(measured, { endpoint });
}

interface Settings {
  readonly maxSeries: number;
  readonly methods: KnownMethod;
  readonly proxies: TrustedProxies | undefined;
  readonly buckets: Buckets;
}

const OPTIONS: readonly (keyof MetricsOptions)[] = [
  'maxSeries',
  'methods',
  'durationBuckets',
  'sizeBuckets',
  'promClient',
  'registry',
  'meter',
  'trustedProxies',
  'forwarded',
];

function checked(options: MetricsOptions): Settings {
  refuseUnknownOptions('metrics', options, OPTIONS);
  const { maxSeries = MOST_SERIES, durationBuckets = DURATION_BUCKETS, sizeBuckets = SIZE_BUCKETS } = options;
  if (!Number.isSafeInteger(maxSeries) || maxSeries < 2) {
    throw new TypeError(`metrics(): maxSeries must be a whole number from 2, got ${maxSeries}`);
  }
  checkBuckets('durationBuckets', durationBuckets);
  checkBuckets('sizeBuckets', sizeBuckets);
  return {
    maxSeries,
    methods: knownMethods(options.methods, 'metrics'),
    proxies: checkProxies(options, 'metrics'),
    buckets: { duration: [...durationBuckets], size: [...sizeBuckets] },
  };
}

function checkBuckets(name: string, bounds: readonly number[]): void {
  const rising =
    Array.isArray(bounds) &&
    bounds.length > 0 &&
    bounds.every((bound, at) => Number.isFinite(bound) && (at === 0 || bound > bounds[at - 1]!));
  if (!rising) throw new TypeError(`metrics(): ${name} must be rising finite numbers, got ${JSON.stringify(bounds)}`);
}

interface Keeper {
  readonly instruments: Instruments;
  readonly endpoint?: Application;
}

function keeper({ meter, promClient, registry }: MetricsOptions, buckets: Buckets): Keeper {
  if (meter !== undefined) {
    if (promClient !== undefined) throw new TypeError('metrics(): give it a meter or promClient, not both');
    if (registry !== undefined) throw needsPromClient();
    if (typeof meter?.createHistogram !== 'function' || typeof meter.createUpDownCounter !== 'function') {
      throw new TypeError(`metrics(): meter must be a meter of '@opentelemetry/api', got ${typeof meter}`);
    }
    return { instruments: new MeterInstruments(meter, buckets) };
  }
  if (promClient !== undefined) {
    if (typeof promClient?.Histogram !== 'function' || typeof promClient.Gauge !== 'function') {
      throw new TypeError(
        `metrics(): promClient must be what is imported from 'prom-client', got ${typeof promClient}`,
      );
    }
    const { register } = promClient;
    const kept = registry ?? register;
    return { instruments: new PromClientInstruments(promClient, kept, buckets), endpoint: registryEndpoint(kept) };
  }
  if (registry !== undefined) throw needsPromClient();
  const own = new OwnInstruments(buckets);
  return { instruments: own, endpoint: metricsEndpoint((format) => own.text(format)) };
}

function needsPromClient(): TypeError {
  return new TypeError('metrics(): a registry needs promClient, which makes what is in it');
}

function schemeOf(environ: Environ, proxies: TrustedProxies | undefined): string {
  return proxies === undefined
    ? environ['tsgi.url_scheme']
    : resolveClient(environ, proxies.trusted, proxies.field).proto;
}
