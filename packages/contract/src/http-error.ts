import type { HeaderList } from './application.ts';

/** What an `HttpError` carries besides its status and message. */
export interface HttpErrorOptions extends ErrorOptions {
  /** Header fields for the answer. Default: none. */
  readonly headers?: HeaderList;
  /** Whether the client may see the message. Default: for 4xx only. */
  readonly expose?: boolean;
}

/** An error that knows which answer it stands for. A layer further out turns it into one. */
export class HttpError extends Error {
  override readonly name: string = 'HttpError';
  /** The status code of the answer, 400 to 599. */
  readonly status: number;
  readonly headers: HeaderList;
  readonly expose: boolean;

  /** @throws {RangeError} for a status that is not an integer from 400 to 599. */
  constructor(status: number, message: string, options: HttpErrorOptions = {}) {
    if (!Number.isInteger(status) || status < 400 || status > 599) {
      throw new RangeError(`HttpError: the status must be an integer from 400 to 599, got ${status}`);
    }
    super(message, options);
    this.status = status;
    this.headers = options.headers ?? [];
    this.expose = options.expose ?? status < 500;
  }
}
