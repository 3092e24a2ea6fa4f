/** Heads out: the writing half of HTTP/1.1 (RFC 9112 §4, §5), of what has been checked. */

import type { HeaderList, Status } from '@tsgi/contract';
import { type AnswerHead, checkHead, encodeFields } from '@tsgi/serving';

/** A head as the application gave it, checked and encoded, without what the server adds. */
export interface ResponseHead extends AnswerHead {
  /** The status line and the application's fields, each with its CRLF. */
  readonly text: string;
  /** Whether the application gave a `Date`. */
  readonly dated: boolean;
  /** Whether every character is ASCII. */
  readonly ascii: boolean;
}

/** The `Date` line, made anew when the second changes (RFC 9110 §6.6.1). */
let dateSecond = 0;
let dateText = '';

/** The heads of lists that are frozen all through and so never change, as those of files in memory are. */
const heads = new WeakMap<HeaderList, { readonly status: Status; readonly head: ResponseHead }>();

/**
 * Checks and encodes a final response head.
 * @throws {ContractError} where the application's status or a header field breaks the specification.
 */
export function encodeResponseHead(status: Status, headers: HeaderList): ResponseHead {
  if (!Object.isFrozen(headers) || !Array.isArray(headers)) return encode(status, headers);
  const known = heads.get(headers);
  if (known?.status === status) return known.head;
  const head = encode(status, headers);
  if (headers.every((header) => Object.isFrozen(header))) heads.set(headers, { status, head });
  return head;
}

function encode(status: Status, headers: HeaderList): ResponseHead {
  const { code, fields, contentLength, dated, ascii } = checkHead(status, headers);
  return { code, text: `HTTP/1.1 ${status}\r\n${encodeFields(fields)}`, contentLength, dated, ascii };
}

/** The `Date` field's line for now. */
export function dateLine(): string {
  const now = Date.now();
  const second = now - (now % 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = `Date: ${new Date(second).toUTCString()}\r\n`;
  }
  return dateText;
}
