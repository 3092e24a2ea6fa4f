import type { Environ, Exchange, FileWrapper } from '@tsgi/contract';

import type { Gateway } from './gateway.ts';
import { emptyInput } from './request-input.ts';

/** What is the same in all environs of one server. */
export interface Site {
  readonly gateway: Pick<Gateway, 'errors'>;
  readonly scheme: 'http' | 'https';
  readonly multiprocess: boolean;
  /** `SERVER_NAME` and `SERVER_PORT`; known once the server listens. */
  readonly serverName: string;
  readonly serverPort: string;
  /** `tsgi.file_wrapper`, where there are files. */
  readonly wrapFile: FileWrapper | undefined;
}

/** The other end of a connection, as far as its transport knows it. */
export interface Peer {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

const VERSION: readonly [1, 0] = Object.freeze([1, 0] as const);

/** Keep the places of what each exchange has of its own until `Responder` puts it in. */
const NO_EXCHANGE = Object.freeze({}) as Exchange;
const NO_CAPABILITY = Object.freeze(() => {});
const NO_FILES = Object.freeze((): never => {
  throw new TypeError('there are no files');
});

/**
 * A new environ with a place for every key that each request has. One literal gives all environs one shape, which
 * keeps every later access fast; the request head then fills it in.
 * @param protocol `HTTP/1.1`
 * @param informs Whether interim responses and trailer fields can be sent.
 */
export function blankEnviron(site: Site, peer: Peer, protocol: string, informs: boolean): Environ {
  const { remoteAddress, remotePort } = peer;
  if (!informs && remoteAddress !== undefined && remotePort !== undefined) {
    const plain = plainEnviron(site, remoteAddress, remotePort, protocol);
    if (site.wrapFile !== undefined) plain['tsgi.file_wrapper'] = site.wrapFile;
    return plain;
  }
  const environ: Environ = {
    REQUEST_METHOD: '',
    SCRIPT_NAME: '',
    PATH_INFO: '',
    QUERY_STRING: '',
    REQUEST_URI: '',
    SERVER_NAME: site.serverName,
    SERVER_PORT: site.serverPort,
    SERVER_PROTOCOL: protocol,
    REMOTE_ADDR: remoteAddress ?? '',
    REMOTE_PORT: remotePort === undefined ? '' : String(remotePort),
    'tsgi.version': VERSION,
    'tsgi.url_scheme': site.scheme,
    'tsgi.input': emptyInput,
    'tsgi.errors': site.gateway.errors,
    'tsgi.exchange': NO_EXCHANGE,
    'tsgi.multithread': false,
    'tsgi.multiprocess': site.multiprocess,
    'tsgi.run_once': false,
    'tsgi.informational': NO_CAPABILITY,
    'tsgi.trailers': NO_CAPABILITY,
    'tsgi.file_wrapper': site.wrapFile ?? NO_FILES,
  };
  return informs && remoteAddress !== undefined && remotePort !== undefined && site.wrapFile !== undefined
    ? environ
    : withoutUnknown(environ, informs);
}

/** The same where there is nothing beyond one response, as on a runtime that takes a `Response`. */
function plainEnviron(site: Site, remoteAddress: string, remotePort: number, protocol: string): Environ {
  return {
    REQUEST_METHOD: '',
    SCRIPT_NAME: '',
    PATH_INFO: '',
    QUERY_STRING: '',
    REQUEST_URI: '',
    SERVER_NAME: site.serverName,
    SERVER_PORT: site.serverPort,
    SERVER_PROTOCOL: protocol,
    REMOTE_ADDR: remoteAddress,
    REMOTE_PORT: String(remotePort),
    'tsgi.version': VERSION,
    'tsgi.url_scheme': site.scheme,
    'tsgi.input': emptyInput,
    'tsgi.errors': site.gateway.errors,
    'tsgi.exchange': NO_EXCHANGE,
    'tsgi.multithread': false,
    'tsgi.multiprocess': site.multiprocess,
    'tsgi.run_once': false,
  };
}

/** What is not known, or not possible, has no key. Most clients speak HTTP/1.1 over TCP and do not come here. */
function withoutUnknown(environ: Environ, informs: boolean): Environ {
  if (environ.REMOTE_ADDR === '') delete environ.REMOTE_ADDR;
  if (environ.REMOTE_PORT === '') delete environ.REMOTE_PORT;
  if (environ['tsgi.file_wrapper'] === NO_FILES) delete environ['tsgi.file_wrapper'];
  if (!informs) {
    delete environ['tsgi.informational'];
    delete environ['tsgi.trailers'];
  }
  // A copy has a shape of its own, where deleting has left a slow one.
  return { ...environ };
}
