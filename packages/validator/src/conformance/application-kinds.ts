/** The applications that most cases serve. */

import type { Application, Body, Chunk, Environ, HeaderList, Status } from '@tsgi/contract';

import type { Stage } from './stage.ts';

/** What an application is answered with. */
export interface AnswerOptions {
  readonly status?: Status;
  readonly headers?: HeaderList;
}

/** An application that answers with the body that `make` makes. */
export function answering(
  make: (environ: Environ) => Body,
  { status = '200 OK', headers = [] }: AnswerOptions = {},
): Application {
  return (environ, startResponse) => {
    startResponse(status, headers);
    return make(environ);
  };
}

/** An application that answers 200 with `await make(…)`. */
export function answeringLater(
  make: (environ: Environ) => Promise<Body>,
  { status = '200 OK', headers = [] }: AnswerOptions = {},
): Application {
  return async (environ, startResponse) => {
    const body = await make(environ);
    startResponse(status, headers);
    return body;
  };
}

/** WSGI's simplest application. */
export function hello(): Application {
  return answering(() => ['Hello'], { headers: [['Content-Type', 'text/plain']] });
}

/** A synchronous body that is no array. */
export function* chunksOf(...chunks: readonly Chunk[]): Generator<Chunk, void> {
  yield* chunks;
}

/** An asynchronous body. */
export async function* chunksLater(...chunks: readonly Chunk[]): AsyncGenerator<Chunk, void> {
  for (const chunk of chunks) yield chunk;
}

/** A body that notes when it is iterated, left and disposed of. */
export function watchedBody(stage: Stage, chunks: () => Iterator<Chunk>): Body & Disposable {
  return {
    [Symbol.iterator](): Iterator<Chunk> {
      stage.note('iterated');
      const iterator = chunks();
      return {
        next: () => iterator.next(),
        return: (value?: unknown) => {
          stage.note('returned');
          return iterator.return?.(value) ?? { done: true, value };
        },
      };
    },
    [Symbol.dispose]: () => stage.note('disposed'),
  };
}

/** The asynchronous form of `watchedBody`. */
export function watchedStream(stage: Stage, chunks: () => AsyncIterator<Chunk>): Body & AsyncDisposable {
  return {
    [Symbol.asyncIterator](): AsyncIterator<Chunk> {
      stage.note('iterated');
      const iterator = chunks();
      return {
        next: () => iterator.next(),
        return: async (value?: unknown) => {
          stage.note('returned');
          return (await iterator.return?.(value)) ?? { done: true, value };
        },
      };
    },
    [Symbol.asyncDispose]: async () => stage.note('disposed'),
  };
}
