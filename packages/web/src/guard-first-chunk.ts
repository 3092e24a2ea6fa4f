import { disposeBody, type Body, type Chunk } from '@tsgi/contract';

type Recover = (error: unknown) => Body | PromiseLike<Body>;

/**
 * A body that has `recover` answer an error which comes in place of the first chunk, when nothing has been sent; later
 * ones go through. It is synchronous where `body` is, and disposing of it disposes of `body`.
 */
export function guardFirstChunk(body: Body, recover: Recover): Body {
  const guarded: Body =
    Symbol.iterator in body
      ? { [Symbol.iterator]: () => guardSync(body, recover) }
      : { [Symbol.asyncIterator]: () => guardAsync(body, recover) };
  if (Symbol.asyncDispose in body) guarded[Symbol.asyncDispose] = async () => disposeBody(body);
  else if (Symbol.dispose in body) guarded[Symbol.dispose] = () => void disposeBody(body);
  return guarded;
}

function* guardSync(body: Iterable<Chunk>, recover: Recover): Generator<Chunk, undefined> {
  let begun = false;
  try {
    for (const chunk of body) {
      begun = true;
      yield chunk;
    }
  } catch (error) {
    if (begun) throw error;
    const answer = recover(error);
    // The server does not wait here: an answer that has to be waited for cannot be given.
    if (!Array.isArray(answer)) throw error;
    yield* answer as Chunk[];
  }
}

async function* guardAsync(body: AsyncIterable<Chunk>, recover: Recover): AsyncGenerator<Chunk, undefined> {
  let begun = false;
  try {
    for await (const chunk of body) {
      begun = true;
      yield chunk;
    }
  } catch (error) {
    if (begun) throw error;
    const answer = await recover(error);
    try {
      yield* answer;
    } finally {
      await disposeBody(answer);
    }
  }
}
