/** A server by hand: one exchange in memory, each step of it a call, as the table of exchange states has it. */

import {
  type Application,
  type Body,
  type Chunk,
  ClientDisconnected,
  disposeBody,
  type Environ,
  fileBody as openFileBody,
  type FileRange,
  type HeaderList,
  isPromiseLike,
  type OpenFile,
  type Status,
} from '@tsgi/contract';

import { utf8Length } from '../utf8-length.ts';
import { HandExchange } from './hand-exchange.ts';
import { HandInput } from './hand-input.ts';

/** A status and its fields. */
export interface Head {
  readonly status: Status;
  readonly headers: HeaderList;
}

/** What is asked of an application. */
export interface HandRequest {
  /** Keys of the environ that are not as usual; one that is `undefined` is left out. */
  readonly environ?: { readonly [key: string]: unknown };
  /** The request's body. Default: none. */
  readonly input?: readonly Uint8Array[];
}

const servers = new WeakMap<object, HandServer>();

/**
 * The server whose exchange an environ belongs to.
 * @throws {Error} where the environ holds another `tsgi.exchange` than the server has given.
 */
export function serverOf(environ: Environ): HandServer {
  const server = servers.get(environ['tsgi.exchange']);
  if (server === undefined) throw new Error('the environ holds another tsgi.exchange than the server gave (rule M1)');
  return server;
}

export class HandServer {
  readonly exchange: HandExchange = new HandExchange();
  readonly input: HandInput;
  /** What the application is called with, and perhaps adds to. */
  readonly environ: Environ;
  /** The environ as it was before. */
  readonly given: Environ;
  /** What the application had happen to it, in order. */
  readonly events: string[] = [];
  /** The environs that the application was called with, as they were then. */
  readonly inner: Environ[] = [];
  /** What was written to `tsgi.errors`. */
  errors = '';
  readonly interim: Head[] = [];
  /** The head that is stored, or sent. */
  head: Head | undefined;
  /** The head when the application's value had settled. */
  settled: Head | undefined;
  /** What the client has got of the content. */
  readonly chunks: Chunk[] = [];
  trailers: HeaderList | undefined;
  /** What the application, its body or the disposal has thrown. */
  failure: { readonly error: unknown } | undefined;
  /** Whether the application gave a body, and no promise of one. */
  synchronous = false;
  /** Whether the body was iterated synchronously. */
  iteratedSynchronously = false;
  /** Whether a chunk is being asked for. */
  asking = false;
  /** The body that `tsgi.upgrade` gave. */
  upgraded: Body | undefined;
  /** Resolves when the application pauses. */
  readonly paused: Promise<void>;

  readonly #pause = Promise.withResolvers<void>();
  readonly #resume = Promise.withResolvers<void>();
  #body: Body | undefined;
  #iterator: Iterator<Chunk> | AsyncIterator<Chunk> | undefined;
  #committed = false;
  #finished = false;
  #announced: (() => HeaderList) | undefined;

  constructor({ environ = {}, input = [] }: HandRequest = {}) {
    this.paused = this.#pause.promise;
    this.input = new HandInput(input);
    this.environ = this.#makeEnviron(environ);
    this.given = { ...this.environ };
    servers.set(this.exchange, this);
  }

  /** For the application: says what happens to it. */
  note(event: string): void {
    this.events.push(event);
  }

  /** For the application: waits until the server resumes it. */
  pause(): Promise<void> {
    this.#pause.resolve();
    return this.#resume.promise;
  }

  resume(): void {
    this.#resume.resolve();
  }

  /** Lets everything run that is ready to. */
  async idle(): Promise<void> {
    // Twice, for what has run may have made more ready.
    for (let turn = 0; turn < 2; turn++) await new Promise<void>((resolve) => setTimeout(resolve));
  }

  /** Whether the response has no content, whatever the body holds. */
  get withoutContent(): boolean {
    const code = this.head?.status.slice(0, 3) ?? '';
    return this.environ.REQUEST_METHOD === 'HEAD' || ['204', '205', '304'].includes(code);
  }

  /** The content's bytes so far. */
  get bytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + (typeof chunk === 'string' ? utf8Length(chunk) : chunk.length), 0);
  }

  /** Serves the whole exchange. */
  async serve(app: Application): Promise<void> {
    await this.call(app);
    if (!this.withoutContent) while (await this.take());
    await this.end();
  }

  /** Calls the application, and waits for what it returns. */
  async call(app: Application): Promise<void> {
    try {
      const result = app(this.environ, (status, headers, error) => this.#start(status, headers, error));
      this.synchronous = !isPromiseLike(result);
      this.#body = isPromiseLike(result) ? await result : result;
      this.settled = this.head;
      if (this.head === undefined && this.upgraded === undefined && !this.exchange.signal.aborted) {
        throw new Error('the application has not called startResponse (rule S9)');
      }
    } catch (error) {
      this.failure = { error };
    }
  }

  /** Asks for a chunk. Gives whether there was one. */
  async take(): Promise<boolean> {
    if (this.failure !== undefined || this.#finished || this.#body === undefined) return false;
    this.asking = true;
    try {
      this.#iterator ??= this.#iterate(this.#body);
      const step = this.#iterator.next();
      const { done, value } = 'then' in step ? await step : step;
      if (done === true) {
        this.#finished = true;
        if (this.#announced !== undefined) this.trailers = this.#announced();
        return false;
      }
      this.#committed = true;
      this.chunks.push(value);
      return true;
    } catch (error) {
      this.#finished = true;
      this.failure = { error };
      return false;
    } finally {
      this.asking = false;
    }
  }

  /** The client goes away. */
  abort(): void {
    this.exchange.abort(new ClientDisconnected());
  }

  /** Tears the exchange down. An iteration that is under way is told to end, and not waited for. */
  async end(): Promise<void> {
    if (!this.#finished) this.#leave();
    try {
      if (this.#body !== undefined) await disposeBody(this.#body);
    } catch (error) {
      this.failure ??= { error };
    }
    const error = this.exchange.signal.aborted ? this.exchange.signal.reason : this.failure?.error;
    const outcome = { status: Number(this.head?.status.slice(0, 3) ?? 0), bytes: this.bytes };
    await this.exchange.end(error === undefined ? outcome : { ...outcome, error });
  }

  #leave(): void {
    try {
      Promise.resolve(this.#iterator?.return?.()).catch(() => {});
    } catch (error) {
      this.failure ??= { error };
    }
  }

  #iterate(body: Body): Iterator<Chunk> | AsyncIterator<Chunk> {
    this.iteratedSynchronously = Symbol.iterator in body;
    return Symbol.iterator in body ? body[Symbol.iterator]() : body[Symbol.asyncIterator]();
  }

  #start(status: Status, headers: HeaderList, error: unknown): void {
    const { aborted } = this.exchange.signal;
    if (error !== undefined && (aborted || this.#committed)) {
      // oxlint-disable-next-line typescript/only-throw-error -- the caller's own value goes back as it came (rule S6)
      throw error;
    }
    if (aborted) return;
    if (error === undefined && this.head !== undefined) {
      throw new Error('startResponse was called a second time without an error (rule A3)');
    }
    this.head = { status, headers };
  }

  #makeEnviron(changes: { readonly [key: string]: unknown }): Environ {
    const environ: Environ = {
      REQUEST_METHOD: 'GET',
      SCRIPT_NAME: '',
      PATH_INFO: '/',
      QUERY_STRING: '',
      SERVER_NAME: 'localhost',
      SERVER_PORT: '8002',
      SERVER_PROTOCOL: 'HTTP/1.1',
      REMOTE_ADDR: '127.0.0.1',
      REMOTE_PORT: '50000',
      HTTP_HOST: 'localhost:8002',
      HTTP_ACCEPT: '*/*',
      'tsgi.version': VERSION,
      'tsgi.url_scheme': 'http',
      'tsgi.input': this.input,
      'tsgi.errors': { write: (text) => void (this.errors += text), flush: () => {} },
      'tsgi.exchange': this.exchange,
      'tsgi.multithread': false,
      'tsgi.multiprocess': false,
      'tsgi.run_once': false,
      'tsgi.informational': (status, headers) => void this.interim.push({ status, headers }),
      'tsgi.trailers': (fields) => void (this.#announced = fields),
      'tsgi.file_wrapper': (file, range) => fileBody(file, range),
      'tsgi.upgrade': () => (this.upgraded = []),
    };
    Object.assign(environ, changes);
    for (const key of Object.keys(changes)) if (changes[key] === undefined) Reflect.deleteProperty(environ, key);
    return environ;
  }
}

const VERSION: Environ['tsgi.version'] = Object.freeze<[1, 0]>([1, 0]);

/** A body that no middleware can know from a file's. */
function fileBody(file: string | OpenFile, { start = 0, end = Infinity }: FileRange = {}): Body {
  if (typeof file !== 'string') return openFileBody(file, { start, end });
  const chunks = [file.slice(start, end)];
  return { [Symbol.iterator]: () => chunks[Symbol.iterator](), [Symbol.dispose]: () => {} };
}
