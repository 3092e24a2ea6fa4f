import type { ErrorStream } from '@tsgi/contract';

/** `tsgi.errors` where nothing else is given: every runtime has a console. */
export const consoleErrors: ErrorStream = {
  write: (text) => console.error(text.replace(/\n$/, '')),
  flush() {},
};

/** An error as text, for reports. */
export function show(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
