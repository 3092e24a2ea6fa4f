/** One request over a socket of its own, byte for byte, and what came back. */

import { connect } from 'node:net';

/** An answer as it came. */
export interface Answer {
  /** 0 where none came. */
  readonly status: number;
  /** In lower case, the values of one name joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  /** Everything behind the head, one character a byte. */
  readonly raw: string;
  /** The same without the lines of chunks. */
  readonly content: string;
  /** How it ended: as its framing says, before that, not at all in the time there is, or not within what is taken. */
  readonly end: 'whole' | 'cut' | 'open' | 'endless';
}

/** What is sent beside method and target. */
export interface Sent {
  /** Lines of the head. */
  readonly headers?: readonly string[];
  readonly content?: Content;
  /** Is told what has come each time that there is more. */
  readonly onData?: (bytes: string) => void;
}

/** A body to be sent. */
export interface Content {
  readonly type: string;
  readonly text: string;
}

/** An app that says nothing for so long will not go on. */
const SILENCE_MS = 2_500;
/** No answer that is asked for here is as long. */
const MOST_BYTES = 2 ** 23;

/** Sends a request and takes the answer, until the connection is closed or nothing more comes. */
export function exchange(port: number, method: string, target: string, sent: Sent = {}): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const { headers = [], content, onData } = sent;
  const lines = [`${method} ${target} HTTP/1.1`, 'Host: site.example', 'Connection: close', ...headers];
  if (content !== undefined) {
    lines.push(`Content-Type: ${content.type}`, `Content-Length: ${Buffer.byteLength(content.text)}`);
  }
  let bytes = '';
  let stopped: 'open' | 'endless' | undefined;
  const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n${content?.text ?? ''}`));
  const stop = (reason: 'open' | 'endless'): void => {
    stopped = reason;
    socket.destroy();
  };
  socket.setEncoding('latin1').on('data', (data: string) => {
    bytes += data;
    onData?.(bytes);
    if (bytes.length > MOST_BYTES) stop('endless');
  });
  socket.setTimeout(SILENCE_MS, () => stop('open'));
  // A server may close while a body is on its way to it: what it has said counts.
  socket.on('error', () => {});
  socket.on('close', () => resolve(read(bytes, method, stopped)));
  return promise;
}

function read(bytes: string, method: string, stopped: 'open' | 'endless' | undefined): Answer {
  const split = bytes.indexOf('\r\n\r\n');
  const [first = '', ...fields] = bytes.slice(0, Math.max(split, 0)).split('\r\n');
  const headers = new Map<string, string>();
  for (const field of fields) {
    const [name = '', ...value] = field.split(':');
    const known = headers.get(name.toLowerCase());
    const text = value.join(':').trim();
    headers.set(name.toLowerCase(), known === undefined ? text : `${known}, ${text}`);
  }
  const raw = split < 0 ? '' : bytes.slice(split + 4);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0);
  const chunked = headers.get('transfer-encoding') === 'chunked';
  const whole = status !== 0 && (method === 'HEAD' || status === 304 || isWhole(raw, headers));
  return {
    status,
    headers,
    raw,
    content: chunked ? withoutChunks(raw) : raw,
    end: stopped === 'endless' ? stopped : whole ? 'whole' : (stopped ?? 'cut'),
  };
}

/** Whether a body is there to its end. One that ends with its connection cannot be told from one that was cut. */
function isWhole(raw: string, headers: ReadonlyMap<string, string>): boolean {
  if (headers.get('transfer-encoding') === 'chunked') return raw.endsWith('0\r\n\r\n');
  const length = headers.get('content-length');
  return length === undefined || raw.length >= Number(length);
}

function withoutChunks(raw: string): string {
  let content = '';
  for (let at = 0; at < raw.length;) {
    const line = raw.indexOf('\r\n', at);
    const length = line < 0 ? 0 : Number.parseInt(raw.slice(at, line), 16);
    if (!(length > 0)) break;
    content += raw.slice(line + 2, line + 2 + length);
    at = line + 2 + length + 2;
  }
  return content;
}
