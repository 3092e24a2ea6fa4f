/** A live server: each request on a connection of its own, with nothing smoothed over that came back. */

import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';

import { getHeader } from '@tsgi/contract';

import { ReplyReader } from './reply-reader.ts';
import type { InterimResponse, OutgoingRequest, Reply } from './transport.ts';

/** Sends a request to the server of its URL. `fetch` would hide 1xx, trailers, and which fields were repeated. */
export async function overSocket(request: OutgoingRequest): Promise<Reply> {
  const connection = new LiveConnection(request);
  try {
    await connection.open();
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

  constructor(request: OutgoingRequest) {
    this.#request = request;
    const { signal, url } = request;
    const socket = (this.#socket = socketTo(url));
    this.#bytes = socket[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    this.#reader = new ReplyReader(async () => {
      const { done, value } = await this.#bytes.next();
      return done === true ? undefined : value;
    });
    socket.on('error', () => {}); // Whoever reads hears of it.
    const leave = (): void => this.#leave(signal?.reason);
    signal?.addEventListener('abort', leave, { once: true });
    socket.once('close', () => signal?.removeEventListener('abort', leave));
  }

  async open(): Promise<void> {
    const socket = this.#socket;
    this.#request.signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', resolve);
      socket.once('error', reject);
      socket.once('close', reject);
    });
    socket.setNoDelay(true);
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
    // TLS has no reset, nor has what is not connected yet.
    if (this.#socket instanceof TLSSocket || this.#socket.connecting) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
    this.#mayContinue.resolve();
  }
}

function socketTo(url: URL): Socket {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol === 'http:') return connect({ host, port: Number(url.port) || 80 });
  return connectTls({
    host,
    port: Number(url.port) || 443,
    ALPNProtocols: ['http/1.1'],
    // An address has no certificate to choose by its name (RFC 6066 §3).
    ...(isIP(host) === 0 && { servername: host }),
    // The certificates of tests are their own.
    rejectUnauthorized: false,
  });
}
