/** From a scanned head to an environ, and to what the connection must know about the message. */

import type { Environ } from '@tsgi/contract';

import { CHUNKED } from './framing.ts';
import { fieldName, Meaning } from './field-names.ts';
import type { HeadScanner } from './head-scanner.ts';
import { badRequest, type Refusal } from './refusal.ts';
import { isHost, readTarget } from './request-target.ts';

/** A request head, decoded. */
export interface RequestHead {
  readonly environ: Environ;
  /** Whether the client speaks HTTP/1.1, and so knows chunked codings and interim responses. */
  readonly http11: boolean;
  /** Whether the client leaves the connection open for another request (RFC 9112 §9.3). */
  readonly keepAlive: boolean;
  /** The bytes of content that follow, or `CHUNKED`. */
  readonly contentLength: number;
  /** Whether the client waits for `100 Continue` before it sends the content (RFC 9110 §10.1.1). */
  readonly expectsContinue: boolean;
}

/** Numbers the heads, so that a repeated field is told from one of an earlier head. */
let serial = 0;

/**
 * Decodes the head of `length` bytes at `start` that `scanner` has just scanned.
 * @param environ A new environ that holds everything but what comes from the head. It is filled, and is the result's.
 * @returns the head, or why it is refused.
 */
export function decodeHead(
  scanner: HeadScanner,
  bytes: Buffer,
  start: number,
  length: number,
  environ: Environ,
): RequestHead | Refusal {
  const head = bytes.toString('latin1', start, start + length);
  const http11 = scanner.minorVersion === 1;
  environ.REQUEST_METHOD = head.slice(scanner.methodStart, scanner.targetStart - 1);
  environ.SERVER_PROTOCOL = http11 ? 'HTTP/1.1' : 'HTTP/1.0';
  serial++;

  const { fields, count } = scanner;
  let contentLength: string | undefined;
  let transferEncoding: string | undefined;
  let connection = '';
  let expect: string | undefined;
  let host: string | undefined;
  for (let at = 0; at < count * 4; at += 4) {
    const name = fieldName(head.slice(fields[at], fields[at + 1]));
    let value = head.slice(fields[at + 2], fields[at + 3]);
    const { key, meaning } = name;
    const repeated = name.common ? name.lastHead === serial : environ[key as `HTTP_${string}`] !== undefined;
    if (meaning === Meaning.plain && !repeated) {
      name.lastHead = serial;
      environ[key as `HTTP_${string}`] = value;
      continue;
    }
    name.lastHead = serial;
    if (meaning === Meaning.ambiguous) continue;
    if (repeated) {
      if (meaning === Meaning.host) return badRequest('Host is repeated (RFC 9112 §3.2)');
      if (meaning === Meaning.contentLength) return badRequest('Content-Length is repeated (RFC 9112 §6.3)');
      const before = meaning === Meaning.contentType ? environ.CONTENT_TYPE : environ[key as `HTTP_${string}`];
      value = `${before ?? ''}${meaning === Meaning.cookie ? '; ' : ', '}${value}`;
    }
    if (meaning === Meaning.contentLength) {
      environ.CONTENT_LENGTH = contentLength = value;
      continue;
    }
    if (meaning === Meaning.contentType) {
      environ.CONTENT_TYPE = value;
      continue;
    }
    environ[key as `HTTP_${string}`] = value;
    if (meaning === Meaning.host) host = value;
    else if (meaning === Meaning.connection) connection = value;
    else if (meaning === Meaning.transferEncoding) transferEncoding = value;
    else if (meaning === Meaning.expect) expect = value;
  }

  // RFC 9112 §3.2: every 1.1 request has exactly one valid Host.
  if (host === undefined ? http11 : !isHost(host)) {
    return badRequest(
      host === undefined ? 'Host is missing (RFC 9112 §3.2)' : 'Host is not a host and a port (RFC 9112 §3.2)',
    );
  }
  const refusal = readTarget(head.slice(scanner.targetStart, scanner.targetEnd), environ);
  if (refusal !== undefined) return refusal;

  let content = 0;
  if (transferEncoding !== undefined) {
    const fault = transferFault(transferEncoding, http11, contentLength !== undefined);
    if (fault !== undefined) return fault;
    content = CHUNKED;
  } else if (contentLength !== undefined) {
    content = decimal(contentLength);
    if (content < 0) return badRequest('Content-Length is not a number in plain digits (RFC 9110 §8.6)');
  }

  let expectsContinue = false;
  if (expect !== undefined && http11) {
    // RFC 9110 §10.1.1: an expectation that is not understood may be refused; from a 1.0 client it is ignored.
    if (expect.toLowerCase() !== '100-continue')
      return { status: 417, reason: 'the only expectation known here is 100-continue (RFC 9110 §10.1.1)' };
    expectsContinue = content !== 0;
  }
  return { environ, http11, keepAlive: staysOpen(connection, http11), contentLength: content, expectsContinue };
}

/** RFC 9112 §6.1 and §6.3: anything but one `chunked`, alone, from a 1.1 client, is how requests are smuggled. */
function transferFault(value: string, http11: boolean, besideLength: boolean): Refusal | undefined {
  if (!http11) return badRequest('Transfer-Encoding stands in an HTTP/1.0 request (RFC 9112 §6.1)');
  if (besideLength) return badRequest('Transfer-Encoding stands beside Content-Length (RFC 9112 §6.1)');
  const codings = value
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim());
  if (codings.length === 1 && codings[0] === 'chunked') return undefined;
  if (codings.at(-1) !== 'chunked' || codings.indexOf('chunked') !== codings.length - 1) {
    return badRequest('Transfer-Encoding does not end in one single chunked (RFC 9112 §6.3)');
  }
  return { status: 501, reason: 'the only transfer coding known here is chunked (RFC 9112 §6.1)' };
}

/** The number that plain digits give, or -1; `Infinity` past 2^53 - 1, where numbers are no longer exact. */
function decimal(digits: string): number {
  let value = digits === '' ? -1 : 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value <= Number.MAX_SAFE_INTEGER ? value : Infinity;
}

/** RFC 9112 §9.3: 1.1 stays open unless told to close, 1.0 closes unless told to stay open; `close` outweighs `keep-alive`. */
function staysOpen(connection: string, http11: boolean): boolean {
  if (connection === '') return http11;
  if (connection === 'keep-alive') return true;
  if (connection === 'close') return false;
  const options = connection
    .toLowerCase()
    .split(',')
    .map((option) => option.trim());
  return !options.includes('close') && (http11 || options.includes('keep-alive'));
}
