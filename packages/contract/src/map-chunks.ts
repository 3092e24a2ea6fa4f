import type { Body, Chunk } from './application.ts';
import { disposeBody } from './dispose-body.ts';

/**
 * Makes a body whose chunks are `map` of the chunks of `body`, one for one and as they come, and then, where
 * `end` is given, the chunk that it returns. Synchronous stays synchronous, an array stays an array unless it has a
 * dispose method, and disposing of the result disposes of `body`.
 *
 * Where the bytes change, the caller drops `Content-Length` from the head and weakens or drops `ETag`.
 */
export function mapChunks(body: Body, map: (chunk: Chunk) => Chunk, end?: () => Chunk): Body {
  if (Array.isArray(body) && !isDisposable(body)) {
    const chunks: Chunk[] = body.map((chunk: Chunk) => map(chunk));
    if (end !== undefined) chunks.push(end());
    return chunks;
  }
  return withDisposalOf(
    body,
    Symbol.iterator in body
      ? { [Symbol.iterator]: () => mapSync(body, map, end) }
      : { [Symbol.asyncIterator]: () => mapAsync(body, map, end) },
  );
}

function isDisposable(body: Body): boolean {
  return Symbol.asyncDispose in body || Symbol.dispose in body;
}

function withDisposalOf(source: Body, body: Body): Body {
  if (Symbol.asyncDispose in source) body[Symbol.asyncDispose] = async () => disposeBody(source);
  else if (Symbol.dispose in source) body[Symbol.dispose] = () => void disposeBody(source);
  return body;
}

function* mapSync(body: Iterable<Chunk>, map: (chunk: Chunk) => Chunk, end?: () => Chunk): Generator<Chunk, undefined> {
  for (const chunk of body) yield map(chunk);
  if (end !== undefined) yield end();
}

/**
 * Not a generator, which would queue `return()` behind a `next()` under way and pass it on in a later turn, when the
 * server has disposed of the body already (rule S34).
 */
function mapAsync(
  body: AsyncIterable<Chunk>,
  map: (chunk: Chunk) => Chunk,
  end?: () => Chunk,
): AsyncIterator<Chunk, undefined> {
  const chunks = body[Symbol.asyncIterator]();
  let over = false;
  const stop = async (): Promise<void> => {
    over = true;
    await chunks.return?.();
  };
  return {
    next: async () => {
      if (over) return { done: true, value: undefined };
      const step = await chunks.next();
      if (over) return { done: true, value: undefined };
      if (step.done === true) {
        over = true;
        return end === undefined ? { done: true, value: undefined } : { done: false, value: end() };
      }
      try {
        return { done: false, value: map(step.value) };
      } catch (error) {
        await stop();
        throw error;
      }
    },
    return: async () => {
      if (!over) await stop();
      return { done: true, value: undefined };
    },
  };
}
