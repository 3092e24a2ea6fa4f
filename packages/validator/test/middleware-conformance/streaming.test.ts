import { mapChunks, type Body, type Chunk } from '@tsgi/contract';

import { streaming } from '../../src/middleware-conformance/streaming.ts';
import { chunksOf, disposingOf, withBody } from './fixtures/layers.ts';
import { testTopic } from './fixtures/mistake.ts';

/** A body that is read one chunk ahead of whoever reads it. */
function ahead(body: Body): Body {
  if (Symbol.iterator in body) return body;
  const chunks = body[Symbol.asyncIterator]();
  const ready = [chunks.next()];
  return disposingOf(body, {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        ready.push(chunks.next());
        return ready.shift() ?? chunks.next();
      },
    }),
  });
}

function* inPairs(chunks: Iterable<Chunk>): Generator<Chunk, void> {
  const pair: Chunk[] = [];
  for (const chunk of chunks) {
    pair.push(chunk);
    if (pair.length === 2) yield pair.splice(0).join('');
  }
  if (pair.length > 0) yield pair.join('');
}

async function* inPairsLater(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk, void> {
  yield* inPairs(await Array.fromAsync(chunks));
}

function* filled(chunks: Iterable<Chunk>): Generator<Chunk, void> {
  for (const chunk of chunks) if (chunk.length > 0) yield chunk;
}

async function* filledLater(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk, void> {
  for await (const chunk of chunks) if (chunk.length > 0) yield chunk;
}

testTopic(streaming, [
  {
    does: 'collects the body before it returns it',
    middleware: (app) => async (environ, startResponse) => {
      const body = await app(environ, startResponse);
      return disposingOf(body, await Array.fromAsync(chunksOf(body)));
    },
    states: { waits: true },
    caughtBy: [
      'hands each chunk of a synchronous body on before it asks for the next',
      'asks for no chunk of a synchronous body before one is asked of it',
      'hands each chunk of an asynchronous body on before it asks for the next',
      'asks for no chunk of an asynchronous body before one is asked of it',
      'asks for nothing of a promised body before its own value has settled',
      'lets chunks through that come after a while',
    ],
  },
  {
    does: 'reads one chunk ahead',
    middleware: withBody(ahead),
    caughtBy: [
      'hands each chunk of an asynchronous body on before it asks for the next',
      'asks for no chunk of an asynchronous body before one is asked of it',
    ],
  },
  {
    does: 'sends small chunks in pairs',
    middleware: withBody((body) => disposingOf(body, Symbol.iterator in body ? inPairs(body) : inPairsLater(body))),
    caughtBy: [
      'hands each chunk of a synchronous body on before it asks for the next',
      'hands each chunk of an asynchronous body on before it asks for the next',
    ],
  },
  {
    does: 'leaves empty chunks out',
    middleware: withBody((body) => disposingOf(body, Symbol.iterator in body ? filled(body) : filledLater(body))),
    caughtBy: [
      'hands the empty chunks of a synchronous body on, which send the head',
      'hands the empty chunks of an asynchronous body on, which send the head',
    ],
  },
  {
    does: 'takes a chunk that is late for the end',
    middleware: withBody((body) => {
      if (Symbol.iterator in body) return body;
      const chunks = body[Symbol.asyncIterator]();
      const end = new Promise<IteratorResult<Chunk>>((resolve) => setTimeout(resolve, 0, { done: true, value: '' }));
      return disposingOf(body, {
        [Symbol.asyncIterator]: () => ({ next: () => Promise.race([chunks.next(), end]) }),
      });
    }),
    caughtBy: ['lets chunks through that come after a while'],
  },
  {
    does: 'is an async function, and need not be',
    middleware: (app) => async (environ, startResponse) => app(environ, startResponse),
    caughtBy: ['gives no promise around a synchronous application'],
  },
  {
    does: 'reads every body with for await',
    middleware: withBody((body) => (Array.isArray(body) ? body : disposingOf(body, chunksOf(body)))),
    caughtBy: ['gives no promise of a chunk around a synchronous body'],
  },
  {
    does: 'maps what it collects',
    middleware: withBody((body) =>
      Symbol.iterator in body ? mapChunks(disposingOf(body, [...body]), (chunk) => chunk) : body,
    ),
    caughtBy: ['asks for nothing of a promised body before its own value has settled'],
  },
]);
