import { open } from 'node:fs/promises';

import type { Environ, Exchange } from '@tsgi/contract';
import { emptyInput, fileWrapper } from '@tsgi/serving';

import type { Serving } from './serving.ts';

/** The other end of a connection, as far as its transport knows it. */
export interface Peer {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

const wrapFile = fileWrapper(open);

const VERSION: readonly [1, 0] = Object.freeze([1, 0] as const);

/** Keep the places of what each exchange has of its own until `Responder` puts it in. */
const NO_EXCHANGE = Object.freeze({}) as Exchange;
const NO_CAPABILITY = Object.freeze(() => {});

/**
 * A new environ with a place for every key that each request has. One literal gives all environs one shape, which
 * keeps every later access fast; the request head then fills it in.
 */
export function blankEnviron(serving: Serving, { remoteAddress, remotePort }: Peer, http11: boolean): Environ {
  const environ: Environ = {
    REQUEST_METHOD: '',
    SCRIPT_NAME: '',
    PATH_INFO: '',
    QUERY_STRING: '',
    REQUEST_URI: '',
    SERVER_NAME: serving.serverName,
    SERVER_PORT: serving.serverPort,
    SERVER_PROTOCOL: http11 ? 'HTTP/1.1' : 'HTTP/1.0',
    REMOTE_ADDR: remoteAddress ?? '',
    REMOTE_PORT: remotePort === undefined ? '' : String(remotePort),
    'tsgi.version': VERSION,
    'tsgi.url_scheme': serving.scheme,
    'tsgi.input': emptyInput,
    'tsgi.errors': serving.gateway.errors,
    'tsgi.exchange': NO_EXCHANGE,
    'tsgi.multithread': false,
    'tsgi.multiprocess': serving.multiprocess,
    'tsgi.run_once': false,
    'tsgi.informational': NO_CAPABILITY,
    'tsgi.trailers': NO_CAPABILITY,
    'tsgi.file_wrapper': wrapFile,
  };
  return http11 && remoteAddress !== undefined && remotePort !== undefined ? environ : withoutUnknown(environ, http11);
}

/** What is not known, or not possible, has no key. Most clients speak HTTP/1.1 over TCP and do not come here. */
function withoutUnknown(environ: Environ, http11: boolean): Environ {
  if (environ.REMOTE_ADDR === '') delete environ.REMOTE_ADDR;
  if (environ.REMOTE_PORT === '') delete environ.REMOTE_PORT;
  if (!http11) {
    delete environ['tsgi.informational'];
    delete environ['tsgi.trailers'];
  }
  // A copy has a shape of its own, where deleting has left a slow one.
  return { ...environ };
}
