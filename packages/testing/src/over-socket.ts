/** A live server: each request on a connection of its own, with nothing smoothed over that came back. */

import { connect, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';

import { getHeader } from '@tsgi/contract';

import { ReplyReader } from './reply-reader.ts';
import type { InterimResponse, OutgoingRequest, Reply } from './transport.ts';

/** Sends a request to the server of its URL. `fetch` would hide 1xx, trailers, and which fields were repeated. */
export async function overSocket(request: OutgoingRequest): Promise<Reply> {
  const connection = await LiveConnection.open(request);
  try {
    return await connection.exchange();
  } catch (error) {
    connection.close();
    throw connection.reasonFor(error);
  }
}

class LiveConnection {
  readonly #request: OutgoingRequest;
  readonly #socket: Socket;
  readonly #bytes: AsyncIterator<Uint8Array>;
  readonly #reader: ReplyReader;
  readonly #mayContinue = Promise.withResolvers<void>();
  /** Why this side has ended the connection. */
  #reason: { readonly error: unknown } | undefined;

  private constructor(request: OutgoingRequest, socket: Socket) {
    this.#request = request;
    this.#socket = socket;
    this.#bytes = socket[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    this.#reader = new ReplyReader(async () => {
      const { done, value } = await this.#bytes.next();
      return done === true ? undefined : value;
    });
    socket.on('error', () => {}); // Whoever reads hears of it.
    const { signal } = request;
    signal?.addEventListener('abort', () => this.#leave(signal.reason), { once: true });
  }

  static async open(request: OutgoingRequest): Promise<LiveConnection> {
    const { url } = request;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const secure = url.protocol === 'https:';
    const port = Number(url.port) || (secure ? 443 : 80);
    // The certificates of tests are their own.
    const socket = secure ? connectTls({ host, port, rejectUnauthorized: false }) : connect({ host, port });
    await new Promise<void>((resolve, reject) => {
      socket.once(secure ? 'secureConnect' : 'connect', resolve);
      socket.once('error', reject);
    });
    socket.setNoDelay(true);
    return new LiveConnection(request, socket);
  }

  async exchange(): Promise<Reply> {
    const { method } = this.#request;
    void this.#send();
    const interim: InterimResponse[] = [];
    let head = await this.#reader.head();
    while (head.status < 200) {
      if (head.status === 100) this.#mayContinue.resolve();
      interim.push({ status: head.status, headers: head.headers });
      head = await this.#reader.head();
    }
    const reader = this.#reader;
    const content = reader.content(method, head);
    return {
      ...head,
      interim,
      read: () => this.#read(content),
      get trailers() {
        return reader.trailers;
      },
      cancel: () => this.#leave(new Error('the test has cancelled the response')),
    };
  }

  close(): void {
    this.#socket.destroy();
  }

  /** This side's own reason to end, where it has one: what reading then fails with says less. */
  reasonFor(error: unknown): unknown {
    return this.#reason === undefined ? error : this.#reason.error;
  }

  async #read(content: AsyncGenerator<Uint8Array, void>): Promise<Uint8Array | undefined> {
    try {
      const { done, value } = await content.next();
      if (done !== true) return value;
    } catch (error) {
      this.close();
      throw this.reasonFor(error);
    }
    this.close();
    return undefined;
  }

  async #send(): Promise<void> {
    const { method, target, headers, content } = this.#request;
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    this.#socket.write(`${method} ${target} HTTP/1.1\r\n${lines}\r\n`, 'latin1');
    if (content === undefined) return;
    if (getHeader(headers, 'Expect')?.toLowerCase() === '100-continue') await this.#mayContinue.promise;
    if (content instanceof Uint8Array) return void this.#socket.write(content);
    const chunked = getHeader(headers, 'Transfer-Encoding') !== undefined;
    try {
      for await (const bytes of content) {
        if (bytes.byteLength === 0) continue;
        if (chunked) this.#socket.write(`${bytes.byteLength.toString(16)}\r\n`);
        await this.#write(bytes);
        if (chunked) this.#socket.write('\r\n');
      }
      if (chunked) this.#socket.write('0\r\n\r\n');
    } catch (error) {
      this.#leave(error);
    }
  }

  /** Resolves when the transport has taken the bytes, or the connection is gone. */
  #write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.write(bytes, () => resolve());
    });
  }

  /** Goes away, as a client does that is switched off. */
  #leave(error: unknown): void {
    this.#reason ??= { error };
    // TLS has no reset.
    if (this.#socket instanceof TLSSocket) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
    this.#mayContinue.resolve();
  }
}
