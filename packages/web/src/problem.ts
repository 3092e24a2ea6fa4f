/** Problem details for HTTP APIs (RFC 9457). */

import { status as statusLine, type Application, type HeaderList } from '@tsgi/contract';

import { inMemory } from './in-memory.ts';
import { toJson } from './json.ts';
import { makeHead, type ResponseOptions } from './response-options.ts';

/** What went wrong, for programs. Any other member is an extension (§3.2). */
export interface ProblemDetails {
  /** The status code, 400 to 599. */
  readonly status: number;
  /**
   * A URI that names the kind of problem. Default: `about:blank`, which says that the status is all there is to say.
   */
  readonly type?: string;
  /** The kind of problem in a few words, the same each time. Default: the status's reason phrase. */
  readonly title?: string;
  /** What went wrong this time, in a sentence for people. */
  readonly detail?: string;
  /** A URI that names this very occurrence. */
  readonly instance?: string;
  readonly [extension: string]: unknown;
}

const HEADERS: HeaderList = [['Content-Type', 'application/problem+json']];

/**
 * Answers with a problem: `problem({ status: 404, detail: 'There is no entry 7.' })`. Its status is the response's.
 * @throws {RangeError} for a status that is not an integer from 400 to 599.
 */
export function problem(details: ProblemDetails, options?: Omit<ResponseOptions, 'status'>): Application {
  const { status } = details;
  if (!Number.isInteger(status) || status < 400 || status > 599) {
    throw new RangeError(`problem(): the status must be an integer from 400 to 599, got ${status}`);
  }
  const title = details.type === undefined || details.type === 'about:blank' ? statusLine(status).slice(4) : undefined;
  const content = toJson({ ...(title !== undefined && title !== '' && { title }), ...details }, 'problem');
  return inMemory(makeHead(status, HEADERS, { ...options, status }), content);
}
