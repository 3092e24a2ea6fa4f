import { type Answer, type ByteSource, type Ending, readAnswer } from './answer.ts';
import { bytesOf, concatenate, latin1 } from './octets.ts';
import { type Address, openSocket, type Socket } from './socket.ts';

/** Has a promise fail at the end of a case's time. @param what What is waited for, as the end of a sentence. */
export type Within = <T>(promise: Promise<T>, what: string) => Promise<T>;

/** How many bytes of each direction a failure shows. */
const MOST_SHOWN = 2000;

/** A connection whose every byte is the case's own: what is sent, when, and how it ends. */
export class Wire implements ByteSource {
  /** How many bytes have arrived. */
  received = 0;
  /** How the server has ended its side. */
  ending: Ending = 'open';
  readonly #socket: Socket;
  readonly #within: Within;
  #unread: Uint8Array[] = [];
  #wake: (() => void) | undefined;
  #sentText = '';
  #receivedText = '';

  private constructor(socket: Socket, within: Within) {
    this.#socket = socket;
    this.#within = within;
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('end', () => this.#end('ended'));
    socket.on('error', () => this.#end('reset'));
    socket.on('close', () => this.#end('reset'));
  }

  /** Connects to a server. */
  static async open(address: Address, within: Within): Promise<Wire> {
    return new Wire(await within(openSocket(address), 'the server to accept a connection'), within);
  }

  /** Sends bytes, or text of a character a byte. */
  send(bytes: string | Uint8Array): void {
    if (typeof bytes === 'string') this.#sentText = shorten(this.#sentText + bytes);
    else this.#sentText = shorten(`${this.#sentText}${latin1(bytes.subarray(0, MOST_SHOWN))}`);
    this.#socket.write(typeof bytes === 'string' ? bytesOf(bytes) : bytes);
  }

  /** Sends a request and reads its answer. */
  async ask(request: string): Promise<Answer> {
    this.send(request);
    return this.answer(request.slice(0, request.indexOf(' ')));
  }

  /** Reads the next answer. @param method The request's, for a `HEAD` is answered without content. */
  answer(method = 'GET'): Promise<Answer> {
    return readAnswer(this, method);
  }

  /** Ends this side; the other stays open. */
  end(): void {
    this.#socket.end();
  }

  /** Goes away: the server sees the connection reset. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /** Takes nothing more from the transport, so that the server's side of it fills. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Waits for the server to end its side, and gives what came before that and was not read. */
  async rest(): Promise<Uint8Array> {
    while (await this.#more('the server to end the connection'));
    return this.#takeAll();
  }

  /** Waits for `count` bytes; gives fewer where the connection ends before. */
  async take(count: number): Promise<Uint8Array> {
    const enough = (): boolean => this.#unread.reduce((sum, bytes) => sum + bytes.length, 0) >= count;
    while (!enough() && (await this.#more(`${count} bytes`)));
    const all = this.#takeAll();
    if (all.length > count) this.#unread = [all.subarray(count)];
    return all.subarray(0, count);
  }

  /** The next line, without its line end; `undefined` where the connection ends before. */
  async line(): Promise<string | undefined> {
    for (;;) {
      const all = this.#takeAll();
      const at = all.indexOf(10);
      if (all.length > 0) this.#unread = [at < 0 ? all : all.subarray(at + 1)];
      if (at >= 0) return latin1(all.subarray(0, at)).replace(/\r$/, '');
      if (!(await this.#more('the end of a line'))) return undefined;
    }
  }

  /** What went both ways, for whoever reads of a failure. */
  get transcript(): string {
    return [
      'sent:',
      indented(visible(this.#sentText)),
      `received (${this.received} bytes, then ${this.ending}):`,
      indented(visible(this.#receivedText)),
    ].join('\n');
  }

  #takeAll(): Uint8Array {
    const all = this.#unread;
    this.#unread = [];
    return all.length === 1 ? all[0]! : concatenate(all);
  }

  async #more(what: string): Promise<boolean> {
    if (this.ending !== 'open') return false;
    const { received } = this;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    await this.#within(promise, what);
    return this.received > received || this.ending === 'open';
  }

  #take(bytes: Uint8Array): void {
    this.received += bytes.length;
    if (this.#receivedText.length < MOST_SHOWN) this.#receivedText += latin1(bytes.subarray(0, MOST_SHOWN));
    this.#unread.push(bytes);
    this.#wake?.();
  }

  #end(ending: Ending): void {
    if (this.ending === 'open') this.ending = ending;
    this.#wake?.();
  }
}

function shorten(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** Bytes that a terminal would not show, spelt out. */
function visible(text: string): string {
  return shorten(text)
    .replaceAll('\r\n', '\\r\\n\n')
    .replaceAll(/[^\n\x20-\x7e…]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replace(/\n$/, '');
}

function indented(text: string): string {
  return text === '' ? '  (nothing)' : text.replaceAll(/^/gm, '  ');
}
