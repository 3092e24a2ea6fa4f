import { exposition, type ExpositionFormat, type MetricFamily } from './exposition.ts';
import { Histogram } from './histogram.ts';
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
import type { MetricAttributes } from './metric-attributes.ts';

/** Keeps measurements in this process, and shows them as text. */
export class OwnInstruments implements Instruments {
  readonly #buckets: Buckets;
  readonly #active: OwnActiveSeries[] = [];
  readonly #ended: OwnEndedSeries[] = [];

  constructor(buckets: Buckets) {
    this.#buckets = buckets;
  }

  active(attributes: MetricAttributes): ActiveSeries {
    const series = new OwnActiveSeries(attributes);
    this.#active.push(series);
    return series;
  }

  ended(attributes: MetricAttributes): EndedSeries {
    const series = new OwnEndedSeries(attributes, this.#buckets);
    this.#ended.push(series);
    return series;
  }

  /** All of it, as it is now. */
  text(format: ExpositionFormat): string {
    return exposition(this.#families(), format);
  }

  #families(): MetricFamily[] {
    const histogram = (select: (series: OwnEndedSeries) => Histogram): MetricFamily['series'] =>
      this.#ended.map((series) => ({ attributes: series.attributes, value: select(series) }));
    const families: MetricFamily[] = [
      {
        name: 'http_server_request_duration_seconds',
        help: DURATION.description,
        unit: 'seconds',
        series: histogram(({ duration }) => duration),
      },
      {
        name: 'http_server_active_requests',
        help: ACTIVE.description,
        series: this.#active.map(({ attributes, count }) => ({ attributes, value: count })),
      },
      {
        name: 'http_server_request_body_size_bytes',
        help: REQUEST_SIZE.description,
        unit: 'bytes',
        series: histogram(({ requestSize }) => requestSize),
      },
      {
        name: 'http_server_response_body_size_bytes',
        help: RESPONSE_SIZE.description,
        unit: 'bytes',
        series: histogram(({ responseSize }) => responseSize),
      },
    ];
    return families.filter(({ series }) => series.length > 0);
  }
}

class OwnActiveSeries implements ActiveSeries {
  readonly attributes: MetricAttributes;
  count = 0;

  constructor(attributes: MetricAttributes) {
    this.attributes = attributes;
  }

  add(requests: 1 | -1): void {
    this.count += requests;
  }
}

class OwnEndedSeries implements EndedSeries {
  readonly attributes: MetricAttributes;
  readonly duration: Histogram;
  readonly requestSize: Histogram;
  readonly responseSize: Histogram;

  constructor(attributes: MetricAttributes, buckets: Buckets) {
    this.attributes = attributes;
    this.duration = new Histogram(buckets.duration);
    this.requestSize = new Histogram(buckets.size);
    this.responseSize = new Histogram(buckets.size);
  }

  record(seconds: number, requestBytes: number, responseBytes: number): void {
    this.duration.observe(seconds);
    this.requestSize.observe(requestBytes);
    this.responseSize.observe(responseBytes);
  }
}
