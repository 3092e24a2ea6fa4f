import { mapChunks, type Body, type Chunk } from '@tsgi/contract';

import { bodies } from '../../src/middleware-conformance/bodies.ts';
import { disposingOf, withBody } from './fixtures/layers.ts';
import { testTopic } from './fixtures/mistake.ts';

const decoder = new TextDecoder();

/** Yields what another body does, and how many chunks that were. */
async function* reading(body: AsyncIterable<Chunk>): AsyncGenerator<Chunk, void> {
  yield* body;
}

testTopic(bodies, [
  {
    does: 'joins an array into a string',
    middleware: withBody((body) => (Array.isArray(body) ? (body.join('') as unknown as Body) : body)),
    caughtBy: ['passes an array on', 'passes an empty array on', 'passes a body that is promised on'],
  },
  {
    does: 'takes every body for an array',
    middleware: withBody((body) => (body as unknown as Chunk[]).map((chunk) => chunk)),
    caughtBy: [
      'passes what a generator yields on',
      'passes what an asynchronous generator yields on',
      'passes any iterable on',
      'passes any asynchronous iterable on',
      'passes a web stream on',
      'passes bytes, which need not be text, on',
    ],
  },
  {
    does: 'iterates asynchronously where it can',
    middleware: withBody((body) => (Symbol.asyncIterator in body ? disposingOf(body, reading(body)) : body)),
    caughtBy: ['passes a body with both iterators, and reads it synchronously, on'],
  },
  {
    does: 'has another chunk ready',
    middleware: withBody((body) => {
      if (!(Symbol.asyncIterator in body)) return body;
      const chunks = body[Symbol.asyncIterator]();
      let ready = chunks.next();
      return disposingOf(body, {
        [Symbol.asyncIterator]: () => ({
          next: async () => {
            const step = await ready;
            if (step.done !== true) ready = chunks.next();
            return step;
          },
        }),
      });
    }),
    caughtBy: ['passes a web stream on'],
  },
  {
    does: 'knows promises by their class',
    middleware: (app) => (environ, startResponse) => {
      const result = app(environ, startResponse);
      return result instanceof Promise ? result : mapChunks(result as Body, (chunk) => chunk);
    },
    caughtBy: ['passes a body that a promise of another kind gives on'],
  },
  {
    does: 'takes no content for a mistake',
    middleware: withBody((body) => {
      let any = false;
      const note = (chunk: Chunk): Chunk => {
        any = true;
        return chunk;
      };
      return mapChunks(body, note, () => (any ? '' : 'nothing here'));
    }),
    caughtBy: [
      'passes an empty array on',
      'passes a body without chunks on',
      'passes an asynchronous body without chunks on',
    ],
  },
  {
    does: 'decodes the bytes of a chunk',
    middleware: withBody((body) =>
      mapChunks(body, (chunk) => (typeof chunk === 'string' ? chunk : decoder.decode(chunk))),
    ),
    caughtBy: ['passes bytes, which need not be text, on', 'passes strings and bytes by turns on'],
  },
  {
    does: 'writes its changes into the chunk',
    middleware: withBody((body) => mapChunks(body, (chunk) => (typeof chunk === 'string' ? chunk : chunk.fill(0x20)))),
    states: { changes: { body: true } },
    caughtBy: ['writes to no chunk that it is given'],
  },
]);
