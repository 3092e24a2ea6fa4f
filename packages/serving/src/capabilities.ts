/** What an exchange may offer beyond a response: `tsgi.informational`, `tsgi.trailers`, `tsgi.upgrade`. */

import type { Body, Environ, HeaderList, Status } from '@tsgi/contract';

import type { AnswerHead } from './answer-head.ts';
import type { AnswerLink, Departure } from './answer-link.ts';
import { breach } from './breach.ts';
import { checkInterim, checkUpgrade } from './check-head.ts';

/** What the capabilities have to know of the answer. */
export interface AnswerState {
  /** Whether the application has called `startResponse`. */
  readonly started: boolean;
  /** Whether the head has been sent. */
  readonly committed: boolean;
  /** Whether the exchange has ended early. */
  readonly aborted: boolean;
}

export class Capabilities {
  /** What gives the trailer fields, once the application has promised some. */
  trailers: (() => HeaderList) | undefined;
  departure: Departure | undefined;
  /** What stands for the departure where the application returns a body. */
  departed: Body | undefined;

  readonly #answer: AnswerState;
  readonly #link: AnswerLink<AnswerHead>;

  constructor(answer: AnswerState, link: AnswerLink<AnswerHead>) {
    this.#answer = answer;
    this.#link = link;
  }

  /** Puts into `environ` what works for this request. */
  offer(environ: Environ): void {
    environ['tsgi.informational'] = (status, headers) => this.#inform(status, headers);
    // What answers HEAD ends with its head (RFC 9110 §9.3.2).
    if (environ.REQUEST_METHOD === 'HEAD') delete environ['tsgi.trailers'];
    else environ['tsgi.trailers'] = (fields) => this.#promiseTrailers(fields);
    const { asked } = this.#link;
    if (asked !== undefined) environ['tsgi.upgrade'] = (headers, handler) => this.#depart(headers, handler, asked);
  }

  #inform(status: Status, headers: HeaderList): void {
    const fields = checkInterim(status, headers);
    if (this.#answer.committed || this.#answer.aborted) return;
    this.#link.sendInterim(status, fields);
  }

  #promiseTrailers(fields: () => HeaderList): void {
    if (typeof fields !== 'function' || this.trailers !== undefined || this.#answer.committed) {
      throw breach('A27', 'tsgi.trailers must be called once, with a function, before the first chunk of the body');
    }
    this.trailers = fields;
  }

  #depart(headers: HeaderList, handler: Departure['handler'], asked: string): Body {
    if (typeof handler !== 'function' || this.departure !== undefined || this.#answer.started) {
      throw breach('A29', 'tsgi.upgrade must be called once, with a function, and in the place of startResponse');
    }
    this.departure = { ...checkUpgrade(headers, asked), handler };
    return (this.departed = []);
  }
}

/**
 * The protocols that a request over HTTP/1.1 asks to leave HTTP for. A client that has not asked to leave cannot be made
 * to, nor one that still sends content (RFC 9110 §7.8).
 */
export function askedProtocols(environ: Environ): string | undefined {
  const asked = environ.HTTP_UPGRADE;
  if (asked === undefined) return undefined;
  if (environ.CONTENT_LENGTH !== undefined || environ.HTTP_TRANSFER_ENCODING !== undefined) return undefined;
  const options = environ.HTTP_CONNECTION?.toLowerCase().split(',') ?? [];
  return options.some((option) => option.trim() === 'upgrade') ? asked : undefined;
}
