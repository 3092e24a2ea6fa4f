/** One request over a socket of its own, byte for byte, and what came back. */

import { connect } from 'node:net';

/** An answer as it came. */
export interface Answer {
  /** 0 where none came. */
  readonly status: number;
  /** In lower case, the values of one name joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  /** Everything behind the head, chunked or not. */
  readonly raw: string;
  /** How it ended: as its framing says, before that, or not at all in the time there is. */
  readonly end: 'whole' | 'cut' | 'open';
}

/** A body to be sent. */
export interface Content {
  readonly type: string;
  readonly text: string;
}

/** An app that says nothing for so long will not go on. */
const SILENCE_MS = 1_000;

/**
 * Sends a request and takes the answer, until the connection is closed or nothing more comes.
 * `onData` is told what has come each time that there is more.
 */
export function exchange(
  port: number,
  method: string,
  target: string,
  content?: Content,
  onData?: (bytes: string) => void,
): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const lines = [`${method} ${target} HTTP/1.1`, 'Host: site.example', 'Connection: close'];
  if (content !== undefined) {
    lines.push(`Content-Type: ${content.type}`, `Content-Length: ${Buffer.byteLength(content.text)}`);
  }
  let bytes = '';
  let open = false;
  const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n${content?.text ?? ''}`));
  socket.setEncoding('latin1').on('data', (data: string) => {
    bytes += data;
    onData?.(bytes);
  });
  socket.setTimeout(SILENCE_MS, () => {
    open = true;
    socket.destroy();
  });
  // A server may close while a body is on its way to it: what it has said counts.
  socket.on('error', () => {});
  socket.on('close', () => resolve(read(bytes, method, open)));
  return promise;
}

function read(bytes: string, method: string, open: boolean): Answer {
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
  const whole = status !== 0 && (method === 'HEAD' || isWhole(raw, headers));
  return { status, headers, raw, end: whole ? 'whole' : open ? 'open' : 'cut' };
}

/** Whether a body is there to its end. One that ends with its connection cannot be told from one that was cut. */
function isWhole(raw: string, headers: ReadonlyMap<string, string>): boolean {
  if (headers.get('transfer-encoding') === 'chunked') return raw.endsWith('0\r\n\r\n');
  const length = headers.get('content-length');
  return length === undefined || raw.length >= Number(length);
}
