import { Readable } from 'node:stream';

import { describe, expect, test } from 'vitest';

import { disposeBody, streamBody, type Body, type Chunk } from '@tsgi/contract';

/** A web stream of `chunks` that does not end by itself, and takes note of why it was cancelled. */
function endless(chunks: readonly Chunk[]): { stream: ReadableStream<Chunk>; cancelled: unknown[] } {
  const cancelled: unknown[] = [];
  const waiting = [...chunks];
  const stream = new ReadableStream<Chunk>({
    pull: (controller) => {
      const chunk = waiting.shift();
      if (chunk !== undefined) controller.enqueue(chunk);
    },
    cancel: (reason) => void cancelled.push(reason),
  });
  return { stream, cancelled };
}

async function collect(body: Body): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return chunks;
}

test('makes a body of a web stream', async () => {
  expect(await collect(streamBody(ReadableStream.from(['a', new Uint8Array([98])])))).toEqual([
    'a',
    new Uint8Array([98]),
  ]);
});

describe('a web stream', () => {
  test('is asynchronous, and disposed of asynchronously', () => {
    const body = streamBody(ReadableStream.from(['a']));
    expect(Symbol.iterator in body).toBe(false);
    expect(Symbol.asyncIterator in body).toBe(true);
    expect(Symbol.asyncDispose in body).toBe(true);
  });

  test('is cancelled once when it is disposed of without having been read', async () => {
    const { stream, cancelled } = endless(['a']);
    const body = streamBody(stream);
    await disposeBody(body);
    expect(cancelled).toEqual([undefined]);
  });

  test('is cancelled once when it is disposed of between two reads', async () => {
    const { stream, cancelled } = endless(['a', 'b']);
    const body = streamBody(stream) as AsyncIterable<Chunk>;
    expect(await body[Symbol.asyncIterator]().next()).toEqual({ done: false, value: 'a' });
    await disposeBody(body);
    expect(cancelled).toHaveLength(1);
  });

  test('is cancelled once when it is disposed of during a read, which then ends', async () => {
    const { stream, cancelled } = endless([]);
    const body = streamBody(stream) as AsyncIterable<Chunk>;
    const read = body[Symbol.asyncIterator]().next();
    await disposeBody(body);
    expect(await read).toEqual({ done: true, value: undefined });
    expect(cancelled).toHaveLength(1);
  });

  test('is cancelled once when the iteration is ended, and then disposed of', async () => {
    const { stream, cancelled } = endless(['a', 'b']);
    const body = streamBody(stream);
    for await (const chunk of body) {
      expect(chunk).toBe('a');
      break;
    }
    await disposeBody(body);
    expect(cancelled).toHaveLength(1);
  });

  test('that is at its end is not cancelled', async () => {
    let cancelled = false;
    const stream = new ReadableStream<Chunk>({
      start: (controller) => {
        controller.enqueue('a');
        controller.close();
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const body = streamBody(stream);
    expect(await collect(body)).toEqual(['a']);
    await disposeBody(body);
    expect(cancelled).toBe(false);
  });

  test('passes its failure to the reader, and is disposed of without it', async () => {
    const failure = new Error('broken');
    const stream = new ReadableStream<Chunk>({ pull: (controller) => controller.error(failure) });
    const body = streamBody(stream);
    await expect(collect(body)).rejects.toBe(failure);
    await expect(disposeBody(body)).resolves.toBeUndefined();
  });

  test('whose cancelling fails is disposed of without that failure', async () => {
    const stream = new ReadableStream<Chunk>({ cancel: () => Promise.reject(new Error('broken')) });
    await expect(disposeBody(streamBody(stream))).resolves.toBeUndefined();
  });
});

describe('a Node stream', () => {
  test('is the body itself', () => {
    const stream = Readable.from(['a']);
    expect(streamBody(stream)).toBe(stream);
    stream.destroy();
  });

  test('is read and destroyed', async () => {
    const stream = Readable.from(['a', 'b'], { objectMode: false });
    expect(await collect(streamBody(stream))).toEqual([Buffer.from('a'), Buffer.from('b')]);
    expect(stream.destroyed).toBe(true);
  });

  test('is destroyed when it is disposed of without having been read', async () => {
    const stream = Readable.from(['a']);
    await disposeBody(streamBody(stream));
    expect(stream.destroyed).toBe(true);
  });
});
