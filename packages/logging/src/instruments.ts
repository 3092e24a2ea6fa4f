/** What measurements are given to, whoever keeps them. */

import type { MetricAttributes } from './metric-attributes.ts';

/** Counts the requests of one series that are being answered. */
export interface ActiveSeries {
  add(requests: 1 | -1): void;
}

/** Takes the requests of one series that have been answered. */
export interface EndedSeries {
  record(seconds: number, requestBytes: number, responseBytes: number): void;
}

/** Makes a series for each set of attributes that there is, once. */
export interface Instruments {
  active(attributes: MetricAttributes): ActiveSeries;
  ended(attributes: MetricAttributes): EndedSeries;
}

/** One metric: its name in OpenTelemetry, what it is, and its unit (UCUM). */
export interface MetricName {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
}

/** How long requests took. */
export const DURATION: MetricName = {
  name: 'http.server.request.duration',
  description: 'Duration of HTTP server requests.',
  unit: 's',
};
/** How many are being answered. */
export const ACTIVE: MetricName = {
  name: 'http.server.active_requests',
  description: 'Number of active HTTP server requests.',
  unit: '{request}',
};
/** How much content requests had. */
export const REQUEST_SIZE: MetricName = {
  name: 'http.server.request.body.size',
  description: 'Size of HTTP server request bodies.',
  unit: 'By',
};
/** How much content responses had. */
export const RESPONSE_SIZE: MetricName = {
  name: 'http.server.response.body.size',
  description: 'Size of HTTP server response bodies.',
  unit: 'By',
};

/** The bounds of histograms. */
export interface Buckets {
  /** Of durations, in seconds. */
  readonly duration: readonly number[];
  /** Of sizes, in bytes. */
  readonly size: readonly number[];
}
