/** Gives each exchange an id that logs, the client and the services behind share. */

import { derive, type Environ, type Middleware, refuseUnknownOptions, setHeader } from '@tsgi/contract';
import { isToken, type ProxyOptions, type TrustedAddresses, trustedAddresses } from '@tsgi/http';

import { randomId } from './random-id.ts';
import { REQUEST_ID, stringAt } from './state-keys.ts';

/** Options of `requestId`. */
export interface RequestIdOptions extends Pick<ProxyOptions, 'trustedProxies'> {
  /** The field that has the id, in requests and answers. Default: `'X-Request-Id'`. */
  readonly header?: string;
  /** Makes an id: a token of at most 128 characters. Default: 128 random bits, as 32 hexadecimal digits. */
  readonly generate?: () => string;
}

/** Longer than any id in use; it is written into every line of a log. */
const MOST_CHARACTERS = 128;

/**
 * Gives each exchange an id, and answers with it. An id that comes with the request is taken where the peer is one of
 * `trustedProxies` and the id is a token of at most 128 characters; else one is made.
 *
 * A field of the application's by that name is replaced: the client is to name what the log has.
 * @throws {TypeError} for a header that is no token, or a proxy that is no address.
 */
export function requestId(options: RequestIdOptions = {}): Middleware {
  const { header, key, generate, trusted } = checked(options);
  return function identified(app) {
    return function identifying(environ, startResponse) {
      const id = inboundId(environ, key, trusted) ?? generate();
      environ['tsgi.exchange'].state.set(REQUEST_ID, id);
      return app(withUpgrade(environ, header, id), (status, headers, error) => {
        startResponse(status, setHeader(headers, header, id), error);
      });
    };
  };
}

/** The id of this exchange. @throws {Error} where `requestId()` is not in the stack. */
export function requestIdOf(environ: Environ): string {
  const id = stringAt(environ['tsgi.exchange'], REQUEST_ID);
  if (id !== undefined) return id;
  throw new Error('requestIdOf(): put requestId() into the stack, in front of this application');
}

/** An upgrade has a head, too. A copy, where the client asks for one. */
function withUpgrade(environ: Environ, header: string, id: string): Environ {
  const upgrade = environ.HTTP_UPGRADE === undefined ? undefined : environ['tsgi.upgrade'];
  if (upgrade === undefined) return environ;
  return derive(environ, {
    'tsgi.upgrade': (headers, handler) => upgrade(setHeader(headers, header, id), handler),
  });
}

interface Settings {
  readonly header: string;
  /** The header's key in an environ. */
  readonly key: `HTTP_${string}`;
  readonly generate: () => string;
  readonly trusted: TrustedAddresses;
}

function checked(options: RequestIdOptions): Settings {
  refuseUnknownOptions('requestId', options, ['header', 'generate', 'trustedProxies']);
  const { header = 'X-Request-Id', generate, trustedProxies = [] } = options;
  if (typeof header !== 'string' || !isToken(header) || header.includes('_')) {
    throw new TypeError(`requestId(): header must be a field name without _, got ${JSON.stringify(header)}`);
  }
  if (generate !== undefined && typeof generate !== 'function') {
    throw new TypeError(`requestId(): generate must be a function, got ${typeof generate}`);
  }
  return {
    header,
    key: `HTTP_${header.toUpperCase().replaceAll('-', '_')}`,
    generate: generate === undefined ? () => randomId(16) : () => generated(generate()),
    trusted: trustedAddresses(trustedProxies, 'requestId(): trustedProxies'),
  };
}

function inboundId(environ: Environ, key: `HTTP_${string}`, trusted: TrustedAddresses): string | undefined {
  const id = environ[key];
  return id !== undefined && isSafe(id) && trusted(environ.REMOTE_ADDR) ? id : undefined;
}

function generated(id: unknown): string {
  if (typeof id === 'string' && isSafe(id)) return id;
  throw new TypeError(
    `requestId(): generate must give a token of at most ${MOST_CHARACTERS} characters, got ${JSON.stringify(id)}`,
  );
}

/** A token has no separators, quotes, spaces or control characters: it stands in any line of a log as it is. */
function isSafe(id: string): boolean {
  return id.length <= MOST_CHARACTERS && isToken(id);
}
