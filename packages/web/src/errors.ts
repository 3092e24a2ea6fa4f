/** Answers what fails further in: as a page for people, a problem for programs, or text. */

import {
  type Application,
  type Body,
  ClientDisconnected,
  type Environ,
  formatReport,
  hasHeader,
  type HeaderList,
  isPromiseLike,
  layersOf,
  type Middleware,
  refuseUnknownOptions,
  setHeader,
  type StartResponse,
} from '@tsgi/contract';

import { describeError } from './describe-error.ts';
import { developmentPage, type ReadSource, type Surroundings } from './development-page.ts';
import { type Failure, failureOf } from './failure.ts';
import { type FailureForm, failureForm, failureHeaders, failureResponse } from './failure-response.ts';
import { guardFirstChunk } from './guard-first-chunk.ts';
import { page } from './page.ts';
import { problem } from './problem.ts';
import { text } from './text.ts';

/** What an answer is made for. */
export interface FailedRequest {
  readonly error: unknown;
  /** What the client may know of it. */
  readonly failure: Failure;
  readonly environ: Environ;
}

/** Options of `errors`. */
export interface ErrorsOptions {
  /**
   * Whether the answer shows stack, source, layers and environ, to everyone who asks; `{ readSource }` gives it the
   * source lines, as `(file) => readFileSync(new URL(file), 'utf8')` does. Default: false, and nothing is guessed from
   * the environment.
   */
  readonly development?: boolean | { readonly readSource?: ReadSource };
  /** Makes an answer of one's own, or `undefined` for the one there would be. Default: none. */
  readonly render?: (failed: FailedRequest) => Application | undefined;
  /** Takes each error that is answered with 5xx. Default: it is written to `tsgi.errors`, with its stack and causes. */
  readonly report?: (error: unknown, environ: Environ) => void;
}

interface Settings extends ErrorsOptions {
  readonly report: NonNullable<ErrorsOptions['report']>;
}

/** The application that `errors` is around, and its settings. */
interface Layer extends Settings {
  readonly app: Application;
}

/**
 * Answers errors: an `HttpError` with its status, headers and, where the client may see it, its message; any other with
 * 500. The answer is HTML, JSON (RFC 9457) or text, as `Accept` asks, and kept by no cache unless it says so itself. Errors
 * answered with 5xx are reported once.
 *
 * What fails when the head is out goes through, and so does the client's going away. An error in place of the first
 * chunk of a generator is still answered; other bodies are passed on as they are, since the server may know them.
 * @throws {TypeError} for an option that is not right.
 */
export function errors(options: ErrorsOptions = {}): Middleware {
  const settings = checked(options);
  return function errorsLayer(app) {
    const layer = { ...settings, app };
    return function answeringErrors(environ, startResponse) {
      const recover = (error: unknown): Body | PromiseLike<Body> => answer(error, layer, environ, startResponse);
      const guard = (body: Body): Body => (isGenerator(body) ? guardFirstChunk(body, recover) : body);
      try {
        const result = app(environ, startResponse);
        return isPromiseLike(result) ? result.then(guard, recover) : guard(result);
      } catch (error) {
        return recover(error);
      }
    };
  };
}

function checked(options: ErrorsOptions): Settings {
  refuseUnknownOptions('errors', options, ['development', 'render', 'report']);
  const { development = false, render, report = reportToStream } = options;
  if (typeof development !== 'boolean' && (typeof development !== 'object' || development === null)) {
    throw new TypeError(`errors(): development must be a boolean or { readSource }, got ${typeof development}`);
  }
  for (const [name, fn] of Object.entries({ render, report })) {
    if (fn === undefined || typeof fn === 'function') continue;
    throw new TypeError(`errors(): ${name} must be a function, got ${typeof fn}`);
  }
  return { development, report, ...(render !== undefined && { render }) };
}

/**
 * Whether a body is a generator: the one kind in which an application's own code runs for the first chunk. What is no body
 * is none: the server says what is wrong with that (rule A12).
 */
function isGenerator(body: unknown): boolean {
  return typeof body === 'object' && body !== null && !Array.isArray(body) && 'next' in body;
}

function answer(
  caught: unknown,
  layer: Layer,
  environ: Environ,
  startResponse: StartResponse,
): Body | PromiseLike<Body> {
  // Nobody is there to be answered, and it is nobody's bug.
  if (caught instanceof ClientDisconnected) throw caught;
  // To startResponse, undefined is no error.
  const thrown = caught ?? new Error(`${String(caught)} was thrown`);
  const failure = failureOf(caught);
  const start: StartResponse = (status, headers) => startResponse(status, uncached(headers), thrown);
  const fallBack = (reason: unknown): Body | PromiseLike<Body> => {
    // The head is out, or the client has gone: startResponse gives the error back, and the server takes it (rule A4).
    // oxlint-disable-next-line typescript/only-throw-error -- it goes back as it came
    if (reason === thrown) throw reason;
    reportQuietly(layer, reason, environ);
    return failureResponse(failure, failureForm(environ))(environ, start);
  };
  let body: Body | PromiseLike<Body>;
  try {
    body = responseTo({ error: caught, failure, environ }, layer)(environ, start);
  } catch (reason) {
    body = fallBack(reason);
  }
  // Here the head has been taken: what a server gets back it reports itself.
  if (failure.status >= 500) reportQuietly(layer, caught, environ);
  return isPromiseLike(body) ? body.then(undefined, fallBack) : body;
}

/**
 * What fails may depend on a session or on who is signed in, and the layers that would have told caches so are passed by:
 * a 404 that says nothing is kept (RFC 9110 §15.1), and given to everybody.
 */
function uncached(headers: HeaderList): HeaderList {
  return hasHeader(headers, 'Cache-Control') ? headers : setHeader(headers, 'Cache-Control', 'no-store');
}

function responseTo(failed: FailedRequest, { development, render, app }: Layer): Application {
  const own = render?.(failed);
  if (own !== undefined) return own;
  const form = failureForm(failed.environ);
  if (development === false) return failureResponse(failed.failure, form);
  return developmentResponse(failed, form, {
    layers: ['answeringErrors', ...layersOf(app).map(({ name }) => name)],
    readSource: typeof development === 'object' ? development.readSource : undefined,
  });
}

function developmentResponse(
  { error, failure, environ }: FailedRequest,
  form: FailureForm,
  surroundings: Surroundings,
): Application {
  const { status, issues } = failure;
  const headers = failureHeaders(failure);
  const description = describeError(error);
  if (form === 'text') return text(`${description}\n`, { status, headers });
  if (form === 'json') {
    const detail = error instanceof Error ? error.message : description;
    return problem(
      { status, detail, ...(issues.length > 0 && { issues }), stack: description.split('\n') },
      { headers },
    );
  }
  // The page shows what came with the request: should it ever be shown unescaped, nothing runs.
  const policy = ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'"] as const;
  return page(developmentPage(error, failure, environ, surroundings), {
    status,
    headers: [...headers, policy],
  });
}

function reportQuietly({ report }: Settings, error: unknown, environ: Environ): void {
  try {
    report(error, environ);
  } catch {
    // There is nobody left to tell.
  }
}

function reportToStream(error: unknown, environ: Environ): void {
  // Without the query, which may hold what is nobody's business.
  const request = `${environ.REQUEST_METHOD} ${environ.SCRIPT_NAME}${environ.PATH_INFO}`;
  environ['tsgi.errors'].write(formatReport(request, describeError(error)));
}
