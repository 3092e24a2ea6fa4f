import type { Chunk } from '@tsgi/contract';

const encoder = new TextEncoder();

/** The chunks as bytes: strings are UTF-8. */
export async function* encodeChunks(chunks: Iterable<Chunk> | AsyncIterable<Chunk>): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) yield typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
}
