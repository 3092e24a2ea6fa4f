/** One exchange in memory, with the validator in between: a server for tests. */

import {
  disposeBody,
  PayloadTooLarge,
  type Application,
  type Body,
  type Chunk,
  type Deferred,
  type Environ,
  type HeaderList,
  type Input,
  type Outcome,
  type Status,
} from '@tsgi/contract';
import { validate } from '@tsgi/validator';

/** What to ask. Everything else is as in `GET http://localhost:8002/`. */
export interface Ask {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  /** Request header fields by name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The request's body; a string is one chunk of UTF-8. */
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array> | readonly (string | Uint8Array)[];
  readonly environ?: Partial<Environ>;
  /** Ends the exchange early when it is aborted. */
  readonly client?: AbortController;
}

/** What came of it. */
export interface Answer {
  readonly status: number;
  readonly headers: HeaderList;
  /** The content as it came. */
  readonly chunks: readonly string[];
  readonly content: string;
  /** The fields of one name, joined. */
  header(name: string): string | undefined;
  /** What the application or its body threw; the connection is then destroyed, or a 500 sent. */
  readonly failure: unknown;
  /** What was written to `tsgi.errors`. */
  readonly log: string;
  /** Whether the application gave a body, and no promise of one. */
  readonly synchronous: boolean;
}

/** Serves one exchange, as the specification says. */
export async function exchange(app: Application, ask: Ask = {}): Promise<Answer> {
  const deferred: Deferred[] = [];
  let log = '';
  const environ = environOf(ask, deferred, (text) => (log += text));
  let head: { status: Status; headers: HeaderList } | undefined;
  const chunks: Chunk[] = [];
  let failure: unknown;
  let body: Body | undefined;
  let synchronous = false;
  let committed = false;
  try {
    const result = validate(app)(environ, (status, headers, error) => {
      if (error !== undefined && (committed || ask.client?.signal.aborted)) throw error as Error;
      if (error === undefined && head !== undefined) throw new Error('startResponse was called twice');
      head = { status, headers };
    });
    synchronous = !('then' in result);
    body = 'then' in result ? await result : result;
    if (head === undefined) throw new Error('startResponse was not called');
    if (!withoutContent(environ, head.status)) {
      const iterate = async (chunk: Chunk): Promise<void> => {
        committed = true;
        chunks.push(chunk);
      };
      if (Symbol.iterator in body) for (const chunk of body) await iterate(chunk);
      else for await (const chunk of body) await iterate(chunk);
    }
  } catch (error) {
    failure = error;
  }
  if (body !== undefined) await disposeBody(body);
  const outcome: Outcome = { status: head === undefined ? 0 : Number(head.status.slice(0, 3)), bytes: 0 };
  for (const fn of deferred.toReversed()) await fn(outcome);
  const headers = head?.headers ?? [];
  const texts = chunks.map((chunk) => (typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk)));
  return {
    status: outcome.status,
    headers,
    chunks: texts,
    content: texts.join(''),
    header: (name) =>
      headers
        .filter(([each]) => each.toLowerCase() === name.toLowerCase())
        .map(([, value]) => value)
        .join(', ') || undefined,
    failure,
    log,
    synchronous,
  };
}

function withoutContent(environ: Environ, status: Status): boolean {
  return environ.REQUEST_METHOD === 'HEAD' || ['204', '205', '304'].includes(status.slice(0, 3));
}

/** The environ of a request. */
export function environOf(ask: Ask = {}, deferred: Deferred[] = [], log: (text: string) => void = () => {}): Environ {
  const environ: Environ = {
    REQUEST_METHOD: ask.method ?? (ask.body === undefined ? 'GET' : 'POST'),
    SCRIPT_NAME: '',
    PATH_INFO: ask.path ?? '/',
    QUERY_STRING: ask.query ?? '',
    SERVER_NAME: 'localhost',
    SERVER_PORT: '8002',
    SERVER_PROTOCOL: 'HTTP/1.1',
    REMOTE_ADDR: '192.0.2.7',
    REMOTE_PORT: '50000',
    HTTP_HOST: 'localhost:8002',
    'tsgi.version': VERSION,
    'tsgi.url_scheme': 'http',
    'tsgi.input': inputOf(ask.body),
    'tsgi.errors': { write: log, flush: () => {} },
    'tsgi.exchange': {
      signal: (ask.client ?? new AbortController()).signal,
      state: new Map(),
      defer: (fn) => void deferred.push(fn),
      waitUntil: () => {},
    },
    'tsgi.multithread': false,
    'tsgi.multiprocess': false,
    'tsgi.run_once': false,
  };
  const keys: Record<string, string> = {};
  for (const [name, value] of Object.entries(ask.headers ?? {})) {
    const key = name.toUpperCase().replaceAll('-', '_');
    keys[key === 'CONTENT_TYPE' || key === 'CONTENT_LENGTH' ? key : `HTTP_${key}`] = value;
  }
  return Object.assign(environ, keys, ask.environ);
}

const VERSION: Environ['tsgi.version'] = Object.freeze<[1, 0]>([1, 0]);

/** An input that keeps to its limit, and is read once. */
function inputOf(body: Ask['body'] = []): Input {
  let most = Infinity;
  let taken = false;
  let closed = false;
  const source = typeof body === 'string' || body instanceof Uint8Array ? [body] : body;
  async function* read(): AsyncGenerator<Uint8Array, undefined> {
    let length = 0;
    for await (const chunk of source) {
      if (closed) return;
      const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
      length += bytes.byteLength;
      if (length > most) throw new PayloadTooLarge(most);
      yield bytes;
    }
  }
  return {
    [Symbol.asyncIterator]() {
      if (taken) throw new TypeError('tsgi.input was iterated a second time');
      taken = true;
      return read();
    },
    limit: (bytes) => void (most = Math.min(most, bytes)),
    close: () => void (closed = true),
  };
}
