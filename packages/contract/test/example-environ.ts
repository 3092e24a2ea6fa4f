import type { Environ, Input } from '@tsgi/contract';

/** The environ of `GET http://example.com/` with `changes`. */
export function exampleEnviron(changes: Partial<Environ> = {}): Environ {
  const environ: Partial<Environ> = {
    REQUEST_METHOD: 'GET',
    SCRIPT_NAME: '',
    PATH_INFO: '/',
    QUERY_STRING: '',
    SERVER_NAME: 'localhost',
    SERVER_PORT: '8002',
    SERVER_PROTOCOL: 'HTTP/1.1',
    HTTP_HOST: 'example.com',
    'tsgi.version': [1, 0],
    'tsgi.url_scheme': 'http',
    'tsgi.input': exampleInput([]),
    'tsgi.errors': { write() {}, flush() {} },
    'tsgi.exchange': { signal: new AbortController().signal, state: new Map(), defer() {}, waitUntil() {} },
    'tsgi.multithread': false,
    'tsgi.multiprocess': false,
    'tsgi.run_once': false,
    ...changes,
  };
  return environ as Environ;
}

/** An input of these chunks that takes note of its limits, and leaves them to whoever reads. */
export function exampleInput(chunks: readonly Uint8Array[], limits: number[] = []): Input {
  return {
    async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, undefined> {
      yield* chunks;
    },
    limit: (bytes) => void limits.push(bytes),
    close() {},
  };
}
