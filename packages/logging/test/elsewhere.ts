import { vi } from 'vitest';

/** Calls `fn` as in a runtime that has nothing of Node: no `process`, and so no files. */
export function elsewhere<Result>(fn: () => Result): Result {
  vi.stubGlobal('process', undefined);
  try {
    return fn();
  } finally {
    vi.unstubAllGlobals();
  }
}
