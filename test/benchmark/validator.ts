// node test/benchmark/validator.ts: what the validator costs an exchange of the hello application, in one process.

import type { Application, Body, Deferred, Environ, Exchange, Input } from '@tsgi/contract';
import { validate } from '@tsgi/validator';

import { browserRequest } from './harness/browser-request.ts';
import { spreadText } from './harness/markdown.ts';
import { spread } from './harness/statistics.ts';

const ROUNDS = 7;
const EXCHANGES = 200_000;

/** The most that the project allows itself, in microseconds. */
const BAR = 3;

const version: Environ['tsgi.version'] = Object.freeze<[1, 0]>([1, 0]);
const errors = { write: () => {}, flush: () => {} };
const capability = (): never => {
  throw new Error('the hello application uses no capability');
};
const input: Input = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
  limit: () => {},
  close: () => {},
};

/** An exchange of the size that a server's has, and that ends nothing. */
class BenchExchange implements Exchange {
  #deferred: Deferred[] | undefined = undefined;

  get signal(): AbortSignal {
    return new AbortController().signal;
  }

  get state(): Map<unknown, unknown> {
    return new Map();
  }

  defer(fn: Deferred): void {
    (this.#deferred ??= []).push(fn);
  }

  waitUntil(): void {}
}

const request = Buffer.from(browserRequest('/'), 'latin1');
/** Where each header value stands in the request, under its key, as a server's codec finds it. */
const fields = findFields(request.toString('latin1'));

function findFields(text: string): { readonly key: `HTTP_${string}`; readonly from: number; readonly to: number }[] {
  return [...text.matchAll(/\r\n([^:\r\n]+): ([^\r\n]*)/g)].map(({ index, 0: line, 1: name = '', 2: value = '' }) => ({
    key: `HTTP_${name.toUpperCase().replaceAll('-', '_')}`,
    from: index + line.length - value.length,
    to: index + line.length,
  }));
}

/** An environ as a server makes one: keys that are always the same strings, values that never are. */
function makeEnviron(): Environ {
  const environ: Environ = {
    REQUEST_METHOD: 'GET',
    SCRIPT_NAME: '',
    PATH_INFO: request.toString('latin1', 4, 5),
    QUERY_STRING: '',
    REQUEST_URI: request.toString('latin1', 4, 5),
    SERVER_NAME: '127.0.0.1',
    SERVER_PORT: '8002',
    SERVER_PROTOCOL: 'HTTP/1.1',
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_PORT: '50000',
    'tsgi.version': version,
    'tsgi.url_scheme': 'http',
    'tsgi.input': input,
    'tsgi.errors': errors,
    'tsgi.exchange': new BenchExchange(),
    'tsgi.multithread': false,
    'tsgi.multiprocess': false,
    'tsgi.run_once': false,
    'tsgi.informational': capability,
    'tsgi.trailers': capability,
  };
  for (const { key, from, to } of fields) environ[key] = request.toString('latin1', from, to);
  return environ;
}

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', 'text/html; charset=utf-8']]);
  return ['你好，世界'];
};
const validated = validate(hello);

/** Microseconds of CPU an exchange, making its environ included. */
function measure(app: Application): number {
  const bodies: (Body | PromiseLike<Body>)[] = [];
  // CPU, the collector's included, and not time: a neighbour on the same core then counts for nothing.
  const from = process.cpuUsage();
  for (let i = 0; i < EXCHANGES; i++) bodies[0] = app(makeEnviron(), () => {});
  const { user, system } = process.cpuUsage(from);
  return (user + system) / EXCHANGES;
}

measure(hello);
measure(validated);
const costs: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const bare = measure(hello);
  costs.push(measure(validated) - bare);
}
console.log(
  `validating the hello application: ${spreadText(spread(costs), 2)} µs of CPU an exchange (at most ${BAR.toFixed(2)}), Node ${process.version}`,
);
