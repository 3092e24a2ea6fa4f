import { HttpError } from './http-error.ts';

/** A request body is longer than a limit allows (RFC 9110 §15.5.14). */
export class PayloadTooLarge extends HttpError {
  override readonly name: string = 'PayloadTooLarge';
  /** The limit, in bytes. */
  readonly limit: number;

  constructor(limit: number) {
    super(413, `the request body is longer than the ${limit} bytes allowed`);
    this.limit = limit;
  }
}
