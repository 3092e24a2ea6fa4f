import { disposeBody, type Body, type Chunk } from '@tsgi/contract';

import { aborts } from '../../src/middleware-conformance/aborts.ts';
import { HandExchange } from '../../src/middleware-conformance/hand-exchange.ts';
import { chunksOf, disposingOf, withBody, withEnviron, withStart } from './fixtures/layers.ts';
import { testTopic } from './fixtures/mistake.ts';

/** Disposes where the generator ends, which it does only if it was begun. */
function* inFinally(body: Body & Iterable<Chunk>): Generator<Chunk, void> {
  try {
    yield* body;
  } finally {
    void disposeBody(body);
  }
}

async function* inFinallyLater(body: Body & AsyncIterable<Chunk>): AsyncGenerator<Chunk, void> {
  try {
    yield* body;
  } finally {
    await disposeBody(body);
  }
}

testTopic(aborts, [
  {
    does: 'disposes in the finally of a generator',
    middleware: withBody((body) => {
      if (Array.isArray(body)) return body;
      return Symbol.iterator in body ? inFinally(body) : inFinallyLater(body);
    }),
    caughtBy: [
      'disposes of a body that comes when the client has gone',
      'disposes of a body that nobody has begun to read',
      'disposes of a body whose next chunk is awaited',
    ],
  },
  {
    does: 'has no return() to tell the application that it is to stop',
    middleware: withBody((body) => {
      if (Symbol.iterator in body) {
        const chunks = body[Symbol.iterator]();
        return disposingOf(body, { [Symbol.iterator]: () => ({ next: () => chunks.next() }) });
      }
      const chunks = body[Symbol.asyncIterator]();
      return disposingOf(body, { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) });
    }),
    caughtBy: [
      'ends a synchronous body after a chunk, and disposes of it',
      'ends an asynchronous body after a chunk, and disposes of it',
      'tells deferred functions of the abort',
    ],
  },
  {
    does: 'has an error of its own for an abort',
    middleware: (app) => async (environ, startResponse) => {
      try {
        return await app(environ, startResponse);
      } catch (error) {
        throw environ['tsgi.exchange'].signal.aborted ? new Error('aborted', { cause: error }) : error;
      }
    },
    caughtBy: ['passes on what an application throws when the client has gone'],
  },
  {
    does: 'catches what startResponse throws',
    middleware: withStart((startResponse) => (status, headers, error) => {
      try {
        startResponse(status, headers, error);
      } catch {
        // The mistake.
      }
    }),
    caughtBy: ['has startResponse throw its error back when the client has gone'],
  },
  {
    does: 'disposes by itself when the client goes away',
    middleware: (app) => (environ, startResponse) =>
      withBody((body) => {
        environ['tsgi.exchange'].signal.addEventListener('abort', () => void disposeBody(body));
        return body;
      })(app)(environ, startResponse),
    caughtBy: ['disposes of a body that nobody has begun to read'],
  },
  {
    does: 'makes an exchange of its own, which is never aborted',
    middleware: withEnviron((environ) => ({ ...environ, 'tsgi.exchange': new HandExchange() })),
    caughtBy: ['lets the abort through to an application that waits for it', 'tells deferred functions of the abort'],
  },
  {
    does: 'reads asynchronous bodies in a generator, which hears too late that it is to stop',
    middleware: withBody((body) => (Symbol.iterator in body ? body : disposingOf(body, chunksOf(body)))),
    caughtBy: [
      'ends an asynchronous body after a chunk, and disposes of it',
      'ends an exchange whose generator waits for what never comes',
    ],
  },
]);
