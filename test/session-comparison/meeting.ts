/** Where a handler waits until the test lets it go on. The apps and the test share one process. */

let arrive = (): void => {};
let leave: Promise<void> = Promise.resolve();
let missing = 0;
let complete = Promise.withResolvers<void>();
let taken: Promise<void> = Promise.resolve();

/** Called before the request: `arrived` resolves once a handler waits, and `open()` lets it go on. */
export function holdNextHandler(): { readonly arrived: Promise<void>; readonly open: () => void } {
  const [here, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  arrive = here.resolve;
  leave = go.promise;
  return { arrived: here.promise, open: go.resolve };
}

/** Called by a handler in the middle of its work. */
export async function wait(): Promise<void> {
  arrive();
  await leave;
}

/** Called before as many requests to `/count` as are to wait for each other. */
export function expectHandlers(count: number): void {
  missing = count;
  complete = Promise.withResolvers<void>();
}

/** Called by a handler in the middle of its work, which goes on when the others are there too. */
export function together(): Promise<void> {
  missing -= 1;
  if (missing === 0) complete.resolve();
  return complete.promise;
}

/** Called before a request to `/late`: to be called back when the client has some of the body. */
export function noteFirstChunk(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  taken = promise;
  return resolve;
}

/** Called by a handler that has sent a part of its body: resolves once the client has it, and the head with it. */
export function written(): Promise<void> {
  return taken;
}
