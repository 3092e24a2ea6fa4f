import type { Application, ContractError, ErrorStream } from '@tsgi/contract';

import { validate } from '../validate.ts';
import type { Answer } from './answer.ts';
import { addressOf, type Address } from './socket.ts';
import { Wire, type Within } from './wire.ts';

/** A server that runs. `Server` of every TSGI server package is one. */
export interface RunningServer {
  /** Where it can be reached: `http://127.0.0.1:8000`, or `unix:` and a path. */
  readonly url: string;
  /** What `tsgi.url_scheme` is to be, where something on the way to it puts TLS around what the suite says. Default: `http`. */
  readonly scheme?: 'http' | 'https';
  /** Stops accepting, lets running exchanges finish, and aborts what is left after `graceMs`. */
  close(options?: { readonly graceMs?: number }): PromiseLike<void> | void;
}

/** What a suite has a server do beside serving. */
export interface StartOptions {
  /** Takes `tsgi.errors`, and what the server itself reports. */
  readonly errors: ErrorStream;
}

/** Starts a server for one application, on a port of its own. */
export type Start = (app: Application, options: StartOptions) => RunningServer | PromiseLike<RunningServer>;

/** How long a server may take to close that no client is connected to. */
const CLOSE_MS = 500;

/** Where a stage answers by itself. */
const STAGE_PATH = '/-conformance-stage-';

/** What one case stands on: a server of its own, connections to it, and what the application has taken note of. */
export class Stage {
  /** What has been noted, in order. */
  readonly events: string[] = [];
  /** What the server was seen to do wrong by the validator in front of the application. */
  readonly breaches: ContractError[] = [];
  /** Each text written to `tsgi.errors`. */
  readonly reports: string[] = [];
  #address: Address = { host: '', port: 0 };
  #server: RunningServer | undefined;
  readonly #wires: Wire[] = [];
  readonly #waiters = new Set<{
    readonly met: () => boolean;
    readonly resolve: () => void;
    readonly reject: (error: Error) => void;
  }>();
  #failure: Error | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Starts a server.
   * @param bare Whether the application stands without a validator.
   * @param caseMs How long the case may take.
   */
  async open(start: Start, app: Application, bare: boolean, caseMs: number): Promise<void> {
    this.#timer = setTimeout(() => this.#giveUp(new Error(`${caseMs} ms are over`)), caseMs);
    const report = (breach: ContractError): void => void (breach.side === 'server' && this.breaches.push(breach));
    const checked = bare ? app : validate(app, { report });
    const errors: ErrorStream = {
      write: (text) => {
        this.reports.push(text);
        this.#look();
      },
      flush() {},
    };
    // By a list of arguments, so that one too many would come through.
    const application: Application = (...given) => {
      if (given[0].PATH_INFO !== STAGE_PATH) return checked(...given);
      given[1]('204 No Content', []);
      return [];
    };
    this.#server = await this.#within(Promise.resolve(start(application, { errors })), 'the server to start');
    this.#address = addressOf(this.#server.url);
  }

  /** What applications are to see for their scheme. */
  get scheme(): 'http' | 'https' {
    return this.#server?.scheme ?? 'http';
  }

  /** Ends everything. */
  async close(): Promise<void> {
    for (const wire of this.#wires) wire.destroy();
    for (const { reject } of this.#waiters) reject(new Error('the case is over'));
    clearTimeout(this.#timer);
    this.#failure = undefined;
    this.#timer = setTimeout(() => this.#giveUp(new Error('no client is left')), CLOSE_MS);
    try {
      await this.closeServer({ graceMs: CLOSE_MS / 2 });
    } finally {
      clearTimeout(this.#timer);
    }
  }

  /** Closes the server, as `Server.close()` does. */
  async closeServer(options: { readonly graceMs?: number } = {}): Promise<void> {
    await this.#within(Promise.resolve(this.#server?.close(options)), 'the server to close');
  }

  /** Takes note of an event. */
  note(event: string): void {
    this.events.push(event);
    this.#look();
  }

  /** Waits for an event to have been noted. */
  happened(event: string): Promise<void> {
    return this.until(() => this.events.includes(event), `the event "${event}"`);
  }

  /** Waits for a report that holds `text`. */
  reported(text: string): Promise<void> {
    return this.until(() => this.reportsOf(text) > 0, `a report of "${text}"`);
  }

  /** How many reports hold `text`. */
  reportsOf(text: string): number {
    return this.reports.filter((report) => report.includes(text)).length;
  }

  /** Waits until notes or reports make something true. */
  until(met: () => boolean, what: string): Promise<void> {
    if (met()) return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { met, resolve, reject };
    this.#waiters.add(waiter);
    return this.#within(promise, what).finally(() => this.#waiters.delete(waiter));
  }

  /** Opens a connection. */
  async connect(): Promise<Wire> {
    const wire = await Wire.open(this.#address, this.#within);
    this.#wires.push(wire);
    return wire;
  }

  /** One request on a connection of its own. */
  async ask(request: string): Promise<Answer> {
    return (await this.connect()).ask(request);
  }

  /**
   * Has the server answer others meanwhile, so that it has done what it is going to do by itself. How a case sees
   * that something does not happen.
   */
  async settle(): Promise<void> {
    const wire = await this.connect();
    for (let i = 0; i < 3; i++) {
      await wire.ask(`GET ${STAGE_PATH} HTTP/1.1\r\nHost: conformance.example\r\n\r\n`);
    }
    wire.destroy();
  }

  /** What went over all connections, and what was noted. */
  get transcript(): string {
    const wires = this.#wires.map((wire, index) => `connection ${index + 1}\n${wire.transcript}`);
    const reports = this.reports.length === 0 ? [] : [`reported:\n${this.reports.join('')}`];
    return [...wires, `noted: ${this.events.join(', ') || '(nothing)'}`, ...reports].join('\n');
  }

  readonly #within: Within = (promise, what) => {
    const { promise: failed, reject } = Promise.withResolvers<never>();
    const waiter = {
      met: () => this.#failure !== undefined,
      resolve: () => reject(new Error(`waited in vain for ${what}`, { cause: this.#failure })),
      reject: () => {},
    };
    this.#waiters.add(waiter);
    this.#look();
    return Promise.race([promise, failed]).finally(() => this.#waiters.delete(waiter));
  };

  #giveUp(failure: Error): void {
    this.#failure = failure;
    this.#look();
  }

  #look(): void {
    for (const { met, resolve } of this.#waiters) if (met()) resolve();
  }
}
