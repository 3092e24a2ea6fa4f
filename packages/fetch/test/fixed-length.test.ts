import { afterEach, expect, test, vi } from 'vitest';

import { fixedLength } from '../src/fixed-length.ts';

afterEach(() => void vi.unstubAllGlobals());

const lengths: number[] = [];

function onWorkers(): void {
  lengths.length = 0;
  class FixedLengthStream extends TransformStream<Uint8Array, Uint8Array> {
    constructor(length: number) {
      super();
      lengths.push(length);
    }
  }
  vi.stubGlobal('FixedLengthStream', FixedLengthStream);
}

test('is the stream itself where there is no kind of its own for that', () => {
  const stream = new ReadableStream<Uint8Array>();
  expect(fixedLength(stream, 5)).toBe(stream);
});

test('is one that knows its length on Workers', async () => {
  onWorkers();
  const stream = fixedLength(new Blob(['hello']).stream(), 5);
  expect([await new Response(stream).text(), lengths]).toEqual(['hello', [5]]);
});

test('fails with what the stream fails with, and cancels it when it is cancelled', async () => {
  onWorkers();
  const failing = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('boom')) });
  await expect(fixedLength(failing, 5).getReader().read()).rejects.toThrow('boom');
  const cancelled = Promise.withResolvers<unknown>();
  await fixedLength(new ReadableStream<Uint8Array>({ cancel: cancelled.resolve }), 5).cancel('enough');
  await expect(cancelled.promise).resolves.toBe('enough');
});
