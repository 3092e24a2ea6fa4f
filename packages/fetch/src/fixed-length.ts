/** What Workers have beside what Fetch has. */
interface Workers {
  readonly FixedLengthStream?: new (length: number) => TransformStream<Uint8Array, Uint8Array>;
}

/** A stream whose length is known as a runtime is to have it: Workers forget a length beside any other than their own kind. */
export function fixedLength(stream: ReadableStream<Uint8Array>, length: number): ReadableStream<Uint8Array> {
  const { FixedLengthStream } = globalThis as Workers;
  if (FixedLengthStream === undefined) return stream;
  const { readable, writable } = new FixedLengthStream(length);
  // Whether either side fails, the other hears of it.
  stream.pipeTo(writable).catch(() => {});
  return readable;
}
