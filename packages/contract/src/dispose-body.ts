import type { Body } from './application.ts';

/** What an async generator inherits (ECMAScript 2026): it calls `return()`, and waits. */
const INHERITED: unknown = (async function* () {})()[Symbol.asyncDispose];

/**
 * Disposes of a body that is dropped, replaced or finished: `Symbol.asyncDispose` where it has one, else
 * `Symbol.dispose`, else nothing. Returns a promise only where that method did, so that synchronous layers stay so.
 *
 * An async generator is told to end, and not waited for: it may be waiting itself, for a chunk that never comes (rule S34).
 */
export function disposeBody(body: Body): void | PromiseLike<void> {
  const { [Symbol.asyncDispose]: later, [Symbol.dispose]: now }: Partial<Disposable & AsyncDisposable> = body;
  if (later === undefined) {
    now?.call(body);
    return;
  }
  const disposal = later.call(body);
  if (later !== INHERITED) return disposal;
  // Whoever has iterated it has called its `return()`, and knows what that failed with.
  disposal.then(undefined, () => {});
}
