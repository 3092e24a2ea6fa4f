/** Planned maintenance: pages announce it, and while it lasts nobody comes in. */

import {
  type Application,
  type Body,
  derive,
  type Environ,
  getHeader,
  hasHeader,
  type HeaderList,
  isPromiseLike,
  mapChunks,
  type Middleware,
  refuseUnknownOptions,
  removeHeader,
  setHeader,
  type StartResponse,
  type Status,
} from '@tsgi/contract';

import { BannerInserter } from './banner-inserter.ts';
import { closedPage } from './closed-page.ts';
import { KEY, type Phase } from './planned-maintenance.ts';

/** Options of `maintenance`. */
export interface MaintenanceOptions {
  /** When it begins. */
  readonly from: Date;
  /** When it ends. */
  readonly until: Date;
  /** How long before it is announced, in milliseconds. Default: 86,400,000, a day. */
  readonly announceMs?: number;
  /** Which requests pass while it lasts, such as health checks. Default: none. */
  readonly passes?: (environ: Environ) => boolean;
  /** The clock, in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * Answers 503 with `Retry-After` while maintenance lasts. Before that each response says when it will be, in
 * `X-Maintenance`, and each HTML page in a banner. Afterwards it does nothing, and can stay where it is.
 * @throws {TypeError} for times that are none, or are in the wrong order, and for an option that there is not.
 */
export function maintenance(options: MaintenanceOptions): Middleware {
  const { from, until, announceMs, passes, now } = checkOptions(options);
  const field = `${new Date(from).toISOString()}/${new Date(until).toISOString()}`;
  return function maintained(app) {
    return (environ, startResponse) => {
      const time = now();
      const phase = phaseAt(time);
      // A key of one's own that is not there yet needs no copy.
      environ[KEY] = { from, until, phase };
      if (phase === 'under way' && !passes(environ)) return closedPage(until, time)(environ, startResponse);
      if (phase !== 'announced') return app(environ, startResponse);
      return announce(app, environ, (status, headers, error) =>
        startResponse(status, setHeader(headers, 'X-Maintenance', field), error),
      );
    };
  };

  function announce(app: Application, environ: Environ, startResponse: StartResponse): Body | PromiseLike<Body> {
    if (!wantsPage(environ)) return app(environ, startResponse);
    let inserts = false;
    const result = app(forWholePage(environ), (status, headers, error) => {
      inserts = isPlainPage(status, headers);
      startResponse(status, inserts ? forOtherBytes(headers) : headers, error);
    });
    // Made for this exchange: the middleware is used by many at a time.
    const insert = (body: Body): Body => {
      if (!inserts) return body;
      const banner = new BannerInserter(from, until);
      return mapChunks(
        body,
        (chunk) => banner.take(chunk),
        () => banner.end(),
      );
    };
    return isPromiseLike(result) ? result.then(insert) : insert(result);
  }

  function phaseAt(time: number): Phase {
    if (time >= until) return 'over';
    if (time >= from) return 'under way';
    return time >= from - announceMs ? 'announced' : 'ahead';
  }
}

function wantsPage({ REQUEST_METHOD: method, HTTP_ACCEPT: accept }: Environ): boolean {
  return (method === 'GET' || method === 'HEAD') && accept?.includes('text/html') === true;
}

/**
 * The environ for an application whose page is to be changed: it may not compress it, and may not say that the one that
 * the browser has, without a banner, is still right. These keys are there already, so they go from a copy (rule A20).
 */
export function forWholePage(environ: Environ): Environ {
  const copy = derive(environ, {});
  delete copy['HTTP_ACCEPT_ENCODING'];
  delete copy['HTTP_IF_NONE_MATCH'];
  delete copy['HTTP_IF_MODIFIED_SINCE'];
  return copy;
}

/** Whether a response is a whole page that can be read, and so changed. */
function isPlainPage(status: Status, headers: HeaderList): boolean {
  const type = getHeader(headers, 'Content-Type')?.toLowerCase() ?? '';
  const [mediaType] = type.split(';');
  // In UTF-16 the tag would look otherwise, and the banner too.
  const isAscii = !type.includes('charset=utf-16');
  return (
    status.startsWith('200') && mediaType?.trim() === 'text/html' && isAscii && !hasHeader(headers, 'Content-Encoding')
  );
}

/** A head that says nothing of the bytes that the page had: neither how many (M4), nor which (M5), nor since when. */
export function forOtherBytes(headers: HeaderList): HeaderList {
  return ['Content-Length', 'ETag', 'Last-Modified'].reduce<HeaderList>(removeHeader, headers);
}

interface CheckedOptions {
  readonly from: number;
  readonly until: number;
  readonly announceMs: number;
  readonly passes: (environ: Environ) => boolean;
  readonly now: () => number;
}

function checkOptions(options: MaintenanceOptions): CheckedOptions {
  refuseUnknownOptions('maintenance', options, ['from', 'until', 'announceMs', 'passes', 'now']);
  const { from, until, announceMs = 86_400_000, passes = () => false, now = Date.now } = options;
  for (const [name, date] of Object.entries({ from, until })) {
    if (!(date instanceof Date) || Number.isNaN(date.getTime())) {
      throw new TypeError(`maintenance(): ${name} must be a valid Date, got ${String(date)}`);
    }
  }
  if (until <= from) {
    throw new TypeError(`maintenance(): until must be after from, got ${until.toISOString()}`);
  }
  if (!(announceMs >= 0)) throw new TypeError(`maintenance(): announceMs must be 0 or more, got ${announceMs}`);
  if (typeof passes !== 'function')
    throw new TypeError(`maintenance(): passes must be a function, got ${typeof passes}`);
  if (typeof now !== 'function') throw new TypeError(`maintenance(): now must be a function, got ${typeof now}`);
  return { from: from.getTime(), until: until.getTime(), announceMs, passes, now };
}
