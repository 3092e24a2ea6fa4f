import {
  HttpError,
  PayloadTooLarge,
  status as statusOf,
  type Application,
  type Body,
  type Chunk,
  type HeaderList,
  type Middleware,
  type Status,
} from '@tsgi/contract';

import { failures } from '../../src/middleware-conformance/failures.ts';
import { disposingOf, withBody, withStart } from './fixtures/layers.ts';
import { testTopic } from './fixtures/mistake.ts';

/** A middleware that does something with what is thrown before there is a body. */
const catching = (recover: (error: unknown, ...given: Parameters<Application>) => Body): Middleware =>
  function layer(app) {
    return (environ, startResponse) => {
      try {
        const result = app(environ, startResponse);
        if (!('then' in result)) return result;
        return result.then(undefined, (error: unknown) => recover(error, environ, startResponse));
      } catch (error) {
        return recover(error, environ, startResponse);
      }
    };
  };

const page =
  (matches: (error: unknown) => boolean): Middleware =>
  (app) =>
    catching((error, _environ, startResponse) => {
      if (!matches(error)) throw error;
      startResponse(statusOf(error instanceof HttpError ? error.status : 500), [], error);
      return ['an error page'];
    })(app);

function* until(chunks: Iterable<Chunk>): Generator<Chunk, void> {
  try {
    yield* chunks;
  } catch {
    // The mistake.
  }
}

async function* untilLater(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk, void> {
  try {
    yield* chunks;
  } catch {
    // The mistake.
  }
}

testTopic(failures, [
  {
    does: 'answers for an application that throws, and does not state it',
    middleware: page(() => true),
    caughtBy: [
      'passes an error on that is thrown before the head',
      'passes an error on that is thrown after the head',
      'passes an error on that a promise rejects with before the head',
      'passes an error on that a promise rejects with after the head',
    ],
  },
  {
    does: 'wraps errors',
    middleware: catching((cause) => {
      throw new Error('the application has failed', { cause });
    }),
    caughtBy: ['passes an error on that is thrown before the head', 'passes an error on that is no Error'],
  },
  {
    does: 'answers for what knows its answer, and does not state it',
    middleware: page((error) => error instanceof HttpError && !(error instanceof PayloadTooLarge)),
    caughtBy: ['passes an error on that knows its answer, which is the business of a layer further out,'],
  },
  {
    does: 'answers for requests that are too long, and does not state it',
    middleware: page((error) => error instanceof PayloadTooLarge),
    caughtBy: ['passes the refusal of a long request on'],
  },
  {
    does: 'makes errors of what is none',
    middleware: catching((error) => {
      throw error instanceof Error ? error : new Error(JSON.stringify(error));
    }),
    caughtBy: ['passes an error on that is no Error'],
  },
  {
    does: 'swallows the error of a body',
    middleware: withBody((body) => {
      if (Array.isArray(body)) return body;
      return disposingOf(body, Symbol.iterator in body ? until(body) : untilLater(body));
    }),
    states: { changes: { errors: true } },
    caughtBy: [
      'passes an error on that is thrown after a chunk',
      'passes an error on that a promise of a chunk rejects with',
    ],
  },
  {
    does: 'swallows the error of a body, and does not even state it',
    middleware: withBody((body) =>
      Symbol.iterator in body && !Array.isArray(body) ? disposingOf(body, until(body)) : body,
    ),
    caughtBy: ['passes an error on that iterating throws', 'passes an error on that is thrown for the first chunk'],
  },
  {
    does: 'swallows the error of a disposal',
    middleware: withBody((body) => {
      const dispose = body[Symbol.dispose]?.bind(body);
      if (dispose === undefined || !(Symbol.iterator in body)) return body;
      return {
        [Symbol.iterator]: () => body[Symbol.iterator](),
        [Symbol.dispose]: () => {
          try {
            dispose();
          } catch {
            // The mistake.
          }
        },
      };
    }),
    caughtBy: ['passes an error on that disposing throws'],
  },
  {
    does: 'loses the error argument',
    middleware: withStart((startResponse) => (status, headers) => startResponse(status, headers)),
    caughtBy: [
      'lets an error page replace the head before the application has returned',
      'lets an error page replace the head when the body is begun',
      'has startResponse throw its error back when the head has been sent',
    ],
  },
  {
    does: 'hands the head on when the application has returned, and never after',
    middleware: (app) => async (environ, startResponse) => {
      let head: [Status, HeaderList] | undefined;
      const body = await app(environ, (status, headers) => void (head = [status, headers]));
      if (head !== undefined) startResponse(...head);
      return body;
    },
    caughtBy: [
      'lets an error page replace the head when the body is begun',
      'has startResponse throw its error back when the head has been sent',
    ],
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
    caughtBy: ['has startResponse throw its error back when the head has been sent'],
  },
]);
