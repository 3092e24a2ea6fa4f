/** Finds the lines of a request head in bytes, and checks each byte of them. */

import { badRequest, type Refusal } from '@tsgi/serving';

import { BYTE_CLASSES, COLON, CR, FIELD_VALUE, LF, SPACE, TAB, TARGET, TOKEN } from './byte-classes.ts';
import { hashByte } from './field-names.ts';

/** The bounds of a request head. */
export interface HeadLimits {
  /** The most bytes of a request line, without its CRLF. */
  readonly requestLineBytes: number;
  /** The most bytes of the header section, line ends included. */
  readonly headerBytes: number;
  /** The most header fields. */
  readonly headerCount: number;
}

/** More of the head is needed. */
export const INCOMPLETE = 0;
/** The head is refused: `refusal` says why. */
export const REFUSED = -1;

/** RFC 9112 §2.2 has a server ignore "at least one" empty line before a request; more than a few are not a client's slip. */
const MOST_EMPTY_LINES = 4;

/** How many numbers the scanner notes of each field. */
export const FIELD_NUMBERS = 5;

/** `HTTP/1.1`. */
const VERSION_LENGTH = 8;

/**
 * Scans one head at a time. The bytes of an unfinished one are to be given again, from its start, with what has come
 * since: the scan goes on at the line where it stopped. Every answer depends on the bytes alone, not on how they were cut.
 */
export class HeadScanner {
  /** Of the request line: where the target starts and ends, counted from the head's start, as all offsets here. */
  targetStart = 0;
  targetEnd = 0;
  /** Where the method starts: after empty lines, if there were any. */
  methodStart = 0;
  /** Where the header section starts. */
  headersStart = 0;
  /** The minor version: 0 or 1. */
  minorVersion = 1;
  /** How many fields there are. */
  count = 0;
  /** Five numbers a field: where its name starts, the colon, where its value starts and ends, and the name's hash. */
  readonly fields: Int32Array;
  /** Why the head is refused. */
  refusal: Refusal | undefined = undefined;

  readonly #limits: HeadLimits;
  #line = 0;

  constructor(limits: HeadLimits) {
    this.#limits = limits;
    this.fields = new Int32Array(limits.headerCount * FIELD_NUMBERS);
  }

  /** Forgets the head that was scanned. */
  reset(): void {
    this.count = 0;
    this.#line = 0;
    this.headersStart = 0;
    this.targetStart = 0;
    this.refusal = undefined;
  }

  /** Whether a method was read, of whatever became of the rest, and is HEAD. */
  isHead(bytes: Uint8Array, start: number): boolean {
    return this.targetStart - this.methodStart === 5 && startsWith(bytes, start + this.methodStart, 'HEAD');
  }

  /** How many bytes long the head is that starts at `start`, or `INCOMPLETE`, or `REFUSED`. */
  scan(bytes: Uint8Array, start: number, end: number): number {
    const answer = this.scanRequestLine(bytes, start, end);
    return answer <= 0 ? answer : this.#scanFields(bytes, start, end);
  }

  /** How many bytes long the request line is, with what is before it, or `INCOMPLETE`, or `REFUSED`. */
  scanRequestLine(bytes: Uint8Array, start: number, end: number): number {
    if (this.headersStart > 0) return this.headersStart;
    let i = start;
    for (let empty = 0; bytes[i] === CR && i < end; empty++, i += 2) {
      if (empty === MOST_EMPTY_LINES) return this.#refuse(400, 'too many empty lines before a request (RFC 9112 §2.2)');
      if (i + 1 === end) return INCOMPLETE;
      if (bytes[i + 1] !== LF) return this.#refuse(400, 'a CR without LF (RFC 9112 §2.2)');
    }
    const line = i;
    this.methodStart = line - start;
    const most = line + this.#limits.requestLineBytes + 1;
    const bound = Math.min(end, most);
    let spaces = 0;
    for (; i < bound; i++) {
      const byte = bytes[i] ?? 0;
      if ((BYTE_CLASSES[byte] ?? 0) & (spaces === 0 ? TOKEN : TARGET)) continue;
      if (byte === SPACE && i > line) {
        if (spaces === 0) this.targetStart = i + 1 - start;
        else if (spaces === 1) this.targetEnd = i - start;
        else return this.#refuseWords();
        spaces++;
        continue;
      }
      if (byte === CR) break;
      return this.#refuse(400, this.#requestLineFault(byte, spaces));
    }
    if (i === bound) {
      if (bound < most) return INCOMPLETE;
      return this.#refuse(414, `the request line is longer than ${this.#limits.requestLineBytes} bytes (RFC 9112 §3)`);
    }
    if (spaces !== 2 || this.targetStart === this.targetEnd) {
      return this.#refuseWords();
    }
    if (!this.#readVersion(bytes, start + this.targetEnd + 1, i)) return REFUSED;
    if (i + 1 === end) return INCOMPLETE;
    if (bytes[i + 1] !== LF) return this.#refuse(400, 'a CR without LF (RFC 9112 §2.2)');
    return (this.#line = this.headersStart = i + 2 - start);
  }

  #refuseWords(): typeof REFUSED {
    return this.#refuse(
      400,
      'a request line has a method, a target and a version, with one space between (RFC 9112 §3)',
    );
  }

  #requestLineFault(byte: number, spaces: number): string {
    if (byte === LF) return 'a line ends with LF alone (RFC 9112 §2.2)';
    return spaces === 0
      ? 'the method is not a token (RFC 9112 §3.1)'
      : 'the target holds a forbidden character (RFC 9112 §3.2)';
  }

  /** RFC 9112 §2.3: `HTTP/` and one digit each, in this letter case. Only 1.0 and 1.1 are read. */
  #readVersion(bytes: Uint8Array, from: number, to: number): boolean {
    const minor = (bytes[to - 1] ?? 0) - 0x30;
    if (
      to - from === VERSION_LENGTH &&
      startsWith(bytes, from, 'HTTP/') &&
      bytes[from + 6] === 0x2e &&
      isDigit(minor)
    ) {
      const major = (bytes[from + 5] ?? 0) - 0x30;
      if (major === 1 && minor <= 1) {
        this.minorVersion = minor;
        return true;
      }
      if (isDigit(major)) {
        this.#refuse(505, `HTTP/${major}.${minor} is not spoken here, HTTP/1.1 and HTTP/1.0 are (RFC 9110 §15.6.6)`);
        return false;
      }
    }
    this.#refuse(400, 'the version is not HTTP/1.1 or HTTP/1.0 (RFC 9112 §2.3)');
    return false;
  }

  #scanFields(bytes: Uint8Array, start: number, end: number): number {
    const { fields } = this;
    const most = start + this.headersStart + this.#limits.headerBytes;
    const bound = Math.min(end, most);
    let i = start + this.#line;
    for (;;) {
      if (i >= bound) break;
      const lineStart = i;
      if (bytes[i] === CR) {
        if (i + 1 >= bound) break;
        if (bytes[i + 1] !== LF) return this.#refuse(400, 'a CR without LF (RFC 9112 §2.2)');
        return i + 2 - start;
      }
      if (this.count === this.#limits.headerCount) {
        return this.#refuse(431, `the request has more than ${this.#limits.headerCount} header fields (RFC 6585 §5)`);
      }
      let hash = 0;
      while (i < bound && (BYTE_CLASSES[bytes[i] ?? 0] ?? 0) & TOKEN) hash = hashByte(hash, bytes[i++] ?? 0);
      if (i >= bound) break;
      const colon = i;
      if (bytes[i] !== COLON || colon === lineStart)
        return this.#refuse(400, nameFault(bytes[i] ?? 0, colon === lineStart));
      i++;
      while (i < bound && (bytes[i] === SPACE || bytes[i] === TAB)) i++;
      const valueStart = i;
      while (i < bound && (BYTE_CLASSES[bytes[i] ?? 0] ?? 0) & FIELD_VALUE) i++;
      if (i >= bound) break;
      if (bytes[i] !== CR) return this.#refuse(400, valueFault(bytes[i] ?? 0));
      if (i + 1 >= bound) break;
      if (bytes[i + 1] !== LF) return this.#refuse(400, 'a CR without LF (RFC 9112 §2.2)');
      let valueEnd = i;
      while (valueEnd > valueStart && (bytes[valueEnd - 1] === SPACE || bytes[valueEnd - 1] === TAB)) valueEnd--;
      const at = this.count * FIELD_NUMBERS;
      fields[at] = lineStart - start;
      fields[at + 1] = colon - start;
      fields[at + 2] = valueStart - start;
      fields[at + 3] = valueEnd - start;
      fields[at + 4] = hash;
      this.count++;
      i += 2;
      this.#line = i - start;
    }
    if (bound === most) {
      return this.#refuse(431, `the header section is longer than ${this.#limits.headerBytes} bytes (RFC 6585 §5)`);
    }
    return INCOMPLETE;
  }

  #refuse(status: number, reason: string): typeof REFUSED {
    this.refusal = status === 400 ? badRequest(reason) : { status, reason };
    return REFUSED;
  }
}

function startsWith(bytes: Uint8Array, from: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text.charCodeAt(i)) return false;
  return true;
}

function isDigit(value: number): boolean {
  return value >= 0 && value <= 9;
}

function nameFault(byte: number, first: boolean): string {
  if (byte === LF) return 'a line ends with LF alone (RFC 9112 §2.2)';
  if (byte === SPACE || byte === TAB) {
    return first ? 'a header line is folded (RFC 9112 §5.2)' : 'white space stands before a colon (RFC 9112 §5.1)';
  }
  return byte === COLON
    ? 'a header field has no name (RFC 9112 §5)'
    : 'a header field name is not a token (RFC 9110 §5.1)';
}

function valueFault(byte: number): string {
  return byte === LF
    ? 'a line ends with LF alone (RFC 9112 §2.2)'
    : 'a header field value holds a control character (RFC 9110 §5.5)';
}
