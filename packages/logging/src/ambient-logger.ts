/** The logger of the asynchronous context that code runs in. */

import { builtIn } from './built-in.ts';
import type { Logger } from './exchange-logger.ts';

/** What is used of `AsyncLocalStorage`. */
export interface LoggerStorage {
  run<T>(store: Logger, fn: () => T): T;
  getStore(): Logger | undefined;
}

let storage: LoggerStorage | undefined;

/** What runs code with a logger of its own: one for all who ask. `undefined` where the runtime has no such thing. */
export function loggerStorage(): LoggerStorage | undefined {
  const hooks = builtIn('node:async_hooks');
  if (hooks === undefined) return undefined;
  return (storage ??= new hooks.AsyncLocalStorage<Logger>());
}

/** The logger that this code runs with, if any. */
export function ambientLogger(): Logger | undefined {
  return storage?.getStore();
}
