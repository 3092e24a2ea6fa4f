/** What is done when the process ends, whether by `process.exit()`, by an error that nobody caught, or because nothing is left to do. */

interface Runtime {
  readonly process?: { readonly on?: (event: 'exit', listener: () => void) => unknown };
}

const waiting = new Set<() => void>();
let listens = false;

/**
 * Has `fn` called when the process ends. It cannot wait for anything.
 * @returns what takes that back.
 */
export function atExit(fn: () => void): () => void {
  // One listener, however many there are to be called.
  if (!listens) {
    listens = true;
    (globalThis as Runtime).process?.on?.('exit', () => {
      for (const each of waiting) each();
    });
  }
  waiting.add(fn);
  return () => void waiting.delete(fn);
}
