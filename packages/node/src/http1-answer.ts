/** One answer through `node:http`'s response. */

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import type { Chunk, Environ, HeaderList, Status } from '@tsgi/contract';
import {
  type AnswerLink,
  type CheckedHead,
  checkHead,
  type Departure,
  encodeInterim,
  type FieldLines,
  type FlushWaiter,
} from '@tsgi/serving';

import { withListsBefore } from './list-fields.ts';

/** What an answer asks of its exchange. */
export interface AnswerOwner {
  readonly environ: Environ;
  readonly informs: boolean;
  readonly asked: string | undefined;
  /** Whether the connection may stay open after this answer. */
  readonly persists: boolean;
  statusOf(error: unknown): number;
  report(error: unknown): void;
  leaveHttp(departure: Departure): void;
  onOver(): void;
}

const NOTHING = new Uint8Array();

export class Http1Answer implements AnswerLink<CheckedHead> {
  sent = 0;
  ready = true;

  readonly #response: ServerResponse;
  readonly #owner: AnswerOwner;
  /** Whether a head waits for its first chunk. */
  #headWaits = false;
  #waiter: (() => void) | undefined;
  #draining = false;
  /** Whether the head was Latin-1 beyond ASCII: Node would make UTF-8 of it, together with a text. */
  #apart = false;
  /** Whether the client can tell the end of the content without the end of the connection. */
  #delimited = true;
  #left = false;

  constructor(response: ServerResponse, owner: AnswerOwner) {
    this.#response = response;
    this.#owner = owner;
  }

  get environ(): Environ {
    return this.#owner.environ;
  }

  get informs(): boolean {
    return this.#owner.informs;
  }

  get asked(): string | undefined {
    return this.#owner.asked;
  }

  encodeHead(status: Status, headers: HeaderList): CheckedHead {
    return checkHead(status, headers);
  }

  textLength(text: string): number {
    return Buffer.byteLength(text);
  }

  sendInterim(status: Status, fields: FieldLines): void {
    // What Node has of its own for this sends 103 alone, and Link alone in it.
    this.#response.socket?.write(encodeInterim(status, fields), 'latin1');
  }

  sendHead(head: CheckedHead): void {
    this.#commit(head, head.code === 205 ? 0 : -1);
    this.#response.end();
  }

  sendWhole(head: CheckedHead, chunks: readonly Chunk[], length: number): boolean {
    if (chunks.length > 1) return false;
    this.#commit(head, length);
    const chunk = chunks[0];
    if (chunk === undefined) this.#response.end();
    else this.#response.end(this.#encoded(chunk));
    return true;
  }

  begin(head: CheckedHead, length: number): void {
    this.#commit(head, length);
    this.#headWaits = true;
    this.#delimited = length !== -1 || this.#response.chunkedEncoding;
  }

  write(chunk: Chunk, length: number): void {
    this.sent += length;
    this.#headWaits = false;
    if (!this.#response.write(this.#encoded(chunk))) this.#stall();
  }

  end(trailers: FieldLines | undefined): void {
    if (trailers !== undefined) this.#response.addTrailers(pairs(trailers));
    this.#response.end();
  }

  whenReady(waiter: () => void): void {
    this.#waiter = waiter;
    this.flush();
  }

  flush(): void {
    if (!this.#headWaits) return;
    this.#headWaits = false;
    // What Node flushes a head with is UTF-8, too, but not behind bytes, if only none.
    if (this.#apart) this.#response.write(NOTHING);
    else this.#response.flushHeaders();
  }

  flushSoon(): void {
    // Node hands chunks on in the next tick by itself.
    this.flush();
  }

  whenFlushed(waiter: FlushWaiter): void {
    const response = this.#response;
    this.flush();
    if (this.#left || response.writableFinished) return waiter.onFlushed();
    if (response.closed || response.destroyed) return waiter.onFlushed(new Error('the connection was closed'));
    response.once('finish', () => waiter.onFlushed());
    response.once('close', () => {
      if (!response.writableFinished) waiter.onFlushed(new Error('the connection was closed'));
    });
  }

  cutOff(): void {
    const { socket } = this.#response;
    this.flush();
    if (socket === null) return void this.#response.destroy();
    // Chunks of this turn wait in the response, from Node 26 on, or in the socket: what was sent before is to arrive.
    while (this.#response.writableCorked > 0) this.#response.uncork();
    while (socket.writableCorked > 0) socket.uncork();
    // Where the end of the connection would look like the end of the answer, only a reset says otherwise.
    if (this.#delimited) socket.destroy();
    else reset(socket);
  }

  leaveHttp(departure: Departure): void {
    this.#left = true;
    this.#owner.leaveHttp(departure);
  }

  statusOf(error: unknown): number {
    return this.#owner.statusOf(error);
  }

  report(error: unknown): void {
    this.#owner.report(error);
  }

  onOver(): void {
    this.#owner.onOver();
  }

  /** @param length The content's bytes where they are known; else -1, which Node frames as the version allows. */
  #commit(head: CheckedHead, length: number): void {
    const response = this.#response;
    const fields =
      length === -1 || head.contentLength !== -1 ? head.fields : head.fields.concat('Content-Length', String(length));
    if (head.dated) response.sendDate = false;
    if (!this.#owner.persists) response.shouldKeepAlive = false;
    this.#apart = !head.ascii;
    response.writeHead(head.code, head.status.slice(4), withListsBefore(response, fields) as string[]);
  }

  #encoded(chunk: Chunk): Chunk {
    return this.#apart && typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }

  #stall(): void {
    this.ready = false;
    if (this.#draining) return;
    this.#draining = true;
    this.#response.on('drain', () => this.#drained());
  }

  #drained(): void {
    this.ready = true;
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.();
  }
}

function pairs(fields: FieldLines): [string, string][] {
  const list: [string, string][] = [];
  for (let i = 0; i < fields.length; i += 2) list.push([fields[i]!, fields[i + 1]!]);
  return list;
}

/** Cuts a TCP connection off with a reset, which no client takes for the end of an answer. Other transports have none. */
function reset(socket: Socket): void {
  try {
    socket.resetAndDestroy();
  } catch {
    socket.destroy();
  }
}
