/** What a measurement is labelled with, by OpenTelemetry's semantic conventions for HTTP servers. */

/** Attributes by name. A name that does not apply is missing. */
export type MetricAttributes = Readonly<Record<string, string | number | boolean>>;

/** Of requests that are being answered. */
export interface ActiveKey {
  /** A known method, or `_OTHER`. */
  readonly method: string;
  readonly scheme: string;
}

/** Of requests that have been answered. */
export interface EndedKey extends ActiveKey {
  /** The status code; 0 where none was sent. */
  readonly status: number;
  /** The route's pattern, never a path. */
  readonly route: string | undefined;
  /** The version: `HTTP/1.1`. */
  readonly protocol: string;
  /** What it ended with, where that is an error. */
  readonly errorType: string | undefined;
}

/** What stands for all that comes when there are as many series as there may be. */
export const OVERFLOW: MetricAttributes = { 'otel.metric.overflow': true };

/** Every name that attributes have, for those who ask for them beforehand. */
export const ACTIVE_NAMES: readonly string[] = ['http.request.method', 'url.scheme'];
export const ENDED_NAMES: readonly string[] = [
  'http.request.method',
  'url.scheme',
  'http.response.status_code',
  'http.route',
  'network.protocol.version',
  'error.type',
  'otel.metric.overflow',
];
