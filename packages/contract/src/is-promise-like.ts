/**
 * Whether a value is to be waited for. A layer that asks, and waits for nothing else, stays synchronous around a
 * synchronous application: `isPromiseLike(result) ? result.then(change) : change(result)`.
 */
export function isPromiseLike<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
