import { disposeBody, type Chunk } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { HandServer } from '../../src/middleware-conformance/hand-server.ts';
import { noteAsked, observedBody, type ObservedBodyOptions } from '../../src/middleware-conformance/observed-body.ts';

/** Serves an observed body, and gives what it has noted. */
async function eventsOf(options: ObservedBodyOptions): Promise<readonly string[]> {
  const server = new HandServer();
  await server.serve((_environ, startResponse) => {
    startResponse('200 OK', []);
    return observedBody(server, options);
  });
  return server.events;
}

test('notes what it is asked for, and that it is disposed of', async () => {
  expect(await eventsOf({ chunks: ['one'] })).toEqual([
    'was asked for chunk 1',
    'was asked for chunk 2',
    'was disposed of',
  ]);
});

test('notes which of two ways is taken', async () => {
  const server = new HandServer();
  const body = observedBody(server, { iterators: 'both', disposal: 'both' });
  await Array.fromAsync({ [Symbol.asyncIterator]: () => (body as AsyncIterable<Chunk>)[Symbol.asyncIterator]() });
  body[Symbol.dispose]?.();
  expect(server.events).toContain('was iterated in the wrong of two ways');
  expect(server.events).toContain('was disposed of in the wrong of two ways');
});

test('takes its time with an asynchronous disposal', async () => {
  expect(await eventsOf({ chunks: [], disposal: 'async' })).toEqual([
    'was asked for chunk 1',
    'began to be disposed of',
    'was disposed of',
  ]);
});

test('fails in place of its last chunk', async () => {
  const events = await eventsOf({ iterators: 'async', chunks: ['one', 'two'], fails: { error: 'it fails' } });
  expect(events).toEqual(['was asked for chunk 1', 'was asked for chunk 2', 'failed', 'was disposed of']);
});

test('pauses before a chunk, until it is resumed or disposed of', async () => {
  for (const act of ['resume', 'dispose'] as const) {
    const server = new HandServer();
    const body = observedBody(server, { iterators: 'async', chunks: ['one'], pausesAt: 1 });
    const next = (body as AsyncIterable<Chunk>)[Symbol.asyncIterator]().next();
    await server.paused;
    if (act === 'resume') server.resume();
    else await disposeBody(body);
    expect((await next).done).toBe(act === 'dispose');
  }
});

test('says of a chunk that it was asked for early', () => {
  const server = new HandServer();
  noteAsked(server, 1);
  server.asking = true;
  noteAsked(server, 1);
  noteAsked(server, 2);
  expect(server.events).toEqual([
    'was asked for chunk 1 early, when the server had asked for none',
    'was asked for chunk 1',
    'was asked for chunk 2 early, before one had come through for chunk 1',
  ]);
});
