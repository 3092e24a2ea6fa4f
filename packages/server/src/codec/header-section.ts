/** From scanned header fields to environ keys, and to what they say about the message. */

import type { Environ } from '@tsgi/contract';
import { badRequest, isHost, type Refusal, unknownExpectation, withoutBlanks } from '@tsgi/serving';

import { fieldName, Meaning } from './field-names.ts';
import { CHUNKED } from './framing.ts';
import { FIELD_NUMBERS, type HeadScanner } from './head-scanner.ts';

/** What a header section says about its message and its connection. */
export interface HeaderSection {
  /** Whether the client leaves the connection open for another request (RFC 9112 §9.3). */
  readonly keepAlive: boolean;
  /** The bytes of content that follow, or `CHUNKED`. */
  readonly contentLength: number;
  /** Whether the client waits for `100 Continue` before it sends the content (RFC 9110 §10.1.1). */
  readonly expectsContinue: boolean;
}

type HeaderKey = `HTTP_${string}`;

/** Numbers the heads, so that a repeated field is told from one of an earlier head. */
let serial = 0;

/** Which fields a head has, of those that say something about the message. */
interface Said {
  contentLength: string | undefined;
  transferEncoding: string | undefined;
  connection: string;
  expect: string | undefined;
  host: string | undefined;
}

/**
 * Decodes the header section of the head at `start` that `scanner` has just scanned, into `environ`.
 * @param text The whole head as Latin-1.
 * @returns what it says, or why it is refused.
 */
export function decodeHeaderSection(
  scanner: HeadScanner,
  bytes: Buffer,
  start: number,
  text: string,
  environ: Environ,
): HeaderSection | Refusal {
  const { fields, count } = scanner;
  const said: Said = {
    contentLength: undefined,
    transferEncoding: undefined,
    connection: '',
    expect: undefined,
    host: undefined,
  };
  serial++;
  for (let at = 0; at < count * FIELD_NUMBERS; at += FIELD_NUMBERS) {
    const name = fieldName(bytes, start + (fields[at] ?? 0), start + (fields[at + 1] ?? 0), fields[at + 4] ?? 0);
    const key = name.key as HeaderKey;
    const value = text.slice(fields[at + 2], fields[at + 3]);
    const repeated = name.common ? name.lastHead === serial : environ[key] !== undefined;
    name.lastHead = serial;
    if (name.meaning === Meaning.plain && !repeated) environ[key] = value;
    else {
      const refusal = take(name.meaning, key, value, repeated, environ, said);
      if (refusal !== undefined) return refusal;
    }
  }
  return judge(said, scanner.minorVersion === 1);
}

/** Takes a field that is repeated, or that the server itself reads. */
function take(
  meaning: Meaning,
  key: HeaderKey,
  value: string,
  repeated: boolean,
  environ: Environ,
  said: Said,
): Refusal | undefined {
  switch (meaning) {
    case Meaning.ambiguous:
      return undefined;
    case Meaning.contentLength:
      if (repeated) return badRequest('Content-Length is repeated (RFC 9112 §6.3)');
      environ.CONTENT_LENGTH = said.contentLength = value;
      return undefined;
    case Meaning.contentType:
      // Rule E12: one without a value is none.
      if (value === '') return undefined;
      environ.CONTENT_TYPE = environ.CONTENT_TYPE === undefined ? value : `${environ.CONTENT_TYPE}, ${value}`;
      return undefined;
    case Meaning.host:
      if (repeated) return badRequest('Host is repeated (RFC 9112 §3.2)');
      said.host = value;
      break;
    case Meaning.connection:
      said.connection = repeated ? `${said.connection}, ${value}` : value;
      break;
    case Meaning.transferEncoding:
      said.transferEncoding = repeated ? `${said.transferEncoding ?? ''}, ${value}` : value;
      break;
    case Meaning.expect:
      said.expect = repeated ? `${said.expect ?? ''}, ${value}` : value;
      break;
    case Meaning.cookie:
    case Meaning.plain:
      break;
  }
  environ[key] = repeated ? `${environ[key] ?? ''}${meaning === Meaning.cookie ? '; ' : ', '}${value}` : value;
  return undefined;
}

function judge(said: Said, http11: boolean): HeaderSection | Refusal {
  const { host, transferEncoding, contentLength, expect, connection } = said;
  // RFC 9112 §3.2: every 1.1 request has exactly one valid Host.
  if (host === undefined && http11) return badRequest('Host is missing (RFC 9112 §3.2)');
  if (host !== undefined && !isHost(host)) return badRequest('Host is not a host and a port (RFC 9112 §3.2)');

  let content = 0;
  if (transferEncoding !== undefined) {
    const fault = transferFault(transferEncoding, http11, contentLength !== undefined);
    if (fault !== undefined) return fault;
    content = CHUNKED;
  } else if (contentLength !== undefined) {
    content = decimal(contentLength);
    if (content < 0) return badRequest('Content-Length is not a number in plain digits (RFC 9110 §8.6)');
  }

  // RFC 9110 §10.1.1: an expectation that is not understood may be refused; from a 1.0 client it is ignored.
  const expecting = expect !== undefined && http11;
  if (expecting && expect.toLowerCase() !== '100-continue') return unknownExpectation;
  return {
    keepAlive: staysOpen(connection, http11),
    contentLength: content,
    expectsContinue: expecting && content !== 0,
  };
}

/** RFC 9112 §6.1 and §6.3: anything but one `chunked`, alone, from a 1.1 client, is how requests are smuggled. */
function transferFault(value: string, http11: boolean, besideLength: boolean): Refusal | undefined {
  if (!http11) return badRequest('Transfer-Encoding stands in an HTTP/1.0 request (RFC 9112 §6.1)');
  if (besideLength) return badRequest('Transfer-Encoding stands beside Content-Length (RFC 9112 §6.1)');
  const codings = listElements(value);
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
  const options = listElements(connection);
  return !options.includes('close') && (http11 || options.includes('keep-alive'));
}

/**
 * The elements of a list field, in lower case (RFC 9110 §5.6.1). Around them is no other white space than HTTP's: what
 * `trim()` takes off as well, U+00A0 among it, would make `chunked` of what another parser does not read so.
 */
function listElements(value: string): string[] {
  return value.toLowerCase().split(',').map(withoutBlanks);
}
