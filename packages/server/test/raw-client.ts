/** A client that sends what it is told, byte for byte, and reads answers one by one: for what no decent client does. */

import { once } from 'node:events';
import { connect as connectSocket, Socket, type NetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';

/** One response, as far as a test looks at it. */
export interface RawAnswer {
  readonly status: number;
  /** The status line and the header lines as they came, without `Date`, which differs every second. */
  readonly lines: readonly string[];
  /** The value of a header field; repeats are joined with a comma. */
  header(name: string): string | undefined;
  /** The content, without its framing, one character a byte. */
  readonly bytes: string;
  /** The content as UTF-8. */
  readonly text: string;
  /** Trailer lines. */
  readonly trailers: readonly string[];
}

/** How a connection ended: with the other side's end, or with an error such as `ECONNRESET`. */
export type RawEnd = 'end' | (string & {});

export class RawClient {
  readonly stream: Duplex;
  #received = '';
  #ending: RawEnd | undefined;
  readonly #waiting = new Set<() => void>();

  /** @param stream The client's end of a connection. */
  constructor(stream: Duplex) {
    this.stream = stream;
    stream.on('data', (bytes: Buffer) => {
      this.#received += bytes.toString('latin1');
      this.#wake();
    });
    stream.on('end', () => this.#over('end'));
    stream.on('error', (error: NodeJS.ErrnoException) => this.#over(error.code ?? error.message));
    stream.on('close', () => this.#over('end'));
  }

  /** Connects over TCP or a Unix socket. The server's end does not end this side: half-closing is the test's to do. */
  static async connect(to: { readonly port: number } | { readonly path: string }): Promise<RawClient> {
    const place: NetConnectOpts = 'path' in to ? { path: to.path } : { port: to.port, host: '127.0.0.1' };
    const socket = connectSocket({ ...place, allowHalfOpen: true, noDelay: true });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** Sends bytes; a string's characters are bytes. */
  send(bytes: string | Uint8Array): this {
    this.stream.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    return this;
  }

  /** Ends this side, and reads on. */
  end(): this {
    this.stream.end();
    return this;
  }

  /** Goes away without a word. */
  reset(): void {
    if (this.stream instanceof Socket) this.stream.resetAndDestroy();
    else this.stream.destroy();
  }

  /** What has come and was not taken yet. */
  get received(): string {
    return this.#received;
  }

  /** Takes all that comes up to the end of `mark`. */
  async until(mark: string): Promise<string> {
    await this.#when(() => this.#received.includes(mark));
    const at = this.#received.indexOf(mark);
    if (at === -1) throw new Error(`${this.#ending} before ${JSON.stringify(mark)}, after: ${this.#received}`);
    return this.#take(at + mark.length);
  }

  /** Takes one final answer, and the interim ones before it. @param method What the request was. */
  async answer(method = 'GET'): Promise<RawAnswer> {
    const head = await this.until('\r\n\r\n');
    const [statusLine = '', ...fields] = head.trimEnd().split('\r\n');
    const status = Number(statusLine.slice(9, 12));
    const header = (name: string): string | undefined => {
      const prefix = `${name.toLowerCase()}:`;
      const found = fields.filter((field) => field.toLowerCase().startsWith(prefix));
      return found.length === 0 ? undefined : found.map((field) => field.slice(prefix.length).trim()).join(', ');
    };
    const { bytes, trailers } = await this.#content(status, header, method);
    return {
      status,
      lines: [statusLine, ...fields.filter((field) => !field.startsWith('Date:'))],
      header,
      bytes,
      text: Buffer.from(bytes, 'latin1').toString(),
      trailers,
    };
  }

  /** Waits for the end, however it comes; what was not taken until then is in `received`. */
  async ended(): Promise<RawEnd> {
    await this.#when(() => false);
    return this.#ending ?? 'end';
  }

  /** Sends a request and takes its answer. */
  async ask(sent: string): Promise<RawAnswer> {
    return this.send(sent).answer(sent.slice(0, sent.indexOf(' ')));
  }

  async #content(
    status: number,
    header: (name: string) => string | undefined,
    method: string,
  ): Promise<{ bytes: string; trailers: string[] }> {
    if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return { bytes: '', trailers: [] };
    if (header('transfer-encoding') === 'chunked') return this.#chunks();
    const length = header('content-length');
    if (length !== undefined) return { bytes: await this.#exactly(Number(length)), trailers: [] };
    await this.ended();
    return { bytes: this.#take(this.#received.length), trailers: [] };
  }

  async #chunks(): Promise<{ bytes: string; trailers: string[] }> {
    let bytes = '';
    for (;;) {
      const size = Number.parseInt(await this.until('\r\n'), 16);
      if (size === 0) break;
      bytes += await this.#exactly(size);
      if ((await this.until('\r\n')) !== '\r\n') throw new Error('a chunk is longer than its size');
    }
    const trailers: string[] = [];
    for (;;) {
      const line = await this.until('\r\n');
      if (line === '\r\n') return { bytes, trailers };
      trailers.push(line.trimEnd());
    }
  }

  async #exactly(length: number): Promise<string> {
    await this.#when(() => this.#received.length >= length);
    if (this.#received.length < length) throw new Error(`${this.#ending} after ${this.#received.length} of ${length}`);
    return this.#take(length);
  }

  #take(length: number): string {
    const taken = this.#received.slice(0, length);
    this.#received = this.#received.slice(length);
    return taken;
  }

  async #when(reached: () => boolean): Promise<void> {
    while (!reached() && this.#ending === undefined) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #over(how: RawEnd): void {
    this.#ending ??= how;
    this.#wake();
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}

/** A request head, and content. `get('/')`, or `request('POST / HTTP/1.1', ['Content-Length: 2'], 'hi')`. */
export function request(line: string, fields: readonly string[] = [], content = ''): string {
  return [line, ...(line.endsWith('1.1') ? ['Host: h'] : []), ...fields, '', content].join('\r\n');
}

export function get(target: string, ...fields: string[]): string {
  return request(`GET ${target} HTTP/1.1`, fields);
}

export function post(content: string, ...fields: string[]): string {
  return request('POST / HTTP/1.1', [`Content-Length: ${content.length}`, ...fields], content);
}
