import type { Environ } from '@tsgi/contract';

/** Takes what went wrong with a log, of a sink or of what makes its lines: no exchange is to suffer from it. */
export interface SinkFailures {
  /** Reports `error`, where diagnostics go; the first only: a sink that always throws would say it with every line. */
  report(error: unknown, environ: Environ): void;
  /** Sees to it that a promise that a sink has given may be rejected: nobody else would hear of it. */
  watch(result: unknown, environ: Environ): void;
}

/** @param what What could not be written, as the report says it: `'accessLog(): a record'`. */
export function sinkFailures(what: string): SinkFailures {
  let reported = false;
  const report = (error: unknown, environ: Environ): void => {
    if (reported) return;
    reported = true;
    try {
      environ['tsgi.errors'].write(`${what} could not be written, nor may others be: ${String(error)}\n`);
    } catch {
      // There is nobody left to tell.
    }
  };
  return {
    report,
    watch(result, environ) {
      if (result instanceof Promise) result.catch((error: unknown) => report(error, environ));
    },
  };
}
