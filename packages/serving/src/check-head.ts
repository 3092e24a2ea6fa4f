/** Checks of what an application answers with, which keep a response from being split (rules A5 to A11, A26, A28). */

import type { ContractError, Header, HeaderList, Status } from '@tsgi/contract';

import type { AnswerHead, FieldLines } from './answer-head.ts';
import { breach } from './breach.ts';
import { HOP_BY_HOP } from './hop-by-hop.ts';
import { kindOf } from './kind-of.ts';
import { FORBIDDEN_TRAILERS } from './trailer-names.ts';

/** A head as the application gave it, checked. */
export interface CheckedHead extends AnswerHead {
  readonly status: Status;
  readonly fields: FieldLines;
  /** Whether the application gave a `Date`. */
  readonly dated: boolean;
  /** Whether every character of the fields is ASCII. */
  readonly ascii: boolean;
}

const FRAMING: ReadonlySet<string> = new Set(['content-length']);
// RFC 9112 §4: three digits, a space, and a reason phrase; its obsolete bytes beyond ASCII are not sent.
const FINAL_STATUS = /^[2-5][0-9]{2} [\x20-\x7e]*$/;
const INTERIM_STATUS = /^1(?:0[2-9]|[1-9][0-9]) [\x20-\x7e]*$/;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

const Field = { plain: 0, contentLength: 1, date: 2, hopByHop: 3 } as const;

/** What a server has to know of the fields that an application gives. */
const KINDS: ReadonlyMap<string, number> = new Map<string, number>([
  ['content-length', Field.contentLength],
  ['date', Field.date],
  ...[...HOP_BY_HOP].map((name) => [name, Field.hopByHop] as const),
]);

/** What names and statuses were found to be. The application chooses them, so the maps are bounded. */
const MOST_REMEMBERED = 1024;
const names = new Map<string, number>();
const codes = new Map<string, number>();

/**
 * Checks a final head.
 * @throws {ContractError} where the status or a header field breaks the specification.
 */
export function checkHead(status: Status, headers: HeaderList): CheckedHead {
  const code = codes.get(status) ?? codeOf(status);
  let contentLength = -1;
  let dated = false;
  let ascii = true;
  const count = countOf(headers, 'startResponse');
  const fields: string[] = [];
  for (let i = 0; i < count; i++) {
    const header = headerAt(headers, i, 'startResponse');
    const name = header[0];
    const value = header[1];
    const kind = names.get(name) ?? classify(name, 'startResponse');
    if (kind !== Field.plain) {
      if (kind === Field.hopByHop) throw hopByHop(name, 'startResponse');
      if (kind === Field.date) dated = true;
      else contentLength = readLength(value, contentLength);
    }
    if (!isAsciiValue(name, value, 'startResponse')) ascii = false;
    fields.push(name, value);
  }
  if (contentLength !== -1 && (code === 204 || code === 205)) {
    throw breach('A11', `startResponse: Content-Length may not stand beside status ${code}, which has no content`);
  }
  return { code, status, fields, contentLength, dated, ascii };
}

/**
 * Checks an interim response (RFC 9110 §15.2).
 * @throws {ContractError} for a status outside 102 to 199, for 101, and for fields that may not stand there.
 */
export function checkInterim(status: Status, headers: HeaderList): FieldLines {
  if (!INTERIM_STATUS.test(status)) {
    throw breach('A26', `tsgi.informational: the status must be from 102 to 199, got ${kindOf(status)}`);
  }
  return checkFields(headers, 'tsgi.informational', FRAMING, 'A26');
}

/**
 * Checks the head that takes a connection out of HTTP (RFC 9110 §15.2.2).
 * @param asked The protocols that the client asked for, the one it prefers first; where `headers` names none, it is that.
 * @returns the protocol, and the other fields.
 * @throws {ContractError} for fields that may not stand there.
 */
export function checkUpgrade(headers: HeaderList, asked: string): { protocol: string; fields: FieldLines } {
  const list = listOf(headers, 'tsgi.upgrade');
  const chosen = list.find(([name]) => typeof name === 'string' && name.toLowerCase() === 'upgrade');
  const rest = chosen === undefined ? list : list.filter((header) => header !== chosen);
  const protocol = chosen?.[1] ?? asked.split(',', 1)[0]!.trim();
  isAsciiValue('Upgrade', protocol, 'tsgi.upgrade');
  return { protocol, fields: checkFields(rest, 'tsgi.upgrade', FRAMING, 'A29') };
}

/**
 * Checks trailer fields (RFC 9110 §6.5).
 * @throws {ContractError} for a field that may not be a trailer.
 */
export function checkTrailers(headers: HeaderList): FieldLines {
  return checkFields(headers, 'tsgi.trailers', FORBIDDEN_TRAILERS, 'A28');
}

function checkFields(headers: HeaderList, where: string, forbidden: ReadonlySet<string>, rule: string): FieldLines {
  const fields: string[] = [];
  for (const [name, value] of listOf(headers, where)) {
    if (classify(name, where) === Field.hopByHop) throw hopByHop(name, where);
    if (forbidden.has(name.toLowerCase())) throw breach(rule, `${where}: ${name} may not stand there`);
    isAsciiValue(name, value, where);
    fields.push(name, value);
  }
  return fields;
}

function codeOf(status: string): number {
  if (typeof status !== 'string' || !FINAL_STATUS.test(status)) {
    throw breach('A5', `startResponse: the status must be like '200 OK', from 200 to 599, got ${kindOf(status)}`);
  }
  const code = Number(status.slice(0, 3));
  if (codes.size === MOST_REMEMBERED) codes.clear();
  codes.set(status, code);
  return code;
}

function listOf(headers: HeaderList, where: string): HeaderList {
  return Array.from({ length: countOf(headers, where) }, (_, i) => headerAt(headers, i, where));
}

function countOf(headers: HeaderList, where: string): number {
  if (Array.isArray(headers)) return headers.length;
  throw breach('A6', `${where}: the headers must be an array of pairs, got ${kindOf(headers)}`);
}

function headerAt(headers: HeaderList, i: number, where: string): Header {
  const header = headers[i];
  if (Array.isArray(header) && header.length === 2) return header as Header;
  throw breach('A6', `${where}: header ${i} must be a pair of name and value, got ${kindOf(header)}`);
}

function classify(name: string, where: string): number {
  if (typeof name !== 'string' || !TOKEN.test(name)) {
    throw breach('A7', `${where}: a header name must be a token (RFC 9110 §5.1), got ${kindOf(name)}`);
  }
  const kind = KINDS.get(name.toLowerCase()) ?? Field.plain;
  if (names.size === MOST_REMEMBERED) names.clear();
  names.set(name, kind);
  return kind;
}

function readLength(value: string, before: number): number {
  const length = /^[0-9]{1,15}$/.test(value) ? Number(value) : -1;
  if (length === -1 || before !== -1) {
    throw breach('A10', `startResponse: Content-Length must be given once, in digits, got ${kindOf(value)}`);
  }
  return length;
}

/** Whether a value is ASCII. A character that could end the line, or that has no byte, is a breach (RFC 9110 §5.5). */
function isAsciiValue(name: string, value: string, where: string): boolean {
  if (typeof value !== 'string')
    throw breach('A6', `${where}: the value of ${name} must be a string, got ${kindOf(value)}`);
  let ascii = true;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 0x7e || code < 0x20) {
      if (code > 0xff || code === 0x7f || (code < 0x20 && code !== 0x09)) {
        const character = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
        throw breach(
          'A8',
          `${where}: the value of ${name} holds ${character}; a value is Latin-1 without control characters`,
        );
      }
      ascii &&= code === 0x09;
    }
  }
  return ascii;
}

function hopByHop(name: string, where: string): ContractError {
  return breach('A9', `${where}: ${name} is about the connection, which is the server's to say`);
}
