/** The ways to ask a server, over HTTP/1.1 byte by byte and over HTTP/2. */

import { once } from 'node:events';
import http2 from 'node:http2';
import tls from 'node:tls';

import { RawClient } from '../../../packages/server/test/raw-client.ts';
import type { Asked } from './requests.ts';

/** What came back, as far as the protocol leaves a server no choice: sizes of chunks are its own affair (RFC 9112 §7.1). */
export interface Answer {
  /** The status line, and the field lines in their order; those of HTTP/2 are written the same way. */
  readonly head: readonly string[];
  /** One character a byte, without its framing. */
  readonly content: string;
  /** Whether it came to its end. */
  readonly whole: boolean;
}

/** What says something about the connection, or about the time, and nothing about the answer. */
const ASIDE = /^(?:date|connection|keep-alive):/i;

async function connect(url: string, ca: string): Promise<RawClient> {
  const { protocol, port } = new URL(url);
  const to = { host: '127.0.0.1', port: Number(port) };
  if (protocol === 'http:') return RawClient.connect(to);
  const socket = tls.connect({ ...to, ca, servername: 'localhost', ALPNProtocols: ['http/1.1'] });
  await once(socket, 'secureConnect');
  return new RawClient(socket);
}

function bytesOf({ method, target, fields = [], content }: Asked, connection: string): string {
  const length = content === undefined ? [] : [`Content-Length: ${content.length}`];
  const head = [
    `${method} ${target} HTTP/1.1`,
    'Host: swap.example',
    `Connection: ${connection}`,
    ...fields,
    ...length,
  ];
  return `${head.join('\r\n')}\r\n\r\n${content ?? ''}`;
}

/** Asks on a connection of its own, and takes every byte that comes until the server ends it. */
export async function askHttp1(url: string, ca: string, asked: Asked): Promise<Answer> {
  const client = await connect(url, ca);
  client.send(bytesOf(asked, 'close'));
  await client.ended();
  client.stream.destroy();
  const { received } = client;
  const end = received.indexOf('\r\n\r\n');
  const lines = received.slice(0, end).split('\r\n');
  const content = received.slice(end + 4);
  const head = lines.filter((line) => !ASIDE.test(line));
  return isChunked(head) && content !== '' ? { head, ...unchunk(content) } : { head, content, whole: true };
}

/** Asks all on one connection before the first answer is there, and takes the answers in their order. */
export async function askPipelined(url: string, ca: string, asked: readonly Asked[]): Promise<Answer[]> {
  const client = await connect(url, ca);
  client.send(asked.map((each) => bytesOf(each, 'keep-alive')).join(''));
  const answers: Answer[] = [];
  for (const { method } of asked) {
    const { lines, bytes } = await client.answer(method);
    answers.push({ head: lines.filter((line) => !ASIDE.test(line)), content: bytes, whole: true });
  }
  client.stream.destroy();
  return answers;
}

/** Asks over HTTP/2: names are in lower case there, there is no reason phrase, and no framing of HTTP/1.1. */
export async function askHttp2(url: string, ca: string, asked: Asked): Promise<Answer> {
  const session = http2.connect(url, { ca, servername: 'localhost' } as http2.SecureClientSessionOptions);
  session.on('error', () => {});
  const { method, target, fields = [], content } = asked;
  const headers: Record<string, string | string[]> = {
    ':method': method,
    ':path': target,
    ':authority': 'swap.example',
  };
  for (const field of fields) {
    const [name, value] = [field.slice(0, field.indexOf(':')).toLowerCase(), field.slice(field.indexOf(':') + 2)];
    headers[name] = [headers[name] ?? [], value].flat();
  }
  if (content !== undefined) headers['content-length'] = String(content.length);
  const stream = session.request(headers).setEncoding('latin1');
  let [answered, received, whole]: [readonly string[], string, boolean] = [[], '', true];
  stream.on('response', (_headers, _flags, raw?: readonly string[]) => (answered = raw ?? []));
  stream.on('data', (text: string) => (received += text));
  stream.on('error', () => (whole = false));
  stream.end(content);
  const { promise, resolve } = Promise.withResolvers<void>();
  stream.once('close', resolve);
  await promise;
  session.destroy();
  const head: string[] = [];
  for (let i = 0; i < answered.length; i += 2) {
    if (answered[i] !== 'date') head.push(`${answered[i]}: ${answered[i + 1]}`);
  }
  return { head, content: received, whole };
}

/** What HTTP/2 keeps of an answer over HTTP/1.1. */
export function asHttp2({ head: [statusLine = '', ...fields], content, whole }: Answer): Answer {
  const kept = fields
    .filter((field) => !CHUNKED.test(field))
    .map((field) => field.replace(/^[^:]+/, (name) => name.toLowerCase()));
  return { head: [`:status: ${statusLine.slice(9, 12)}`, ...kept], content, whole };
}

/**
 * What Fetch keeps of an answer: a `Response` sorts its fields and lowers their names, runtimes have reason phrases of their own,
 * and where no length is known beforehand they choose the framing.
 * @param measured Whether the reference says how long the content is.
 */
export function asFetch({ head: [statusLine = '', ...fields], content, whole }: Answer, measured: boolean): Answer {
  const kept = fields
    .map((field) => field.replace(/^[^:]+/, (name) => name.toLowerCase()))
    .filter((field) => !CHUNKED.test(field) && (measured || !field.startsWith('content-length:')));
  return { head: [statusLine.slice(9, 12), ...kept.toSorted()], content, whole };
}

/** Whether the answer says how long its content is. */
export function hasLength({ head }: Answer): boolean {
  return head.some((line) => line.startsWith('Content-Length:'));
}

const CHUNKED = /^transfer-encoding: chunked$/i;

function isChunked(head: readonly string[]): boolean {
  return head.some((line) => CHUNKED.test(line));
}

function unchunk(framed: string): { readonly content: string; readonly whole: boolean } {
  let content = '';
  for (let at = 0; at < framed.length;) {
    const line = framed.indexOf('\r\n', at);
    const size = Number.parseInt(framed.slice(at, line), 16);
    if (size === 0) return { content, whole: framed.slice(line) === '\r\n\r\n' };
    content += framed.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
  return { content, whole: false };
}
