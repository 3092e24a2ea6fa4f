import {
  type Body,
  type Environ,
  HttpError,
  type Middleware,
  type StartResponse,
  type Application,
  refuseUnknownOptions,
} from '@tsgi/contract';
import { checkProxies, type ProxyOptions, resolveClient, type TrustedProxies } from '@tsgi/http';

import { CSRF_FIELD } from './csrf-field.ts';
import { isCsrfToken } from './csrf-token.ts';
import { readFormField } from './form-token.ts';

/** Options of `csrf()`. */
export interface CsrfOptions extends ProxyOptions {
  /** Other origins whose pages may send requests that change something, such as `https://admin.example.org`. Default: none. */
  readonly trustedOrigins?: readonly string[];
  /** Whether a request needs no protection, as one that carries a signature of its own. Default: none is left out. */
  readonly exempt?: (environ: Environ) => boolean;
  /** The most bytes of a form without files that is read for its token. Default: 1048576 (1 MiB). */
  readonly formLimit?: number;
}

interface Settings {
  readonly trustedOrigins: ReadonlySet<string>;
  readonly exempt: ((environ: Environ) => boolean) | undefined;
  readonly formLimit: number;
  readonly proxies: TrustedProxies | undefined;
}

/** What changes nothing (RFC 9110 §9.2.1), and so needs no protection. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Where a request says that it came from. */
type Origin = 'own' | 'other' | 'unknown';

/**
 * Refuses requests that the page of another site has made a browser send. What browsers say themselves counts first:
 * `Sec-Fetch-Site`, then `Origin`. A client that says neither has to send the session's token, in the field of
 * `csrfField()` or as `X-CSRF-Token`. `GET`, `HEAD` and `OPTIONS` pass, so they must change nothing; but one that asks to
 * leave HTTP, as a WebSocket does, is refused where it comes from elsewhere: no page may read what it opens but its own.
 *
 * What is refused is an `HttpError` of 403, for `errors()`. It stands within `sessions()`.
 * @throws {TypeError} for an option that is not right.
 */
export function csrf(options: CsrfOptions = {}): Middleware {
  const settings = checked(options);
  return function csrfLayer(app) {
    return function withoutForgery(environ, startResponse) {
      const safe = SAFE.has(environ.REQUEST_METHOD);
      if (safe && environ.HTTP_UPGRADE === undefined) return app(environ, startResponse);
      if (settings.exempt?.(environ) === true) return app(environ, startResponse);
      const origin = originOf(environ, settings);
      if (origin === 'other') throw refused('it comes from a page of another site');
      // Browsers say with every WebSocket where it comes from (RFC 6455 §4.1): it is no browser that does not.
      if (origin === 'own' || safe) return app(environ, startResponse);
      return withToken(app, environ, startResponse, settings);
    };
  };
}

async function withToken(
  app: Application,
  environ: Environ,
  startResponse: StartResponse,
  { formLimit }: Settings,
): Promise<Body> {
  const header = environ.HTTP_X_CSRF_TOKEN;
  const field = header === undefined ? await readFormField(environ, CSRF_FIELD, formLimit) : { value: header, environ };
  if (field.value === undefined) throw refused('it says neither where it comes from nor the token of its session');
  if (!(await isCsrfToken(environ, field.value))) throw refused('its token is not one of its session');
  return app(field.environ, startResponse);
}

function originOf(environ: Environ, { trustedOrigins, proxies }: Settings): Origin {
  const origin = environ.HTTP_ORIGIN;
  if (origin !== undefined && trustedOrigins.has(origin)) return 'own';
  const site = environ.HTTP_SEC_FETCH_SITE;
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'own' : 'other';
  if (origin === undefined) return 'unknown';
  const client = proxies === undefined ? undefined : resolveClient(environ, proxies.trusted, proxies.field);
  const scheme = client?.proto ?? environ['tsgi.url_scheme'];
  const host = client?.host ?? environ.HTTP_HOST;
  if (host === undefined) return 'other';
  // Behind a proxy that no option names, https looks like http. The other way round somebody is in between.
  return isOrigin(origin, 'https', host) || (scheme === 'http' && isOrigin(origin, 'http', host)) ? 'own' : 'other';
}

/** Whether an `Origin` is that of `scheme` and `host`, of which the port may be left out where it is the scheme's own. */
function isOrigin(origin: string, scheme: string, host: string): boolean {
  return URL.parse(`${scheme}://${host}`)?.origin === origin;
}

function refused(why: string): HttpError {
  return new HttpError(403, `The request was refused: ${why}.`);
}

const OPTIONS: readonly (keyof CsrfOptions)[] = [
  'trustedOrigins',
  'exempt',
  'formLimit',
  'trustedProxies',
  'forwarded',
];

function checked(options: CsrfOptions): Settings {
  refuseUnknownOptions('csrf', options, OPTIONS);
  const { trustedOrigins = [], exempt, formLimit = 1_048_576 } = options;
  for (const origin of trustedOrigins) {
    if (URL.parse(origin)?.origin === origin) continue;
    throw new TypeError(`csrf(): trustedOrigins must be origins such as 'https://example.org', got '${origin}'`);
  }
  if (exempt !== undefined && typeof exempt !== 'function') {
    throw new TypeError(`csrf(): exempt must be a function, got ${typeof exempt}`);
  }
  if (!Number.isSafeInteger(formLimit) || formLimit < 1) {
    throw new TypeError(`csrf(): formLimit must be a whole number of bytes from 1, got ${String(formLimit)}`);
  }
  return { trustedOrigins: new Set(trustedOrigins), exempt, formLimit, proxies: checkProxies(options, 'csrf') };
}
