/** A long download during which something happens to the file, with the next request right behind it. */

import { connect } from 'node:net';

/** What came. */
export interface Download {
  /** What the head promised; undefined where it did not. */
  readonly length: number | undefined;
  /** How many bytes came as content of this file. */
  readonly received: number;
  /** The bytes of the content, each run of the same one as one; zero is `0`. */
  readonly runs: string;
  /** What came behind the length that was promised. */
  readonly next: string;
  /** Whether the connection is over. Else nothing more came. */
  readonly closed: boolean;
}

const SILENCE_MS = 2_500;
/** Enough to tell by. */
const MOST_RUNS = 40;

/** Asks for `target` and for `/hello.txt`; does `meanwhile` once the first bytes are here, and reads on after that. */
export function download(port: number, target: string, meanwhile: () => void): Promise<Download> {
  const { promise, resolve } = Promise.withResolvers<Download>();
  let head = '';
  let length: number | undefined;
  let received = 0;
  let runs = '';
  let next = '';
  let closed = true;
  const socket = connect(port, '127.0.0.1', () => {
    socket.write(`GET ${target} HTTP/1.1\r\nHost: site.example\r\n\r\n`);
    socket.write('GET /hello.txt HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n\r\n');
  });
  socket.on('data', (bytes: Buffer) => {
    if (head.endsWith('\r\n\r\n')) return take(bytes);
    const text = head + bytes.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) {
      head = text;
      return;
    }
    head = text.slice(0, end + 4);
    const said = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    length = said === undefined ? undefined : Number(said);
    meanwhile();
    take(Buffer.from(text.slice(end + 4), 'latin1'));
  });
  function take(bytes: Buffer): void {
    const content = bytes.subarray(0, (length ?? Infinity) - received);
    received += content.length;
    note(content);
    if (content.length < bytes.length) next += bytes.toString('latin1', content.length);
  }
  function note(content: Buffer): void {
    // Mostly all bytes are as the first.
    if (content.length === 0 || runs.length > MOST_RUNS) return;
    const [first = 0] = content;
    if (content.equals(Buffer.alloc(content.length, first))) return add(first);
    for (const byte of content) add(byte);
  }
  function add(byte: number): void {
    const letter = byte === 0 ? '0' : String.fromCharCode(byte);
    if (runs.at(-1) !== letter && runs.length <= MOST_RUNS) runs += letter;
  }
  socket.setTimeout(SILENCE_MS, () => {
    closed = false;
    socket.destroy();
  });
  socket.on('error', () => {});
  socket.on('close', () => resolve({ length, received, runs, next, closed }));
  return promise;
}
