import {
  type Application,
  type Body,
  derive,
  disposeBody,
  type Environ,
  type HeaderList,
  HttpError,
  isPromiseLike,
  type StartResponse,
  type Status,
} from '@tsgi/contract';

import { HeldInput } from './held-input.ts';
import { goBackTo, passageOf } from './route-match.ts';

/**
 * Asks applications one after the other, and answers with the first answer that is not 404 or 405, or the last. Bodies of
 * the others are disposed of. A request body can be read once: an application that has begun to read it has taken the
 * request, and its answer stands, also a 404. An `HttpError` with one of these statuses counts as such an answer.
 * @throws {TypeError} for no applications, and for one that is no function.
 */
export function cascade(apps: readonly Application[]): Application {
  const wrong = apps.findIndex((app) => typeof app !== 'function');
  if (apps.length === 0) throw new TypeError('cascade(): expected a list of applications, got none');
  if (wrong >= 0) {
    throw new TypeError(`cascade(): expected applications, got ${typeof apps[wrong]} in place ${wrong + 1}`);
  }
  // Synchronous applications make a synchronous cascade.
  return apps.reduceRight((next, app) => either(app, next));
}

/** One application, and another where it has no answer. */
function either(app: Application, next: Application): Application {
  return function cascading(environ, startResponse) {
    const attempt = new Attempt(environ, startResponse);
    const passage = passageOf(environ);
    const goOn = (): Body | PromiseLike<Body> => {
      // What was dropped has taken no route.
      goBackTo(passage, environ);
      return next(environ, startResponse);
    };
    const settle = (body: Body): Body | PromiseLike<Body> => {
      if (!attempt.isDropped) return attempt.settle(body);
      const disposed = disposeBody(body);
      return disposed === undefined ? goOn() : disposed.then(goOn);
    };
    const recover = (error: unknown): Body | PromiseLike<Body> => {
      if (!attempt.isDroppedBy(error)) throw error;
      return goOn();
    };
    let result: Body | PromiseLike<Body>;
    try {
      result = app(attempt.environ, attempt.startResponse);
    } catch (error) {
      return recover(error);
    }
    return isPromiseLike(result) ? result.then(settle, recover) : settle(result);
  };
}

/** An application's chance: what it says is kept back until it is known to be the answer. */
class Attempt {
  readonly environ: Environ;
  readonly #input: HeldInput;
  readonly #start: StartResponse;
  #head: [status: Status, headers: HeaderList, error?: unknown] | undefined;
  #settled = false;

  constructor(environ: Environ, start: StartResponse) {
    this.#input = new HeldInput(environ['tsgi.input']);
    this.#start = start;
    this.environ = derive(environ, { 'tsgi.input': this.#input });
  }

  readonly startResponse: StartResponse = (...head) => {
    if (this.#settled) this.#forward(head);
    else if (this.#head === undefined || head.length > 2) this.#head = head;
    else {
      // Two heads without an error between them are a bug (rule A3), which the server knows how to say.
      this.#forward(this.#head);
      this.#forward(head);
    }
  };

  /** Whether what it said is that it has no answer, and another can still give one. */
  get isDropped(): boolean {
    return !this.#input.taken && this.#head !== undefined && isNoAnswer(Number.parseInt(this.#head[0], 10));
  }

  /** The same, for what it has thrown. */
  isDroppedBy(error: unknown): boolean {
    return !this.#input.taken && error instanceof HttpError && isNoAnswer(error.status);
  }

  /** Makes what it said the answer. */
  settle(body: Body): Body {
    this.#input.keep();
    if (this.#head !== undefined) this.#forward(this.#head);
    this.#settled = true;
    return body;
  }

  #forward(head: Parameters<StartResponse>): void {
    // One argument less is another call: there was no error, not an undefined one.
    if (head.length < 3) this.#start(head[0], head[1]);
    else this.#start(head[0], head[1], head[2]);
  }
}

function isNoAnswer(code: number): boolean {
  return code === 404 || code === 405;
}
