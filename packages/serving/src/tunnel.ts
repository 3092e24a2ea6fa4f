/** A connection that has left HTTP: its two directions as web streams, and the handler that they were given to. */

import { ClientDisconnected, isPromiseLike, type UpgradedConnection } from '@tsgi/contract';

import type { Departure } from './answer-link.ts';
import { kindOf } from './kind-of.ts';

/** The reading side of a connection. */
export interface TunnelSource {
  pause(): unknown;
  resume(): unknown;
}

/** The writing side of a connection. */
export interface TunnelOutput {
  readonly ready: boolean;
  bytes(bytes: Uint8Array): void;
  flush(): void;
  /** Calls `waiter` when there is room again. */
  whenReady(waiter: () => void): void;
  /** Ends this side. @param sent Called when that is in the operating system's hands. */
  end(sent: () => void): void;
}

/** What a tunnel asks of its connection. */
export interface TunnelLink {
  readonly output: TunnelOutput;
  report(error: unknown): void;
  /** Ends this side, and waits for the client's. */
  close(): void;
  /** Cuts the connection off. */
  destroy(reason: string): void;
}

/** As much as is held for a handler that does not read. */
const MOST_HELD = 65_536;

export class Tunnel implements UpgradedConnection {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;

  readonly #transport: TunnelSource;
  readonly #link: TunnelLink;
  #reading: ReadableStreamDefaultController<Uint8Array> | undefined;
  #writing: WritableStreamDefaultController | undefined;
  /** What both streams fail with once the connection is closed. */
  #gone: ClientDisconnected | undefined;

  constructor(transport: TunnelSource, link: TunnelLink) {
    this.#transport = transport;
    this.#link = link;
    this.readable = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#reading = controller),
        pull: () => void transport.resume(),
        cancel: () => this.#cancel(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: MOST_HELD }),
    );
    this.writable = new WritableStream<Uint8Array>({
      start: (controller) => void (this.#writing = controller),
      write: (bytes) => this.#write(bytes),
      close: () => new Promise((resolve) => link.output.end(resolve)),
      abort: () => link.destroy('the handler of tsgi.upgrade aborted the connection'),
    });
  }

  /** Calls the handler. The promise of an asynchronous one says when it is done with the connection. */
  run(handler: Departure['handler']): void {
    try {
      const result = handler(this);
      if (!isPromiseLike(result)) return;
      result.then(
        () => this.#link.close(),
        (error: unknown) => this.#fail(error),
      );
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Takes bytes from the client, which are only there during the call. A handler that has cancelled gets none. */
  receive(bytes: Uint8Array): void {
    if (this.#reading === undefined) return;
    this.#reading.enqueue(Uint8Array.from(bytes));
    if ((this.#reading.desiredSize ?? 0) <= 0) this.#transport.pause();
  }

  /** The client has ended its side. */
  end(): void {
    this.#reading?.close();
    this.#reading = undefined;
  }

  /** The connection is closed: what has not been read or written never will be. */
  close(): void {
    this.#gone = new ClientDisconnected();
    this.#reading?.error(this.#gone);
    this.#reading = undefined;
    this.#writing?.error(this.#gone);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (!(bytes instanceof Uint8Array)) {
      throw new TypeError(`tsgi.upgrade: the writable stream takes Uint8Arrays, got ${kindOf(bytes)}`);
    }
    const { output } = this.#link;
    output.bytes(bytes);
    output.flush();
    if (!output.ready) await new Promise<void>((resolve) => output.whenReady(resolve));
  }

  /** What still comes is read and dropped, so that the end of the connection shows. */
  #cancel(): void {
    this.#reading = undefined;
    this.#transport.resume();
  }

  /** A handler that hears from its streams that the client has gone, and lets it through, has not failed. */
  #fail(error: unknown): void {
    if (error === this.#gone) return;
    this.#link.report(error);
    this.#link.destroy('the handler of tsgi.upgrade failed');
  }
}
