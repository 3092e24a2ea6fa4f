/** Tells the client what took how long (W3C Server Timing). */

import {
  appendHeader,
  type Body,
  derive,
  type Environ,
  hasHeader,
  type HeaderList,
  isPromiseLike,
  type Middleware,
  refuseUnknownOptions,
  type Status,
} from '@tsgi/contract';

import { formatMetric, Timings } from './timings.ts';

/** Options of `serverTiming`. */
export interface ServerTimingOptions {
  /** Whether this client may know. Default: everybody may. What takes long tells a stranger what is there. */
  readonly when?: (environ: Environ) => boolean;
  /** Whether the time to the head is sent too, as `total`. Default: true. */
  readonly total?: boolean;
  /** Whether what is recorded after the head is sent behind a streamed body, as a trailer field. Default: false. */
  readonly trailer?: boolean;
}

const FIELD = 'Server-Timing';
const TIMINGS = Symbol('the timings of @tsgi/logging');

/**
 * Adds a `Server-Timing` field with what `timings(environ)` has recorded when the head is given. What comes later is not
 * sent, unless `trailer` says so: then it follows a body that is streamed, where the server has trailers.
 * @throws {TypeError} for an option that is not right.
 */
export function serverTiming(options: ServerTimingOptions = {}): Middleware {
  const { when, total = true, trailer = false } = checked(options);
  return function timed(app) {
    return function timing(environ, startResponse) {
      const begun = performance.now();
      const recorded = new Timings();
      environ['tsgi.exchange'].state.set(TIMINGS, recorded);
      // What is no answer, such as a promise, is none that lets everybody know.
      const mayKnow: unknown = when === undefined || when(environ);
      if (mayKnow !== true) return app(environ, startResponse);
      let told = 0;
      let streamable = false;
      const start = (status: Status, headers: HeaderList, error?: unknown): void => {
        told = recorded.count;
        streamable = mayStream(environ, status, headers);
        const value = joined(recorded.text(), total ? formatMetric('total', performance.now() - begun, undefined) : '');
        startResponse(status, value === '' ? headers : appendHeader(headers, FIELD, value), error);
      };
      const sendTrailers = trailer ? environ['tsgi.trailers'] : undefined;
      if (sendTrailers === undefined) return app(environ, start);
      const late = (): HeaderList => (recorded.count > told ? [[FIELD, recorded.text(told)]] : []);
      let asked = false;
      const inner = derive(environ, {
        'tsgi.trailers': (fields) => {
          sendTrailers(typeof fields === 'function' ? () => [...fields(), ...late()] : fields);
          asked = true;
        },
      });
      const follow = (body: Body): Body => {
        if (streamable && !asked && !Array.isArray(body)) sendTrailers(late);
        return body;
      };
      const result = app(inner, start);
      return isPromiseLike(result) ? result.then(follow) : follow(result);
    };
  };
}

/** Where to record what took how long. @throws {Error} where `serverTiming()` is not in the stack. */
export function timings(environ: Environ): Timings {
  const recorded = environ['tsgi.exchange'].state.get(TIMINGS);
  if (recorded instanceof Timings) return recorded;
  throw new Error('timings(): put serverTiming() into the stack, in front of this application');
}

function checked(options: ServerTimingOptions): ServerTimingOptions {
  refuseUnknownOptions('serverTiming', options, ['when', 'total', 'trailer']);
  const { when, total, trailer } = options;
  if (when !== undefined && typeof when !== 'function') {
    throw new TypeError(`serverTiming(): when must be a function of the environ, got ${typeof when}`);
  }
  for (const [name, value] of Object.entries({ total, trailer })) {
    if (value === undefined || typeof value === 'boolean') continue;
    throw new TypeError(`serverTiming(): ${name} must be a boolean, got ${typeof value}`);
  }
  return options;
}

/** Whether trailers may follow: there is content, and nobody has said how long it is (rule A27). */
function mayStream({ REQUEST_METHOD }: Environ, status: Status, headers: HeaderList): boolean {
  return REQUEST_METHOD !== 'HEAD' && !/^(?:204|205|304)/.test(status) && !hasHeader(headers, 'Content-Length');
}

function joined(recorded: string, total: string): string {
  return recorded === '' || total === '' ? recorded + total : `${recorded}, ${total}`;
}
