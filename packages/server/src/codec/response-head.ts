/** Heads out: the writing half of HTTP/1.1 (RFC 9112 §4, §5), with the checks that keep a response from being split. */

import { ContractError, type HeaderList, type Status } from '@tsgi/contract';

import { kindOf } from '../kind-of.ts';
import { BYTE_CLASSES, FIELD_VALUE, isToken } from './byte-classes.ts';
import { FORBIDDEN_TRAILERS } from './trailer-names.ts';

/** A head as the application gave it, checked and encoded, without what the server adds. */
export interface ResponseHead {
  /** The status code. */
  readonly code: number;
  /** The status line and the application's fields, each with its CRLF. */
  readonly text: string;
  /** The application's `Content-Length`, or -1. */
  readonly contentLength: number;
  /** Whether the application gave a `Date`. */
  readonly dated: boolean;
  /** Whether every character is ASCII. */
  readonly ascii: boolean;
}

const FRAMING: ReadonlySet<string> = new Set(['content-length']);
const INTERIM_STATUS = /^1(?:0[2-9]|[1-9][0-9]) [\t\x20-\x7e]*$/;

const Field = { plain: 0, contentLength: 1, date: 2, hopByHop: 3 } as const;

/** RFC 9110 §7.6.1 and PEP 3333: about the connection, which is the server's. */
const HOP_BY_HOP =
  'connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  );

/** What names and statuses were found to be. They are the application's choice, so these are bounded. */
const MOST_REMEMBERED = 1024;
const names = new Map<string, number>();
const statusLines = new Map<string, string>();

/** The `Date` line, made anew when the second changes (RFC 9110 §6.6.1). */
let dateSecond = 0;
let dateText = '';

/**
 * Checks and encodes a final response head.
 * @throws {ContractError} where the application's status or a header field breaks the specification.
 */
export function encodeResponseHead(status: Status, headers: HeaderList): ResponseHead {
  let text = statusLines.get(status) ?? encodeStatus(status);
  if (!Array.isArray(headers))
    throw new ContractError(
      'A6',
      'application',
      `startResponse: the headers must be an array of pairs, got ${kindOf(headers)}`,
    );
  const code = Number(status.slice(0, 3));
  let contentLength = -1;
  let dated = false;
  let ascii = true;
  for (let i = 0; i < headers.length; i++) {
    const header: unknown = headers[i];
    if (!Array.isArray(header))
      throw new ContractError(
        'A6',
        'application',
        `startResponse: header ${i} must be a pair of name and value, got ${kindOf(header)}`,
      );
    const name: string = header[0];
    const value: string = header[1];
    const kind = names.get(name) ?? classify(name);
    if (kind !== Field.plain) {
      if (kind === Field.date) dated = true;
      else if (kind === Field.contentLength) contentLength = readLength(value, contentLength);
      else
        throw new ContractError(
          'A9',
          'application',
          `startResponse: ${name} is about the connection, which is the server's to say`,
        );
    }
    if (!isAsciiValue(name, value)) ascii = false;
    text += `${name}: ${value}\r\n`;
  }
  if (contentLength !== -1 && (code === 204 || code === 205)) {
    throw new ContractError(
      'A11',
      'application',
      `startResponse: Content-Length may not stand beside status ${code}, which has no content`,
    );
  }
  return { code, text, contentLength, dated, ascii };
}

/**
 * Encodes an interim response (RFC 9110 §15.2).
 * @throws {ContractError} for a status outside 102 to 199, for 101, and for fields that may not stand there.
 */
export function encodeInterim(status: Status, headers: HeaderList): string {
  if (!INTERIM_STATUS.test(status)) {
    throw new ContractError(
      'A26',
      'application',
      `tsgi.informational: the status must be from 102 to 199, got ${JSON.stringify(status)}`,
    );
  }
  return `HTTP/1.1 ${status}\r\n${encodeFields(headers, 'tsgi.informational', FRAMING)}\r\n`;
}

/**
 * Encodes the trailer section's fields (RFC 9110 §6.5).
 * @throws {ContractError} for a field that may not be a trailer.
 */
export function encodeTrailers(headers: HeaderList): string {
  return encodeFields(headers, 'tsgi.trailers', FORBIDDEN_TRAILERS);
}

function encodeFields(headers: HeaderList, what: string, forbidden: ReadonlySet<string>): string {
  let text = '';
  for (const [name, value] of headers) {
    if (classify(name) === Field.hopByHop || forbidden.has(name.toLowerCase())) {
      throw new ContractError(
        what === 'tsgi.trailers' ? 'A28' : 'A26',
        'application',
        `${what}: ${name} may not stand there`,
      );
    }
    isAsciiValue(name, value);
    text += `${name}: ${value}\r\n`;
  }
  return text;
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

// RFC 9112 §4: three digits, a space, and a reason phrase; its obsolete bytes beyond ASCII are not sent.
const STATUS = /^[2-5][0-9]{2} [\t\x20-\x7e]*$/;

function encodeStatus(status: string): string {
  if (typeof status !== 'string' || !STATUS.test(status)) {
    throw new ContractError(
      'A5',
      'application',
      `startResponse: the status must be like '200 OK', with a code from 200 to 599, got ${JSON.stringify(status)}`,
    );
  }
  const line = `HTTP/1.1 ${status}\r\n`;
  if (statusLines.size === MOST_REMEMBERED) statusLines.clear();
  statusLines.set(status, line);
  return line;
}

function classify(name: string): number {
  if (typeof name !== 'string' || !isToken(name)) {
    throw new ContractError(
      'A7',
      'application',
      `startResponse: a header name must be a token (RFC 9110 §5.1), got ${JSON.stringify(name)}`,
    );
  }
  const lower = name.toLowerCase();
  const kind = HOP_BY_HOP.includes(lower)
    ? Field.hopByHop
    : lower === 'content-length'
      ? Field.contentLength
      : lower === 'date'
        ? Field.date
        : Field.plain;
  if (names.size === MOST_REMEMBERED) names.clear();
  names.set(name, kind);
  return kind;
}

function readLength(value: string, before: number): number {
  const length = /^[0-9]{1,15}$/.test(value) ? Number(value) : -1;
  if (length === -1 || before !== -1) {
    throw new ContractError(
      'A10',
      'application',
      `startResponse: Content-Length must be given once, in plain digits, got ${JSON.stringify(value)}`,
    );
  }
  return length;
}

/** Whether a value is ASCII. A character that could end the line, or that has no byte, is a breach (RFC 9110 §5.5). */
function isAsciiValue(name: string, value: string): boolean {
  if (typeof value !== 'string') {
    throw new ContractError(
      'A6',
      'application',
      `startResponse: the value of ${name} must be a string, got ${typeof value}`,
    );
  }
  let ascii = true;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 0x7e || code < 0x20) {
      if (code > 0xff || ((BYTE_CLASSES[code] ?? 0) & FIELD_VALUE) === 0) {
        throw new ContractError(
          'A8',
          'application',
          `startResponse: the value of ${name} holds U+${code.toString(16).toUpperCase().padStart(4, '0')}; a value is Latin-1 without control characters (RFC 9110 §5.5)`,
        );
      }
      ascii &&= code === 0x09;
    }
  }
  return ascii;
}
