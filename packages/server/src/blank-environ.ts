import type { Environ } from '@tsgi/contract';

import type { ServerExchange } from './exchange.ts';
import { emptyInput } from './request-input.ts';
import type { Serving } from './serving.ts';

const VERSION: readonly [1, 0] = Object.freeze([1, 0] as const);

/**
 * A new environ with a place for every key that each request has. One literal gives all environs one shape, which
 * keeps every later access fast; the request head then fills it in.
 */
export function blankEnviron(serving: Serving, exchange: ServerExchange): Environ {
  return {
    REQUEST_METHOD: '',
    SCRIPT_NAME: '',
    PATH_INFO: '',
    QUERY_STRING: '',
    REQUEST_URI: '',
    SERVER_NAME: serving.serverName,
    SERVER_PORT: serving.serverPort,
    SERVER_PROTOCOL: '',
    'tsgi.version': VERSION,
    'tsgi.url_scheme': serving.scheme,
    'tsgi.input': emptyInput,
    'tsgi.errors': serving.errors,
    'tsgi.exchange': exchange,
    'tsgi.multithread': false,
    'tsgi.multiprocess': serving.multiprocess,
    'tsgi.run_once': false,
  };
}
