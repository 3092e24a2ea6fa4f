/** A server for one test: its application goes through the validator, and what it reports is kept. */

import type { Application, ErrorStream } from '@tsgi/contract';
import { validate } from '@tsgi/validator';

import { serve } from '../src/serve.ts';
import type { ServeOptions } from '../src/serve-options.ts';
import type { Server } from '../src/server.ts';
import { RawClient } from './raw-client.ts';

/** Takes `tsgi.errors`. What a test does not take fails it in the end. */
export class ErrorLog implements ErrorStream {
  readonly #reports: string[] = [];
  readonly #waiting: (() => void)[] = [];

  write(text: string): void {
    this.#reports.push(text.replace(/^\d{4}-\S+Z /, ''));
    for (const wake of this.#waiting.splice(0)) wake();
  }

  flush(): void {}

  /** What was reported and not taken yet, without its times. */
  take(): string[] {
    return this.#reports.splice(0);
  }

  /** Waits for a report, and takes it. */
  async next(): Promise<string> {
    while (this.#reports.length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.#reports.shift() ?? '';
  }
}

export interface Served extends AsyncDisposable {
  readonly server: Server;
  readonly errors: ErrorLog;
  /** A new connection to the server. It is cut off at the end of the test. */
  client(): Promise<RawClient>;
}

/** Serves `app` on a port of its own until the test is over: `await using serving = await served(app)`. */
export async function served(app: Application, options: ServeOptions = {}): Promise<Served> {
  return servedAsItIs(validate(app), options);
}

/** The same without the validator: for applications that break the specification. */
export async function servedAsItIs(app: Application, options: ServeOptions = {}): Promise<Served> {
  const errors = new ErrorLog();
  const place = options.path === undefined && options.fd === undefined ? { port: 0 } : {};
  const server = await serve(app, { ...place, errors, ...options });
  const clients: RawClient[] = [];
  return {
    server,
    errors,
    async client() {
      const client = await RawClient.connect(options.path === undefined ? server : { path: options.path });
      clients.push(client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const { stream } of clients) stream.destroy();
      await server.close({ graceMs: 0 });
      const left = errors.take();
      if (left.length > 0) throw new Error(`reported, and not taken by the test: ${left.join('')}`);
    },
  };
}
