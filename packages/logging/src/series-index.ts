import type { ActiveSeries, EndedSeries, Instruments } from './instruments.ts';
import { OTHER } from './known-methods.ts';
import { type ActiveKey, type EndedKey, type MetricAttributes, OVERFLOW } from './metric-attributes.ts';
import { protocolVersion } from './protocol-version.ts';

/** How many names of errors are told apart: a program may make them up. */
const MOST_ERROR_TYPES = 100;

/**
 * Finds the series of a request. There are as many as are allowed, whatever clients send and routes are called: one place
 * is kept for the series that stands for all others (`otel.metric.overflow`).
 */
export class SeriesIndex {
  readonly #instruments: Instruments;
  readonly #most: number;
  readonly #methods = new Map<string, number>();
  readonly #errorTypes = new Map<string | undefined, number>([
    [undefined, 0],
    [OTHER, 1],
  ]);
  readonly #active: (ActiveSeries | undefined)[] = [];
  /** By route, and then by a number that stands for all the rest. */
  readonly #ended = new Map<string | undefined, Map<number, EndedSeries>>();
  #count = 0;
  #overflow: EndedSeries | undefined;

  constructor(instruments: Instruments, most: number) {
    this.#instruments = instruments;
    this.#most = most;
  }

  active({ method, scheme }: ActiveKey): ActiveSeries {
    const place = this.#method(method) * 2 + (scheme === 'https' ? 1 : 0);
    return (this.#active[place] ??= this.#instruments.active({ 'http.request.method': method, 'url.scheme': scheme }));
  }

  ended(key: EndedKey): EndedSeries {
    const rest = this.#number(key);
    const ofRoute = this.#ended.get(key.route);
    return ofRoute?.get(rest) ?? this.#open(key, rest, ofRoute);
  }

  #open(key: EndedKey, rest: number, ofRoute: Map<number, EndedSeries> | undefined): EndedSeries {
    if (this.#count >= this.#most - 1) return (this.#overflow ??= this.#instruments.ended(OVERFLOW));
    this.#count++;
    const series = this.#instruments.ended(this.#attributes(key));
    if (ofRoute === undefined) this.#ended.set(key.route, new Map([[rest, series]]));
    else ofRoute.set(rest, series);
    return series;
  }

  /** Everything but the route as one number: a map of numbers is asked faster than one of texts that are put together. */
  #number({ method, scheme, status, protocol, errorType }: EndedKey): number {
    const version = (protocol.charCodeAt(5) - 0x30) * 10 + protocol.charCodeAt(7) - 0x30;
    const common = ((this.#method(method) * 2 + (scheme === 'https' ? 1 : 0)) * 600 + status) * 100 + version;
    return common * MOST_ERROR_TYPES + this.#errorType(errorType);
  }

  /** Methods are known ones, and therefore few. */
  #method(method: string): number {
    let number = this.#methods.get(method);
    if (number === undefined) this.#methods.set(method, (number = this.#methods.size));
    return number;
  }

  /** 0 where there is none; what is one too many is `_OTHER`. */
  #errorType(type: string | undefined): number {
    let number = this.#errorTypes.get(type);
    if (number !== undefined) return number;
    number = this.#errorTypes.size;
    if (number >= MOST_ERROR_TYPES) return 1;
    this.#errorTypes.set(type, number);
    return number;
  }

  #attributes({ method, scheme, status, route, protocol, errorType }: EndedKey): MetricAttributes {
    return {
      'http.request.method': method,
      'url.scheme': scheme,
      'network.protocol.version': protocolVersion(protocol),
      ...(status !== 0 && { 'http.response.status_code': status }),
      ...(route !== undefined && { 'http.route': route }),
      ...(errorType !== undefined && { 'error.type': this.#errorTypes.has(errorType) ? errorType : OTHER }),
    };
  }
}
