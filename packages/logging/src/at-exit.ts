/** What is done when the process ends, whether by `process.exit()`, by an error that nobody caught, or because nothing is left to do. */

interface Runtime {
  readonly process?: { readonly on?: (event: 'exit' | 'uncaughtExceptionMonitor', listener: () => void) => unknown };
  readonly Deno?: object;
}

const waiting = new Set<() => void>();
let listens = false;

function callAll(): void {
  for (const each of waiting) each();
}

/**
 * Has `fn` called when the process ends. It cannot wait for anything. In Deno it is called for each error that nobody
 * caught, also where the program has seen to it that the process goes on.
 * @returns what takes that back.
 */
export function atExit(fn: () => void): () => void {
  // One listener, however many there are to be called.
  if (!listens) {
    listens = true;
    const { process, Deno } = globalThis as Runtime;
    process?.on?.('exit', callAll);
    // Deno ends by an error that nobody caught without that event.
    if (Deno !== undefined) process?.on?.('uncaughtExceptionMonitor', callAll);
  }
  waiting.add(fn);
  return () => void waiting.delete(fn);
}
