/** Several ranges as one body (RFC 9110 §14.6). */

import { type Body, type Chunk, fileBody, type OpenFile } from '@tsgi/contract';
import type { ByteRange, MultipartByteranges } from '@tsgi/http';

/** Of bytes that are in memory. */
export function byterangesOf(content: Uint8Array, ranges: readonly ByteRange[], framing: MultipartByteranges): Chunk[] {
  const chunks: Chunk[] = ranges.flatMap(({ start, end }, index) => [
    framing.heads[index]!,
    content.subarray(start, end),
  ]);
  chunks.push(framing.tail);
  return chunks;
}

/** Of an open file, which the body closes when it is disposed of, read or not. */
export function byterangesBody(file: OpenFile, ranges: readonly ByteRange[], framing: MultipartByteranges): Body {
  return {
    [Symbol.asyncIterator]: () => parts(file, ranges, framing),
    [Symbol.asyncDispose]: async () => file.close(),
  };
}

async function* parts(
  file: OpenFile,
  ranges: readonly ByteRange[],
  framing: MultipartByteranges,
): AsyncGenerator<Chunk, undefined> {
  for (const [index, range] of ranges.entries()) {
    yield framing.heads[index]!;
    // Not disposed of, so that the file stays open.
    yield* fileBody(file, range) as AsyncIterable<Chunk>;
  }
  yield framing.tail;
}
