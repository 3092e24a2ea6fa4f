/** Measurements given to OpenTelemetry. */

import {
  ACTIVE,
  type ActiveSeries,
  type Buckets,
  DURATION,
  type EndedSeries,
  type Instruments,
  type MetricName,
  REQUEST_SIZE,
  RESPONSE_SIZE,
} from './instruments.ts';
import type { MetricAttributes } from './metric-attributes.ts';

/** What is used of a meter of `@opentelemetry/api`, by structure. */
export interface OpenTelemetryMeter {
  createHistogram(
    name: string,
    options: { description: string; unit: string; advice: { explicitBucketBoundaries: number[] } },
  ): { record(value: number, attributes: Record<string, string | number | boolean>): void };
  createUpDownCounter(
    name: string,
    options: { description: string; unit: string },
  ): { add(value: number, attributes: Record<string, string | number | boolean>): void };
}

/** Gives what is measured to a meter: views, readers and exporters are the SDK's. */
export class MeterInstruments implements Instruments {
  readonly #activeRequests: ReturnType<OpenTelemetryMeter['createUpDownCounter']>;
  readonly #duration: ReturnType<OpenTelemetryMeter['createHistogram']>;
  readonly #requestSize: ReturnType<OpenTelemetryMeter['createHistogram']>;
  readonly #responseSize: ReturnType<OpenTelemetryMeter['createHistogram']>;

  constructor(meter: OpenTelemetryMeter, buckets: Buckets) {
    const histogram = (
      { name, description, unit }: MetricName,
      bounds: readonly number[],
    ): ReturnType<OpenTelemetryMeter['createHistogram']> =>
      meter.createHistogram(name, { description, unit, advice: { explicitBucketBoundaries: [...bounds] } });
    const { name, description, unit } = ACTIVE;
    this.#activeRequests = meter.createUpDownCounter(name, { description, unit });
    this.#duration = histogram(DURATION, buckets.duration);
    this.#requestSize = histogram(REQUEST_SIZE, buckets.size);
    this.#responseSize = histogram(RESPONSE_SIZE, buckets.size);
  }

  active(attributes: MetricAttributes): ActiveSeries {
    const own = { ...attributes };
    return { add: (requests) => this.#activeRequests.add(requests, own) };
  }

  ended(attributes: MetricAttributes): EndedSeries {
    const own = { ...attributes };
    return {
      record: (seconds, requestBytes, responseBytes) => {
        this.#duration.record(seconds, own);
        this.#requestSize.record(requestBytes, own);
        this.#responseSize.record(responseBytes, own);
      },
    };
  }
}
