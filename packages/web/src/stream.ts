import { streamBody, type Application, type Body, type Chunk } from '@tsgi/contract';

import { typedHead, type TypedResponseOptions } from './bytes.ts';

/** Where the chunks of a streamed response come from: an iterable, a web stream, a Node stream. */
export type StreamSource = ReadableStream<Chunk> | ((Iterable<Chunk> | AsyncIterable<Chunk>) & object);

/**
 * Answers with chunks as they come; text is sent as UTF-8. A source is read once: where the response is to be used
 * again, or to begin when it is sent, give a function that makes one. Say `type` where it is not for saving.
 * @throws {TypeError} for what cannot be iterated, and for a string or bytes, which are `text` and `bytes`.
 */
export function stream(source: StreamSource | (() => StreamSource), options?: TypedResponseOptions): Application {
  if (typeof source !== 'function') checkSource(source);
  const { status, headers } = typedHead(options);
  return function response(_environ, startResponse) {
    const body = toBody(typeof source === 'function' ? checkSource(source()) : source);
    startResponse(status, headers);
    return body;
  };
}

function checkSource(source: StreamSource): StreamSource {
  const iterable =
    typeof source === 'object' &&
    source !== null &&
    !(source instanceof Uint8Array) &&
    ('getReader' in source || Symbol.iterator in source || Symbol.asyncIterator in source);
  if (!iterable) throw new TypeError(`stream(): expected an iterable or a stream of chunks, got ${typeof source}`);
  return source;
}

function toBody(source: StreamSource): Body {
  return 'getReader' in source ? streamBody(source) : source;
}
