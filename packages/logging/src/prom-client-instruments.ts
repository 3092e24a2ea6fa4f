/** Measurements given to `prom-client`. */

import { labelName } from './exposition.ts';
import {
  ACTIVE,
  type ActiveSeries,
  type Buckets,
  DURATION,
  type EndedSeries,
  type Instruments,
  REQUEST_SIZE,
  RESPONSE_SIZE,
} from './instruments.ts';
import { ACTIVE_NAMES, ENDED_NAMES, type MetricAttributes } from './metric-attributes.ts';

/** What is used of a registry of `prom-client`, by structure. */
export interface PromRegistry {
  metrics(): Promise<string>;
  readonly contentType: string;
}

type Labels = Record<string, string | number>;

interface PromHistogram {
  labels(labels: Labels): { observe(value: number): void };
}

interface PromGauge {
  labels(labels: Labels): { inc(value: number): void };
}

interface PromConfiguration {
  name: string;
  help: string;
  labelNames: string[];
  registers: never[];
}

/** What is used of `prom-client`, by structure. */
export interface PromClient {
  readonly Histogram: new (configuration: PromConfiguration & { buckets: number[] }) => PromHistogram;
  readonly Gauge: new (configuration: PromConfiguration) => PromGauge;
  readonly register: PromRegistry;
}

/** Gives what is measured to metrics of `prom-client`, which stand in a registry beside others of the program. */
export class PromClientInstruments implements Instruments {
  readonly #active: PromGauge;
  readonly #duration: PromHistogram;
  readonly #requestSize: PromHistogram;
  readonly #responseSize: PromHistogram;

  constructor(client: PromClient, registry: PromRegistry, buckets: Buckets) {
    const registers = [registry as never];
    const histogram = (name: string, help: string, bounds: readonly number[]): PromHistogram =>
      new client.Histogram({ name, help, labelNames: ENDED_NAMES.map(labelName), registers, buckets: [...bounds] });
    this.#active = new client.Gauge({
      name: 'http_server_active_requests',
      help: ACTIVE.description,
      labelNames: ACTIVE_NAMES.map(labelName),
      registers,
    });
    this.#duration = histogram('http_server_request_duration_seconds', DURATION.description, buckets.duration);
    this.#requestSize = histogram('http_server_request_body_size_bytes', REQUEST_SIZE.description, buckets.size);
    this.#responseSize = histogram('http_server_response_body_size_bytes', RESPONSE_SIZE.description, buckets.size);
  }

  active(attributes: MetricAttributes): ActiveSeries {
    const series = this.#active.labels(labelsOf(attributes));
    return { add: (requests) => series.inc(requests) };
  }

  ended(attributes: MetricAttributes): EndedSeries {
    const labels = labelsOf(attributes);
    const [duration, requestSize, responseSize] = [
      this.#duration.labels(labels),
      this.#requestSize.labels(labels),
      this.#responseSize.labels(labels),
    ];
    return {
      record: (seconds, requestBytes, responseBytes) => {
        duration.observe(seconds);
        requestSize.observe(requestBytes);
        responseSize.observe(responseBytes);
      },
    };
  }
}

function labelsOf(attributes: MetricAttributes): Labels {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      labelName(name),
      typeof value === 'boolean' ? String(value) : value,
    ]),
  );
}
