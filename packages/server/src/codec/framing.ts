/** How content is delimited (RFC 9112 §6): by its length, a number of bytes from 0, or in one of these ways. */

import { ContractError } from '@tsgi/contract';

import type { ResponseHead } from './response-head.ts';

/** By the chunked transfer coding (RFC 9112 §7.1). */
export const CHUNKED = -1;
/** By the end of the connection: for clients of HTTP/1.0 (RFC 9112 §6.3). */
export const UNTIL_CLOSE = -2;

/** What decides how response content is delimited. */
export interface FramingInputs {
  readonly head: ResponseHead;
  readonly http11: boolean;
  /** Whether trailer fields will follow. */
  readonly trailers: boolean;
  /** The content's length in bytes where it is known though the head does not say it. */
  readonly length: number | undefined;
}

/**
 * Chooses the framing of response content: the length, `CHUNKED`, or `UNTIL_CLOSE`.
 * @throws {ContractError} where trailer fields are to follow content that has a `Content-Length`.
 */
export function chooseFraming({ head, http11, trailers, length }: FramingInputs): number {
  if (trailers) {
    if (head.contentLength === -1) return CHUNKED;
    throw new ContractError(
      'A27',
      'application',
      'tsgi.trailers was called beside a Content-Length, which leaves trailer fields no place',
    );
  }
  if (head.contentLength !== -1) return head.contentLength;
  return length ?? (http11 ? CHUNKED : UNTIL_CLOSE);
}

/** The header line that a framing needs and the application has not given. */
export function framingLine(framing: number, head: ResponseHead): string {
  if (framing === CHUNKED) return 'Transfer-Encoding: chunked\r\n';
  return framing === UNTIL_CLOSE || head.contentLength !== -1 ? '' : `Content-Length: ${framing}\r\n`;
}
