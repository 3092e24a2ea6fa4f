import type { Chunk } from '@tsgi/contract';

import { concatenate } from '../conformance/octets.ts';

const encoder = new TextEncoder();

/** The bytes of chunks, as a server sends them. */
export function contentOf(chunks: readonly Chunk[]): Uint8Array {
  return concatenate(chunks.map((chunk) => (typeof chunk === 'string' ? encoder.encode(chunk) : chunk)));
}
