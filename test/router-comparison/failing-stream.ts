/** A stream that fails once its client has what was sent before. */

/** What it gives before it fails. */
export const FIRST_CHUNK = 'first';

let arrival = Promise.withResolvers<void>();

/** Resolves when the client has the first chunk. */
export function firstChunkRead(): Promise<void> {
  return arrival.promise;
}

/** Waits for the next client; what is returned is called when that has the first chunk. One at a time. */
export function awaitClient(): () => void {
  arrival = Promise.withResolvers();
  return arrival.resolve;
}

/** The stream, for frameworks that take an iterable. */
export async function* failing(error: Error): AsyncGenerator<string> {
  yield FIRST_CHUNK;
  await firstChunkRead();
  throw error;
}
