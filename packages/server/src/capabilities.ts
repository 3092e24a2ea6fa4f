/** What an exchange over HTTP/1.1 offers beyond a response: `tsgi.informational`, `tsgi.trailers`, `tsgi.upgrade`. */

import { type Body, ContractError, type Environ, type HeaderList, type Status, type Upgrade } from '@tsgi/contract';

import { encodeInterim, encodeUpgrade } from './codec/response-head.ts';
import type { Output } from './output.ts';

/** What the capabilities have to know of the answer, and where they write. */
export interface AnswerState {
  readonly output: Output;
  /** Whether the application has called `startResponse`. */
  readonly started: boolean;
  /** Whether the head has been sent. */
  readonly committed: boolean;
  /** Whether the exchange has ended early. */
  readonly aborted: boolean;
}

/** The application's wish to leave HTTP. */
export interface Departure {
  /** The answer that says so, as Latin-1. */
  readonly head: string;
  readonly handler: Parameters<Upgrade>[1];
  /** What stands for it where the application returns a body. */
  readonly body: Body;
}

export class Capabilities {
  /** What gives the trailer fields, once the application has promised some. */
  trailers: (() => HeaderList) | undefined;
  departure: Departure | undefined;

  readonly #answer: AnswerState;

  constructor(answer: AnswerState) {
    this.#answer = answer;
  }

  /** Puts into `environ` what works for this request. */
  offer(environ: Environ): void {
    environ['tsgi.informational'] = (status, headers) => this.#inform(status, headers);
    // What answers HEAD ends with its head (RFC 9110 §9.3.2).
    if (environ.REQUEST_METHOD === 'HEAD') delete environ['tsgi.trailers'];
    else environ['tsgi.trailers'] = (fields) => this.#promiseTrailers(fields);
    // A client that has not asked to leave HTTP cannot be made to, nor one that still sends content (RFC 9110 §7.8).
    const asked = environ.HTTP_UPGRADE;
    if (asked === undefined || !asksToUpgrade(environ)) return;
    environ['tsgi.upgrade'] = (headers, handler) => this.#depart(headers, handler, asked);
  }

  #inform(status: Status, headers: HeaderList): void {
    const text = encodeInterim(status, headers);
    if (this.#answer.committed || this.#answer.aborted) return;
    this.#answer.output.latin1(text);
    this.#answer.output.flush();
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
    this.departure = { head: encodeUpgrade(headers, asked), handler, body: [] };
    return this.departure.body;
  }
}

function asksToUpgrade(environ: Environ): boolean {
  if (environ.CONTENT_LENGTH !== undefined || environ.HTTP_TRANSFER_ENCODING !== undefined) return false;
  const options = environ.HTTP_CONNECTION?.toLowerCase().split(',') ?? [];
  return options.some((option) => option.trim() === 'upgrade');
}

function breach(rule: string, message: string): ContractError {
  return new ContractError(rule, 'application', message);
}
