import { disposeBody, type Chunk } from '@tsgi/contract';

import { disposal } from '../../src/middleware-conformance/disposal.ts';
import { chunksOf, disposingOf, iterating, withBody } from './fixtures/layers.ts';
import { testTopic } from './fixtures/mistake.ts';

testTopic(disposal, [
  {
    does: 'forgets to dispose of the body that it wraps',
    middleware: withBody(iterating),
    caughtBy: [
      'disposes of a body once, when it has been read',
      'disposes of a body that does so asynchronously once',
      'disposes of a body that can do so in two ways in the asynchronous one',
      'disposes of a body that has nothing to say once',
      'disposes of an array too',
      'disposes of a body that cannot be read, where nobody wants to',
    ],
  },
  {
    does: 'disposes of a body when it has been read, and again when it is told to',
    middleware: withBody((body) => {
      async function* reading(): AsyncGenerator<Chunk, void> {
        yield* chunksOf(body);
        await disposeBody(body);
      }
      return disposingOf(body, reading());
    }),
    caughtBy: ['disposes of a body once, when it has been read', 'disposes of a body that does so asynchronously once'],
  },
  {
    does: 'disposes synchronously of whatever it can',
    middleware: withBody((body) =>
      body[Symbol.dispose] === undefined
        ? body
        : Object.assign(iterating(body), { [Symbol.dispose]: () => body[Symbol.dispose]?.() }),
    ),
    caughtBy: ['disposes of a body that can do so in two ways in the asynchronous one'],
  },
  {
    does: 'copies an array, and only its elements',
    middleware: withBody((body) => (Array.isArray(body) ? [...body] : body)),
    caughtBy: ['disposes of an array too'],
  },
  {
    does: 'does not wait for a disposal',
    middleware: withBody((body) => Object.assign(iterating(body), { [Symbol.dispose]: () => void disposeBody(body) })),
    caughtBy: ['disposes of a body before deferred functions run, the last deferred first'],
  },
]);
