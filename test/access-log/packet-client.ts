/** A client that sees bytes and nothing else: what it received is what was sent. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import tls from 'node:tls';

/** One answer, taken apart from the bytes of it that came. */
export interface Received {
  readonly status: number;
  /** Bytes of content, free of framing. */
  readonly bytes: number;
}

export class PacketClient implements Disposable {
  readonly #socket: Socket;
  /** What TLS runs over, where it does. */
  readonly #below: Socket;
  #text = '';
  #ended = false;
  #wake: () => void = () => {};

  private constructor(socket: Socket, below: Socket) {
    this.#socket = socket;
    this.#below = below;
    socket.on('data', (bytes) => {
      this.#text += bytes.toString('latin1');
      this.#wake();
    });
    const end = (): void => {
      this.#ended = true;
      this.#wake();
    };
    socket.on('end', end).on('error', end).on('close', end);
  }

  /** @param cert The certificate of a server over TLS. */
  static async connect(port: number, cert?: string): Promise<PacketClient> {
    const below = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(below, 'connect');
    if (cert === undefined) return new PacketClient(below, below);
    const socket = tls.connect({ socket: below, servername: 'localhost', ca: cert });
    await once(socket, 'secureConnect');
    below.on('error', () => {});
    return new PacketClient(socket, below);
  }

  send(text: string): void {
    this.#socket.write(text, 'latin1');
  }

  /** Goes away at once. */
  reset(): void {
    this.#below.resetAndDestroy();
  }

  /** Takes nothing more, though more may come. */
  stopReading(): void {
    this.#socket.pause();
  }

  /** Everything that came so far. */
  get text(): string {
    return this.#text;
  }

  /** Waits until `enough` holds of what came, or nothing more will come. */
  async until(enough: (text: string) => boolean): Promise<string> {
    while (!enough(this.#text) && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#text;
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }
}

/** Takes apart what came, whole or cut off. @param methods What was asked, for answers to `HEAD` have no content. */
export function takeApart(text: string, methods: readonly string[]): Received[] {
  const answers: Received[] = [];
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf('\r\n\r\n', at) + 4;
    if (end === 3) throw new Error(`half a head: ${text.slice(at)}`);
    const head = text.slice(at, end).toLowerCase();
    const status = Number(head.slice(9, 12));
    const bodiless = methods[answers.length] === 'HEAD' || status === 101 || status === 204 || status === 304;
    const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
    let bytes: number;
    [bytes, at] = bodiless
      ? [0, status === 101 ? text.length : end]
      : head.includes('\r\ntransfer-encoding: chunked')
        ? chunks(text, end)
        : counted(text, end, length === undefined ? Infinity : Number(length));
    answers.push({ status, bytes });
  }
  return answers;
}

function counted(text: string, from: number, length: number): [bytes: number, end: number] {
  const bytes = Math.min(length, text.length - from);
  return [bytes, from + bytes];
}

function chunks(text: string, from: number): [bytes: number, end: number] {
  let bytes = 0;
  for (let at = from; ;) {
    const line = text.indexOf('\r\n', at);
    if (line === -1) return [bytes, text.length];
    const size = Number.parseInt(text.slice(at, line), 16);
    if (size === 0) return [bytes, text.indexOf('\r\n\r\n', line) + 4];
    bytes += Math.min(size, text.length - line - 2);
    at = line + 2 + size + 2;
    if (at > text.length) return [bytes, text.length];
  }
}
