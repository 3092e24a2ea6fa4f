/** A reverse proxy, as an application: what it is asked, it asks another server, and passes on what comes as it comes. */

import {
  type Application,
  type Environ,
  type Header,
  type HeaderList,
  HttpError,
  status,
  streamBody,
} from '@tsgi/contract';

import { endToEnd } from './end-to-end.ts';

/** Options of `proxy`. */
export interface ProxyOptions {
  /** How long the other server may take to begin its answer, in milliseconds. Default: 30,000. */
  readonly headMs?: number;
}

/**
 * Answers with what the server at `origin` answers, below wherever this is mounted. Bodies stream in both directions,
 * and who goes away is gone for the other server too. An `HttpError` of 502 says that it has no answer that can be
 * passed on, 504 that it takes too long, 501 that the method cannot be.
 * @throws {TypeError} for an origin that is none, such as one with a path.
 */
export function proxy(origin: string, { headMs = 30_000 }: ProxyOptions = {}): Application {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin || !origin.startsWith('http')) {
    throw new TypeError(`proxy(): expected an origin, such as 'http://127.0.0.1:8003', got '${origin}'`);
  }
  return async function proxied(environ, startResponse) {
    const target = origin + environ.PATH_INFO + (environ.QUERY_STRING && `?${environ.QUERY_STRING}`);
    const response = await ask(target, environ, headMs);
    const headers = responseHeaders(response, target, environ.SCRIPT_NAME);
    // The body is cancelled when it is disposed of, and so is the connection behind it.
    const body = response.body === null ? [] : streamBody(response.body);
    startResponse(statusOf(response), headers);
    return body;
  };
}

async function ask(target: string, environ: Environ, headMs: number): Promise<Response> {
  const { REQUEST_METHOD: method, CONTENT_LENGTH: length, HTTP_TRANSFER_ENCODING: coding } = environ;
  // What fetch refuses to send, and nobody has a use for.
  if (['CONNECT', 'TRACE', 'TRACK'].includes(method)) throw new HttpError(501, `${method} is not passed on`);
  const hasBody = method !== 'GET' && method !== 'HEAD' && (length ?? coding ?? '0') !== '0';
  const { signal } = environ['tsgi.exchange'];
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), headMs);
  try {
    return await fetch(target, {
      method,
      headers: requestHeaders(environ),
      redirect: 'manual',
      signal: AbortSignal.any([signal, late.signal]),
      ...(hasBody && { body: ReadableStream.from(environ['tsgi.input']), duplex: 'half' }),
    });
  } catch (error) {
    const { cause } = error as Error;
    // The request itself was at fault: too long, or cut off. Its own error says so.
    if (cause instanceof HttpError) throw cause;
    if (late.signal.aborted) throw new HttpError(504, `nothing came from ${target}`, { cause: error });
    throw new HttpError(502, `no answer from ${target}`, { cause: error });
  } finally {
    // From here on only the client decides how long it takes.
    clearTimeout(timer);
  }
}

/** What a proxy says for itself, and a client could make up; and what fetch makes anew. */
const OURS = /^(?:forwarded|x-forwarded-.*|host|content-length|expect|accept-encoding)$/;

function requestHeaders(environ: Environ): [string, string][] {
  const received = Object.entries(environ)
    .filter((entry): entry is [string, string] => entry[0].startsWith('HTTP_'))
    .map(([key, value]): Header => [key.slice(5).toLowerCase().replaceAll('_', '-'), value]);
  const headers = endToEnd(received, environ['HTTP_CONNECTION']).filter(([name]) => !OURS.test(name));
  const { CONTENT_TYPE: type, REMOTE_ADDR: address, HTTP_HOST: host, SCRIPT_NAME: prefix } = environ;
  const added: [string, string | undefined][] = [
    ['content-type', type],
    ['x-forwarded-for', address],
    ['x-forwarded-host', host],
    ['x-forwarded-proto', environ['tsgi.url_scheme']],
    ['x-forwarded-prefix', prefix === '' ? undefined : prefix],
    // fetch would decode what it is sent.
    ['accept-encoding', 'identity'],
  ];
  return [...headers, ...added].filter((entry): entry is [string, string] => entry[1] !== undefined);
}

function responseHeaders({ headers }: Response, target: string, prefix: string): HeaderList {
  const passed = endToEnd(headers, headers.get('Connection'));
  // What was coded all the same has been decoded, and is of another length.
  const isDecoded = headers.has('Content-Encoding');
  return passed
    .filter(([name]) => !(isDecoded && /^content-(?:encoding|length)$/.test(name)))
    .map(([name, value]) => (name === 'location' ? [name, locationHere(value, target, prefix)] : [name, value]));
}

/** Where a redirect of the other server leads from here: to a path below the mount, where it stays with that server. */
function locationHere(location: string, target: string, prefix: string): string {
  if (!URL.canParse(location, target)) return location;
  const { origin, pathname, search, hash } = new URL(location, target);
  if (origin !== new URL(target).origin) return location;
  const path = prefix + pathname;
  // Two slashes at the start would lead to another host.
  return (path.startsWith('//') ? `/.${path}` : path) + search + hash;
}

function statusOf(response: Response): ReturnType<typeof status> {
  if (response.status > 599) throw new HttpError(502, `${response.url} answered with the status ${response.status}`);
  return status(response.status);
}
