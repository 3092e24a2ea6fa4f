/** Runs an application, and its body, inside of something: a current span, an asynchronous context. */

import {
  type Application,
  type Body,
  type Chunk,
  derive,
  disposeBody,
  type Environ,
  isPromiseLike,
  type StartResponse,
} from '@tsgi/contract';

/** Calls `fn` inside of it, and gives back what it returns. */
export type Run = <T>(fn: () => T) => T;

/**
 * Calls the application inside of `run`, and later each step of its body: servers ask for chunks from a turn of their own.
 * Arrays are passed on as they are, and so is what the server itself has made, which it may know a faster way for.
 */
export function runApplication(
  app: Application,
  environ: Environ,
  startResponse: StartResponse,
  run: Run,
): Body | PromiseLike<Body> {
  let servers: Body | undefined;
  const wrapFile = environ['tsgi.file_wrapper'];
  const upgrade = environ['tsgi.upgrade'];
  const changes: Partial<Environ> = {};
  if (wrapFile !== undefined) changes['tsgi.file_wrapper'] = (path, range) => (servers = wrapFile(path, range));
  if (upgrade !== undefined) {
    changes['tsgi.upgrade'] = (headers, handler) =>
      (servers = upgrade(headers, (connection) => run(() => handler(connection))));
  }
  const inner = wrapFile === undefined && upgrade === undefined ? environ : derive(environ, changes);
  const result = run(() => app(inner, startResponse));
  const bind = (body: Body): Body => (Array.isArray(body) || body === servers ? body : bindBody(body, run));
  return isPromiseLike(result) ? result.then(bind) : bind(result);
}

function bindBody(body: Body, run: Run): Body {
  const bound: Body =
    Symbol.iterator in body
      ? {
          [Symbol.iterator]: () =>
            bindIterator(
              run(() => body[Symbol.iterator]()),
              run,
            ),
        }
      : {
          [Symbol.asyncIterator]: () =>
            bindIterator(
              run(() => body[Symbol.asyncIterator]()),
              run,
            ),
        };
  if (Symbol.asyncDispose in body) bound[Symbol.asyncDispose] = async () => run(() => disposeBody(body));
  else if (Symbol.dispose in body) bound[Symbol.dispose] = () => void run(() => disposeBody(body));
  return bound;
}

/** Of an iterator the two functions that servers call, for either kind: what they give is passed on as it is. */
function bindIterator<I extends Iterator<Chunk> | AsyncIterator<Chunk>>(iterator: I, run: Run): I {
  const bound: Partial<Iterator<Chunk> | AsyncIterator<Chunk>> = {
    next: () => run(() => iterator.next()),
  } as Partial<I>;
  if (iterator.return !== undefined) bound.return = () => run(() => iterator.return!()) as never;
  return bound as I;
}
