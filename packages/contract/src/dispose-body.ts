import type { Body } from './application.ts';

/**
 * Disposes of a body that is dropped, replaced or finished: `Symbol.asyncDispose` where it has one, else
 * `Symbol.dispose`, else nothing. Gives a promise only where the body did, so that synchronous layers stay so.
 */
export function disposeBody(body: Body): void | PromiseLike<void> {
  const disposable: Partial<Disposable & AsyncDisposable> = body;
  if (disposable[Symbol.asyncDispose] !== undefined) return disposable[Symbol.asyncDispose]?.();
  if (disposable[Symbol.dispose] !== undefined) disposable[Symbol.dispose]?.();
}
