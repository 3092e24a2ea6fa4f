/** Answers, read from the wire as RFC 9112 has a client read them, and nothing smoothed over. */

import { concatenate } from './octets.ts';

/** How the server has ended its side of a connection, if it has. */
export type Ending = 'open' | 'ended' | 'reset';

/** Where bytes come from. */
export interface ByteSource {
  readonly ending: Ending;
  /** The next line, without its line end; `undefined` where the connection ends before. */
  line(): Promise<string | undefined>;
  /** Waits for `count` bytes; gives fewer where the connection ends before. */
  take(count: number): Promise<Uint8Array>;
  /** Waits for the server to end its side, and gives what came before that and was not read. */
  rest(): Promise<Uint8Array>;
}

/** A field line: its name as spelt on the wire, its value without the blanks around it. */
export type Field = readonly [name: string, value: string];

/** A status line and its fields. */
export interface AnswerHead {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  readonly fields: readonly Field[];
}

/** How the end of the content is told. */
export type Framing = 'none' | 'length' | 'chunked' | 'close';

/** One answer. */
export interface Answer extends AnswerHead {
  /** Interim responses that came before it. */
  readonly interim: readonly AnswerHead[];
  readonly framing: Framing;
  readonly content: Uint8Array;
  /** The content as UTF-8. */
  readonly text: string;
  /** The content's pieces, where it was chunked: as the server cut them. */
  readonly chunks: readonly string[];
  readonly trailers: readonly Field[];
  /** Whether the content came to the end that its framing announces. */
  readonly complete: boolean;
}

/** The value of a field; repeated ones joined with `, `; `undefined` where there is none. */
export function fieldOf({ fields }: AnswerHead, name: string): string | undefined {
  const values = fields.filter(([each]) => each.toLowerCase() === name.toLowerCase());
  return values.length === 0 ? undefined : values.map(([, value]) => value).join(', ');
}

/** Reads the next answer on `wire`, with the interim responses before it. */
export async function readAnswer(wire: ByteSource, method: string): Promise<Answer> {
  const interim: AnswerHead[] = [];
  for (;;) {
    const head = await readAnswerHead(wire);
    if (head.status >= 200 || head.status === 101) {
      return { ...head, interim, ...(await readContent(wire, head, method)) };
    }
    interim.push(head);
  }
}

/** The connection ended before there was a head. */
export class NoAnswer extends Error {
  override readonly name: string = 'NoAnswer';
}

/** Reads one status line and its fields. @throws {NoAnswer} where the connection ends before they are whole. */
export async function readAnswerHead(wire: ByteSource): Promise<AnswerHead> {
  const line = await wire.line();
  if (line === undefined) throw new NoAnswer(`expected an answer, and the server ${wire.ending} the connection`);
  const match = /^(HTTP\/\d\.\d) (\d{3}) (.*)$/.exec(line);
  if (match === null) throw new Error(`expected a status line, got ${JSON.stringify(line)}`);
  const [, version = '', status = '', reason = ''] = match;
  const fields = await readFields(wire);
  if (fields === undefined)
    throw new NoAnswer(`expected the end of a head, and the server ${wire.ending} the connection`);
  return { version, status: Number(status), reason, fields };
}

type Content = Pick<Answer, 'framing' | 'content' | 'text' | 'chunks' | 'trailers' | 'complete'>;

async function readContent(wire: ByteSource, head: AnswerHead, method: string): Promise<Content> {
  if (method === 'HEAD' || head.status === 101 || head.status === 204 || head.status === 304) {
    return contentOf('none', [], true);
  }
  const coding = fieldOf(head, 'transfer-encoding');
  if (coding !== undefined) {
    if (coding !== 'chunked') throw new Error(`expected the transfer coding chunked alone, got ${coding}`);
    return readChunked(wire);
  }
  const length = fieldOf(head, 'content-length');
  if (length !== undefined) {
    const content = await wire.take(Number(length));
    return contentOf('length', [content], content.length === Number(length));
  }
  const content = await wire.rest();
  return contentOf('close', [content], wire.ending === 'ended');
}

/** Reads one chunk of the chunked coding: empty for the last one, `undefined` where the connection ends before its end. */
export async function readChunk(wire: ByteSource): Promise<Uint8Array | undefined> {
  const line = await wire.line();
  if (line === undefined) return undefined;
  if (!/^[0-9a-f]+$/i.test(line)) throw new Error(`expected the size of a chunk, got ${JSON.stringify(line)}`);
  const size = Number.parseInt(line, 16);
  const chunk = await wire.take(size);
  if (size === 0) return chunk;
  const end = await wire.line();
  if (end !== undefined && end !== '') throw new Error(`expected the end of a chunk, got ${JSON.stringify(end)}`);
  return end === undefined ? undefined : chunk;
}

async function readChunked(wire: ByteSource): Promise<Content> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = await readChunk(wire);
    if (chunk === undefined) return contentOf('chunked', chunks, false);
    if (chunk.length === 0) {
      const trailers = await readFields(wire);
      return { ...contentOf('chunked', chunks, trailers !== undefined), trailers: trailers ?? [] };
    }
    chunks.push(chunk);
  }
}

async function readFields(wire: ByteSource): Promise<Field[] | undefined> {
  const fields: Field[] = [];
  for (;;) {
    const line = await wire.line();
    if (line === undefined) return undefined;
    if (line === '') return fields;
    const colon = line.indexOf(':');
    fields.push([line.slice(0, colon), line.slice(colon + 1).replaceAll(/^[ \t]+|[ \t]+$/g, '')]);
  }
}

function contentOf(framing: Framing, parts: readonly Uint8Array[], complete: boolean): Content {
  const content = concatenate(parts);
  const chunks = framing === 'chunked' ? parts.map(decode) : [];
  return { framing, content, text: decode(content), chunks, trailers: [], complete };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
