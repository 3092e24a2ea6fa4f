/** Heads as HTTP/1.1 writes them (RFC 9112 §4, §5), for servers that write to a connection themselves. */

import type { Status } from '@tsgi/contract';

import type { FieldLines } from './answer-head.ts';
import { plainAnswer } from './plain-answer.ts';

/** Encodes fields, each with its CRLF. */
export function encodeFields(fields: FieldLines): string {
  let text = '';
  for (let i = 0; i < fields.length; i += 2) text += `${fields[i]}: ${fields[i + 1]}\r\n`;
  return text;
}

/** Encodes an interim response (RFC 9110 §15.2). */
export function encodeInterim(status: Status, fields: FieldLines): string {
  return `HTTP/1.1 ${status}\r\n${encodeFields(fields)}\r\n`;
}

/** Encodes the answer that takes a connection out of HTTP (RFC 9110 §15.2.2). */
export function encodeUpgrade(protocol: string, fields: FieldLines): string {
  return `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n${encodeFields(fields)}\r\n`;
}

/** The whole of an answer after which the connection is closed; without its content where it answers a HEAD. */
export function lastAnswer(code: number, reason: string, ofHead = false): string {
  const { status, headers, text } = plainAnswer(code, reason);
  const fields = encodeFields([...headers.flat(), 'Date', new Date().toUTCString(), 'Connection', 'close']);
  return `HTTP/1.1 ${status}\r\n${fields}\r\n${ofHead ? '' : text}`;
}
