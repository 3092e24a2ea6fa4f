/** What is written to `tsgi.errors`: each error once, with what it happened to. */

import { type Environ, type ErrorStream, formatReport } from '@tsgi/contract';

/**
 * A function that writes an error to `errors`, with the time and with what it happened to. It never throws.
 * @param show Makes text of whatever was thrown, as `inspect` of `node:util` does.
 */
export function reporter(
  errors: ErrorStream,
  show: (error: unknown) => string,
): (what: string, error: unknown) => void {
  return (what, error) => {
    try {
      errors.write(formatReport(what, shown(error, show)));
    } catch {
      // There is nobody left to tell.
    }
  };
}

/** The request line as it was received, for as long as it is known. */
export function requestLine(environ: Environ | undefined): string {
  if (environ === undefined) return 'a request that was cut short';
  return `${environ.REQUEST_METHOD} ${environ.REQUEST_URI} ${environ.SERVER_PROTOCOL}`;
}

/** Whatever was thrown, as text: it may be a value that throws when it is looked at. */
function shown(error: unknown, show: (error: unknown) => string): string {
  try {
    return show(error);
  } catch {
    return `a value that cannot be shown, of type ${typeof error}`;
  }
}
