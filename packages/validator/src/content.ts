import type { Chunk } from '@tsgi/contract';

import { fingerprint } from './fingerprint.ts';
import { utf8Length } from './utf8-length.ts';

const encoder = new TextEncoder();
const NOTHING = fingerprint(new Uint8Array(0));

/** What has passed of a body's content: how much, and, where it is compared, which. */
export class Content {
  /** Bytes so far. */
  bytes = 0;
  /** Their fingerprint, the same however they are split; kept where `compared`. */
  print: number = NOTHING;
  /** Whether to keep the fingerprint. To be set before the first chunk. */
  compared = false;

  add(chunk: Chunk): void {
    if (this.compared) {
      const bytes = typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
      this.bytes += bytes.length;
      this.print = fingerprint(bytes, this.print);
    } else this.bytes += typeof chunk === 'string' ? utf8Length(chunk) : chunk.length;
  }

  same(other: Content): boolean {
    return this.bytes === other.bytes && this.print === other.print;
  }
}

/** Whether a value may be a chunk. */
export function isChunk(value: unknown): value is Chunk {
  return typeof value === 'string' || value instanceof Uint8Array;
}
