/** Takes the chunked transfer coding off request content (RFC 9112 §7.1). */

import { badRequest, FORBIDDEN_TRAILERS, type Refusal } from '@tsgi/serving';

import { BYTE_CLASSES, COLON, CR, FIELD_VALUE, LF, SPACE, TAB, TOKEN } from './byte-classes.ts';

/** The bounds of chunked framing. */
export interface ChunkLimits {
  /** The most bytes of chunk extensions in one request, all chunks together. */
  readonly chunkExtensionBytes: number;
  /** The most bytes of the trailer section. */
  readonly headerBytes: number;
  /** The most trailer fields. */
  readonly headerCount: number;
}

const State = {
  sizeStart: 0,
  size: 1,
  extension: 2,
  sizeLf: 3,
  data: 4,
  dataCr: 5,
  dataLf: 6,
  trailerStart: 7,
  trailerName: 8,
  trailerValue: 9,
  trailerLf: 10,
  endLf: 11,
  done: 12,
} as const;

const SEMICOLON = 0x3b;

/** A chunk's size has at most this many hexadecimal digits: 2^52 bytes, where numbers are still exact. */
const MOST_SIZE_DIGITS = 13;

/**
 * A byte machine: `next` says what was found, and `position` how far it came. Content is handed out as ranges of the
 * input, so nothing is copied, and no byte is looked at twice however the input was cut.
 */
export class ChunkedDecoder {
  /** Where the next byte to look at is. */
  position = 0;
  /** Where the content that was found starts; it ends at `position`. */
  contentStart = 0;
  /** Why the content is refused. */
  refusal: Refusal | undefined = undefined;

  readonly #limits: ChunkLimits;
  #state: number = State.sizeStart;
  #remaining = 0;
  #digits = 0;
  #extensionBytes = 0;
  #trailerBytes = 0;
  #trailerCount = 0;
  #trailerName = '';

  constructor(limits: ChunkLimits) {
    this.#limits = limits;
  }

  /** Looks at `bytes` from `position` up to `end`, up to the next range of content. */
  next(bytes: Uint8Array, end: number): 'more' | 'content' | 'end' | 'refused' {
    while (this.position < end) {
      if (this.#state === State.data) return this.#takeContent(end);
      const byte = bytes[this.position++] ?? 0;
      const refusal = this.#state < State.trailerStart ? this.#framing(byte) : this.#trailer(byte);
      if (refusal !== undefined) {
        this.refusal = refusal;
        return 'refused';
      }
      if (this.#state === State.done) return 'end';
    }
    return 'more';
  }

  #takeContent(end: number): 'content' {
    this.contentStart = this.position;
    const taken = Math.min(this.#remaining, end - this.position);
    this.position += taken;
    this.#remaining -= taken;
    if (this.#remaining === 0) this.#state = State.dataCr;
    return 'content';
  }

  #framing(byte: number): Refusal | undefined {
    switch (this.#state) {
      case State.sizeStart:
      case State.size:
        return this.#size(byte);
      case State.extension:
        if (byte === CR) {
          this.#state = State.sizeLf;
          return undefined;
        }
        if (((BYTE_CLASSES[byte] ?? 0) & FIELD_VALUE) === 0) {
          return badRequest('a chunk extension holds a control character or LF alone (RFC 9112 §7.1.1)');
        }
        return this.#countExtension();
      case State.sizeLf:
        if (byte !== LF) return badRequest('a chunk size line ends with CR alone (RFC 9112 §7.1)');
        this.#state = this.#remaining === 0 ? State.trailerStart : State.data;
        return undefined;
      case State.dataCr:
        if (byte !== CR) return badRequest('a chunk is longer than its size says (RFC 9112 §7.1)');
        this.#state = State.dataLf;
        return undefined;
      default:
        if (byte !== LF) return badRequest('a chunk ends with CR alone (RFC 9112 §7.1)');
        this.#state = State.sizeStart;
        return undefined;
    }
  }

  #size(byte: number): Refusal | undefined {
    const digit = hexDigit(byte);
    if (this.#state === State.sizeStart) {
      if (digit < 0) return badRequest('a chunk size is not a hexadecimal number (RFC 9112 §7.1)');
      this.#state = State.size;
      this.#remaining = this.#digits = 0;
    }
    if (digit >= 0) {
      this.#remaining = this.#remaining * 16 + digit;
      return ++this.#digits > MOST_SIZE_DIGITS
        ? badRequest('a chunk size has too many digits (RFC 9112 §7.1)')
        : undefined;
    }
    if (byte === CR) {
      this.#state = State.sizeLf;
      return undefined;
    }
    // Only `;` begins an extension. White space before it, which old clients sent, is what parsers disagree about.
    if (byte === SEMICOLON) {
      this.#state = State.extension;
      return this.#countExtension();
    }
    return badRequest(
      byte === LF
        ? 'a chunk size line ends with LF alone (RFC 9112 §7.1)'
        : 'a chunk size is not a hexadecimal number (RFC 9112 §7.1)',
    );
  }

  /** Counts a byte of a chunk extension: what is one too many is refused. */
  #countExtension(): Refusal | undefined {
    const { chunkExtensionBytes } = this.#limits;
    if (++this.#extensionBytes <= chunkExtensionBytes) return undefined;
    return badRequest(`the chunk extensions are longer than ${chunkExtensionBytes} bytes (RFC 9112 §7.1.1)`);
  }

  /** Trailer fields are checked and dropped (RFC 9110 §6.5.1): nothing in the environ could hold them. */
  #trailer(byte: number): Refusal | undefined {
    if (++this.#trailerBytes > this.#limits.headerBytes) {
      return {
        status: 431,
        reason: `the trailer section is longer than ${this.#limits.headerBytes} bytes (RFC 6585 §5)`,
      };
    }
    switch (this.#state) {
      case State.trailerStart:
        if (byte === CR) {
          this.#state = State.endLf;
          return undefined;
        }
        if (++this.#trailerCount > this.#limits.headerCount) {
          return {
            status: 431,
            reason: `the request has more than ${this.#limits.headerCount} trailer fields (RFC 6585 §5)`,
          };
        }
        this.#trailerName = '';
        this.#state = State.trailerName;
        return this.#trailerNameByte(byte);
      case State.trailerName:
        return this.#trailerNameByte(byte);
      case State.trailerValue:
        if (byte === CR) this.#state = State.trailerLf;
        else if (((BYTE_CLASSES[byte] ?? 0) & FIELD_VALUE) === 0)
          return badRequest('a trailer field value holds a control character or LF alone (RFC 9110 §5.5)');
        return undefined;
      case State.trailerLf:
        if (byte !== LF) return badRequest('a trailer field ends with CR alone (RFC 9112 §2.2)');
        this.#state = State.trailerStart;
        return undefined;
      default:
        if (byte !== LF) return badRequest('the trailer section ends with CR alone (RFC 9112 §7.1)');
        this.#state = State.done;
        return undefined;
    }
  }

  #trailerNameByte(byte: number): Refusal | undefined {
    if ((BYTE_CLASSES[byte] ?? 0) & TOKEN) {
      this.#trailerName += String.fromCharCode(byte);
      return undefined;
    }
    if (byte !== COLON || this.#trailerName === '') {
      return badRequest(
        byte === SPACE || byte === TAB
          ? 'white space stands in or before a trailer field name (RFC 9112 §5.1)'
          : 'a trailer field name is not a token (RFC 9110 §5.1)',
      );
    }
    if (FORBIDDEN_TRAILERS.has(this.#trailerName.toLowerCase())) {
      return badRequest(`${this.#trailerName} may not be a trailer field (RFC 9110 §6.5.1)`);
    }
    this.#state = State.trailerValue;
    return undefined;
  }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const upper = byte & ~0x20;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1;
}
