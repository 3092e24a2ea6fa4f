import type { ErrorStream } from '@tsgi/contract';

/** Where `tsgi.errors` goes unless told otherwise. */
export const standardError: ErrorStream = {
  write: (text) => void process.stderr.write(text),
  flush() {},
};
