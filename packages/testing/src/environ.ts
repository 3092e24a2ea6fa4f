import type { Chunk, Environ, ErrorStream } from '@tsgi/contract';
import { ExchangeLife, Gateway } from '@tsgi/serving';

import { encodeChunks } from './encode-chunks.ts';
import { MemoryInput } from './memory-input.ts';

const VERSION: Environ['tsgi.version'] = Object.freeze([1, 0] as const);
const encoder = new TextEncoder();
const NOWHERE: ErrorStream = { write() {}, flush() {} };

/**
 * A valid environ, of `GET http://localhost/` but for `overrides`: for calling an application, or a part of one, by hand.
 *
 * It has no capabilities, and `tsgi.errors` goes nowhere. Deferred functions do not run: nobody ends the exchange.
 * @param content What `tsgi.input` gives. Text and bytes get a `CONTENT_LENGTH` too.
 */
export function environ(
  overrides: Partial<Environ> = {},
  content?: string | Uint8Array | Iterable<Chunk> | AsyncIterable<Chunk>,
): Environ {
  const whole = typeof content === 'string' ? encoder.encode(content) : content;
  return {
    REQUEST_METHOD: content === undefined ? 'GET' : 'POST',
    SCRIPT_NAME: '',
    PATH_INFO: '/',
    QUERY_STRING: '',
    SERVER_NAME: 'localhost',
    SERVER_PORT: '80',
    SERVER_PROTOCOL: 'HTTP/1.1',
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_PORT: '50000',
    HTTP_HOST: 'localhost',
    ...(whole instanceof Uint8Array && { CONTENT_LENGTH: String(whole.byteLength) }),
    'tsgi.version': VERSION,
    'tsgi.url_scheme': 'http',
    'tsgi.input': new MemoryInput(whole instanceof Uint8Array || whole === undefined ? whole : encodeChunks(whole)),
    'tsgi.errors': NOWHERE,
    'tsgi.exchange': new ExchangeLife(new Gateway(unserved, NOWHERE, () => {})).exchange,
    'tsgi.multithread': false,
    'tsgi.multiprocess': false,
    'tsgi.run_once': false,
    ...overrides,
  };
}

/** The application of an exchange that was made by hand, which nobody calls. */
function unserved(): [] {
  return [];
}
